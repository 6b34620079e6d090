import { FolderPlus } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useId, useRef, useState } from 'react';
import type { Collection } from '../../shared/library';
import { collectionCommands, store, useStudio } from '../store/studio';
import controls from '../ui/controls.module.css';
import { focusOn } from '../ui/focus';
import { imageCount } from '../ui/format';
import { isImeKey } from '../ui/ime';
import { Modal } from '../ui/Modal';
import styles from './CollectDialog.module.css';

/** Asks which collection images go into: found by its name, or made by a name that is not there yet. */
export function CollectDialog() {
  const open = useStudio((state) => state.dialog === 'collect');
  const input = useRef<HTMLInputElement>(null);
  const close = (): void => {
    store.getState().setDialog(null);
    // The menu that opened this is gone, and the focus with it.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusOn(store.getState().opened === null ? 'grid' : 'viewer');
    });
  };
  return (
    <Modal title="Add to collection" width={400} open={open} initialFocus={input} onClose={close}>
      <Choice input={input} close={close} />
    </Modal>
  );
}

/** One line of the list: a collection, or the one that the typed name would make. */
type Line = { readonly key: string; readonly collection: Collection | null };

function linesFor(collections: readonly Collection[], name: string): readonly Line[] {
  const wanted = name.toLocaleLowerCase();
  const found = collections.filter((collection) => collection.name.toLocaleLowerCase().includes(wanted));
  const taken = collections.some((collection) => collection.name.toLocaleLowerCase() === wanted);
  const lines = found.map((collection): Line => ({ key: collection.id, collection }));
  return name === '' || taken ? lines : [...lines, { key: 'new', collection: null }];
}

type ChoiceProps = Readonly<{ input: React.RefObject<HTMLInputElement | null>; close: () => void }>;

function Choice({ input, close }: ChoiceProps) {
  const id = useId();
  const collections = useStudio((state) => state.lists.collections);
  const images = useStudio((state) => state.collecting);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [fault, setFault] = useState<string | null>(null);
  const name = text.trim();
  const lines = linesFor(collections, name);
  const chosen = Math.min(at, lines.length - 1);
  const optionId = (line: Line): string => `${id}-${line.key}`;

  const take = async (line: Line | undefined): Promise<void> => {
    if (!line) return;
    const failed = line.collection
      ? await collectionCommands.add(line.collection.id, images).then(() => null)
      : await collectionCommands.create(name, images);
    setFault(failed);
    if (failed === null) close();
  };
  const keyDown = (event: KeyboardEvent): void => {
    if (isImeKey(event.nativeEvent)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (step === undefined) void take(lines[chosen]);
    else setAt((chosen + step + lines.length) % Math.max(lines.length, 1));
  };
  const line = lines[chosen];
  return (
    <div className={styles.choice}>
      <p className={controls.label}>{imageCount(images.length)}</p>
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Collection"
        aria-expanded={lines.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={line ? optionId(line) : undefined}
        aria-autocomplete="list"
        aria-invalid={fault !== null}
        className={controls.input}
        placeholder={collections.length === 0 ? 'Name of the new collection' : 'Find one, or name a new one'}
        maxLength={100}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          setFault(null);
        }}
        onKeyDown={keyDown}
      />
      {fault !== null && (
        <p role="alert" className={controls.fault}>
          {fault}
        </p>
      )}
      <ul id={`${id}-list`} role="listbox" aria-label="Collections" className={styles.list}>
        {lines.map((option, index) => (
          <li
            key={option.key}
            id={optionId(option)}
            ref={index === chosen ? scrollHere : null}
            role="option"
            aria-selected={index === chosen}
            className={styles.option}
            onPointerMove={() => setAt(index)}
            onClick={() => void take(option)}
          >
            {option.collection ? (
              <>
                <span>{option.collection.name}</span>
                <small>{option.collection.count.toLocaleString('en')}</small>
              </>
            ) : (
              <>
                <FolderPlus size={14} aria-hidden />
                <span>New collection “{name}”</span>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function scrollHere(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
