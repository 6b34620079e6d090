import { LocateFixed, Maximize, Minus, Plus } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { ImageId } from '../../shared/ids';
import type { Kin } from '../../shared/lineage';
import { isTombstone } from '../../shared/lineage';
import type { Size } from '../../shared/model';
import { lineage, store, useStudio } from '../store/studio';
import { stoodOn } from '../store/view';
import { focusOn, isTyping } from '../ui/focus';
import { IconButton } from '../ui/IconButton';
import { Segmented } from '../ui/Segmented';
import { centred, fitted, held, LEGIBLE, zoomed } from './camera';
import { familyTree, memberOf } from './family-tree';
import { cardOf, Graph } from './Graph';
import { KinPanel } from './KinPanel';
import type { Kinship } from './kinship';
import { kinshipOf, outlineOf, revealed } from './kinship';
import { lineageActs } from './lineage-acts';
import styles from './Lineage.module.css';
import { glideTo, lineageView, setCamera, useLineageView } from './lineage-view';
import { Outline } from './Outline';
import { useLineageKeys } from './use-lineage-keys';

/** The family of an image: what it was made from, what was made from that, and from any of it the next branch. */
export function Lineage({ id }: Readonly<{ id: ImageId }>) {
  const { family, status, problem } = useStore(lineage.store);
  useEffect(() => lineage.watch(), []);
  useEffect(() => lineage.look(id), [id]);
  const kinship = useMemo(() => kinshipOf(family?.members ?? []), [family]);
  const at = kinship.places.get(id);
  return (
    <section className={styles.lineage} aria-label="Lineage" aria-busy={status === 'loading'}>
      {problem !== '' && (
        <p role="alert" className={styles.nothing}>
          {problem}
        </p>
      )}
      {status === 'ready' && at === undefined && (
        <p className={styles.nothing}>Nothing is known of where this image came from.</p>
      )}
      {at !== undefined && <FamilyView kinship={kinship} id={id} more={family?.more === true} />}
    </section>
  );
}

type FamilyViewProps = Readonly<{ kinship: Kinship; id: ImageId; more: boolean }>;

function FamilyView({ kinship, id, more }: FamilyViewProps) {
  const folded = useLineageView((view) => view.folded);
  const outline = useLineageView((view) => view.outline);
  const stood = useStood(kinship);
  const focusedId = stood?.id ?? id;
  const focused = kinship.places.get(focusedId) ?? 0;
  const visible = useMemo(() => revealed(kinship, folded, focused), [kinship, folded, focused]);
  const tree = useMemo(() => familyTree(kinship, visible), [kinship, visible]);
  const rows = useMemo(() => (outline ? outlineOf(tree.unfolded) : null), [outline, tree]);
  const acts = useMemo(() => lineageActs(tree), [tree]);
  const stage = useRef<Size>({ width: 0, height: 0 });
  const onSize = useCallback((size: Size) => {
    stage.current = size;
  }, []);

  useEffect(() => {
    // Who was gone to comes out of a fold for good.
    if (visible !== folded) lineageView.setState({ folded: visible });
  }, [visible, folded]);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (!isTyping(document.activeElement)) focusOn('viewer');
    });
    return () => cancelAnimationFrame(frame);
  }, [outline]);
  useKeysHandedOn();

  const view = {
    fit: () => glideTo(fitted(tree.layout, stage.current)),
    centre: () => {
      const scale = Math.max(lineageView.getState().camera?.scale ?? 1, LEGIBLE.just);
      glideTo(centred(cardOf(tree.layout, focused), scale, stage.current));
    },
    zoom: (factor: number) => {
      const { camera } = lineageView.getState();
      if (!camera) return;
      const middle = { x: stage.current.width / 2, y: stage.current.height / 2 };
      const next = zoomed(camera, factor, middle, tree.layout, stage.current);
      setCamera(held(next, tree.layout, stage.current));
    },
  };
  useLineageKeys({ tree, rows, focused, acts, view });

  const alone = kinship.members.length === 1;
  return (
    <>
      <div className={styles.main}>
        {rows ? (
          <Outline tree={tree} rows={rows} focused={focused} acts={acts} />
        ) : (
          <Graph tree={tree} focused={focused} acts={acts} onSize={onSize} />
        )}
        {alone && <p className={styles.alone}>Nothing was made from this image yet. Press E to begin a branch.</p>}
        <div className={styles.tools}>
          <Segmented<'Graph' | 'Outline'>
            label="Show lineage as"
            values={['Graph', 'Outline']}
            value={outline ? 'Outline' : 'Graph'}
            onChange={(value) => lineageView.setState({ outline: value === 'Outline' })}
          />
          <span className={styles.count} role="status">
            {familyWords(kinship, more)}
          </span>
        </div>
        {!outline && (
          <div className={styles.zoom}>
            <IconButton label="Zoom out" keys="-" icon={Minus} tipSide="top" onClick={() => view.zoom(0.8)} />
            <Percent />
            <IconButton label="Zoom in" keys="+" icon={Plus} tipSide="top" onClick={() => view.zoom(1.25)} />
            <IconButton label="Centre this image" keys="." icon={LocateFixed} tipSide="top" onClick={view.centre} />
            <IconButton label="Whole family" keys="Home" icon={Maximize} tipSide="top" onClick={view.fit} />
          </div>
        )}
      </div>
      {memberOf(tree, focused) && <KinPanel tree={tree} at={focused} acts={acts} />}
    </>
  );
}

/** The tombstone that has the keys, as the family knows it now; null when the opened image has them. */
function useStood(kinship: Kinship): Kin | null {
  const stood = useStudio(stoodOn);
  const at = stood ? kinship.places.get(stood.id) : undefined;
  const now = at === undefined ? undefined : kinship.members[at];
  const is = now && isTombstone(now) ? now : null;
  useEffect(() => {
    // It was forgotten, or its image came back.
    if (stood && is !== stood) store.getState().stand(is);
  }, [stood, is]);
  return is;
}

/** Who had the keys here has them in what the large view shows next. */
function useKeysHandedOn(): void {
  useLayoutEffect(
    () => () => {
      if (document.activeElement?.closest('[data-cell="lineage"]') === null) return;
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) focusOn('viewer');
      });
    },
    [],
  );
}

function Percent() {
  const percent = useLineageView(({ camera }) => {
    const exact = (camera?.scale ?? 1) * 100;
    return exact < 2 ? exact.toFixed(1) : String(Math.round(exact));
  });
  return <span className={styles.percent}>{percent} %</span>;
}

function familyWords({ members }: Kinship, more: boolean): string {
  if (members.length === 1) return '';
  const count = members.length.toLocaleString('en');
  return more ? `The ${count} images next of kin` : `${count} images`;
}
