import type { LucideIcon } from 'lucide-react';
import {
  ArrowLeftRight,
  Blend,
  Columns2,
  Contrast,
  Layers,
  Pipette,
  Search,
  SquareSplitHorizontal,
} from 'lucide-react';
import { useEffect } from 'react';
import type { ImageId } from '../../shared/ids';
import { store, sync, useStudio } from '../store/studio';
import type { CompareMode } from '../store/view';
import { firstLine } from '../ui/format';
import { IconButton } from '../ui/IconButton';
import { thumbnailUrl } from '../ui/image-url';
import { Segmented } from '../ui/Segmented';
import { compareState, useCompareState } from './compare-state';
import styles from './Compare.module.css';
import type { Alignment } from './mapping';
import { ALIGNMENTS } from './mapping';
import { MODE_NAMES, MODES } from './modes';

/** What stands for a mode where there is no room for its name. */
const MODE_ICONS: Readonly<Record<CompareMode, LucideIcon>> = {
  'side-by-side': Columns2,
  slider: SquareSplitHorizontal,
  'onion-skin': Layers,
  difference: Contrast,
  blink: Blend,
};
const ALIGNMENT_NAMES: Readonly<Record<Alignment, string>> = { fit: 'Fit', fill: 'Fill', pixels: 'Pixels' };

type CompareBarProps = Readonly<{
  mode: CompareMode;
  /** Every source of the edit, when there are several to choose from. */
  sources: readonly ImageId[];
  source: ImageId;
  onSource: (source: ImageId) => void;
  /** The pictures have different pixels, so that it matters how they are laid over each other. */
  alignable: boolean;
  onSwap: () => void;
}>;

/** How two pictures are compared: the mode, which source, and what lies over the pictures. */
export function CompareBar({ mode, sources, source, onSource, alignable, onSwap }: CompareBarProps) {
  const alignment = useCompareState((state) => state.alignment);
  const loupe = useCompareState((state) => state.loupe);
  const readout = useCompareState((state) => state.readout);
  return (
    <div className={styles.bar}>
      <Segmented
        label="Compare mode"
        values={MODES}
        value={mode}
        name={(one) => MODE_NAMES[one]}
        text={(one) => <ModeText mode={one} />}
        onChange={(one) => store.setState({ compareMode: one })}
      />
      <div className={styles.grow} />
      {sources.length > 1 && <SourceChoice sources={sources} source={source} onSource={onSource} />}
      {alignable && (
        <Segmented
          label="Lay over each other"
          values={ALIGNMENTS}
          value={alignment}
          text={(one) => ALIGNMENT_NAMES[one]}
          onChange={(one) => compareState.setState({ alignment: one })}
        />
      )}
      <div className={styles.tools}>
        <IconButton label="Swap Before and After" icon={ArrowLeftRight} keys="S" onClick={onSwap} />
        <IconButton
          label="Loupe"
          icon={Search}
          keys="M"
          aria-pressed={loupe}
          onClick={() => compareState.setState({ loupe: !loupe })}
        />
        <IconButton
          label="Pixel values"
          icon={Pipette}
          keys="I"
          aria-pressed={readout}
          onClick={() => compareState.setState({ readout: !readout })}
        />
      </div>
    </div>
  );
}

function ModeText({ mode }: Readonly<{ mode: CompareMode }>) {
  const Icon = MODE_ICONS[mode];
  return (
    <>
      <Icon className={styles.mode} size={15} strokeWidth={1.75} aria-hidden />
      <span>{MODE_NAMES[mode]}</span>
    </>
  );
}

function SourceChoice({ sources, source, onSource }: Pick<CompareBarProps, 'sources' | 'source' | 'onSource'>) {
  const details = useStudio((state) => state.details);
  const versions = useStudio((state) => state.versions);
  useEffect(() => sync.wantImages(sources), [sources]);
  const numbers = sources.map((_, at) => String(at + 1));
  const sourceAt = (number: string): ImageId | undefined => sources[Number(number) - 1];
  return (
    <Segmented
      label="Source"
      values={numbers}
      value={String(sources.indexOf(source) + 1)}
      name={(number) => {
        const id = sourceAt(number);
        const image = id && details.get(id);
        return image ? `Source ${number}: ${firstLine(image.title)}` : `Source ${number}`;
      }}
      text={(number) => {
        const id = sourceAt(number);
        return (
          <span className={styles.source}>
            {id && <img src={thumbnailUrl(id, versions.get(id) ?? 0)} alt="" draggable={false} />}
            {number}
          </span>
        );
      }}
      onChange={(number) => {
        const chosen = sourceAt(number);
        if (chosen !== undefined) onSource(chosen);
      }}
    />
  );
}
