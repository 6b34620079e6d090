import { readFile, stat } from 'node:fs/promises';
import type { ExportPlan } from '../../shared/export';
import type { ExportShape } from '../../shared/export-shape';
import { shapeFault } from '../../shared/export-shape';
import type { ImageFormat, LibraryImage } from '../../shared/image';
import type { ImageConverter } from '../storage/images/image-decoder';
import type { MetadataChange } from './container';
import { CONTAINERS } from './container';
import { exifForNewPixels, turnOnly } from './exif';
import { MOST_JPEG_XMP } from './jpeg-container';
import type { Content } from './sink';
import { madeHow, recipeXmp } from './xmp';

/** What is to be stored of an image. */
export interface Prepared {
  readonly content: Content;
  /** The recipe as JSON, for formats that can't hold it. */
  readonly sidecar: Buffer | null;
}

/** Why one image can't be exported, in a sentence. */
export class ExportFault extends Error {
  override readonly name = 'ExportFault';
}

/** XMP is not limited by the other formats; more than this is none. */
const MOST_XMP = 1024 * 1024;

/** The bytes to be stored for an image, which the plan gives that shape. Throws `ExportFault`. */
export async function prepare(
  image: LibraryImage,
  file: string | null,
  { plan, shape }: { readonly plan: ExportPlan; readonly shape: ExportShape },
  converter: ImageConverter,
): Promise<Prepared> {
  if (file === null || !(await isFile(file))) throw new ExportFault('Its file is missing from the library.');
  const fault = shapeFault(shape);
  if (fault !== null) throw new ExportFault(fault);
  if (shape.converted !== null) return convert(image, file, { plan, format: shape.converted }, converter);
  const { metadata } = plan;
  const container = CONTAINERS[image.format];
  if (metadata === 'keep' || (metadata === 'recipe' && image.recipe === null)) return plain({ path: file });
  if (!container) {
    if (metadata === 'recipe') return { content: { path: file }, sidecar: sidecarOf(image) };
    throw new ExportFault(
      `Metadata can’t be removed from ${image.format.toUpperCase()}. Choose another format for it.`,
    );
  }
  const bytes = await whole(file);
  return plain({
    pieces: rewritten(() => {
      const strip = metadata === 'strip';
      const exif = strip ? turnOnly(container.read(bytes).exif) : null;
      return container.write(bytes, { strip, exif, xmp: strip ? null : xmpFor(image, image.format) });
    }),
  });
}

async function convert(
  image: LibraryImage,
  file: string,
  { plan, format }: { readonly plan: ExportPlan; readonly format: 'jpeg' | 'png' | 'webp' },
  converter: ImageConverter,
): Promise<Prepared> {
  const { quality, frame, longSide, metadata } = plan;
  const made = await converter.convert(file, { type: `image/${format}`, quality, frame, longSide });
  if (made.kind === 'closed') throw new ExportFault('It could not be decoded at the moment. Try again.');
  if (made.kind === 'not-displayable') throw new ExportFault(made.message);
  const container = CONTAINERS[format];
  const change = metadata === 'strip' ? null : await carried(image, file, format, metadata);
  if (!container || !change) return plain({ pieces: [made.bytes] });
  return plain({ pieces: rewritten(() => container.write(made.bytes, change)) });
}

/** What goes over from the file into its conversion; null when that is nothing. */
async function carried(
  image: LibraryImage,
  file: string,
  format: ImageFormat,
  metadata: 'keep' | 'recipe',
): Promise<MetadataChange | null> {
  const source = CONTAINERS[image.format];
  let { exif, xmp }: Pick<MetadataChange, 'exif' | 'xmp'> = { exif: null, xmp: null };
  try {
    if (source) ({ exif, xmp } = source.read(await whole(file)));
  } catch {
    // Chromium forgives what is badly built; words in it can't be told from the rest.
  }
  if (exif) exif = exifForNewPixels(exif);
  if (metadata === 'recipe' && image.recipe !== null) xmp = xmpFor(image, format);
  // What another format held may be more than a JPEG can.
  if (format === 'jpeg' && xmp && xmp.length > MOST_JPEG_XMP) xmp = null;
  if (format === 'jpeg' && exif && exif.length > MOST_JPEG_XMP) exif = null;
  return exif || xmp ? { strip: false, exif, xmp } : null;
}

function xmpFor(image: LibraryImage, format: ImageFormat): Buffer {
  return recipeXmp(image, format === 'jpeg' ? MOST_JPEG_XMP : MOST_XMP);
}

function sidecarOf(image: LibraryImage): Buffer {
  return Buffer.from(`${JSON.stringify({ easel: 1, ...madeHow(image) }, null, 2)}\n`);
}

function plain(content: Content): Prepared {
  return { content, sidecar: null };
}

function rewritten(write: () => readonly Uint8Array[]): readonly Uint8Array[] {
  try {
    return write();
  } catch {
    throw new ExportFault('Its metadata can’t be changed: the file is not built as its format says.');
  }
}

async function whole(file: string): Promise<Uint8Array> {
  return readFile(file).catch(() => {
    throw new ExportFault('Its file can’t be read.');
  });
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
