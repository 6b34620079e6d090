import type { RefObject } from 'react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Size } from '../../shared/model';
import { store } from '../store/studio';
import type { FamilyTree } from './family-tree';
import { memberOf } from './family-tree';
import type { FarPictures } from './far-pictures';
import { createFarPictures } from './far-pictures';
import { lineageView } from './lineage-view';
import type { Scene } from './paint';
import { coloursOf, FAR, paint } from './paint';

/** How long after the last move letters are drawn sharp again, in milliseconds. */
const AT_REST = 180;

/** Keeps canvas and cards where the camera says, once a frame and without React. Answers the refs of the two. */
export function usePainting(
  tree: FamilyTree,
  focused: number,
  path: ReadonlySet<number>,
  stage: Size,
): readonly [canvas: RefObject<HTMLCanvasElement | null>, world: RefObject<HTMLDivElement | null>] {
  const canvas = useRef<HTMLCanvasElement>(null);
  const world = useRef<HTMLDivElement>(null);
  const pictures = useRef<FarPictures | null>(null);
  const repaint = useRef<() => void>(() => undefined);

  useEffect(() => {
    const own = createFarPictures(() => repaint.current());
    pictures.current = own;
    repaint.current();
    return () => own.close();
  }, []);

  useLayoutEffect(() => {
    const surface = canvas.current;
    const context = surface?.getContext('2d');
    if (!surface || !context || stage.width === 0) return undefined;
    const density = window.devicePixelRatio;
    surface.width = Math.round(stage.width * density);
    surface.height = Math.round(stage.height * density);
    const scene: Scene = {
      ...{ layout: tree.layout, edges: tree.edges, focused, path },
      isGone: (at) => memberOf(tree, at)?.state === 'gone',
      picture: (at) => {
        const { id, state } = memberOf(tree, at) ?? {};
        return id === undefined || state === 'forgotten'
          ? null
          : (pictures.current?.get(id, store.getState().versions.get(id) ?? 0) ?? null);
      },
    };
    let colours = coloursOf(surface);
    let frame = 0;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const draw = (): void => {
      frame = 0;
      const { camera } = lineageView.getState();
      if (!camera) return;
      paint(context, scene, camera, stage, density, colours);
      const { current } = world;
      if (!current) return;
      current.style.transform = `translate(${String(camera.x)}px, ${String(camera.y)}px) scale(${String(camera.scale)})`;
      current.dataset['far'] = String(camera.scale < FAR);
      current.dataset['wordless'] = String(camera.scale < 0.6);
    };
    const later = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    repaint.current = later;
    draw();
    const stop = lineageView.subscribe((view, before) => {
      if (view.camera === before.camera) return;
      if (world.current) world.current.dataset['moving'] = 'true';
      clearTimeout(rest);
      rest = setTimeout(() => delete world.current?.dataset['moving'], AT_REST);
      later();
    });
    const themes = new MutationObserver(() => {
      colours = coloursOf(surface);
      later();
    });
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(rest);
      stop();
      themes.disconnect();
    };
  }, [tree, focused, path, stage]);
  return [canvas, world];
}
