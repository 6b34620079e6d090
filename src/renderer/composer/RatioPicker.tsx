import { RadioGroup } from 'radix-ui';
import type { Model } from '../../shared/model';
import { expectedPixels } from '../../shared/model';
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
                {words.includes(ratio) ? <span className={styles.word}>{ratio}</span> : <Shape ratio={ratio} />}
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
  return ratio === 'auto' ? 'auto · the shape of the source' : ratio;
}

function Shape({ ratio }: Readonly<{ ratio: string }>) {
  const { width, height } = ratioShape(ratio);
  return (
    <svg width={20} height={20} aria-hidden>
      <rect x={(20 - width) / 2} y={(20 - height) / 2} width={width} height={height} rx={1.75} />
    </svg>
  );
}
