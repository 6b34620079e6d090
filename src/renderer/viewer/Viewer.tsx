import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import { store, sync, useStudio } from '../store/studio';
import { FOCUS_ID, isTyping } from '../ui/focus';
import { originalUrl } from '../ui/image-url';
import type { Shown } from './Compare';
import { Compare } from './Compare';
import { Filmstrip } from './Filmstrip';
import { Single } from './Single';
import styles from './Viewer.module.css';
import { ViewerHeader } from './ViewerHeader';
import { ViewerMenu } from './ViewerMenu';

type ViewerProps = Readonly<{
  id: ImageId;
  /** Height in pixels that the composer covers at the foot. */
  covered: number;
}>;

/** The large view of one image; an edit is shown beside its source. */
export function Viewer({ id, covered }: ViewerProps) {
  const root = useRef<HTMLDivElement>(null);
  const [zoomPlace, setZoomPlace] = useState<HTMLElement | null>(null);
  const [source, setSource] = useState({ of: id, at: 0 });
  const sourceAt = source.of === id ? source.at : 0;
  const shown = useShown(id);
  const sources = shown?.image.recipe?.sourceIds ?? [];
  const before = useShown(sources[sourceAt]);
  const comparing = useStudio((state) => state.comparing);
  const mode = useStudio((state) => state.compareMode);
  useNeighbours(id);

  useEffect(() => {
    // A result that opens by itself must not take the cursor out of the prompt.
    if (!isTyping(document.activeElement)) root.current?.focus();
  }, []);

  const keyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest('[role="radiogroup"], [role="slider"]')) return;
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    step(event.key === 'ArrowLeft' ? -1 : 1);
  };

  return (
    <ViewerMenu>
      <div
        ref={root}
        id={FOCUS_ID.viewer}
        tabIndex={-1}
        role="region"
        aria-label="Image"
        data-images="viewer"
        className={styles.viewer}
        style={{ paddingBottom: covered }}
        onKeyDown={keyDown}
      >
        {shown && (
          <>
            <ViewerHeader
              image={shown.image}
              sources={sources}
              sourceTitle={before?.image.title}
              source={sourceAt}
              onSource={(at) => setSource({ of: id, at })}
              zoomPlace={setZoomPlace}
            />
            {sources.length > 0 && comparing ? (
              <Compare before={before} after={shown} mode={mode} zoomPlace={zoomPlace} />
            ) : (
              <Single image={shown.image} version={shown.version} zoomPlace={zoomPlace} />
            )}
          </>
        )}
        <Filmstrip id={id} />
      </div>
    </ViewerMenu>
  );
}

/** An image with its version, asked for when it is not known yet. */
function useShown(id: ImageId | undefined): Shown | null {
  const image = useStudio((state) => (id === undefined ? undefined : state.details.get(id)));
  const version = useStudio((state) => (id === undefined ? 0 : (state.versions.get(id) ?? 0)));
  useEffect(() => {
    if (id !== undefined) sync.wantImages([id]);
  }, [id]);
  return image ? { image, version } : null;
}

/** Keeps the selection with what is looked at, and has the next images ready. */
function useNeighbours(id: ImageId): void {
  // A result may be shown before the index knows it.
  const listed = useStudio((state) => state.index?.ids.includes(id) ?? false);
  useEffect(() => {
    const { index, select } = store.getState();
    const ids = index?.ids ?? [];
    const at = ids.indexOf(id);
    if (at < 0) return;
    select(id, 'replace', ids);
    sync.wantImages(ids.slice(Math.max(0, at - 14), at + 15));
    for (const near of [ids[at + 1], ids[at - 1]]) {
      if (near !== undefined) new Image().src = originalUrl(near, store.getState().versions.get(near));
    }
  }, [id, listed]);
}

function step(by: 1 | -1): void {
  const { opened, index, open } = store.getState();
  if (opened === null || !index) return;
  const next = index.ids[index.ids.indexOf(opened) + by];
  if (next !== undefined && index.ids.includes(opened)) open(next);
}
