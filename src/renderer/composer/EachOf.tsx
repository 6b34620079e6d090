import { X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useMemo, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { ImageId } from '../../shared/ids';
import { commands, useStudio } from '../store/studio';
import { isVanished } from '../store/vanished';
import { returnToPrompt } from '../ui/focus';
import { thumbnailUrl } from '../ui/image-url';
import { Tip } from '../ui/Tip';
import styles from './EachOf.module.css';
import { useThumbs } from './use-thumbs';

/** Images that are seen at once; the others are behind a button. */
const SHOWN = 8;
/** Images of a press of the button whose pictures are shown at most; the table before they are sent has all of them. */
const MOST_LISTED = 200;

/** The images that are each edited by themselves, in a line above the prompt: each can be taken out of it, or all. */
export function EachOf({ ids }: Readonly<{ ids: readonly ImageId[] }>) {
  const columns = useStudio((state) => state.columns);
  const gone = useMemo(() => ids.filter((id) => isVanished(columns, id)).length, [columns, ids]);
  const name = ids.length === 1 ? 'Edits 1 image' : `Edits each of ${ids.length.toLocaleString('en')} images`;
  const clear = (): void => {
    commands.leaveOut(ids);
    returnToPrompt();
  };
  return (
    <div className={styles.line} role="group" aria-label={name}>
      <Thumbs ids={ids.length > SHOWN ? ids.slice(0, SHOWN - 1) : ids} />
      {ids.length > SHOWN && <More ids={ids} />}
      <p className={styles.name}>
        {name}
        {gone > 0 && <em>{`${gone.toLocaleString('en')} no longer in the library, left out`}</em>}
      </p>
      <Tip text="Edit none of them">
        <button type="button" className={styles.clear} aria-label="Remove all images to edit" onClick={clear}>
          <X size={14} aria-hidden />
        </button>
      </Tip>
    </div>
  );
}

function Thumbs({ ids }: Readonly<{ ids: readonly ImageId[] }>) {
  const list = useRef<HTMLUListElement>(null);
  const thumbs = useThumbs(ids);
  const leaveOut = (id: ImageId): void => {
    const at = ids.indexOf(id);
    // At once, so that the keys don't fall out of the line with the picture that had them.
    flushSync(() => commands.leaveOut([id]));
    const buttons = list.current?.querySelectorAll('button') ?? [];
    const next = buttons[Math.min(at, buttons.length - 1)];
    if (next) next.focus({ preventScroll: true });
    else returnToPrompt();
  };
  return (
    <ul ref={list} className={styles.thumbs} aria-label="Images to edit">
      {thumbs.map(({ id, title, version, gone }) => (
        <li key={id}>
          <button
            type="button"
            className={styles.thumb}
            data-gone={gone ? '' : undefined}
            aria-label={`Leave out ${title}${gone ? ', no longer in the library' : ''}`}
            title={`Leave out “${title}”`}
            onClick={() => leaveOut(id)}
          >
            <img src={thumbnailUrl(id, version)} alt="" loading="lazy" draggable={false} />
            <X size={14} strokeWidth={2.5} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

function More({ ids }: Readonly<{ ids: readonly ImageId[] }>) {
  const more = `+${(ids.length - SHOWN + 1).toLocaleString('en')}`;
  return (
    <Popover.Root>
      <Popover.Trigger
        className={styles.more}
        aria-label={`Show all ${ids.length.toLocaleString('en')} images to edit`}
      >
        {more}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.panel}
          aria-label="All images to edit"
          side="top"
          align="start"
          sideOffset={10}
          collisionPadding={12}
        >
          <Thumbs ids={ids.slice(0, MOST_LISTED)} />
          {ids.length > MOST_LISTED && (
            <p className={styles.name}>
              {`And ${(ids.length - MOST_LISTED).toLocaleString('en')} more. All of them are in the table before they are sent.`}
            </p>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
