import { describe, expect, it } from 'vitest';
import type { Kin } from '../../shared/lineage';
import { kin, largeFamily } from '../store/fake-kin';
import { kinshipOf, unfoldedOf } from './kinship';
import { besides, CARD, layoutOf, memberAt, membersIn } from './layout';

function laid(members: readonly Kin[]) {
  const kinship = kinshipOf(members);
  return { kinship, ...layoutOf(kinship, unfoldedOf(kinship, new Set())) };
}

function overlaps({ x, y }: Readonly<{ x: Float64Array; y: Float64Array }>, columns: readonly (readonly number[])[]) {
  return columns.flatMap((column) =>
    column.filter((at, place) => {
      const next = column[place + 1];
      return next !== undefined && (y[next]! - y[at]! < CARD.height || x[next] !== x[at]);
    }),
  );
}

describe('places of cards', () => {
  it('a chain is a straight line', () => {
    const { y, x } = laid([kin(0), kin(1, [0]), kin(2, [1]), kin(3, [2])]);
    expect([...y]).toEqual([0, 0, 0, 0]);
    expect([...x]).toEqual([...x].sort((a, b) => a - b));
  });

  it('a parent stands in the middle of its children, the oldest at the top', () => {
    const { y } = laid([kin(0), kin(1, [0]), kin(2, [0]), kin(3, [0])]);
    expect(y[0]).toBe(y[2]);
    expect(y[1]!).toBeLessThan(y[2]!);
    expect(y[2]!).toBeLessThan(y[3]!);
  });

  it('a new child comes last and leaves the order of the others', () => {
    const before = [kin(0), kin(1, [0]), kin(2, [0]), kin(3, [1]), kin(4, [2])];
    const order = (members: readonly Kin[]) => laid(members).columns.map((column) => column.filter((at) => at < 5));
    expect(order([...before, kin(5, [1])])).toEqual(order(before));
  });

  it('a second source lies beside what was made of it and over no other card', () => {
    const { x, y, columns } = laid([kin(0), kin(1, [0]), kin(2, [0]), kin(3), kin(4, [2, 3]), kin(5), kin(6, [2, 5])]);
    expect(x[3]).toBe(x[2]);
    expect(overlaps({ x, y }, columns)).toEqual([]);
    expect(Math.abs(y[3]! - y[4]!)).toBeLessThan(2 * CARD.height + 2 * CARD.down);
  });

  it('no card lies over another in a family of 2,000, and all lie within its size', () => {
    const { x, y, columns, width, height } = laid(largeFamily(2000));
    expect(columns.flat()).toHaveLength(2000);
    expect(overlaps({ x, y }, columns)).toEqual([]);
    expect(Math.min(...y)).toBe(0);
    expect(Math.max(...y) + CARD.height).toBe(height);
    expect(Math.max(...x) + CARD.width).toBe(width);
  });

  it('every child stands to the right of each of its parents', () => {
    const { kinship, x } = laid(largeFamily(500));
    const wrong = kinship.parents.flatMap((parents, at) => parents.filter((parent) => x[parent]! >= x[at]!));
    expect(wrong).toEqual([]);
  });

  it('a chain of thousands does not fill the stack', () => {
    const { width } = laid(Array.from({ length: 5000 }, (_, at) => kin(at, at === 0 ? [] : [at - 1])));
    expect(width).toBe(5000 * (CARD.width + CARD.across) - CARD.across);
  });

  it('a family of one has a place', () => {
    const { width, height } = laid([kin(0)]);
    expect([width, height]).toEqual([CARD.width, CARD.height]);
  });
});

describe('what lies where', () => {
  const layout = laid(largeFamily(300));

  it('finds exactly the cards that touch the part in sight', () => {
    const rect = { left: 300, top: 400, right: 3500, bottom: 1200 };
    const slow = [...layout.x.keys()].filter(
      (at) =>
        layout.x[at]! <= rect.right &&
        layout.x[at]! + CARD.width >= rect.left &&
        layout.y[at]! <= rect.bottom &&
        layout.y[at]! + CARD.height >= rect.top,
    );
    expect([...membersIn(layout, rect)].sort((a, b) => a - b)).toEqual(slow);
    expect(slow.length).toBeGreaterThan(10);
  });

  it('a point on a card is that card, one beside it none', () => {
    expect(memberAt(layout, layout.x[7]! + 5, layout.y[7]! + 5)).toBe(7);
    expect(memberAt(layout, layout.x[7]! - 5, layout.y[7]! + 5)).toBe(-1);
  });

  it('up and down go through a generation and end at its ends', () => {
    const column = layout.columns[3]!;
    expect(besides(layout, 3, column[0]!, 1)).toBe(column[1]);
    expect(besides(layout, 3, column[0]!, -1)).toBe(-1);
  });
});
