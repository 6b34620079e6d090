import { readFile } from 'node:fs/promises';
import type { PixelSize } from '../../shared/framing';
import type { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import { findModel, MODELS } from '../../shared/models';
import type { TakenNames } from '../../shared/name-template';
import { freeName } from '../../shared/name-template';
import type { Library } from '../storage/library/library';
import type { SheetItem, SheetPicture } from './contact-sheet';
import { contactSheet } from './contact-sheet';
import type { ExportSink } from './sink';

/** What a sheet shows: an image, with the file that was made of it. */
export interface SheetEntry extends PixelSize {
  readonly id: ImageId;
  readonly file: string | null;
}

type SheetLibrary = Pick<Library, 'images' | 'thumbnailOf'>;

/** On one page: each brings some 40 kB along, and browsers have to stay quick. */
const MOST_ON_A_PAGE = 500;

/** Writes contact sheets of the entries in their order, as many pages as it takes. */
export async function writeSheets(
  library: SheetLibrary,
  entries: readonly SheetEntry[],
  to: { readonly sink: ExportSink; readonly now: Date; readonly taken: TakenNames; readonly signal: AbortSignal },
): Promise<void> {
  const pages = Math.ceil(entries.length / MOST_ON_A_PAGE);
  const day = to.now.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  for (let page = 0; page < pages && !to.signal.aborted; page++) {
    const shown = entries.slice(page * MOST_ON_A_PAGE, (page + 1) * MOST_ON_A_PAGE);
    const items = await itemsOf(library, shown);
    const number = pages === 1 ? '' : ` ${String(page + 1)} of ${String(pages)}`;
    const pieces = contactSheet(`Contact sheet${number}, ${day}`, items);
    await to.sink.put(() => freeName(`Contact sheet${number}`, 'html', to.taken), { pieces });
  }
}

async function itemsOf(library: SheetLibrary, entries: readonly SheetEntry[]): Promise<readonly SheetItem[]> {
  const images = found(
    library,
    entries.map(({ id }) => id),
  );
  const sources = found(
    library,
    [...images.values()].flatMap(({ recipe }) => recipe?.sourceIds ?? []),
  );
  const items: SheetItem[] = [];
  for (const entry of entries) {
    const image = images.get(entry.id);
    if (!image) continue;
    const before = (image.recipe?.sourceIds ?? []).map((id) => pictureOf(library, id, sources.get(id)?.title ?? ''));
    items.push({
      ...(await pictureOf(library, image.id, image.title)),
      prompt: image.recipe?.prompt ?? '',
      facts: factsOf(image, entry),
      file: entry.file,
      sources: await Promise.all(before),
    });
  }
  return items;
}

function found(library: SheetLibrary, ids: readonly ImageId[]): ReadonlyMap<ImageId, LibraryImage> {
  return new Map(library.images(ids).map((image) => [image.id, image]));
}

async function pictureOf(library: SheetLibrary, id: ImageId, title: string): Promise<SheetPicture> {
  const path = library.thumbnailOf(id);
  const webp = path === null ? null : await readFile(path).catch(() => null);
  return { webp, title };
}

function factsOf(image: LibraryImage, size: PixelSize): string {
  const date = new Date(image.createdAt);
  const when = date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  const model = image.recipe && (findModel(MODELS, image.recipe.modelId)?.name ?? image.recipe.modelId);
  const pixels = size.width > 0 ? `${String(size.width)} × ${String(size.height)}` : null;
  const stars = image.stars > 0 ? '★'.repeat(image.stars) : null;
  return [when, model, pixels, stars].filter(Boolean).join(' · ');
}
