import { Tooltip } from 'radix-ui';
import type { ReactElement } from 'react';
import styles from './controls.module.css';

type TipProps = Readonly<{
  text: string;
  /** The key that does the same, already written for this platform. */
  keys?: string | undefined;
  side?: 'top' | 'bottom' | 'left' | 'right';
  /** While the words stand beside the element anyway. It stays the same element, with the focus that it has. */
  off?: boolean;
  /** The one element that the words explain. */
  children: ReactElement;
}>;

/** Explains an element when it is pointed at or focused. It repeats the name and never carries the only one. */
export function Tip({ text, keys, side = 'top', off = false, children }: TipProps) {
  return (
    <Tooltip.Root {...(off && { open: false })}>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {keys !== undefined && <kbd>{keys}</kbd>}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
