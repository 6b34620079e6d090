import { FlipHorizontal2, FlipVertical2, Pause, Play } from 'lucide-react';
import { useId } from 'react';
import type { CompareMode } from '../store/view';
import controls from '../ui/controls.module.css';
import { IconButton } from '../ui/IconButton';
import { Segmented } from '../ui/Segmented';
import type { Span } from './compare-state';
import { BLINK, compareState, GAIN, PERCENT, THRESHOLD, useCompareState } from './compare-state';
import styles from './Compare.module.css';
import type { Palette } from './difference';
import { PALETTES } from './difference';
import { setDifference } from './DifferenceView';
import { useReducedMotion } from './use-reduced-motion';

const PALETTE_NAMES: Readonly<Record<Palette, string>> = { colour: 'Colour', grey: 'Grey', marked: 'Marked' };

/** What the mode on show has to set. */
export function ModeOptions({ mode }: Readonly<{ mode: CompareMode }>) {
  switch (mode) {
    case 'slider':
      return <SliderOptions />;
    case 'onion-skin':
      return <OnionOptions />;
    case 'difference':
      return <DifferenceOptions />;
    case 'blink':
      return <BlinkOptions />;
    case 'side-by-side':
      return null;
  }
}

function SliderOptions() {
  const across = useCompareState(({ direction }) => direction === 'across');
  return (
    <IconButton
      label={across ? 'Before above After' : 'Before left of After'}
      icon={across ? FlipVertical2 : FlipHorizontal2}
      keys="V"
      onClick={() => compareState.setState({ direction: across ? 'down' : 'across' })}
    />
  );
}

function OnionOptions() {
  const opacity = useCompareState((state) => state.opacity);
  return (
    <Range
      label="After"
      name="Opacity of After"
      span={PERCENT}
      value={opacity}
      text={`${String(opacity)} %`}
      onChange={(value) => compareState.setState({ opacity: value })}
    />
  );
}

function DifferenceOptions() {
  const { gain, threshold, palette } = useCompareState(({ difference }) => difference);
  return (
    <>
      <Range
        label="Gain"
        span={GAIN}
        value={gain}
        text={`${String(gain)}×`}
        onChange={(value) => setDifference({ gain: value })}
      />
      <Range
        label="Threshold"
        span={THRESHOLD}
        value={threshold}
        text={String(threshold)}
        onChange={(value) => setDifference({ threshold: value })}
      />
      <Segmented
        label="Palette"
        values={PALETTES}
        value={palette}
        text={(one) => PALETTE_NAMES[one]}
        onChange={(one) => setDifference({ palette: one })}
      />
    </>
  );
}

const SEEN = ['before', 'after'] as const;

function BlinkOptions() {
  const still = useReducedMotion();
  const every = useCompareState(({ blinkEvery }) => blinkEvery);
  const blinking = useCompareState((state) => state.blinking) && !still;
  const seen = useCompareState((state) => state.seen);
  return (
    <>
      {still ? (
        <span className={styles.hint}>Still, as your system asks. B flips.</span>
      ) : (
        <>
          <IconButton
            label={blinking ? 'Pause' : 'Blink'}
            icon={blinking ? Pause : Play}
            keys="Space"
            onClick={() => compareState.setState({ blinking: !blinking })}
          />
          <Range
            label="Every"
            span={BLINK}
            value={every}
            text={`${(every / 1000).toFixed(2)} s`}
            onChange={(value) => compareState.setState({ blinkEvery: value })}
          />
        </>
      )}
      {!blinking && (
        <Segmented
          label="Seen"
          values={SEEN}
          value={seen}
          text={(one) => (one === 'before' ? 'Before' : 'After')}
          onChange={(one) => compareState.setState({ seen: one })}
        />
      )}
    </>
  );
}

type RangeProps = Readonly<{
  label: string;
  /** What a screen reader calls it, where the label is too short. */
  name?: string;
  span: Span;
  value: number;
  text: string;
  onChange: (value: number) => void;
}>;

function Range({ label, name, span, value, text, onChange }: RangeProps) {
  const id = useId();
  return (
    <span className={styles.range}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        className={controls.range}
        aria-label={name}
        aria-valuetext={text}
        {...span}
        value={value}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
      <output htmlFor={id}>{text}</output>
    </span>
  );
}
