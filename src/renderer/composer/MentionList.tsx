import { ImagePlus, Images } from 'lucide-react';
import { thumbnailUrl } from '../ui/image-url';
import styles from './MentionList.module.css';
import type { Mention } from './use-mention';

/** The id of the list and, with a number behind it, of its lines: the field that has the keys refers to them. */
export const MENTION_LIST = 'easel-mentions';

/** The sources that an `@` may mean, over the field that keeps the keys. */
export function MentionList({ mention: { choices, at, take } }: Readonly<{ mention: Mention }>) {
  return (
    <ul id={MENTION_LIST} className={styles.list} role="listbox" aria-label="Sources to mention">
      {choices.map((choice, place) => (
        <li
          key={choice.label}
          id={`${MENTION_LIST}-${String(place)}`}
          role="option"
          aria-selected={place === at}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(choice)}
        >
          {choice.source ? (
            <img src={thumbnailUrl(choice.source.id, choice.source.version)} alt="" draggable={false} />
          ) : choice.text === '' ? (
            <ImagePlus size={18} strokeWidth={1.5} aria-hidden />
          ) : (
            <Images size={18} strokeWidth={1.5} aria-hidden />
          )}
          <span>{choice.label}</span>
          {choice.text !== '' && <small aria-hidden>{choice.text}</small>}
        </li>
      ))}
    </ul>
  );
}
