import { Dialog } from 'radix-ui';
import { useRef } from 'react';
import { store, useStudio } from '../store/studio';
import { Chooser } from './Chooser';
import styles from './Palette.module.css';

/** Everything that can be done and gone to, by typing some letters of its name. */
export function Palette() {
  const open = useStudio((state) => state.dialog === 'palette');
  const before = useRef<Element | null>(null);
  const chosen = useRef<(() => void) | null>(null);
  const close = (): void => store.getState().setDialog(null);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={styles.panel}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            before.current = document.activeElement;
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.querySelector('input')?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
            // Only now: what is done may be about the place that has the focus, or give it to another one.
            chosen.current?.();
            chosen.current = null;
          }}
        >
          <Dialog.Title className="visually-hidden">Command palette</Dialog.Title>
          <Chooser
            onClose={close}
            onChoose={(run) => {
              chosen.current = run;
              close();
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
