import { memo, useMemo } from 'react';
import type { ImageId } from '../../shared/ids';
import type { Facets } from '../../shared/library';
import type { Kin } from '../../shared/lineage';
import { placeIn } from '../store/query';
import { commands, store, useStudio } from '../store/studio';
import { whyNoChange } from '../store/connection';
import { facetsOf } from '../store/library';
import { stoodOn } from '../store/view';
import { classNames } from '../ui/class-names';
import { GONE } from '../ui/kin-words';
import { Marks } from '../ui/Marks';
import { Tip } from '../ui/Tip';
import { countFlags, flagWords } from './culling';
import { Filmstrip } from './Filmstrip';
import styles from './Viewer.module.css';

type ViewerFootProps = Readonly<{
  id: ImageId;
  /** Something was pressed with the pointer: the keys are the picture's again. */
  onPressed: () => void;
}>;

/** Below the picture: its marks, its neighbours, and where it stands in the set. */
export function ViewerFoot({ id, onPressed }: ViewerFootProps) {
  const facets = useStudio((state) => facetsOf(state, id));
  const stood = useStudio(stoodOn);
  const locked = useStudio(whyNoChange);
  return (
    <footer
      className={styles.foot}
      onClick={(event) => {
        if (event.detail > 0) onPressed();
      }}
    >
      {stood ? <KeptMarks kin={stood} /> : facets && <OwnMarks facets={facets} locked={locked} />}
      <Filmstrip id={id} />
      <Position id={id} />
    </footer>
  );
}

/** The marks of the image on show; most images have the same, and then nothing is drawn anew. */
const OwnMarks = memo(function OwnMarks({ facets, locked }: Readonly<{ facets: Facets; locked: string | null }>) {
  const { stars, flag, favourite } = facets;
  return (
    <div className={styles.marks}>
      <Marks
        small
        values={{ stars, flag: flag ?? 'none', favourite }}
        locked={locked}
        onChange={(change) => {
          const { opened } = store.getState();
          if (opened !== null) void commands.organise([opened], change);
        }}
      />
    </div>
  );
});

/** Those that a removed image had. */
function KeptMarks({ kin: { stars, flag } }: Readonly<{ kin: Kin }>) {
  return (
    <div className={styles.marks}>
      <Marks
        small
        values={{ stars, flag: flag ?? 'none', favourite: false }}
        locked={GONE}
        onChange={() => undefined}
      />
    </div>
  );
}

const Position = memo(function Position({ id }: Readonly<{ id: ImageId }>) {
  const index = useStudio((state) => state.index);
  const culling = useStudio((state) => state.culling);
  const flags = useMemo(() => (culling && index ? countFlags(index.facets) : null), [culling, index]);
  const at = index ? placeIn(index, id) : -1;
  const count = index?.ids.length ?? 0;
  return (
    <div className={styles.position}>
      <p>
        {at >= 0 && `${(at + 1).toLocaleString('en')} of ${count.toLocaleString('en')}`}
        {flags && <small>{flagWords(flags)}</small>}
      </p>
      <Tip text="Culling: stars, P, X and U go on to the next image" side="top">
        <button
          type="button"
          className={classNames(styles.cull, culling && styles.on)}
          aria-pressed={culling}
          onClick={() => store.getState().toggleCulling()}
        >
          Cull
        </button>
      </Tip>
    </div>
  );
});
