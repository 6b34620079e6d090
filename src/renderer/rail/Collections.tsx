import { Diamond, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CollectionId, SmartId } from '../../shared/ids';
import { collectionCommands, commands, store, useStudio } from '../store/studio';
import { focusOn } from '../ui/focus';
import { IconButton } from '../ui/IconButton';
import { InlineName } from '../ui/InlineName';
import { NamedEntry } from './NamedEntry';
import styles from './Rail.module.css';

/** The person's collections and smart collections, and all that is done to one as such. */
export function Collections({ wide }: Readonly<{ wide: boolean }>) {
  const { collections, smart } = useStudio((state) => state.lists);
  const smartCounts = useStudio((state) => state.smartCounts);
  const large = useStudio((state) => state.opened !== null);
  const [naming, setNaming] = useState<'new' | CollectionId | SmartId | null>(null);
  const heading = useRef<HTMLDivElement>(null);
  const made = (): void => {
    // Drawn at once: the next frame would still find the focus in the field that is about to go, and lose it with that.
    flushSync(() => setNaming(null));
    // Back to the button, for whoever came by keyboard.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) heading.current?.querySelector('button')?.focus();
    });
  };
  const begin = (next: typeof naming): void => {
    // A name needs room; beside a large image the rail stays narrow.
    if (!wide && large) return;
    if (!wide) store.getState().toggleRail(window.innerWidth);
    setNaming(next);
  };
  const shared = (id: CollectionId | SmartId) => ({
    ...{ id, wide, renaming: naming === id, onRename: () => begin(id), onEnd: () => setNaming(null) },
  });
  return (
    <section className={styles.collections} aria-label="Collections">
      <div ref={heading} className={styles.heading}>
        {wide && <h2>Collections</h2>}
        {!(large && !wide) && (
          <IconButton label="New collection" icon={Plus} tipSide="right" onClick={() => begin('new')} />
        )}
      </div>
      {wide && naming === 'new' && (
        <InlineName
          label="Name of the new collection"
          value=""
          className={styles.naming}
          placeholder="Name"
          onCancel={made}
          onDone={async (name) => {
            const fault = await collectionCommands.create(name, []);
            if (fault === null) made();
            return fault;
          }}
        />
      )}
      <ul className={styles.list}>
        {collections.map(({ id, name, count }) => (
          <NamedEntry
            key={id}
            {...shared(id)}
            name={name}
            count={count}
            icon={
              <span className={styles.initial} aria-hidden>
                {initialOf(name)}
              </span>
            }
            removal="Remove collection"
            take={(ids) => void collectionCommands.add(id, ids)}
            rename={(next) => collectionCommands.rename(id, next)}
            remove={() => collectionCommands.remove(id)}
          />
        ))}
        {smart.map(({ id, name }) => (
          <NamedEntry
            key={id}
            {...shared(id)}
            name={name}
            count={smartCounts.get(id)}
            icon={<Diamond size={15} strokeWidth={1.75} aria-hidden />}
            removal="Remove smart collection"
            lines={[{ label: 'Change what it asks for', keys: [], enabled: () => true, run: () => change(id) }]}
            rename={(next) => commands.renameSmart(id, next)}
            remove={() => commands.removeSmart(id)}
          />
        ))}
      </ul>
    </section>
  );
}

/** Its question stands in the header there; once it is another, the header offers to save it. */
function change(id: SmartId): void {
  store.getState().goTo(id);
  focusOn('search');
}

const LETTERS = new Intl.Segmenter();

/** The first letter as a person sees it, which may be several characters. */
function initialOf(name: string): string {
  return (LETTERS.segment(name)[Symbol.iterator]().next().value?.segment ?? '').toLocaleUpperCase();
}
