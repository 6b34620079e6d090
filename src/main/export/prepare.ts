import { readFile, stat } from 'node:fs/promises';
import type { Conversion } from '../../shared/decoding';
import type { ExportPlan } from '../../shared/export';
import type { PixelSize } from '../../shared/framing';
import { frameImage, isUnchanged, LONGEST_SIDE, MOST_EXPORT_PIXELS } from '../../shared/framing';
import type { ImageFormat, LibraryImage } from '../../shared/image';
import type { ImageConverter } from '../storage/image-decoder';
import type { MetadataChange } from './container';
import { CONTAINERS } from './container';
import { exifForNewPixels, turnOnly } from './exif';
import { MOST_JPEG_XMP } from './jpeg-container';
import type { Content } from './sink';
import { madeHow, recipeXmp } from './xmp';

/** An image as it will be exported, before a pixel is touched. */
export interface ExportShape extends PixelSize {
  readonly format: ImageFormat;
  /** Of the file name, without its dot. */
  readonly ending: string;
  /** Null when the bytes stay as they came. */
  readonly conversion: Conversion | null;
}

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

const ENDINGS: Readonly<Record<ImageFormat, string>> = {
  ...{ jpeg: 'jpg', png: 'png', webp: 'webp', gif: 'gif', avif: 'avif' },
};
/** XMP is not limited by the other formats; more than this is none. */
const MOST_XMP = 1024 * 1024;

/** What the plan makes of the image. Sizes are zero where the image's are not known. */
export function shapeOf(image: LibraryImage, plan: ExportPlan): ExportShape {
  const isKnown = image.width > 0 && image.height > 0;
  const framing = isKnown ? frameImage(image, plan.frame, plan.longSide) : null;
  const isSame = framing ? isUnchanged(image, framing) : plan.frame.mode === 'none' && plan.longSide === null;
  const size = framing ?? { width: 0, height: 0 };
  const { width, height } = size;
  if (plan.format === 'original' && isSame) {
    return { width, height, format: image.format, ending: ENDINGS[image.format], conversion: null };
  }
  const format = plan.format === 'original' ? encodable(image.format) : plan.format;
  const { quality, frame, longSide } = plan;
  return {
    width,
    height,
    format,
    ending: ENDINGS[format],
    conversion: { type: `image/${format}`, quality, frame, longSide },
  };
}

/** The format that keeps the most of one that can't be written. */
function encodable(format: ImageFormat): 'jpeg' | 'png' | 'webp' {
  return format === 'gif' || format === 'avif' ? 'png' : format;
}

/** The bytes to be stored for an image whose file is there. Throws `ExportFault`. */
export async function prepare(
  image: LibraryImage,
  file: string | null,
  { shape, metadata }: { readonly shape: ExportShape; readonly metadata: ExportPlan['metadata'] },
  converter: ImageConverter,
): Promise<Prepared> {
  if (file === null || !(await isFile(file))) throw new ExportFault('Its file is not there.');
  if (shape.conversion) return converted(image, file, shape, metadata, converter);
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

async function converted(
  image: LibraryImage,
  file: string,
  { conversion, format, width, height }: ExportShape,
  metadata: ExportPlan['metadata'],
  converter: ImageConverter,
): Promise<Prepared> {
  const longest = format === 'webp' ? LONGEST_SIDE.webp : LONGEST_SIDE.png;
  if (width * height > MOST_EXPORT_PIXELS) throw new ExportFault('It would have more than 100 million pixels.');
  if (Math.max(width, height) > longest) {
    throw new ExportFault(`It would be longer than the ${longest.toLocaleString('en')} pixels that the format takes.`);
  }
  if (!conversion) throw new ExportFault('Nothing is to be converted.');
  const made = await converter.convert(file, conversion);
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
  if (format === 'jpeg' && xmp && xmp.length > MOST_JPEG_XMP) xmp = null;
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
