import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { CollectionId } from '../../shared/ids';
import { collectionCommands, store, useStudio } from '../store/studio';
import { IconButton } from '../ui/IconButton';
import { InlineName } from '../ui/InlineName';
import { CollectionEntry } from './CollectionEntry';
import styles from './Rail.module.css';

/** What is being done to the list, in its place. */
type Doing = { readonly what: 'making' } | { readonly what: 'renaming' | 'removing'; readonly id: CollectionId } | null;

/** The person's collections, and all that is done to a collection as such. */
export function Collections({ wide }: Readonly<{ wide: boolean }>) {
  const collections = useStudio((state) => state.index?.collections) ?? [];
  const large = useStudio((state) => state.opened !== null);
  const [doing, setDoing] = useState<Doing>(null);
  const heading = useRef<HTMLDivElement>(null);
  const made = (): void => {
    setDoing(null);
    // Back to the button, for whoever came by keyboard.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) heading.current?.querySelector('button')?.focus();
    });
  };
  const begin = (next: Doing): void => {
    // A name needs room; beside a large image the rail stays narrow.
    if (!wide && large) return;
    if (!wide) store.getState().toggleRail(window.innerWidth);
    setDoing(next);
  };
  return (
    <section className={styles.collections} aria-label="Collections">
      <div ref={heading} className={styles.heading}>
        {wide && <h2>Collections</h2>}
        {!(large && !wide) && (
          <IconButton label="New collection" icon={Plus} tipSide="right" onClick={() => begin({ what: 'making' })} />
        )}
      </div>
      {wide && doing?.what === 'making' && (
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
        {collections.map((collection) => (
          <CollectionEntry
            key={collection.id}
            collection={collection}
            wide={wide}
            doing={doing !== null && doing.what !== 'making' && doing.id === collection.id ? doing.what : null}
            onBegin={(what) => begin({ what, id: collection.id })}
            onEnd={() => setDoing(null)}
          />
        ))}
      </ul>
    </section>
  );
}
