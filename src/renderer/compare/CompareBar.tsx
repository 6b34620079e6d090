import { ArrowLeftRight, Pipette, Search } from 'lucide-react';
import type { ImageId } from '../../shared/ids';
import { store } from '../store/studio';
import type { CompareMode } from '../store/view';
import { IconButton } from '../ui/IconButton';
import { Segmented } from '../ui/Segmented';
import { compareState, useCompareState } from './compare-state';
import styles from './Compare.module.css';
import type { Alignment } from './mapping';
import { ALIGNMENTS } from './mapping';
import { ModeOptions } from './ModeOptions';
import { MODE_NAMES, MODES } from './modes';

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

/** How two pictures are compared: the mode, what it has to set, and what lies over the pictures. */
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
        text={(one) => MODE_NAMES[one]}
        onChange={(one) => store.setState({ compareMode: one })}
      />
      <ModeOptions mode={mode} />
      <div className={styles.grow} />
      {sources.length > 1 && (
        <Segmented
          label="Source"
          values={sources.map((_, at) => String(at + 1))}
          value={String(sources.indexOf(source) + 1)}
          onChange={(value) => {
            const chosen = sources[Number(value) - 1];
            if (chosen !== undefined) onSource(chosen);
          }}
        />
      )}
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
