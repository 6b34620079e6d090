import { X } from 'lucide-react';
import { ContextMenu } from 'radix-ui';
import { useState } from 'react';
import type { AppState } from '../../shared/app-state';
import type { MenuLine } from './ContextItems';
import { ContextItems } from './ContextItems';
import { InlineName } from './InlineName';
import type { SharedTag } from './tag-words';
import styles from './Tags.module.css';

/** What can be done with a tag wherever it was given. */
export interface TagsEverywhere {
  readonly platform: AppState['platform'];
  /** Returns what is wrong with the name, or null when it is taken. */
  readonly rename: (from: string, to: string) => Promise<string | null>;
  readonly remove: (tag: string) => Promise<unknown>;
}

type TagChipProps = Readonly<{
  tag: SharedTag;
  locked: string | null;
  everywhere: TagsEverywhere | undefined;
  onRemove: () => void;
}>;

/** One tag: its button takes it away here, its menu renames or removes it everywhere. */
export function TagChip({ tag: { tag, onAll }, locked, everywhere, onRemove }: TagChipProps) {
  const [renaming, setRenaming] = useState(false);
  if (renaming && everywhere) {
    const end = (): void => setRenaming(false);
    return (
      <li className={styles.naming}>
        <InlineName
          label={`New name of “${tag}” everywhere`}
          value={tag}
          onCancel={end}
          onDone={async (name) => {
            const fault = await everywhere.rename(tag, name);
            if (fault === null) end();
            return fault;
          }}
        />
      </li>
    );
  }
  const chip = (
    <li className={styles.chip} data-some={onAll ? undefined : ''}>
      <span title={onAll ? tag : `${tag}: on some of them`}>{tag}</span>
      <button
        type="button"
        aria-label={`Remove tag ${tag}`}
        disabled={locked !== null}
        title={locked ?? undefined}
        onClick={onRemove}
      >
        <X size={11} aria-hidden />
      </button>
    </li>
  );
  if (!everywhere) return chip;
  const enabled = (): boolean => locked === null;
  const items: readonly (readonly MenuLine[])[] = [
    [{ label: 'Rename everywhere', keys: [], enabled, run: () => setRenaming(true) }],
    [{ label: 'Remove everywhere', keys: [], enabled, run: () => void everywhere.remove(tag) }],
  ];
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger asChild>{chip}</ContextMenu.Trigger>
      <ContextItems items={items} platform={everywhere.platform} />
    </ContextMenu.Root>
  );
}
