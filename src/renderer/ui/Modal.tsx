import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { CSSProperties, ReactNode, RefObject } from 'react';
import { useRef } from 'react';
import styles from './controls.module.css';
import { IconButton } from './IconButton';

type ModalProps = Readonly<{
  title: string;
  open: boolean;
  /** In CSS pixels; narrower windows make it narrower. */
  width?: number;
  /** What has the focus at first; the dialog itself by default, so that no button looks pressed and no tip shows. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** True for a body of a fixed height whose parts scroll by themselves. */
  filled?: boolean;
  onClose: () => void;
  children: ReactNode;
}>;

/** A dialog over the window. Escape and a click outside close it; the focus goes back where it was. */
export function Modal({ title, open, width = 600, initialFocus, filled = false, onClose, children }: ModalProps) {
  const before = useRef<Element | null>(null);
  const style: CSSProperties & Record<'--modal-width', string> = { '--modal-width': `${String(width)}px` };
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={styles.modal}
          style={style}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            before.current = document.activeElement;
            const first = initialFocus?.current ?? event.currentTarget;
            if (first instanceof HTMLElement) first.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
          }}
        >
          <div className={styles.modalHead}>
            <Dialog.Title className={styles.modalTitle}>{title}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close" icon={X} keys="Esc" />
            </Dialog.Close>
          </div>
          <div className={filled ? styles.modalFilled : styles.modalBody}>{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
