import { GitBranch, Heart } from 'lucide-react';
import { memo } from 'react';
import type { PromptId } from '../../shared/ids';
import type { PromptSummary } from '../../shared/prompts';
import type { SearchTerm } from '../../shared/search';
import { useStudioFields } from '../store/studio';
import { classNames } from '../ui/class-names';
import { imageCount } from '../ui/format';
import { PromptThumb } from './PromptThumb';
import { outcomeWords, rowName } from './prompt-words';
import styles from './Prompts.module.css';
import { withHits } from './search-hits';

type PromptRowProps = Readonly<{
  id: PromptId;
  /** From 0, among so many. */
  row: number;
  of: number;
  /** In pixels from the top of the list. */
  top: number;
  /** The one that Tab reaches. */
  reachable: boolean;
  /** What is searched for, to be marked. */
  terms: readonly SearchTerm[];
  now: number;
}>;

/** Thumbnails that a row has room for. */
const THUMBS = 6;
/** Tags that are named in a row; its name says all of them. */
const TAGS = 3;
/** Letters that two lines never hold: more of them in the page would only be weight. */
const SHOWN = 600;

/** One prompt of the history. Drawn anew when something of that prompt changes. */
export const PromptRow = memo(function PromptRow({ id, row, of, top, reachable, terms, now }: PromptRowProps) {
  const { summary, selected, active } = useStudioFields((state) => ({
    summary: state.promptDetails.get(id),
    selected: state.promptSelected.has(id),
    active: state.promptActive === id,
  }));
  return (
    <li
      className={classNames(styles.row, selected && styles.selected)}
      style={{ top }}
      data-prompt={id}
      tabIndex={reachable ? 0 : -1}
      aria-label={summary ? rowName(summary, selected, now) : 'Prompt'}
      aria-current={active ? 'true' : undefined}
      aria-posinset={row + 1}
      aria-setsize={of}
    >
      {summary && <Content summary={summary} terms={terms} now={now} />}
    </li>
  );
});

type ContentProps = Readonly<{ summary: PromptSummary; terms: readonly SearchTerm[]; now: number }>;

function Content({ summary, terms, now }: ContentProps) {
  const { text, tags, versions, favourite } = summary;
  return (
    <>
      <div className={styles.text}>
        <p className={styles.prompt} dir="auto">
          {withHits(text, terms).map(({ text: part, hit }, at) =>
            hit ? <mark key={at}>{part}</mark> : part.slice(0, SHOWN),
          )}
        </p>
        <p className={styles.facts}>
          {tags.slice(0, TAGS).map((tag) => (
            <span key={tag} className={styles.tag}>
              {tag}
            </span>
          ))}
          <span className={styles.outcome}>{outcomeWords(summary, now).join(' · ')}</span>
          {versions > 1 && (
            <span className={styles.versions} title={`${String(versions)} versions`}>
              <GitBranch size={11} aria-hidden />
              {versions}
            </span>
          )}
        </p>
      </div>
      <Thumbs summary={summary} />
      <button
        type="button"
        tabIndex={-1}
        className={styles.heart}
        data-act="favourite"
        aria-label="Favourite"
        aria-pressed={favourite}
      >
        <Heart size={15} strokeWidth={1.75} aria-hidden fill={favourite ? 'currentColor' : 'none'} />
      </button>
    </>
  );
}

function Thumbs({ summary: { images, imageCount: count } }: Readonly<{ summary: PromptSummary }>) {
  if (images.length === 0) return null;
  return (
    <div className={styles.thumbs}>
      {images.slice(0, THUMBS).map((id) => (
        <button key={id} type="button" tabIndex={-1} data-image={id} aria-label="Open image">
          <PromptThumb id={id} />
        </button>
      ))}
      {count > THUMBS && (
        <span className={styles.more} title={imageCount(count)} aria-hidden>
          +{(count - THUMBS).toLocaleString('en')}
        </span>
      )}
    </div>
  );
}
