/** Width and height of the card in pixels. */
export const CARD_SIDE = 112;

const CORNER = 12;
const EDGE = 2;
type Shade = readonly [grey: number, alpha: number];
const BORDER: Shade = [0x55, 0xff];
const PAPER: Shade = [0xf2, 0xff];
const SKY: Shade = [0xc9, 0xff];
const HILL: Shade = [0x7c, 0xff];
const NOTHING: Shade = [0, 0];

/** What hangs at the pointer while files are dragged: a picture in four shades, or several of them. Four bytes a pixel. */
export function cardPixels(several: boolean): Buffer {
  const pixels = Buffer.alloc(CARD_SIDE * CARD_SIDE * 4);
  const shift = several ? 14 : 0;
  const side = CARD_SIDE - 2 * shift;
  for (let place = 0; place < CARD_SIDE * CARD_SIDE; place++) {
    const [x, y] = [place % CARD_SIDE, Math.floor(place / CARD_SIDE)];
    const front = cardShade(x, y, side, true);
    const back = several && front === NOTHING ? backShade(x, y, shift, side) : front;
    // Grey is the same in every order of channels, and alpha is always last.
    pixels.fill(back[0], place * 4, place * 4 + 3);
    pixels[place * 4 + 3] = back[1];
  }
  return pixels;
}

function backShade(x: number, y: number, shift: number, side: number): Shade {
  const middle = cardShade(x - shift, y - shift, side, false);
  return middle === NOTHING ? cardShade(x - 2 * shift, y - 2 * shift, side, false) : middle;
}

function cardShade(x: number, y: number, side: number, drawn: boolean): Shade {
  const depth = depthIn(x, y, side);
  if (depth < 0) return NOTHING;
  if (depth < EDGE) return BORDER;
  if (!drawn || depth < EDGE + 6) return PAPER;
  const near = side * 0.86 - Math.abs(x - side * 0.36) * 0.9;
  const far = side * 0.72 - Math.abs(x - side * 0.7) * 1.1;
  return y > side - near * 0.62 || y > side - far * 0.62 ? HILL : SKY;
}

/** How far inside the edge of a card with round corners; negative outside. */
function depthIn(x: number, y: number, side: number): number {
  const [right, down] = [side - 1 - x, side - 1 - y];
  const [across, along] = [Math.min(x, right), Math.min(y, down)];
  if (across >= CORNER || along >= CORNER) return Math.min(across, along);
  return CORNER - Math.hypot(CORNER - across, CORNER - along);
}
