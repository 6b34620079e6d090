import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import { placeIn } from '../store/query';
import { store, sync, useStudio } from '../store/studio';
import { classNames } from '../ui/class-names';
import { FOCUS_ID, isTyping } from '../ui/focus';
import type { Shown } from './Compare';
import { Compare } from './Compare';
import { Single } from './Single';
import { steppedTo } from './step';
import { useNeighbours } from './use-neighbours';
import styles from './Viewer.module.css';
import { toggleImmersed, useViewerState, viewerState } from './viewer-state';
import { ViewerFoot } from './ViewerFoot';
import { ViewerHeader } from './ViewerHeader';
import { ViewerMenu } from './ViewerMenu';

/** Height in pixels at the foot of the window where it says what it did; see Messages. */
const MESSAGES = 28;

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
  const shown = useLastShown(useShown(id));
  const sources = shown?.image.recipe?.sourceIds ?? [];
  const sourceAt = source.of === shown?.image.id ? source.at : 0;
  const sourceId = sources[sourceAt];
  const before = useShown(sourceId);
  const gone = useStudio(({ columns }) => sourceId !== undefined && columns?.places.ofId(sourceId) === -1);
  const comparing = useStudio((state) => state.look === 'compare') && sources.length > 0;
  const mode = useStudio((state) => state.compareMode);
  const immersed = useViewerState((viewer) => viewer.immersed);
  useNeighbours(id, comparing && before ? [before.image.id] : []);
  useSelectionFollows(id);

  useEffect(() => {
    // A result that opens by itself must not take the cursor out of the prompt.
    if (!isTyping(document.activeElement)) root.current?.focus();
    return () => viewerState.setState({ immersed: false });
  }, []);

  useEffect(() => {
    if (!immersed) return undefined;
    // Whatever takes the focus elsewhere, such as the prompt, must be seen.
    const focusIn = ({ target }: FocusEvent): void => {
      const elsewhere =
        target instanceof Element && target.closest('#root') !== null && !root.current?.contains(target);
      if (elsewhere) viewerState.setState({ immersed: false });
    };
    document.addEventListener('focusin', focusIn);
    return () => document.removeEventListener('focusin', focusIn);
  }, [immersed]);

  const keyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest('[role="radiogroup"], [role="slider"], input')) return;
    const next = steppedTo(id, event.key);
    if (next !== null) store.getState().open(next);
    else if (event.key === 'w') toggleImmersed();
    // Escape leaves the full window first, then the large view.
    else if (event.key === 'Escape' && immersed) toggleImmersed();
    else return;
    event.preventDefault();
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
        className={classNames(styles.viewer, immersed && styles.immersed)}
        style={{ paddingBottom: immersed ? MESSAGES : covered }}
        onKeyDown={keyDown}
      >
        {shown && (
          <>
            <ViewerHeader
              image={shown.image}
              sources={sources}
              sourceTitle={before?.image.title}
              source={sourceAt}
              onSource={(at) => setSource({ of: shown.image.id, at })}
              zoomPlace={setZoomPlace}
            />
            {comparing ? (
              <Compare before={before} gone={gone} after={shown} mode={mode} zoomPlace={zoomPlace} />
            ) : (
              <Single image={shown.image} version={shown.version} zoomPlace={zoomPlace} />
            )}
          </>
        )}
        <ViewerFoot id={id} onPressed={() => root.current?.focus()} />
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

/** What was shown before stays while the next image's details are on their way: an empty frame would flash. */
function useLastShown(shown: Shown | null): Shown | null {
  const [last, setLast] = useState(shown);
  if (shown && (shown.image !== last?.image || shown.version !== last.version)) setLast(shown);
  return shown ?? last;
}

/** Keeps the selection with what is looked at. */
function useSelectionFollows(id: ImageId): void {
  // A result may be shown before the index knows it.
  const listed = useStudio(({ index }) => index !== null && placeIn(index, id) >= 0);
  useEffect(() => {
    const { index, select } = store.getState();
    if (listed) select(id, 'replace', index?.ids ?? []);
  }, [id, listed]);
}
