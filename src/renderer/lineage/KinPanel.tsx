import type { Kin } from '../../shared/lineage';
import { isTombstone } from '../../shared/lineage';
import { Button } from '../ui/Button';
import { Diff } from '../ui/Diff';
import { focusOn } from '../ui/focus';
import { dateAndTime, pixels } from '../ui/format';
import { isAkin } from './edge-words';
import type { FamilyTree, LineageActs } from './family-tree';
import { memberOf } from './family-tree';
import { FORGOTTEN, GONE, kinTitle } from '../ui/kin-words';
import styles from './Lineage.module.css';

type KinPanelProps = Readonly<{ tree: FamilyTree; at: number; acts: LineageActs }>;

/** What is known of the member that has the keys: its prompt against each of its parents, and what can be done with it. */
export function KinPanel({ tree, at, acts }: KinPanelProps) {
  const kin = memberOf(tree, at);
  if (!kin) return null;
  const { kinship } = tree;
  const parents = kinship.parents[at] ?? [];
  const facts = [
    { generation: 'Generation', edit: 'Edit', imported: 'Imported' }[kin.kind],
    kin.width > 0 ? pixels(kin) : '',
    dateAndTime(kin.createdAt),
  ];
  const focus = (parent: number): void => {
    acts.focus(parent);
    // The button that was pressed is gone with the panel of the one before.
    focusOn('viewer');
  };
  return (
    <aside className={styles.panel} aria-label="About this step">
      <h2 dir="auto">{kinTitle(kin)}</h2>
      <p className={styles.facts}>{facts.filter((fact) => fact !== '').join(' · ')}</p>
      {kin.state === 'forgotten' && <p className={styles.state}>{FORGOTTEN}</p>}
      {kin.state === 'gone' && (
        <>
          <p className={styles.state}>{GONE}</p>
          <div className={styles.panelActions}>
            <Button size="small" onClick={() => acts.forget(at)}>
              Forget this image…
            </Button>
          </div>
        </>
      )}
      {kin.state === 'trashed' && <p className={styles.state}>This image is in the trash.</p>}
      {!isTombstone(kin) && (
        <div className={styles.panelActions}>
          <Button size="small" onClick={() => acts.branch(at)}>
            Branch
          </Button>
          <Button size="small" variant="quiet" onClick={() => acts.open(at)}>
            Open
          </Button>
          <Button size="small" variant="quiet" onClick={() => acts.compare(at)}>
            Compare
          </Button>
        </div>
      )}
      {parents.map((parent) => (
        <Change key={parent} tree={tree} parent={parent} kin={kin} onFocus={focus} />
      ))}
      {parents.length === 0 && kin.prompt !== '' && (
        <section>
          <h3>Prompt</h3>
          <p className={styles.prompt} dir="auto">
            {kin.prompt}
          </p>
        </section>
      )}
      <p className={styles.hint}>
        <kbd>M</kbd> marks one of two to compare · <kbd>Space</kbd> folds · <kbd>.</kbd> centres
      </p>
    </aside>
  );
}

type ChangeProps = Readonly<{ tree: FamilyTree; parent: number; kin: Kin; onFocus: (at: number) => void }>;

/** The prompt against that of one parent; whole and unmarked where the two have nothing in common. */
function Change({ tree, parent, kin, onFocus }: ChangeProps) {
  const from = memberOf(tree, parent);
  if (!from) return null;
  const same = from.prompt === kin.prompt;
  return (
    <section>
      <h3>
        From{' '}
        <button type="button" onClick={() => onFocus(parent)} title={kinTitle(from)}>
          {kinTitle(from)}
        </button>
      </h3>
      {same && kin.prompt !== '' && <p className={styles.facts}>The same prompt, sent again.</p>}
      {!same && isAkin(from.prompt, kin.prompt) && <Diff before={from.prompt} after={kin.prompt} whole />}
      {!same && kin.prompt !== '' && !isAkin(from.prompt, kin.prompt) && (
        <p className={styles.prompt} dir="auto">
          {kin.prompt}
        </p>
      )}
    </section>
  );
}
