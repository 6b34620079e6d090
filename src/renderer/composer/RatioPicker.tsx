import { RadioGroup } from 'radix-ui';
import type { Model } from '../../shared/model';
import { expectedPixels, ratioValue } from '../../shared/model';
import { arrowValue } from '../ui/arrow-value';
import { shortPixels } from '../ui/format';
import { Tip } from '../ui/Tip';
import styles from './RatioPicker.module.css';
import { groupRatios, ratioShape } from './ratio-shape';

type RatioPickerProps = Readonly<{
  model: Model;
  resolution: string;
  value: string;
  describedBy?: string | undefined;
  onChange: (value: string) => void;
}>;

/** Every ratio of the model as a drawn shape, from wide to tall. */
export function RatioPicker({ model, resolution, value, describedBy, onChange }: RatioPickerProps) {
  const { words, wide, square, tall } = groupRatios(model.aspectRatio.values);
  return (
    <RadioGroup.Root
      className={styles.ratios}
      orientation="horizontal"
      aria-label="Aspect ratio"
      aria-describedby={describedBy}
      value={value}
      onValueChange={onChange}
      onKeyDown={(event) => {
        const next = arrowValue(event, [...words, ...wide, ...square, ...tall]);
        if (next !== undefined) onChange(next);
      }}
    >
      {[words, wide, square, tall].map((group) => (
        <div key={group[0] ?? ''} className={styles.group} role="none">
          {group.map((ratio) => (
            <Tip key={ratio} text={tip(model, ratio, resolution)}>
              <RadioGroup.Item className={styles.ratio} value={ratio} aria-label={ratio}>
                <RatioShape ratio={ratio} />
              </RadioGroup.Item>
            </Tip>
          ))}
        </div>
      ))}
    </RadioGroup.Root>
  );
}

function tip(model: Model, ratio: string, resolution: string): string {
  const size = expectedPixels(model, ratio, resolution);
  if (size) return `${ratio} · ≈ ${shortPixels(size)}`;
  return ratio === 'auto' ? 'auto · match the source' : ratio;
}

/** The drawn shape of a ratio; what follows the source is a frame that is not there yet. */
export function RatioShape({ ratio }: Readonly<{ ratio: string }>) {
  const { width, height } = ratioShape(ratio);
  if (ratioValue(ratio) === null) {
    return (
      <svg width={20} height={20} aria-hidden>
        <rect x={2.5} y={3.5} width={15} height={13} rx={2.5} strokeDasharray="2.6 2.4" />
        <rect x={6.5} y={7.5} width={7} height={5} rx={1} />
      </svg>
    );
  }
  return (
    <svg width={20} height={20} aria-hidden>
      <rect x={(20 - width) / 2} y={(20 - height) / 2} width={width} height={height} rx={1.75} />
    </svg>
  );
}
