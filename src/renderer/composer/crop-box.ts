import type { PixelSize } from '../../shared/framing';
import type { Crop } from '../../shared/recipe';

/** A side of a part is at least so long, or as long as the picture's. Pixels. */
const LEAST = 16;

/** Which sides of a part follow the pointer: -1 is left or top, 1 right or bottom, 0 neither. */
export interface Handle {
  readonly x: -1 | 0 | 1;
  readonly y: -1 | 0 | 1;
}

/** All of the picture. */
export function wholeOf({ width, height }: PixelSize): Crop {
  return { x: 0, y: 0, width, height };
}

/** True for a part that leaves nothing out. */
export function isWhole(crop: Crop, size: PixelSize): boolean {
  return crop.width === size.width && crop.height === size.height;
}

/** The nearest part in whole pixels that lies in the picture: its size comes before its place. */
export function within(crop: Crop, size: PixelSize): Crop {
  const side = (value: number, most: number): number => clamp(Math.round(value), Math.min(LEAST, most), most);
  const [width, height] = [side(crop.width, size.width), side(crop.height, size.height)];
  return {
    x: clamp(Math.round(crop.x), 0, size.width - width),
    y: clamp(Math.round(crop.y), 0, size.height - height),
    ...{ width, height },
  };
}

/** The largest part of that ratio (width by height) around the middle of the one that is there, about as large as it. */
export function withRatio(crop: Crop, size: PixelSize, ratio: number): Crop {
  const area = Math.sqrt(crop.width * crop.height * ratio);
  const width = Math.min(area, size.width, size.height * ratio);
  const [middleX, middleY] = [crop.x + crop.width / 2, crop.y + crop.height / 2];
  const height = width / ratio;
  return within({ x: middleX - width / 2, y: middleY - height / 2, width, height }, size);
}

/** The part with some of its sides moved by so many pixels; the others stay. With a ratio the shape stays, too. */
export function resized(crop: Crop, size: PixelSize, handle: Handle, by: PixelSize, ratio: number | null): Crop {
  const wanted = {
    width: crop.width + handle.x * by.width,
    height: crop.height + handle.y * by.height,
  };
  // As far as the picture goes, from the side that stays.
  const room = {
    width: handle.x < 0 ? crop.x + crop.width : size.width - crop.x,
    height: handle.y < 0 ? crop.y + crop.height : size.height - crop.y,
  };
  const free = {
    width: clamp(wanted.width, Math.min(LEAST, room.width), room.width),
    height: clamp(wanted.height, Math.min(LEAST, room.height), room.height),
  };
  const { width, height } = ratio === null ? free : shaped(wanted, handle, room, ratio);
  return within(
    {
      x: handle.x < 0 ? crop.x + crop.width - width : crop.x,
      y: handle.y < 0 ? crop.y + crop.height - height : crop.y,
      ...{ width, height },
    },
    size,
  );
}

/** The larger of the two sides that were pulled gives the size. */
function shaped(wanted: PixelSize, handle: Handle, room: PixelSize, ratio: number): PixelSize {
  const byWidth = handle.x === 0 ? wanted.height * ratio : wanted.width;
  const byHeight = handle.y === 0 ? wanted.width : wanted.height * ratio;
  const most = Math.min(room.width, room.height * ratio);
  const width = clamp(Math.max(byWidth, byHeight), Math.min(LEAST * Math.max(1, ratio), most), most);
  return { width, height: width / ratio };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
