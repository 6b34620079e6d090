import { useState } from 'react';
import type { Crop } from '../../shared/recipe';
import { commands } from '../store/studio';
import { Button } from '../ui/Button';
import { Segmented } from '../ui/Segmented';
import { isWhole, wholeOf, within, withRatio } from './crop-box';
import { CropStage } from './CropStage';
import styles from './SourcePanels.module.css';
import type { SourceThumb } from './use-source-thumbs';

type CropPanelProps = Readonly<{ source: SourceThumb; number: number; onClose: () => void }>;

const RATIOS = ['Free', 'Original', '1:1', '4:3', '3:4', '16:9', '9:16'] as const;
type Ratio = (typeof RATIOS)[number];

/** Chooses the part of a source that is sent. The file stays as it is, and all of it can be sent again. */
export function CropPanel({ source, number, onClose }: CropPanelProps) {
  const { id, title, width, height } = source;
  const size = { width, height };
  const [crop, setCrop] = useState<Crop>(() => within(source.crop ?? wholeOf(size), size));
  const [ratio, setRatio] = useState<Ratio>('Free');
  const shape = ratioOf(ratio, size);
  const chooseRatio = (next: Ratio): void => {
    const wanted = ratioOf(next, size);
    setRatio(next);
    if (wanted !== null) setCrop(withRatio(crop, size, wanted));
  };
  const type = (field: keyof Crop, value: number): void => {
    const typed = { ...crop, [field]: value };
    const follows = shape !== null && (field === 'width' || field === 'height');
    const width = field === 'width' ? value : value * (shape ?? 1);
    setCrop(within(follows ? { ...typed, width, height: width / shape } : typed, size));
  };
  const apply = (): void => {
    commands.chooseSource(id, { crop: isWhole(crop, size) ? null : crop });
    onClose();
  };
  return (
    <section
      className={styles.crop}
      aria-label={`Crop of source ${String(number)}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        else if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return;
        else apply();
        event.preventDefault();
      }}
    >
      <CropStage source={source} crop={crop} ratio={shape} onChange={setCrop} />
      <div className={styles.cropSide}>
        <h2>{`Crop “${title}”`}</h2>
        <Segmented label="Crop ratio" values={RATIOS} value={ratio} onChange={chooseRatio} />
        <div className={styles.numbers}>
          <Pixels label="Width" value={crop.width} onChange={(value) => type('width', value)} />
          <Pixels label="Height" value={crop.height} onChange={(value) => type('height', value)} />
          <Pixels label="Left" value={crop.x} onChange={(value) => type('x', value)} />
          <Pixels label="Top" value={crop.y} onChange={(value) => type('y', value)} />
        </div>
        <p>{`${String(crop.width)} × ${String(crop.height)} of ${String(width)} × ${String(height)} pixels`}</p>
        <div className={styles.buttons}>
          <Button size="small" variant="primary" onClick={apply}>
            Apply
          </Button>
          <Button
            size="small"
            onClick={() => {
              setRatio('Free');
              setCrop(wholeOf(size));
            }}
          >
            Reset
          </Button>
          <Button size="small" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </div>
    </section>
  );
}

function ratioOf(ratio: Ratio, { width, height }: Pick<Crop, 'width' | 'height'>): number | null {
  if (ratio === 'Free') return null;
  if (ratio === 'Original') return width / height;
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  return across / down;
}

type PixelsProps = Readonly<{ label: string; value: number; onChange: (value: number) => void }>;

/** A number that counts when it is left or Enter is pressed: half of one would move the crop. */
function Pixels({ label, value, onChange }: PixelsProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const take = (): void => {
    if (typed !== null && /^\d{1,6}$/u.test(typed.trim())) onChange(Number(typed));
    setTyped(null);
  };
  return (
    <label>
      {label}
      <input
        type="text"
        inputMode="numeric"
        value={typed ?? String(value)}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={take}
        onKeyDown={(event) => {
          const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
          if (step !== undefined) onChange(Math.max(0, value + step * (event.shiftKey ? 10 : 1)));
          else if (event.key === 'Enter' && typed !== null) take();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </label>
  );
}
