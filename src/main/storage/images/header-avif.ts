import { ascii, bigEndian, byte } from './header-bytes';
import type { Inspected, Sample } from './header-bytes';

/** Size (of the largest picture inside, after rotation) and completeness of an AVIF. */
export function inspectAvif({ head, tail, size }: Sample): Inspected {
  const found = { width: 0, height: 0, turned: false };
  readBoxes(head, 0, head.length, 0, found);
  const { width, height, turned } = found;
  return { width: turned ? height : width, height: turned ? width : height, complete: isComplete(head, tail, size) };
}

interface Found {
  width: number;
  height: number;
  turned: boolean;
}

/** How many bytes of its own each container has before the boxes inside. */
const CONTAINERS: Readonly<Record<string, number>> = { meta: 4, iprp: 0, ipco: 0 };
const MAX_DEPTH = 4;

function readBoxes(head: Uint8Array, start: number, end: number, depth: number, found: Found): void {
  for (let at = start; at + 8 <= end;) {
    const box = boxAt(head, at, head.length);
    const next = Math.min(at + box.length, end);
    const own = CONTAINERS[box.type];
    if (own !== undefined && depth < MAX_DEPTH) readBoxes(head, box.content + own, next, depth + 1, found);
    if (box.type === 'irot' && (byte(head, box.content) & 1) === 1) found.turned = true;
    if (box.type === 'ispe') {
      const [width, height] = [bigEndian(head, box.content + 4, 4), bigEndian(head, box.content + 8, 4)];
      if (width * height > found.width * found.height) Object.assign(found, { width, height });
    }
    at = next;
  }
}

interface Box {
  readonly type: string;
  /** Of the whole box in bytes, at least 8. */
  readonly length: number;
  /** Where its content begins. */
  readonly content: number;
}

function boxAt(bytes: Uint8Array, at: number, end: number): Box {
  const short = bigEndian(bytes, at, 4);
  const type = ascii(bytes, at + 4, 4);
  if (short === 1) return { type, length: Math.max(16, bigEndian(bytes, at + 8, 8)), content: at + 16 };
  // Zero means up to the end of the file.
  return { type, length: short === 0 ? end - at : Math.max(8, short), content: at + 8 };
}

/** Walks the outermost boxes as far as the two ends of the file show them. */
function isComplete(head: Uint8Array, tail: Uint8Array, size: number): boolean {
  const tailStart = size - tail.length;
  let seen = '';
  for (let at = 0; at < size;) {
    const inHead = at + 16 <= head.length || head.length === size;
    if (!inHead && at < tailStart) return true;
    const box = inHead ? boxAt(head, at, size) : boxAt(tail, at - tailStart, size - tailStart);
    const isBox = /^[a-z]{4}$/.test(box.type);
    if (at + box.length > size) return !isBox && seen.includes('meta') && seen.includes('mdat');
    // Enough types to decide; the rest of a hostile chain of tiny boxes is not worth remembering.
    if (seen.length < 400) seen += `${box.type} `;
    at += box.length;
  }
  return seen.includes('meta') && seen.includes('mdat');
}
