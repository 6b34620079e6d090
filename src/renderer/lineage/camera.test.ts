import { describe, expect, it } from 'vitest';
import { broughtIn, centred, first, fitted, held, inSight, zoomed } from './camera';

const stage = { width: 1000, height: 600 };
const graph = { width: 20_000, height: 9000 };

describe('the camera', () => {
  it('a family that fits is not blown up', () => {
    expect(fitted({ width: 184, height: 166 }, stage).scale).toBe(1);
  });

  it('a large family is all in sight', () => {
    const camera = fitted(graph, stage);
    const { left, top, right, bottom } = inSight(camera, stage, 0);
    expect(left).toBeLessThan(0);
    expect(top).toBeLessThan(0);
    expect(right).toBeGreaterThan(graph.width);
    expect(bottom).toBeGreaterThan(graph.height);
  });

  it('what is under the pointer stays there', () => {
    const before = { x: -300, y: 40, scale: 0.7 };
    const at = { x: 420, y: 99 };
    const after = zoomed(before, 1.6, at, graph, stage);
    expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale);
    expect((at.y - after.y) / after.scale).toBeCloseTo((at.y - before.y) / before.scale);
  });

  it('a family too large for the smallest zoom can still be seen whole', () => {
    const huge = { width: 2_000_000, height: 10_000 };
    expect(zoomed(fitted(huge, stage), 0.5, { x: 0, y: 0 }, huge, stage).scale).toBeCloseTo(fitted(huge, stage).scale);
  });

  it('the graph can’t be dragged out of sight', () => {
    const lost = held({ x: 5000, y: -50_000, scale: 0.5 }, graph, stage);
    const { left, bottom } = inSight(lost, stage, 0);
    expect(left).toBeGreaterThan(-1000 / 0.5);
    expect(bottom).toBeLessThanOrEqual(graph.height + 600 / 0.5);
    expect(left * -0.5).toBeLessThan(stage.width);
  });

  it('a card in sight moves nothing, one outside comes in by the shortest way', () => {
    const camera = { x: 0, y: 0, scale: 1 };
    expect(broughtIn(camera, { left: 100, top: 100, right: 300, bottom: 260 }, stage)).toEqual(camera);
    const moved = broughtIn(camera, { left: 1100, top: 100, right: 1300, bottom: 260 }, stage);
    expect([moved.x, moved.y]).toEqual([-348, 0]);
  });

  it('the last of a row is not first seen with half of the stage empty behind it', () => {
    const row = { width: 3000, height: 166 };
    const { left, right, top, bottom } = inSight(
      first({ left: 2816, top: 0, right: 3000, bottom: 166 }, row, stage),
      stage,
      0,
    );
    expect(right).toBeCloseTo(3000 + 48 / 0.9);
    expect(left).toBeGreaterThan(0);
    expect((top + bottom) / 2).toBeCloseTo(83);
    const inMiddle = inSight(first({ left: 1400, top: 0, right: 1600, bottom: 166 }, row, stage), stage, 0);
    expect((inMiddle.left + inMiddle.right) / 2).toBeCloseTo(1500);
  });

  it('a part is centred', () => {
    const { left, right } = inSight(centred({ left: 400, top: 0, right: 600, bottom: 100 }, 0.5, stage), stage, 0);
    expect((left + right) / 2).toBe(500);
  });
});
