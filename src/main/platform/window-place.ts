import type { Rectangle } from 'electron';

/** Of the bar by which a window is moved, so much has to lie on a screen. Pixels. */
const GRIP = { width: 80, height: 40 } as const;
/** No screens together are larger. Pixels. */
const MOST = 65_535;

/**
 * Bounds for a window that was left there, or null where nobody could see or move it. `areaOf` gives the part for windows of
 * the screen that is nearest to a place.
 */
export function placeFor(bounds: unknown, areaOf: (place: Rectangle) => Rectangle): Rectangle | null {
  if (!isRectangle(bounds)) return null;
  const { x, y, width } = bounds;
  const area = areaOf({ x, y, width, height: GRIP.height });
  const across = x < area.x + area.width - GRIP.width && x + width > area.x + GRIP.width;
  const down = y < area.y + area.height - GRIP.height && y > area.y - GRIP.height;
  return across && down ? bounds : null;
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Partial<Rectangle>;
  const isSide = (side: unknown): boolean => isPlace(side) && Number(side) > 0;
  return isPlace(x) && isPlace(y) && isSide(width) && isSide(height);
}

function isPlace(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= MOST;
}
