import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ImageId } from '../../shared/ids';
import stage_ from '../stage/Stage.module.css';
import { useKeysKept } from '../stage/use-keys-kept';
import type { Shown } from '../stage/use-shown';
import { useGone, useShown } from '../stage/use-shown';
import { useZoom } from '../stage/use-zoom';
import { pointIn } from '../stage/zoom';
import { ZoomControls } from '../stage/ZoomControls';
import { store, useStudio } from '../store/studio';
import type { CompareMode } from '../store/view';
import { classNames } from '../ui/class-names';
import { useSize } from '../ui/use-size';
import styles from './Compare.module.css';
import { CompareBar } from './CompareBar';
import type { Comparison } from './comparison';
import { useCompareState } from './compare-state';
import { DifferenceView } from './DifferenceView';
import { mattersHow } from './mapping';
import { Blink, OnionSkin } from './Overlaid';
import type { StageProps } from './Pane';
import type { PixelDesk } from './pixel-desk';
import { createPixelDesk, startPixelWorker } from './pixel-desk';
import type { Point } from './pointer-state';
import { Readout } from './Readout';
import type { Sides } from './sides';
import { sidesOf } from './sides';
import { SideBySide } from './SideBySide';
import { SliderView } from './SliderView';
import { useCompareKeys } from './use-compare-keys';

type CompareProps = Readonly<{
  pair: Extract<Comparison, { kind: 'pair' }>;
  after: Shown;
  /** Another source of the edit was chosen. */
  onSource: (source: ImageId) => void;
  /** Where the zoom is chosen. */
  zoomPlace: HTMLElement | null;
}>;

/** Two pictures held against each other, zoomed and moved in step. */
export function Compare({ pair, after, onSource, zoomPlace }: CompareProps) {
  const [measure, stage] = useSize();
  const sides = useSides(pair, after);
  const { frame } = sides;
  const mode = useStudio((state) => state.compareMode);
  const zoom = useZoom([pair.before, pair.after].toSorted().join(), stage, frame);
  const desk = usePixelDesk();
  const swap = useCallback(() => store.getState().compare([pair.after, pair.before]), [pair.after, pair.before]);
  useCompareKeys(sides, mode, swap);
  useKeysKept(`${mode} ${pair.before} ${pair.after}`);
  const { view } = zoom;
  const pointAt = useCallback((point: Point) => pointIn(view, stage, frame, point), [view, stage, frame]);
  const chooseSource = (source: ImageId): void => {
    // One that was chosen with its edit gives way to the choice among all of its sources.
    store.setState({ compared: [] });
    onSource(source);
  };
  const before = sides.before.shown?.image;
  return (
    <section aria-label="Compare" className={stage_.column}>
      <CompareBar
        mode={mode}
        sources={pair.sources}
        source={pair.before}
        onSource={chooseSource}
        alignable={before !== undefined && mattersHow(sides.before.part, sides.after.part)}
        onSwap={swap}
      />
      <div className={classNames(stage_.stage, styles.stage)} data-mode={mode}>
        <View mode={mode} sides={sides} desk={desk} {...{ zoom, stage, measure, pointAt }} />
        <Readout sides={sides} desk={desk} />
      </div>
      <ZoomControls zoom={zoom} place={zoomPlace} />
    </section>
  );
}

type ViewProps = StageProps & Readonly<{ mode: CompareMode; sides: Sides; desk: PixelDesk }>;

function View({ mode, desk, ...rest }: ViewProps) {
  switch (mode) {
    case 'side-by-side':
      return <SideBySide {...rest} />;
    case 'slider':
      return <SliderView {...rest} />;
    case 'onion-skin':
      return <OnionSkin {...rest} />;
    case 'difference':
      return <DifferenceView desk={desk} {...rest} />;
    case 'blink':
      return <Blink {...rest} />;
  }
}

function useSides(pair: CompareProps['pair'], after: Shown): Sides {
  const shown = useShown(pair.before);
  const gone = useGone(pair.before);
  const alignment = useCompareState((state) => state.alignment);
  const { image: before, version } = shown ?? { image: null, version: 0 };
  const { image, version: ofAfter } = after;
  return useMemo(
    () =>
      sidesOf(
        { id: pair.before, shown: before && { image: before, version }, gone },
        { image, version: ofAfter },
        alignment,
      ),
    [pair.before, before, version, gone, image, ofAfter, alignment],
  );
}

/** A worker for the time that something is compared. */
function usePixelDesk(): PixelDesk {
  const [desk] = useState(() => createPixelDesk(startPixelWorker));
  useEffect(() => () => desk.close(), [desk]);
  return desk;
}
