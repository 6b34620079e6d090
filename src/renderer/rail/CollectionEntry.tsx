import { ContextMenu } from 'radix-ui';
import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import type { Collection } from '../../shared/image';
import { collectionCommands, store, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { classNames } from '../ui/class-names';
import { ContextItems } from '../ui/ContextItems';
import { InlineName } from '../ui/InlineName';
import styles from './Rail.module.css';
import { RailEntry } from './RailEntry';
import { useDropTarget } from './use-drop-target';

type CollectionEntryProps = Readonly<{
  collection: Collection;
  wide: boolean;
  doing: 'renaming' | 'removing' | null;
  onBegin: (what: 'renaming' | 'removing') => void;
  onEnd: () => void;
}>;

/** One collection: a place, a target for dragged images, and a name that can be changed where it stands. */
export function CollectionEntry({ collection, wide, doing, onBegin, onEnd }: CollectionEntryProps) {
  const { id, name, count } = collection;
  const here = useStudio((state) => state.place === id);
  const platform = useStudio((state) => state.platform);
  const row = useRef<HTMLLIElement>(null);
  const drop = useDropTarget((ids) => void collectionCommands.add(id, ids));
  const end = (): void => {
    onEnd();
    // Back to the entry that stands there again, for whoever came by keyboard.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) row.current?.querySelector('button')?.focus();
    });
  };
  const remove = async (): Promise<void> => {
    const next = row.current?.nextElementSibling ?? row.current?.previousElementSibling;
    const list = row.current?.closest('section');
    await collectionCommands.remove(id);
    onEnd();
    (next ?? list)?.querySelector('button')?.focus();
  };
  const keyDown = (event: KeyboardEvent): void => {
    const what = ({ F2: 'renaming', Delete: 'removing', Backspace: 'removing' } as const)[event.key];
    if (what === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onBegin(what);
  };
  if (wide && doing === 'renaming') {
    return (
      <li ref={row}>
        <InlineName
          label={`New name of “${name}”`}
          value={name}
          className={styles.naming}
          onCancel={end}
          onDone={async (next) => {
            const fault = await collectionCommands.rename(id, next);
            if (fault === null) end();
            return fault;
          }}
        />
      </li>
    );
  }
  if (wide && doing === 'removing') {
    return (
      <li ref={row}>
        <Question name={name} onYes={() => void remove()} onNo={end} />
      </li>
    );
  }
  const lines = [
    [{ label: 'Rename', keys: ['F2'], enabled: () => true, run: () => onBegin('renaming') }],
    [{ label: 'Remove collection…', keys: ['Delete'], enabled: () => true, run: () => onBegin('removing') }],
  ];
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>
        <li ref={row} className={classNames(drop.over && styles.dropping)} {...drop.handlers}>
          <RailEntry
            label={name}
            icon={
              <span className={styles.initial} aria-hidden>
                {initialOf(name)}
              </span>
            }
            wide={wide}
            here={here}
            count={count}
            onClick={() => store.getState().goTo(id)}
            onKeyDown={keyDown}
          />
        </li>
      </ContextMenu.Trigger>
      <ContextItems items={lines} platform={platform} />
    </ContextMenu.Root>
  );
}

const LETTERS = new Intl.Segmenter();

/** The first letter as a person sees it, which may be several characters. */
function initialOf(name: string): string {
  return (LETTERS.segment(name)[Symbol.iterator]().next().value?.segment ?? '').toLocaleUpperCase();
}

type QuestionProps = Readonly<{ name: string; onYes: () => void; onNo: () => void }>;

function Question({ name, onYes, onNo }: QuestionProps) {
  return (
    <div
      className={styles.question}
      role="group"
      aria-label={`Remove “${name}”?`}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onNo();
      }}
    >
      <p>
        Remove “{name}”? <span>Its images stay in the library.</span>
      </p>
      <div>
        <Button size="small" variant="primary" autoFocus onClick={onYes}>
          Remove
        </Button>
        <Button size="small" variant="quiet" onClick={onNo}>
          Keep
        </Button>
      </div>
    </div>
  );
}
