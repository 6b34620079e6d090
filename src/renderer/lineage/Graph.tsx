import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { ImageId } from '../../shared/ids';
import type { Size } from '../../shared/model';
import { useSize } from '../ui/use-size';
import type { Camera } from './camera';
import { broughtIn, first, inSight } from './camera';
import { Card } from './Card';
import type { FamilyTree, LineageActs } from './family-tree';
import { hasBranch, memberOf } from './family-tree';
import { ancestorsOf } from './kinship';
import type { Layout, Rect } from './layout';
import { CARD, membersIn } from './layout';
import styles from './Lineage.module.css';
import { glideTo, lineageView, setCamera, useLineageView } from './lineage-view';
import { useCards } from './use-cards';
import { usePainting } from './use-painting';
import { usePointer } from './use-pointer';

type GraphProps = Readonly<{
  tree: FamilyTree;
  /** The member that has the keys. */
  focused: number;
  acts: LineageActs;
  onSize: (stage: Size) => void;
}>;

/** The family as a drawing: generations from left to right. Moved by dragging, zoomed by the wheel. */
export function Graph({ tree, focused, acts, onSize }: GraphProps) {
  const { kinship, layout, unfolded } = tree;
  const [measure, stage] = useSize();
  const marked = useLineageView((view) => view.marked);
  const path = useMemo(() => ancestorsOf(kinship, focused), [kinship, focused]);
  const { attach, dragging, handlers } = usePointer(tree, stage, acts);

  useEffect(() => onSize(stage), [stage, onSize]);
  useStandingStill(tree, focused, stage);
  const focusedId = memberOf(tree, focused)?.id;
  useFocusInSight(tree, focusedId, stage);
  const [canvas, world] = usePainting(tree, focused, path, stage);
  const cards = useCards(layout, stage, focused);

  return (
    <div ref={measure} className={styles.stage}>
      <canvas ref={canvas} aria-hidden className={styles.canvas} />
      <div
        ref={attach}
        role="tree"
        aria-label="Lineage"
        aria-activedescendant={focusedId === undefined ? undefined : elementIdOf(focusedId)}
        tabIndex={0}
        // The place in the large view that is given the keys; see `focusOn`.
        data-cell="lineage"
        data-dragging={dragging}
        className={styles.tree}
        {...handlers}
      >
        <div ref={world} className={styles.world}>
          {cards.map((at) => {
            const kin = memberOf(tree, at);
            return (
              kin && (
                <Card
                  key={kin.id}
                  at={at}
                  kin={kin}
                  elementId={elementIdOf(kin.id)}
                  x={layout.x[at] ?? 0}
                  y={layout.y[at] ?? 0}
                  level={(kinship.ranks[at] ?? 0) + 1}
                  lead={memberOf(tree, unfolded.leads[at] ?? -1)}
                  children={kinship.children[at]?.length ?? 0}
                  hidden={unfolded.hidden[at] ?? 0}
                  foldable={hasBranch(kinship, at)}
                  focused={at === focused}
                  onPath={path.has(at)}
                  marked={kin.id === marked}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

function elementIdOf(id: ImageId): string {
  return `kin-${id}`;
}

/** The part of the graph that a card takes. */
export function cardOf({ x, y }: Layout, at: number): Rect {
  const [left, top] = [x[at] ?? 0, y[at] ?? 0];
  return { left, top, right: left + CARD.width, bottom: top + CARD.height };
}

/** Keeps what is looked at where it is when cards come, go or move. */
function useStandingStill(tree: FamilyTree, focused: number, stage: Size): void {
  const before = useRef<FamilyTree | null>(null);
  useLayoutEffect(() => {
    if (stage.width === 0) return;
    const { camera, last: seen } = lineageView.getState();
    const last = before.current;
    before.current = tree;
    lineageView.setState({ last: memberOf(tree, focused)?.id ?? null });
    const isOther = last === null && seen !== null && !tree.kinship.places.has(seen);
    if (!camera || isOther) {
      setCamera(first(cardOf(tree.layout, focused), tree.layout, stage));
      return;
    }
    if (last === null) {
      // Come back to a family that looks otherwise by now.
      const isSeen = membersIn(tree.layout, inSight(camera, stage, 0)).includes(focused);
      if (!isSeen) setCamera(first(cardOf(tree.layout, focused), tree.layout, stage));
      return;
    }
    if (last === tree) return;
    const anchor = anchorOf(last, tree, focused, camera, stage);
    if (!anchor) return;
    const [from, to] = anchor;
    const dx = ((last.layout.x[from] ?? 0) - (tree.layout.x[to] ?? 0)) * camera.scale;
    const dy = ((last.layout.y[from] ?? 0) - (tree.layout.y[to] ?? 0)) * camera.scale;
    if (dx !== 0 || dy !== 0) setCamera({ ...camera, x: camera.x + dx, y: camera.y + dy });
  }, [tree, focused, stage]);
}

/** The focused member, or the first in sight that is in both trees: its places before and after. */
function anchorOf(
  last: FamilyTree,
  tree: FamilyTree,
  focused: number,
  camera: Camera,
  stage: Size,
): readonly [number, number] | null {
  const seen = membersIn(last.layout, inSight(camera, stage, 0));
  const id = memberOf(tree, focused)?.id;
  const own = id && last.kinship.places.get(id);
  const order = own !== undefined && seen.includes(own) ? [own, ...seen] : seen;
  for (const from of order) {
    const kin = memberOf(last, from);
    const to = kin && tree.kinship.places.get(kin.id);
    if (to !== undefined && tree.unfolded.shown[to] === true) return [from, to];
  }
  return null;
}

/** The member that gets the keys comes into sight, and stays in it when the window gets smaller. */
function useFocusInSight({ kinship, layout }: FamilyTree, id: ImageId | undefined, stage: Size): void {
  const before = useRef({ id, stage });
  useEffect(() => {
    const was = before.current;
    // By id: a place in the family is another one when somebody new comes in.
    if ((was.id === id && was.stage === stage) || id === undefined) return;
    before.current = { id, stage };
    const at = kinship.places.get(id);
    const { camera } = lineageView.getState();
    if (!camera || stage.width === 0 || at === undefined) return;
    // Whoever has moved it out of sight looks at something else.
    const isAway = was.id === id && !membersIn(layout, inSight(camera, was.stage, 0)).includes(at);
    if (!isAway) glideTo(broughtIn(camera, cardOf(layout, at), stage));
  }, [kinship, layout, id, stage]);
}
