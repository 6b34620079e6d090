import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import { Compare } from '../compare/Compare';
import type { Comparison } from '../compare/comparison';
import { comparisonOf, lookOf } from '../compare/comparison';
import { Survey } from '../compare/Survey';
import { Lineage } from '../lineage/Lineage';
import type { Shown } from '../stage/use-shown';
import { useShown } from '../stage/use-shown';
import { placeIn } from '../store/query';
import { store, useStudio } from '../store/studio';
import type { Look } from '../store/view';
import { classNames } from '../ui/class-names';
import { FOCUS_ID, isTyping } from '../ui/focus';
import { firstLine } from '../ui/format';
import { Single } from './Single';
import { stepTo } from './step';
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

/** The large view of one image: alone, beside its source, among others to choose from, or in its family. */
export function Viewer({ id, covered }: ViewerProps) {
  const root = useRef<HTMLDivElement>(null);
  const [zoomPlace, setZoomPlace] = useState<HTMLElement | null>(null);
  const [source, setSource] = useState<ImageId | null>(null);
  const shown = useLastShown(useShown(id));
  const chosen = useStudio((state) => state.compared);
  const comparison = shown && comparisonOf(shown.image, chosen, source);
  const look = useStudio((state) => lookOf(state.look, comparison));
  const immersed = useViewerState((viewer) => viewer.immersed);
  const aside = useAside(look, comparison);
  useNeighbours(id, look === 'compare' || look === 'survey' ? besides(id, comparison) : NO_IMAGES);
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
    // In a family the arrows go from one to the next of it.
    const stepped = look !== 'lineage' && stepTo(id, event.key, look === 'survey' ? chosen : null);
    if (!stepped && event.key === 'w') toggleImmersed();
    // Escape leaves the full window first, then the large view.
    else if (event.key === 'Escape' && immersed) toggleImmersed();
    else if (!stepped) return;
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
              aside={aside}
              look={look}
              looks={looksOf(comparison)}
              zoomPlace={setZoomPlace}
            />
            {look === 'compare' && comparison?.kind === 'pair' && (
              <Compare pair={comparison} after={shown} onSource={setSource} zoomPlace={zoomPlace} />
            )}
            {look === 'survey' && comparison?.kind === 'survey' && (
              <Survey ids={comparison.ids} id={id} zoomPlace={zoomPlace} />
            )}
            {look === 'lineage' && <Lineage id={shown.image.id} />}
            {look === 'image' && <Single image={shown.image} version={shown.version} zoomPlace={zoomPlace} />}
          </>
        )}
        <ViewerFoot id={id} onPressed={() => root.current?.focus()} />
      </div>
    </ViewerMenu>
  );
}

const NO_IMAGES: readonly ImageId[] = [];

function looksOf(comparison: Comparison | null): readonly Look[] {
  if (comparison === null) return ['image', 'lineage'];
  return ['image', comparison.kind === 'survey' ? 'survey' : 'compare', 'lineage'];
}

/** What is shown together with the opened image. */
function besides(id: ImageId, comparison: Comparison | null): readonly ImageId[] {
  if (comparison === null) return NO_IMAGES;
  return comparison.kind === 'pair' ? [comparison.before] : comparison.ids.filter((other) => other !== id);
}

/** What the opened image is compared with, in words. */
function useAside(look: Look, comparison: Comparison | null): string {
  const pair = comparison?.kind === 'pair' ? comparison : null;
  const title = useStudio((state) => (pair ? state.details.get(pair.before)?.title : undefined));
  if (comparison?.kind === 'survey') return look === 'survey' ? `one of ${String(comparison.ids.length)}` : '';
  if (!pair || title === undefined) return '';
  if (pair.sources.length > 0) return `edit of “${firstLine(title)}”`;
  return look === 'compare' ? `beside “${firstLine(title)}”` : '';
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
