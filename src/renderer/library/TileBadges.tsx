import { FileQuestion, Flag, Heart, Layers, WandSparkles, X } from 'lucide-react';
import { memo, useState } from 'react';
import type { Difference } from '../../shared/asked-got';
import { differenceWords } from '../../shared/asked-got';
import type { Facets } from '../../shared/library';
import { useStudio } from '../store/studio';
import styles from './Tile.module.css';
import { daysLeft } from './tile-words';

type TileBadgesProps = Readonly<{
  facets: Facets;
  /** See `Shown.stackSizes`. */
  stack: number;
  /** True for the first image of an open stack, which closes it. */
  leads: boolean;
  /** In what it is other than what was asked for. */
  difference: Difference | null;
  /** When it was put into the trash, in milliseconds since 1970; null outside of it. */
  trashedAt: number | null;
}>;

/** The marks of a tile, readable on any picture. Its name says the same, so they are silent. */
export const TileBadges = memo(function TileBadges({ facets, stack, leads, difference, trashedAt }: TileBadgesProps) {
  const { stars, flag, favourite, kind, missing } = facets;
  const judged = stars > 0 || flag !== null || favourite;
  const marked = judged || kind === 'edit' || missing || difference !== null || trashedAt !== null;
  return (
    <>
      {marked && (
        <span className={styles.marks} aria-hidden>
          {stars > 0 && <span className={styles.stars}>{'★'.repeat(stars)}</span>}
          {flag === 'pick' && <Flag size={12} fill="currentColor" />}
          {flag === 'reject' && <X size={13} strokeWidth={3} className={styles.bad} />}
          {favourite && <Heart size={12} fill="currentColor" />}
          {missing && <FileQuestion size={13} className={styles.bad} />}
          {trashedAt !== null && <DaysLeft trashedAt={trashedAt} />}
          {difference && (
            <span className={styles.other} title={sentence(difference)}>
              {`${difference.asked} → ${difference.got}`}
            </span>
          )}
          {kind === 'edit' && <WandSparkles size={12} className={styles.edit} />}
        </span>
      )}
      {(stack > 1 || leads) && (
        <button
          type="button"
          tabIndex={-1}
          data-act="stack"
          className={styles.stack}
          aria-label={stack > 1 ? `Open the stack of ${String(stack)}` : `Close the stack of ${String(-stack)}`}
        >
          <Layers size={12} aria-hidden />
          {Math.abs(stack)}
        </button>
      )}
    </>
  );
});

function sentence(difference: Difference): string {
  const words = differenceWords(difference);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function DaysLeft({ trashedAt }: Readonly<{ trashedAt: number }>) {
  const days = useStudio((state) => state.settings.trashDays);
  const [now] = useState(() => Date.now());
  return days === null ? null : <span>{daysLeft(trashedAt, days, now)}</span>;
}
