/** A text that lies in an image file under a name, such as "parameters". */
export interface FoundText {
  readonly key: string;
  readonly text: string;
}

/** Longer texts are cut: in UTF-16 units. */
export const MOST_FOUND = 256 * 1024;

/** Of texts in one file. */
export const MOST_TEXTS = 40;

/** Bytes as the text that their writer most likely meant: UTF-8 where they are that, Latin-1 elsewhere. */
export function textOf(bytes: Uint8Array): string {
  const whole = bytes.subarray(0, 4 * MOST_FOUND);
  try {
    return tidy(new TextDecoder('utf-8', { fatal: true }).decode(whole));
  } catch {
    // A cut in the middle of a sign must not turn the rest into nonsense.
    const isCut = whole.length < bytes.length;
    return tidy(isCut ? new TextDecoder().decode(whole) : Buffer.from(whole).toString('latin1'));
  }
}

/** UTF-16 of either order: by its mark, by where its zeros are, or else as given. */
export function wideTextOf(bytes: Uint8Array, order: 'little' | 'big'): string {
  const even = bytes.subarray(0, Math.min(bytes.length & ~1, 4 * MOST_FOUND));
  return tidy(new TextDecoder(orderOf(even, order) === 'little' ? 'utf-16le' : 'utf-16be').decode(even));
}

function orderOf(bytes: Uint8Array, order: 'little' | 'big'): 'little' | 'big' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'little';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'big';
  let [first, second] = [0, 0];
  for (let at = 0; at + 1 < Math.min(bytes.length, 2000); at += 2) {
    if (bytes[at] === 0) first += 1;
    if (bytes[at + 1] === 0) second += 1;
  }
  if (first === second) return order;
  return first > second ? 'big' : 'little';
}

/** Without what no database and no window can show; cut to the longest that is kept. */
function tidy(text: string): string {
  const plain = text.replaceAll('\0', '').replace(/^\ufeff/, '');
  return Buffer.from(plain.slice(0, MOST_FOUND)).toString().trim();
}
