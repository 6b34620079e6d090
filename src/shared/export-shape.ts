import type { ExportPlan } from './export';
import type { PixelSize } from './framing';
import { frameImage, isUnchanged, LONGEST_SIDE, MOST_EXPORT_PIXELS } from './framing';
import type { ImageFormat } from './image';

/** An image as an export makes it, before a pixel is touched. Sizes are zero where the image's are not known. */
export interface ExportShape extends PixelSize {
  readonly format: ImageFormat;
  /** Of the file name, without its dot. */
  readonly ending: string;
  /** The format that it is encoded in; null when its bytes stay as they came. */
  readonly converted: 'jpeg' | 'png' | 'webp' | null;
}

const ENDINGS: Readonly<Record<ImageFormat, string>> = {
  ...{ jpeg: 'jpg', png: 'png', webp: 'webp', gif: 'gif', avif: 'avif' },
};

/** What the plan makes of an image of that size and format. */
export function exportShape(
  image: PixelSize & { readonly format: ImageFormat },
  plan: Pick<ExportPlan, 'format' | 'frame' | 'longSide'>,
): ExportShape {
  const isKnown = image.width > 0 && image.height > 0;
  const framing = isKnown ? frameImage(image, plan.frame, plan.longSide) : null;
  const isSame = framing ? isUnchanged(image, framing) : plan.frame.mode === 'none' && plan.longSide === null;
  const { width, height } = framing ?? { width: 0, height: 0 };
  if (plan.format === 'original' && isSame) {
    return { width, height, format: image.format, ending: ENDINGS[image.format], converted: null };
  }
  const format = plan.format === 'original' ? encodable(image.format) : plan.format;
  return { width, height, format, ending: ENDINGS[format], converted: format };
}

/** Why a picture of that shape can't be made, as one sentence, or null. */
export function shapeFault({ width, height, converted }: ExportShape): string | null {
  if (converted === null) return null;
  if (width * height > MOST_EXPORT_PIXELS) return 'It would have more than 100 million pixels.';
  const longest = LONGEST_SIDE[converted];
  if (Math.max(width, height) <= longest) return null;
  return `It would be longer than the ${longest.toLocaleString('en')} pixels that the format takes.`;
}

/** True for files that a recipe can be written into, and what they say taken out of. */
export function holdsMetadata(format: ImageFormat): boolean {
  return format === 'jpeg' || format === 'png' || format === 'webp';
}

/** The format that keeps the most of one that can't be written. */
function encodable(format: ImageFormat): 'jpeg' | 'png' | 'webp' {
  return format === 'gif' || format === 'avif' ? 'png' : format;
}
