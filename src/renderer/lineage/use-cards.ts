import { useEffect, useRef, useState } from 'react';
import type { Size } from '../../shared/model';
import type { Camera } from './camera';
import { inSight } from './camera';
import type { Layout } from './layout';
import { membersIn } from './layout';
import { lineageView } from './lineage-view';
import { FAR } from './paint';

/** Cards that come into the page in one frame: more would hold it up. Until then their pictures are drawn below them. */
const PER_FRAME = 16;
/** CSS pixels around the stage in which cards are in the page before they are seen. */
const AROUND = 160;

/** The members whose cards are in the page: those in sight, some more in each frame. The focused one is always among them. */
export function useCards(layout: Layout, stage: Size, focused: number): readonly number[] {
  const [cards, setCards] = useState<{ readonly of: Layout; readonly list: readonly number[] }>({
    of: layout,
    list: [],
  });
  // A new layout begins with the cards that are there: most of its members are the same.
  const last = useRef<readonly number[]>([]);
  useEffect(() => {
    let frame = 0;
    const look = (): void => {
      frame = 0;
      const { camera } = lineageView.getState();
      if (!camera || stage.width === 0) return;
      const next = nextCards(last.current, wantedIn(layout, camera, stage));
      last.current = next.list;
      setCards((before) =>
        before.of === layout && before.list === next.list ? before : { of: layout, list: next.list },
      );
      if (next.isPart) later();
    };
    const later = (): void => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    later();
    const stop = lineageView.subscribe((view, before) => {
      if (view.camera !== before.camera) later();
    });
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [layout, stage]);
  const shown = cards.of === layout ? cards.list : cards.list.filter((at) => isPlaced(layout, at));
  return focused < 0 || shown.includes(focused) ? shown : [...shown, focused];
}

function isPlaced(layout: Layout, at: number): boolean {
  return at < layout.y.length && !Number.isNaN(layout.y[at]);
}

function wantedIn(layout: Layout, camera: Camera, stage: Size): readonly number[] {
  return camera.scale < FAR ? [] : membersIn(layout, inSight(camera, stage, AROUND));
}

/** What is not wanted any more goes at once, what is new comes a few at a time. */
function nextCards(
  list: readonly number[],
  wanted: readonly number[],
): Readonly<{ list: readonly number[]; isPart: boolean }> {
  const isWanted = new Set(wanted);
  const kept = list.filter((at) => isWanted.has(at));
  const here = new Set(kept);
  const missing = wanted.filter((at) => !here.has(at));
  if (missing.length === 0 && kept.length === list.length) return { list, isPart: false };
  return { list: [...kept, ...missing.slice(0, PER_FRAME)], isPart: missing.length > PER_FRAME };
}
