import type { KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';
import type { ImageId } from '../../shared/ids';
import { Picture } from '../stage/Picture';
import { FIT } from '../stage/zoom';
import { facetsOf } from '../store/library';
import { placeIn } from '../store/query';
import { store, sync, useStudio } from '../store/studio';
import { focusOn } from '../ui/focus';
import { firstLine, pixels } from '../ui/format';
import { useSize } from '../ui/use-size';
import styles from './Preview.module.css';
import { steppedTo } from './step';
import { useNeighbours } from './use-neighbours';

const NO_IMAGES: readonly ImageId[] = [];

/** A quick look at the image that the grid stands on: Space or Escape ends it, arrows go on, and the grid goes along. */
export function Preview({ id }: Readonly<{ id: ImageId }>) {
  const root = useRef<HTMLDivElement>(null);
  const [measure, stage] = useSize();
  const image = useStudio((state) => state.details.get(id));
  const version = useStudio((state) => state.versions.get(id) ?? 0);
  const facets = useStudio((state) => facetsOf(state, id));
  useNeighbours(id, NO_IMAGES);
  useEffect(() => {
    sync.wantImages([id]);
  }, [id]);
  useEffect(() => root.current?.focus(), []);
  // An image that left the set, as by Delete, has left the quick look too.
  const listed = useStudio(({ index }) => index !== null && placeIn(index, id) >= 0);
  useEffect(() => {
    if (!listed) close();
  }, [listed]);

  const keyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const along = { ArrowUp: 'ArrowLeft', ArrowDown: 'ArrowRight' }[key] ?? key;
    const next = steppedTo(id, along);
    if (next !== null) goTo(next);
    else if (key === ' ' || key === 'Escape') close();
    else if (key === 'Enter') {
      store.getState().setPreview(null);
      store.getState().open(id);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const marks = facets ? [facets.stars > 0 ? '★'.repeat(facets.stars) : '', FLAG_WORDS[facets.flag ?? 'none']] : [];
  return (
    <div
      ref={root}
      tabIndex={-1}
      role="region"
      aria-label="Preview"
      data-images="preview"
      className={styles.preview}
      onKeyDown={keyDown}
      onBlur={({ relatedTarget }) => {
        // A command that goes to the prompt, below this, has to be seen there.
        if (relatedTarget instanceof Element && relatedTarget.closest('[data-drop="composer"]')) {
          store.getState().setPreview(null);
        }
      }}
      onClick={close}
    >
      <div ref={measure} className={styles.stage}>
        {image && <Picture image={image} version={version} view={FIT} stage={stage} alt={firstLine(image.title)} />}
      </div>
      <p className={styles.words} role="status">
        {image && <span>{firstLine(image.title)}</span>}
        {image?.displayable === true && <small>{pixels(image)}</small>}
        {marks
          .filter((mark) => mark !== '')
          .map((mark) => (
            <small key={mark}>{mark}</small>
          ))}
      </p>
    </div>
  );
}

const FLAG_WORDS = { pick: 'Picked', reject: 'Rejected', none: '' } as const;

function goTo(id: ImageId): void {
  const { select, setPreview, index } = store.getState();
  select(id, 'replace', index?.ids ?? []);
  setPreview(id);
}

function close(): void {
  store.getState().setPreview(null);
  focusOn('grid');
}
