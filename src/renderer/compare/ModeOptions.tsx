import { FlipHorizontal2, FlipVertical2, Pause, Play } from 'lucide-react';
import { useId } from 'react';
import controls from '../ui/controls.module.css';
import { IconButton } from '../ui/IconButton';
import { Segmented } from '../ui/Segmented';
import { Tip } from '../ui/Tip';
import { BLINK, compareState, PERCENT, setDifference, setGain, THRESHOLD, useCompareState } from './compare-state';
import styles from './Compare.module.css';
import type { Palette } from './difference';
import { PALETTES } from './difference';
import type { Span } from './gain';
import { GAIN } from './gain';
import { Hud } from './Hud';
import { useReducedMotion } from './use-reduced-motion';

const PALETTE_NAMES: Readonly<Record<Palette, string>> = { colour: 'Colour', grey: 'Grey', marked: 'Marked' };

/** Which way the divider lies. */
export function SliderOptions() {
  const across = useCompareState(({ direction }) => direction === 'across');
  return (
    <Hud label="Slider options">
      <IconButton
        label={across ? 'Before above After' : 'Before left of After'}
        icon={across ? FlipVertical2 : FlipHorizontal2}
        keys="V"
        tipSide="top"
        onClick={() => compareState.setState({ direction: across ? 'down' : 'across' })}
      />
    </Hud>
  );
}

/** How much of After is seen. */
export function OnionOptions() {
  const opacity = useCompareState((state) => state.opacity);
  return (
    <Hud label="Onion skin options">
      <Range
        label="After"
        name="Opacity of After"
        span={PERCENT}
        value={opacity}
        text={`${String(opacity)} %`}
        onChange={(value) => compareState.setState({ opacity: value })}
      />
    </Hud>
  );
}

/** How differences are drawn; `share` is how many there are, in words. */
export function DifferenceOptions({ share, note }: Readonly<{ share: string; note: string }>) {
  const { gain: chosen, threshold, palette } = useCompareState(({ difference }) => difference);
  const gain = useCompareState((state) => state.gain);
  const isAuto = chosen === null;
  const text = `${String(gain)}×`;
  return (
    <Hud label="Difference options">
      <p className={styles.share} role="status">
        {share}
        {note !== '' && <small>{note}</small>}
      </p>
      <Range
        label="Gain"
        span={GAIN}
        value={gain}
        text={text}
        spoken={isAuto ? `Auto, ${text}` : text}
        onChange={setGain}
        onReset={() => setDifference({ gain: null })}
      />
      <Tip text="The gain that suits these differences">
        <button
          type="button"
          aria-label="Auto gain"
          aria-pressed={isAuto}
          className={styles.auto}
          onClick={() => setDifference({ gain: isAuto ? gain : null })}
        >
          Auto
        </button>
      </Tip>
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
    </Hud>
  );
}

const SEEN = ['before', 'after'] as const;

/** How fast they blink, or which one is seen while they don’t. */
export function BlinkOptions() {
  const still = useReducedMotion();
  const every = useCompareState(({ blinkEvery }) => blinkEvery);
  const blinking = useCompareState((state) => state.blinking) && !still;
  const seen = useCompareState((state) => state.seen);
  return (
    <Hud label="Blink options">
      {still ? (
        <span className={styles.hint}>Still, as your system asks. B flips.</span>
      ) : (
        <>
          <IconButton
            label={blinking ? 'Pause' : 'Blink'}
            icon={blinking ? Pause : Play}
            keys="Space"
            tipSide="top"
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
    </Hud>
  );
}

type RangeProps = Readonly<{
  label: string;
  /** What a screen reader calls it, where the label is too short. */
  name?: string;
  span: Span;
  value: number;
  text: string;
  /** How a screen reader says it, where the text is too short. */
  spoken?: string;
  onChange: (value: number) => void;
  /** A double click takes the choice back. */
  onReset?: () => void;
}>;

function Range({ label, name, span, value, text, spoken = text, onChange, onReset }: RangeProps) {
  const id = useId();
  return (
    <span className={styles.range} onDoubleClick={onReset}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        className={controls.range}
        aria-label={name}
        aria-valuetext={spoken}
        {...span}
        value={value}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
      <output htmlFor={id}>{text}</output>
    </span>
  );
}
