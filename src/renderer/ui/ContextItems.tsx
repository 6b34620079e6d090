import { ContextMenu } from 'radix-ui';
import type { AppState } from '../../shared/app-state';
import styles from './controls.module.css';
import { keyText } from './key-text';

/** One line of a context menu. */
export interface MenuLine {
  readonly label: string;
  readonly keys: readonly string[];
  /** Read when the menu opens. */
  readonly enabled: () => boolean;
  readonly run: () => void;
}

type ContextItemsProps = Readonly<{
  /** Groups of lines with a rule between them. */
  items: readonly (readonly MenuLine[])[];
  platform: AppState['platform'];
}>;

/** The lines of a context menu. The keys are shown for learning; they work without the menu. */
export function ContextItems(props: ContextItemsProps) {
  return (
    <ContextMenu.Portal>
      <ContextMenu.Content className={styles.menu} collisionPadding={8}>
        <Lines {...props} />
      </ContextMenu.Content>
    </ContextMenu.Portal>
  );
}

/** Drawn in an open menu alone: whether a line can do anything may take looking through a large selection. */
function Lines({ items, platform }: ContextItemsProps) {
  return items.map((group, at) => (
    <ContextMenu.Group key={group[0]?.label ?? String(at)}>
      {at > 0 && <ContextMenu.Separator className={styles.menuLine} />}
      {group.map((line) => (
        <ContextMenu.Item key={line.label} className={styles.menuItem} disabled={!line.enabled()} onSelect={line.run}>
          {line.label}
          {line.keys[0] !== undefined && <kbd aria-hidden>{keyText(line.keys[0], platform)}</kbd>}
        </ContextMenu.Item>
      ))}
    </ContextMenu.Group>
  ));
}
