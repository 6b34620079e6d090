import { ImagePlus, Link2, List, WandSparkles } from 'lucide-react';
import type { Draft } from '../shared/draft';
import styles from './DropHint.module.css';
import { draftOf, modelOf } from './store/draft';
import { useStudio } from './store/studio';
import type { DragOver } from './ui/use-drop';

/** What a drop would do, over the whole window while files are dragged over it. */
export function DropHint({ drag }: Readonly<{ drag: DragOver | null }>) {
  const replaced = useStudio((state) => insteadWords(draftOf(state)));
  if (!drag || drag.what === 'images') return null;
  // Elsewhere than on the composer it begins another edit, as the key for that does.
  const instead = drag.over === 'composer' ? null : replaced;
  if (drag.what === 'link') return <LinkHint replaces={drag.onto !== null} instead={instead} />;
  if (drag.lists) return <ListHint onComposer={drag.over === 'composer'} />;
  const edits = !drag.folder && (drag.over === 'composer' || drag.count === 1);
  const many = drag.count > 1;
  const text = drag.folder
    ? 'Add to the library'
    : drag.onto !== null && !many
      ? 'Replace this source'
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
        <small>{(edits ? instead : null) ?? hintOf(edits, drag.folder)}</small>
      </div>
    </div>
  );
}

/** A text or a table is no picture: on the composer it is a list of prompts. */
function ListHint({ onComposer }: Readonly<{ onComposer: boolean }>) {
  return (
    <div className={styles.hint} aria-hidden>
      <div className={styles.words}>
        <List size={26} strokeWidth={1.5} />
        <strong>{onComposer ? 'Open as a list of prompts' : 'A list of prompts?'}</strong>
        <small>{onComposer ? 'Nothing is sent yet.' : 'Drop it on the composer.'}</small>
      </div>
    </div>
  );
}

/** A picture of a page: where it comes from is only known after the drop. */
function LinkHint({ replaces, instead }: Readonly<{ replaces: boolean; instead: string | null }>) {
  return (
    <div className={styles.hint} aria-hidden>
      <div className={styles.words}>
        <Link2 size={26} strokeWidth={1.5} />
        <strong>{replaces ? 'Replace this source' : 'Edit this picture'}</strong>
        <small>Easel asks before it fetches anything.</small>
        {instead !== null && <small>{instead}</small>}
      </div>
    </div>
  );
}

/** What gives way to an edit that is begun beside the composer, and how it can stay; null where nothing does. */
function insteadWords({ eachOf, recipe }: Draft): string | null {
  const count = recipe.sourceIds.length;
  if (eachOf.length > 0) {
    const what = eachOf.length === 1 ? 'the image' : `the ${eachOf.length.toLocaleString('en')} images`;
    return `Instead of ${what} to edit.`;
  }
  if (count === 0) return null;
  const what = count === 1 ? 'the source' : `the ${String(count)} sources`;
  const isFull = count === modelOf(recipe).sources.max;
  return `Instead of ${what} in the composer; drop it ${isFull ? 'on one of them to replace that alone' : 'there to add it'}.`;
}

function hintOf(edits: boolean, folder: boolean): string {
  if (edits) return 'It becomes a source; then say what to change.';
  return folder ? 'With every picture that is inside.' : 'Drop on the composer to edit them.';
}
