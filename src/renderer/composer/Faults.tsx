import { Info, TriangleAlert } from 'lucide-react';
import type { DraftFault } from '../store/draft';
import { commands } from '../store/studio';
import { markInPrompt } from '../ui/focus';
import { classNames } from '../ui/class-names';
import styles from './Composer.module.css';
import type { DraftNote } from './draft-notes';

/** The id of the element that says what is wrong with a field, for aria-describedby. */
export function faultId(field: DraftFault['field']): string {
  return `easel-fault-${field}`;
}

/** More sentences than these would take the place of the prompt. */
const MOST = 3;

/** What is to be said about the draft, beside the fields that it is about. What a press of the button found is said aloud. */
export function Faults({ notes }: Readonly<{ notes: readonly DraftNote[] }>) {
  if (notes.length === 0) return null;
  const told = notes.some((note) => note.told);
  const shown = notes.slice(0, MOST);
  return (
    <div className={styles.faults} role={told ? 'alert' : undefined}>
      {shown.map(({ field, message, blocks, place, each }, at) => (
        <p
          key={message}
          id={shown.findIndex((other) => other.field === field) === at ? faultId(field) : undefined}
          className={classNames(!blocks && styles.remark)}
        >
          {blocks ? <TriangleAlert size={13} aria-hidden /> : <Info size={13} aria-hidden />}
          <span>{field === 'webhook' ? `Webhook: ${message}` : message}</span>
          {place && (
            <button type="button" className={styles.show} onClick={() => markInPrompt(place.from, place.to)}>
              Show
            </button>
          )}
          {each && (
            <button type="button" className={styles.show} onClick={() => commands.editEach(each)}>
              {`Edit each of ${each.length.toLocaleString('en')}`}
            </button>
          )}
        </p>
      ))}
      {notes.length > MOST && <p className={styles.remark}>{`And ${String(notes.length - MOST)} more.`}</p>}
    </div>
  );
}
