import type { ExportOrder, ExportPlan, ExportSummary } from '../shared/export';
import type { ExportShape } from '../shared/export-shape';
import { exportShape } from '../shared/export-shape';
import type { ImageId } from '../shared/ids';
import type { LibraryImage } from '../shared/image';
import { nameFacts } from '../shared/name-facts';
import type { TakenNames } from '../shared/name-template';
import { exportName, freeName, templateFault } from '../shared/name-template';
import { RequestError } from '../shared/result';
import { slug } from '../shared/slug';
import type { Clock, Log } from './core/ports';
import type { TaskProgress, Tasks } from './core/tasks';
import { ExportFault, prepare } from './export/prepare';
import { writeSheets } from './export/sheets';
import type { SheetEntry } from './export/sheets';
import type { ExportSink } from './export/sink';
import { exportSentence, folderSink, SourceGone } from './export/sink';
import { zipSink } from './export/zip-sink';
import type { Desk } from './platform/desk';
import type { ImageConverter } from './storage/images/image-decoder';
import type { Library } from './storage/library/library';

/** What exports need. */
export interface ExportPorts {
  readonly library: Pick<Library, 'images' | 'fileOf' | 'thumbnailOf'>;
  readonly decoder: ImageConverter;
  readonly desk: Pick<Desk, 'chooseExportTarget'>;
  readonly tasks: Pick<Tasks, 'run'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** Images on their way out of the library, as copies. */
export interface Exports {
  /**
   * Asks where to, then exports as a task. One image that fails is told in the summary and stops no other. Throws
   * `cancelled` when no place was chosen or a ZIP was ended early, `invalid` with field `name`, and `unavailable` when the
   * place can't be written to; files that are whole by then stay, half ones don't.
   */
  run(order: ExportOrder): Promise<ExportSummary>;
}

/** At one time: one is written while another is decoded. */
const LANES = 2;
/** Details of so many images are in memory at a time. */
const BLOCK = 200;

/** Exports from the library of the moment. */
export function createExports(ports: ExportPorts): Exports {
  return {
    async run({ ids, plan }) {
      const fault = templateFault(plan.name);
      if (fault !== null) throw new RequestError('invalid', fault, 'name');
      const now = new Date(ports.clock.now());
      const target = await ports.desk.chooseExportTarget(plan.into, `Easel ${dayOf(now)}.zip`);
      if (target === null) throw new RequestError('cancelled', 'Nothing was exported.');
      const title = `Exporting ${counted(ids.length)}`;
      return ports.tasks.run(
        { kind: 'export', title, mayCancel: true },
        (progress) => {
          const sink = plan.into === 'zip' ? zipSink(target, now) : folderSink(target);
          return exportAll(ports, { ids, plan, progress, sink, now });
        },
        ({ written, failed }) => outcome(written, ids.length, failed.length),
      );
    },
  };
}

interface Run {
  readonly ids: readonly ImageId[];
  readonly plan: ExportPlan;
  readonly progress: TaskProgress;
  readonly sink: ExportSink;
  readonly now: Date;
}

async function exportAll(ports: ExportPorts, run: Run): Promise<ExportSummary> {
  const { ids, plan, progress, sink } = run;
  const failed: string[] = [];
  const entries: SheetEntry[] = [];
  const taken: TakenNames = new Map();
  let done = 0;

  const fail = (sentence: string): void => {
    failed.push(sentence);
    progress.problem(sentence);
  };
  const one = async (image: LibraryImage, place: number): Promise<void> => {
    const shape = exportShape(image, plan);
    const name = exportName(plan.name, nameFacts(image, shape, place + 1, ids.length));
    progress.report({ done, total: ids.length, detail: image.title });
    try {
      const file = plan.sheet === 'only' ? null : await exportOne(ports, run, { image, shape, name, taken });
      if (plan.sheet !== 'none') entries[place] = { id: image.id, file, width: shape.width, height: shape.height };
      done += 1;
    } catch (error) {
      if (!(error instanceof ExportFault || error instanceof SourceGone)) throw error;
      const message = error instanceof SourceGone ? 'Its file can’t be read.' : error.message;
      fail(`“${slug(image.title)}” was not exported. ${message}`);
    }
  };

  try {
    await inLanes(imagesOf(ports.library, ids), progress.signal, one);
    const missing = ids.length - done - failed.length;
    for (let n = 0; n < missing && !progress.signal.aborted; n += 1) fail(GONE);
    progress.report({ done, total: ids.length, detail: '' });
    if (progress.signal.aborted && plan.into === 'zip') throw new RequestError('cancelled', 'The export was ended.');
    await writeSheets(ports.library, entries.filter(Boolean), { sink, now: run.now, taken, signal: progress.signal });
    return { path: await sink.finish(), written: done, failed };
  } catch (error) {
    await sink.abandon();
    if (error instanceof RequestError) throw error;
    ports.log.warn('an export could not be written', { error });
    const sentence = `${exportSentence(error)} ${plan.into === 'zip' ? 'No ZIP was made.' : `${counted(done)} of ${String(ids.length)} exported.`}`;
    throw Object.assign(new RequestError('unavailable', sentence), { cause: error });
  }
}

/** Returns the name of the stored file. */
async function exportOne(
  { library, decoder }: ExportPorts,
  { plan, sink }: Run,
  one: {
    readonly image: LibraryImage;
    readonly shape: ExportShape;
    readonly name: string;
    readonly taken: TakenNames;
  },
): Promise<string> {
  const { image, shape, name, taken } = one;
  // Taken before the work, so that numbers follow the order of the images.
  const reserved = freeName(name, shape.ending, taken);
  const names = once(reserved, () => freeName(name, shape.ending, taken));
  const { content, sidecar } = await prepare(image, library.fileOf(image.id), { plan, shape }, decoder);
  const file = await sink.put(names, content);
  if (sidecar) await sink.put(() => freeName(file, 'json', taken), { pieces: [sidecar] });
  return file;
}

/** The first time the one, then what the other gives. */
function once<T>(first: T, others: () => T): () => T {
  let isFirst = true;
  return () => {
    if (!isFirst) return others();
    isFirst = false;
    return first;
  };
}

type Placed = readonly [LibraryImage, number];

/** Images with their places in the order, a block at a time. */
function* imagesOf(library: ExportPorts['library'], ids: readonly ImageId[]): Generator<Placed> {
  for (let at = 0; at < ids.length; at += BLOCK) {
    const block = ids.slice(at, at + BLOCK);
    const found = new Map(library.images(block).map((image) => [image.id, image]));
    for (const [place, id] of block.entries()) {
      const image = found.get(id);
      if (image) yield [image, at + place];
    }
  }
}

/** Works through all of it, several at a time, until the signal aborts or one piece of work fails. */
async function inLanes(
  items: Iterator<Placed>,
  signal: AbortSignal,
  work: (image: LibraryImage, place: number) => Promise<void>,
): Promise<void> {
  let isBroken = false;
  const lane = async (): Promise<void> => {
    for (;;) {
      const next = isBroken || signal.aborted ? null : items.next();
      if (next === null || next.done === true) return;
      await work(...next.value).catch((error: unknown) => {
        isBroken = true;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
}

const GONE = 'An image was not exported. It is no longer in the library.';

function outcome(written: number, all: number, failed: number): string {
  if (written === all) return `Exported ${counted(written)}.`;
  if (written + failed < all) return `Ended: ${String(written)} of ${counted(all)} exported.`;
  return `Exported ${String(written)} of ${counted(all)}.`;
}

function counted(count: number): string {
  return count === 1 ? '1 image' : `${count.toLocaleString('en')} images`;
}

function dayOf(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
