import { useState } from 'react';
import { classNames } from '../ui/class-names';
import controls from '../ui/controls.module.css';
import { formatName } from '../ui/format';
import { Segmented } from '../ui/Segmented';
import styles from './ExportPanel.module.css';
import { Field } from './Field';
import type { ExportForm } from './form';
import { CHOICES } from './form';
import { NumberInput } from './NumberInput';

type Part = Readonly<{ form: ExportForm; change: (part: Partial<ExportForm>) => void }>;

const OTHER = 'Other';
const FULL = 'Full size';
const SIZES = [FULL, '3840', '2048', '1920', '1080', OTHER] as const;
const RATIOS = ['1:1', '4:5', '3:2', '4:3', '16:9', '9:16', OTHER] as const;
const COLOURS = { White: '#ffffff', Black: '#000000', Clear: 'transparent' } as const;
const COLOUR_NAMES = ['White', 'Black', 'Clear', OTHER] as const;
const SHAPES = { none: 'As it is', crop: 'Crop', pad: 'Pad' } as const;

/** What becomes of the pixels: format, size and shape. */
export function PictureFields({ form, change }: Part) {
  const encodes =
    form.format !== 'png' && (form.format !== 'original' || form.shape !== 'none' || form.longSide !== null);
  return (
    <>
      <Field
        label="Format"
        hint={
          form.format === 'original'
            ? 'The files as they came, byte for byte, unless something below changes them.'
            : undefined
        }
      >
        <Segmented
          label="Format"
          values={CHOICES.format}
          value={form.format}
          text={(format) => (format === 'original' ? 'Original' : formatName(format))}
          onChange={(format) => change({ format })}
        />
      </Field>
      {encodes && <Quality form={form} change={change} />}
      <LongSide form={form} change={change} />
      <Field label="Shape">
        <Segmented
          label="Shape"
          values={CHOICES.shape}
          value={form.shape}
          text={(shape) => SHAPES[shape]}
          onChange={(shape) => change({ shape })}
        />
      </Field>
      {form.shape !== 'none' && <Ratio form={form} change={change} />}
      {form.shape === 'pad' && <Colour form={form} change={change} />}
    </>
  );
}

function Quality({ form, change }: Part) {
  return (
    <Field label="Quality">
      <div className={styles.line}>
        <input
          type="range"
          className={classNames(controls.range, styles.range)}
          aria-label="Quality"
          min={1}
          max={100}
          value={form.quality}
          onChange={({ target }) => change({ quality: Number(target.value) })}
        />
        <output className={styles.value}>
          {form.format === 'webp' && form.quality === 100 ? 'Lossless' : form.quality}
        </output>
      </div>
    </Field>
  );
}

function LongSide({ form, change }: Part) {
  const preset = form.longSide === null ? FULL : SIZES.find((size) => size === String(form.longSide));
  const [isOther, setOther] = useState(preset === undefined);
  const value = isOther ? OTHER : (preset ?? OTHER);
  return (
    <Field label="Long side" hint="Smaller images are never enlarged.">
      <div className={styles.line}>
        <Segmented
          label="Long side"
          values={SIZES}
          value={value}
          onChange={(size) => {
            setOther(size === OTHER);
            if (size === OTHER) change({ longSide: form.longSide ?? 1600 });
            else change({ longSide: size === FULL ? null : Number(size) });
          }}
        />
        {value === OTHER && (
          <NumberInput
            label="Long side in pixels"
            value={form.longSide ?? 1600}
            min={16}
            max={32_768}
            onChange={(longSide) => change({ longSide })}
          />
        )}
      </div>
    </Field>
  );
}

function Ratio({ form, change }: Part) {
  const [across, down] = form.ratio;
  const preset = RATIOS.find((ratio) => ratio === `${String(across)}:${String(down)}`);
  const [isOther, setOther] = useState(preset === undefined);
  const value = isOther ? OTHER : (preset ?? OTHER);
  return (
    <Field label="Ratio">
      <div className={styles.line}>
        <Segmented
          label="Ratio"
          values={RATIOS}
          value={value}
          onChange={(ratio) => {
            setOther(ratio === OTHER);
            const [width = 1, height = 1] = ratio === OTHER ? form.ratio : ratio.split(':').map(Number);
            change({ ratio: [width, height] });
          }}
        />
        {value === OTHER && (
          <div className={styles.together}>
            <NumberInput
              {...{ label: 'Ratio, width', value: across, min: 1, max: 10_000, step: 0.01 }}
              onChange={(width) => change({ ratio: [width, down] })}
            />
            <span aria-hidden>:</span>
            <NumberInput
              {...{ label: 'Ratio, height', value: down, min: 1, max: 10_000, step: 0.01 }}
              onChange={(height) => change({ ratio: [across, height] })}
            />
          </div>
        )}
      </div>
    </Field>
  );
}

function Colour({ form, change }: Part) {
  const named = COLOUR_NAMES.find((name) => name !== OTHER && COLOURS[name] === form.colour);
  const [isOther, setOther] = useState(named === undefined);
  const value = isOther ? OTHER : (named ?? OTHER);
  const isWhite = form.colour === COLOURS.Clear && form.format === 'jpeg';
  return (
    <Field label="Around it" hint={isWhite ? 'JPEG can’t be clear: it will be white.' : undefined}>
      <div className={styles.line}>
        <Segmented
          label="Colour around the image"
          values={COLOUR_NAMES}
          value={value}
          onChange={(name) => {
            setOther(name === OTHER);
            if (name !== OTHER) change({ colour: COLOURS[name] });
            else if (form.colour === COLOURS.Clear) change({ colour: COLOURS.White });
          }}
        />
        {value === OTHER && (
          <input
            type="color"
            className={styles.colour}
            aria-label="Other colour"
            value={form.colour}
            onChange={({ target }) => change({ colour: target.value })}
          />
        )}
      </div>
    </Field>
  );
}
