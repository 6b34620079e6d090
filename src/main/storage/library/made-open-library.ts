import { join } from 'node:path';
import { CollectionId, SmartId } from '../../../shared/ids';
import type { LibraryChange } from '../../../shared/library';
import { createManualClock } from '../../core/manual-clock';
import type { Clock, NewImage } from '../../core/ports';
import type { Decoded, ImageDecoder } from '../images/image-decoder';
import type { Library, LibraryPorts } from './library';
import { createLibrary } from './library';
import { createInlineLibraryWorker } from './library-worker-line';
import { madeImageId } from './made-library';

/** Whole libraries for tests, in a folder, with a clock and a decoder that do as they are told. */

/** What the decoder says of every picture unless it is told otherwise. */
export const SHOWN: Decoded = {
  ...{ kind: 'decoded', width: 480, height: 640, type: 'image/webp' },
  bytes: Buffer.from('webp'),
};

/** Noon of the day at which `madeNewImage` comes in. */
export const MADE_AT = new Date(2026, 10, 22, 12).getTime();

/** Image number n on its way into the library. */
export function madeNewImage(n: number): NewImage {
  const title = `fox ${String(n)}`;
  return { id: madeImageId(n), kind: 'generation', createdAt: MADE_AT, title, recipe: null, origin: null };
}

/** Bytes as they come from the network. */
export async function* streamed(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk;
  }
}

/** Answers with what it is told, in the order it is asked. */
export function fakeDecoder(answer: (file: string) => Decoded): ImageDecoder & { readonly asked: string[] } {
  const asked: string[] = [];
  const thumbnail = (file: string): Promise<Decoded> => {
    asked.push(file);
    return Promise.resolve(answer(file));
  };
  return { asked, thumbnail, deliver: thumbnail, close: () => undefined };
}

let numbers = 0;

/** Everything that a library needs; what it remembers lies below `root`. */
export function madePorts(root: string, clock: Clock): LibraryPorts {
  const next = (): string => String((numbers += 1)).padStart(20, '0');
  return {
    clock,
    decoder: fakeDecoder(() => SHOWN),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    newCollectionId: () => CollectionId.parse(`col_${next()}`),
    newSmartId: () => SmartId.parse(`smt_${next()}`),
    reader: createInlineLibraryWorker(),
    memory: join(root, 'memory'),
    machine: { host: 'here', pid: process.pid },
    notify: () => undefined,
  };
}

/** A library in `Pictures/Easel` below `root`, with what it told. */
export function openMadeLibrary(
  root: string,
  answer: (file: string) => Decoded = () => SHOWN,
): {
  readonly it: Library;
  readonly clock: ReturnType<typeof createManualClock>;
  readonly decoder: ReturnType<typeof fakeDecoder>;
  readonly changes: LibraryChange[];
  readonly notices: string[];
} {
  const clock = createManualClock();
  const decoder = fakeDecoder(answer);
  const notices: string[] = [];
  const ports = { ...madePorts(root, clock), decoder, notify: (message: string) => notices.push(message) };
  const it = createLibrary(join(root, 'Pictures', 'Easel'), ports);
  const changes: LibraryChange[] = [];
  it.onChange((change) => changes.push(change));
  return { it, clock, decoder, changes, notices };
}
