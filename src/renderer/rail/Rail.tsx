import type { LucideIcon } from 'lucide-react';
import {
  Download,
  Heart,
  Images,
  ListOrdered,
  PanelLeft,
  ReceiptText,
  Settings2,
  TextQuote,
  Trash2,
  WandSparkles,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { ImageId } from '../../shared/ids';
import { isFinished } from '../../shared/job-status';
import type { FixedView } from '../../shared/library-query';
import { needsAttention } from '../store/jobs';
import { commands, store, useStudio, useStudioFields } from '../store/studio';
import type { Place } from '../store/view';
import { classNames } from '../ui/class-names';
import { IconButton } from '../ui/IconButton';
import { connectionWords } from '../ui/key-words';
import { actionKey } from '../ui/key-text';
import { Tip } from '../ui/Tip';
import { Collections } from './Collections';
import styles from './Rail.module.css';
import { RailEntry } from './RailEntry';
import { useDropTarget } from './use-drop-target';

const PLACES: readonly {
  readonly place: FixedView;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly take?: (ids: readonly ImageId[]) => void;
}[] = [
  { place: 'all', label: 'Library', icon: Images },
  {
    place: 'favourites',
    label: 'Favourites',
    icon: Heart,
    take: (ids) => void commands.organise(ids, { kind: 'favourite', favourite: true }),
  },
  { place: 'edits', label: 'Edits', icon: WandSparkles },
  { place: 'imported', label: 'Imported', icon: Download },
];

type RailProps = Readonly<{
  wide: boolean;
  /** False leaves only the connection, while there is nowhere to go. */
  places: boolean;
  /** Long work, shown above the connection. */
  tasks: ReactNode;
}>;

/** The places of the window, and the connection at the foot. Narrow, it shows icons alone. */
export function Rail({ wide, places, tasks }: RailProps) {
  const { counts, prompts, running, trouble, platform } = useStudioFields((state) => ({
    // Until the rows are there nobody knows.
    counts: state.columns === null ? null : state.counts,
    prompts: state.promptTotal ?? undefined,
    running: state.jobs.filter((job) => !isFinished(job)).length,
    trouble: state.jobs.some(needsAttention),
    platform: state.platform,
  }));
  return (
    <nav className={classNames(styles.rail, wide && styles.wide)} aria-label="Places">
      <div className={styles.top}>
        <IconButton
          label={wide ? 'Show icons only' : 'Show names'}
          icon={PanelLeft}
          keys={actionKey('rail', platform)}
          tipSide="right"
          onClick={() => store.getState().toggleRail(window.innerWidth)}
        />
      </div>
      {places && (
        <div className={styles.places}>
          <ul className={styles.list}>
            {PLACES.map((place) => (
              <Entry key={place.place} {...place} wide={wide} count={counts?.[place.place]} />
            ))}
          </ul>
          <Collections wide={wide} />
          <ul className={styles.list}>
            <Entry place="queue" label="Queue" icon={ListOrdered} wide={wide} busy={running} trouble={trouble} />
            <Entry place="prompts" label="Prompts" icon={TextQuote} wide={wide} count={prompts} />
            <Entry place="ledger" label="Ledger" icon={ReceiptText} wide={wide} />
            <Entry
              place="trash"
              label="Trash"
              icon={Trash2}
              wide={wide}
              count={counts?.trash === 0 ? undefined : counts?.trash}
              take={(ids) => void commands.trash(ids)}
            />
          </ul>
        </div>
      )}
      {!places && <div className={styles.grow} />}
      {tasks}
      <Connection wide={wide} />
    </nav>
  );
}

type EntryProps = Readonly<{
  place: Place;
  label: string;
  icon: LucideIcon;
  wide: boolean;
  count?: number | undefined;
  busy?: number;
  trouble?: boolean;
  /** What is done with images dropped on it. */
  take?: (ids: readonly ImageId[]) => void;
}>;

function Entry({ place, icon: Icon, busy = 0, trouble = false, take, ...rest }: EntryProps) {
  const drop = useDropTarget(take ?? null);
  const here = useStudio((state) => state.place === place && state.settings.gateway !== 'none');
  return (
    <li className={classNames(drop.over && styles.dropping)} {...drop.handlers}>
      <RailEntry
        icon={<Icon size={16} strokeWidth={1.75} aria-hidden />}
        here={here}
        onClick={() => store.getState().goTo(place)}
        {...rest}
      >
        {busy > 0 && (
          <span className={styles.busy}>
            {busy}
            <span className="visually-hidden"> on their way</span>
          </span>
        )}
        {busy === 0 && trouble && (
          <span className={styles.trouble}>
            <span className="visually-hidden">needs a decision</span>
          </span>
        )}
      </RailEntry>
    </li>
  );
}

function Connection({ wide }: Readonly<{ wide: boolean }>) {
  const gateway = useStudio((state) => state.settings.gateway);
  const key = useStudio((state) => state.key);
  const platform = useStudio((state) => state.platform);
  const { name, state, tone } = connectionWords(gateway, key);
  return (
    <div className={styles.connection}>
      {wide ? (
        <>
          <span className={styles.dot} data-tone={tone} />
          <div className={styles.words}>
            <strong title={name}>{name}</strong>
            <small>{state}</small>
          </div>
        </>
      ) : (
        <Tip text={`${name}: ${state}`} side="right">
          <span className={styles.dot} data-tone={tone} role="img" aria-label={`${name}: ${state}`} />
        </Tip>
      )}
      <IconButton
        label="Settings"
        icon={Settings2}
        keys={actionKey('settings', platform)}
        tipSide={wide ? 'top' : 'right'}
        onClick={() => store.getState().setDialog('settings')}
      />
    </div>
  );
}
