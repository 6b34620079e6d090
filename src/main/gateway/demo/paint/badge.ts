import type { Pixels } from './codec';

const TEXT = 'EASEL DEMO · SYNTHETIC';
/** Width of a letter and the gap after it, in units of which a capital is 10 high. */
const ADVANCE = 9.4;

type Point = readonly [number, number];
type Stroke = readonly Point[];

/** Part of an ellipse as a stroke; angles in quarter turns, clockwise from the right. */
function arc(x: number, y: number, rx: number, ry: number, from: number, to: number): Stroke {
  return Array.from({ length: 13 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / 12) * Math.PI) / 2;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}

/** The letters of the badge as strokes in a box 7 wide and 10 high. */
const LETTERS: Readonly<Record<string, readonly Stroke[]>> = {
  A: [
    [
      [0, 10],
      [3.6, 0],
      [7.2, 10],
    ],
    [
      [1.3, 6.6],
      [5.9, 6.6],
    ],
  ],
  C: [arc(4, 5, 3.9, 5, 0.48, 3.52)],
  D: [[[0.4, 0], [2.6, 0], ...arc(2.6, 5, 4.4, 5, -1, 1), [0.4, 10], [0.4, 0]]],
  E: [
    [
      [5.8, 0],
      [0.6, 0],
      [0.6, 10],
      [5.8, 10],
    ],
    [
      [0.6, 4.8],
      [5, 4.8],
    ],
  ],
  H: [
    [
      [0.4, 0],
      [0.4, 10],
    ],
    [
      [6.8, 0],
      [6.8, 10],
    ],
    [
      [0.4, 4.9],
      [6.8, 4.9],
    ],
  ],
  I: [
    [
      [3.6, 0],
      [3.6, 10],
    ],
  ],
  L: [
    [
      [0.8, 0],
      [0.8, 10],
      [5.8, 10],
    ],
  ],
  M: [
    [
      [-0.2, 10],
      [-0.2, 0],
      [3.6, 6.4],
      [7.4, 0],
      [7.4, 10],
    ],
  ],
  N: [
    [
      [0.4, 10],
      [0.4, 0],
      [6.8, 10],
      [6.8, 0],
    ],
  ],
  O: [arc(3.6, 5, 4.1, 5, 0, 4)],
  S: [[...arc(3.6, 2.6, 2.9, 2.6, -0.35, -3), ...arc(3.6, 7.5, 3.1, 2.5, -1, 1.62)]],
  T: [
    [
      [0, 0],
      [7.2, 0],
    ],
    [
      [3.6, 0],
      [3.6, 10],
    ],
  ],
  Y: [
    [
      [0, 0],
      [3.6, 5],
      [7.2, 0],
    ],
    [
      [3.6, 5],
      [3.6, 10],
    ],
  ],
  '·': [
    [
      [3.6, 5.2],
      [3.6, 5.21],
    ],
  ],
};
/** Letters narrower than the rest. */
const NARROW: Readonly<Record<string, number>> = { I: 3.4, E: 8.4, L: 8, S: 9, ' ': 5.2, '·': 3.4, M: 10.6 };

/** Marks the picture as synthetic: a small dark plate in the lower right corner, sharp at every size. Changes the pixels. */
export function markSynthetic(pixels: Pixels): void {
  const { width, height } = pixels;
  const short = Math.min(width, height);
  const letters = layOut();
  const capital = Math.max(5, Math.min(short * 0.0125, ((width * 0.6) / letters.width) * 10));
  const scale = capital / 10;
  const margin = Math.round(short * 0.022);
  const plate = { width: letters.width * scale + capital * 2, height: capital * 2.3 };
  const left = width - margin - plate.width;
  const top = height - margin - plate.height;
  const thick = Math.max(0.6, 0.62 * scale);
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, top + plate.height); y += 1) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, left + plate.width); x += 1) {
      const px = x + 0.5 - left;
      const py = y + 0.5 - top;
      const inside = coverOfPlate(px, py, plate.width, plate.height, capital * 0.55);
      blendInto(pixels, x, y, 12, inside * 0.58);
      const far = distanceToText(letters.strokes, (px - capital) / scale, (py - (plate.height - capital) / 2) / scale);
      blendInto(pixels, x, y, 255, Math.min(1, Math.max(0, thick - far * scale + 0.5)) * 0.94);
    }
  }
}

interface Line {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

function layOut(): { readonly width: number; readonly strokes: readonly Line[] } {
  const strokes: Line[] = [];
  let pen = 0;
  for (const letter of TEXT) {
    const advance = NARROW[letter] ?? ADVANCE + 0.4;
    // Strokes are drawn in a box 7.2 wide; a narrow letter is centred in its own advance.
    const shift = letter === 'I' || letter === '·' ? pen - 3.6 + (advance - 2.4) / 2 : pen;
    for (const stroke of LETTERS[letter] ?? []) {
      stroke.forEach(([bx, by], i) => {
        const before = stroke[i - 1];
        if (before) strokes.push({ ax: before[0] + shift, ay: before[1], bx: bx + shift, by });
      });
    }
    pen += advance;
  }
  return { width: pen - 2.4, strokes };
}

function distanceToText(strokes: readonly Line[], x: number, y: number): number {
  let nearest = 100;
  for (const { ax, ay, bx, by } of strokes) {
    if (Math.min(ax, bx) - x > nearest || x - Math.max(ax, bx) > nearest) continue;
    const dx = bx - ax;
    const dy = by - ay;
    const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    nearest = Math.min(nearest, Math.hypot(x - ax - along * dx, y - ay - along * dy));
  }
  return nearest;
}

function coverOfPlate(x: number, y: number, width: number, height: number, radius: number): number {
  const dx = Math.max(radius - x, x - (width - radius), 0);
  const dy = Math.max(radius - y, y - (height - radius), 0);
  return Math.min(1, Math.max(0, radius - Math.hypot(dx, dy) + 0.5));
}

function blendInto({ width, data }: Pixels, x: number, y: number, tone: number, share: number): void {
  const at = (y * width + x) * 4;
  for (let channel = at; channel < at + 3; channel += 1)
    data[channel] = (data[channel] ?? 0) * (1 - share) + tone * share;
}
