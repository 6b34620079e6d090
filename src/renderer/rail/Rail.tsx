import type { LucideIcon } from 'lucide-react';
import { Download, Images, ListOrdered, PanelLeft, Settings2, WandSparkles } from 'lucide-react';
import { isFinished } from '../../shared/job-status';
import { needsAttention } from '../store/jobs';
import { store, useStudio, useStudioFields } from '../store/studio';
import type { Place } from '../store/view';
import { classNames } from '../ui/class-names';
import { IconButton } from '../ui/IconButton';
import { connectionWords } from '../ui/key-words';
import { keyText } from '../ui/key-text';
import { Tip } from '../ui/Tip';
import styles from './Rail.module.css';

const PLACES: readonly {
  readonly place: Exclude<Place, 'queue'>;
  readonly label: string;
  readonly icon: LucideIcon;
}[] = [
  { place: 'all', label: 'Library', icon: Images },
  { place: 'edits', label: 'Edits', icon: WandSparkles },
  { place: 'imported', label: 'Imported', icon: Download },
];

type RailProps = Readonly<{
  wide: boolean;
  /** False leaves only the connection, while there is nowhere to go. */
  places: boolean;
}>;

/** The places of the window, and the connection at the foot. Narrow, it shows icons alone. */
export function Rail({ wide, places }: RailProps) {
  const { counts, running, trouble, platform } = useStudioFields((state) => ({
    counts: state.index?.counts,
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
          keys={keyText('Mod+B', platform)}
          tipSide="right"
          onClick={() => store.getState().toggleRail(window.innerWidth)}
        />
      </div>
      {places && (
        <>
          <ul className={styles.list}>
            {PLACES.map(({ place, label, icon }) => (
              <Entry key={place} place={place} label={label} icon={icon} wide={wide} count={counts?.[place]} />
            ))}
          </ul>
          <ul className={styles.list}>
            <Entry place="queue" label="Queue" icon={ListOrdered} wide={wide} busy={running} trouble={trouble} />
          </ul>
        </>
      )}
      <div className={styles.grow} />
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
}>;

function Entry({ place, label, icon: Icon, wide, count, busy = 0, trouble = false }: EntryProps) {
  const here = useStudio((state) => state.place === place && state.settings.gateway !== 'none');
  const button = (
    <button
      type="button"
      className={styles.entry}
      aria-current={here ? 'page' : undefined}
      onClick={() => store.getState().goTo(place)}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <span className={styles.name}>{label}</span>{' '}
      {count !== undefined && <span className={styles.count}>{count.toLocaleString('en')}</span>}
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
    </button>
  );
  return (
    <li>
      {wide ? (
        button
      ) : (
        <Tip text={count === undefined ? label : `${label} · ${count.toLocaleString('en')}`} side="right">
          {button}
        </Tip>
      )}
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
        keys={keyText('Mod+,', platform)}
        tipSide={wide ? 'top' : 'right'}
        onClick={() => store.getState().setDialog('settings')}
      />
    </div>
  );
}
