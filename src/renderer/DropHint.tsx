import { ImagePlus, WandSparkles } from 'lucide-react';
import styles from './DropHint.module.css';
import type { DragOver } from './ui/use-drop';

/** What a drop would do, over the whole window while files are dragged over it. */
export function DropHint({ drag }: Readonly<{ drag: DragOver | null }>) {
  if (drag?.what !== 'files') return null;
  const edits = !drag.folder && (drag.over === 'composer' || drag.count === 1);
  const many = drag.count > 1;
  const text = drag.folder
    ? 'Add to the library'
    : edits
      ? many
        ? 'Edit these images'
        : 'Edit this image'
      : `Add ${String(drag.count)} images to the library`;
  return (
    <div className={styles.hint} aria-hidden>
      <div className={styles.words}>
        {edits ? <WandSparkles size={26} strokeWidth={1.5} /> : <ImagePlus size={26} strokeWidth={1.5} />}
        <strong>{text}</strong>
        <small>{hintOf(edits, drag.folder)}</small>
      </div>
    </div>
  );
}

function hintOf(edits: boolean, folder: boolean): string {
  if (edits) return 'It becomes a source; then say what to change.';
  return folder ? 'With every picture that is inside.' : 'Drop on the composer to edit them.';
}
