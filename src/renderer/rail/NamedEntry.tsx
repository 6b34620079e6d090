import { ContextMenu } from 'radix-ui';
import type { KeyboardEvent, ReactNode } from 'react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import type { CollectionId, ImageId, SmartId } from '../../shared/ids';
import { store, useStudio } from '../store/studio';
import { classNames } from '../ui/class-names';
import type { MenuLine } from '../ui/ContextItems';
import { ContextItems } from '../ui/ContextItems';
import { InlineName } from '../ui/InlineName';
import styles from './Rail.module.css';
import { RailEntry } from './RailEntry';
import { useDropTarget } from './use-drop-target';

type NamedEntryProps = Readonly<{
  id: CollectionId | SmartId;
  name: string;
  /** Undefined while it is not counted yet. */
  count: number | undefined;
  icon: ReactNode;
  /** What the menu says of taking it away, such as "Remove collection". */
  removal: string;
  wide: boolean;
  renaming: boolean;
  /** More lines of its menu. */
  lines?: readonly MenuLine[];
  /** What is done with images dropped on it; left out where nothing can be. */
  take?: (ids: readonly ImageId[]) => void;
  /** Returns what is wrong with the name, or null when it is taken. */
  rename: (name: string) => Promise<string | null>;
  remove: () => Promise<void>;
  onRename: () => void;
  onEnd: () => void;
}>;

/** A collection or smart collection: a place with a name that can be changed where it stands. Removing it can be undone. */
export function NamedEntry(props: NamedEntryProps) {
  const { id, name, wide, renaming, take, onRename, onEnd } = props;
  const here = useStudio((state) => state.place === id);
  const platform = useStudio((state) => state.platform);
  const row = useRef<HTMLLIElement>(null);
  const drop = useDropTarget(take ?? null);
  const end = (): void => {
    // Drawn at once: the next frame would still find the focus in the field that is about to go, and lose it with that.
    flushSync(onEnd);
    // Back to the entry that stands there again, for whoever came by keyboard.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) row.current?.querySelector('button')?.focus();
    });
  };
  const remove = async (): Promise<void> => {
    const next = row.current?.nextElementSibling ?? row.current?.previousElementSibling;
    const list = row.current?.closest('section');
    const had = row.current?.contains(document.activeElement) === true;
    await props.remove();
    if (had) (next ?? list)?.querySelector('button')?.focus();
  };
  const keyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'F2') onRename();
    else if (event.key === 'Delete' || event.key === 'Backspace') void remove();
    else return;
    event.preventDefault();
  };
  if (wide && renaming) {
    return (
      <li ref={row}>
        <InlineName
          label={`New name of “${name}”`}
          value={name}
          className={styles.naming}
          onCancel={end}
          onDone={async (next) => {
            const fault = await props.rename(next);
            if (fault === null) end();
            return fault;
          }}
        />
      </li>
    );
  }
  const items: readonly (readonly MenuLine[])[] = [
    [...(props.lines ?? []), { label: 'Rename', keys: ['F2'], enabled: () => true, run: onRename }],
    [{ label: props.removal, keys: ['Delete'], enabled: () => true, run: () => void remove() }],
  ];
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>
        <li ref={row} className={classNames(drop.over && styles.dropping)} {...drop.handlers}>
          <RailEntry
            label={name}
            icon={props.icon}
            wide={wide}
            here={here}
            count={props.count}
            onClick={() => store.getState().goTo(id)}
            onKeyDown={keyDown}
          />
        </li>
      </ContextMenu.Trigger>
      <ContextItems items={items} platform={platform} />
    </ContextMenu.Root>
  );
}
