import type { FileHandle } from 'node:fs/promises';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * One line of the receipts. Earlier lines have no `record`; a body lies in `body`, or whole in the file `bodyFile`, of
 * which `beginning` then is what can be read.
 */
export const ReceiptLine = z.object({
  at: z.string(),
  what: z.enum(['sending', 'reply', 'status', 'not-sent', 'identified', 'ended']),
  job: z.string(),
  attempt: z.number().optional(),
  url: z.string().optional(),
  status: z.number().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  bodyFile: z.string().optional(),
  beginning: z.string().optional(),
  requestId: z.string().optional(),
  /** The whole job, as it was then. */
  record: z.unknown().optional(),
});
/** See the schema of the same name. */
export type ReceiptLine = Readonly<z.infer<typeof ReceiptLine>>;

/** The line of that text, or null for one that was torn or is none of ours. */
export function parseLine(text: string): ReceiptLine | null {
  try {
    return ReceiptLine.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

const NAME = /^receipts-\d{4}-\d{2}\.ndjson$/;

/** The name of the journal of that moment, given as ISO text. */
export function journalName(at: string): string {
  return `receipts-${at.slice(0, 7)}.ndjson`;
}

/** Of all names in a folder, those of journals, oldest first. */
export function journalNames(names: readonly string[]): readonly string[] {
  return names.filter((name) => NAME.test(name)).sort();
}

/** At one time in memory: reading takes turns with everything else, however long a journal is. */
const CHUNK = 256 * 1024;
const LINE_END = 0x0a;

/** The lines of all journals that contain the word, newest first. Blocks for no longer than a chunk takes. */
export async function* linesBackwards(folder: string, word: string): AsyncGenerator<string> {
  for (const name of journalNames(await readdir(folder)).toReversed()) {
    const file = await open(join(folder, name), 'r');
    try {
      yield* fileBackwards(file, Buffer.from(word));
    } finally {
      await file.close();
    }
  }
}

async function* fileBackwards(file: FileHandle, word: Buffer): AsyncGenerator<string> {
  // What lies between the chunk before and the first line end behind it, the last piece first.
  let pieces: Buffer[] = [];
  for (let end = (await file.stat()).size; end > 0; end -= CHUNK) {
    const start = Math.max(0, end - CHUNK);
    const chunk = await readAt(file, start, end - start);
    let lineEnd = chunk.length;
    for (let at = chunk.lastIndexOf(LINE_END); at >= 0; at = at === 0 ? -1 : chunk.lastIndexOf(LINE_END, at - 1)) {
      const line = Buffer.concat([chunk.subarray(at + 1, lineEnd), ...pieces.reverse()]);
      pieces = [];
      lineEnd = at;
      if (line.includes(word)) yield line.toString('utf8');
    }
    pieces.push(chunk.subarray(0, lineEnd));
  }
  const first = Buffer.concat(pieces.reverse());
  if (first.includes(word)) yield first.toString('utf8');
}

/** The lines that contain the word, oldest first, of the journal of that name and all later ones. See `linesBackwards`. */
export async function* linesForwards(folder: string, word: string, from = ''): AsyncGenerator<string> {
  const wanted = Buffer.from(word);
  for (const name of journalNames(await readdir(folder)).filter((each) => each >= from)) {
    const file = await open(join(folder, name), 'r');
    try {
      const { size } = await file.stat();
      let pieces: Buffer[] = [];
      for (let start = 0; start < size; start += CHUNK) {
        const chunk = await readAt(file, start, Math.min(CHUNK, size - start));
        let lineStart = 0;
        for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, lineStart)) {
          const line = Buffer.concat([...pieces, chunk.subarray(lineStart, at)]);
          pieces = [];
          lineStart = at + 1;
          if (line.includes(wanted)) yield line.toString('utf8');
        }
        pieces.push(chunk.subarray(lineStart));
      }
      const last = Buffer.concat(pieces);
      if (last.includes(wanted)) yield last.toString('utf8');
    } finally {
      await file.close();
    }
  }
}

async function readAt(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const chunk = Buffer.alloc(length);
  const { bytesRead } = await file.read(chunk, 0, length, start);
  return chunk.subarray(0, bytesRead);
}
