import type { ExportPlan } from '../../shared/export';
import { exportShape, holdsMetadata, shapeFault } from '../../shared/export-shape';
import type { PixelSize } from '../../shared/framing';
import type { ImageFormat } from '../../shared/image';
import { formatName, imageCount, pixels } from '../ui/format';

/** Images of the same size and format. */
export interface Batch extends PixelSize {
  readonly format: ImageFormat;
  readonly count: number;
}

/** What will come out, in one line: "12 JPEG, 1792 × 1008", or "8 JPEG, 4 PNG, up to 2048 × 1152". */
export function outcomeWords(batches: readonly Batch[], plan: ExportPlan): string {
  const total = batches.reduce((sum, { count }) => sum + count, 0);
  if (plan.sheet === 'only') return `A contact sheet of ${imageCount(total)}`;
  const formats = new Map<ImageFormat, number>();
  const sizes = new Map<string, PixelSize>();
  for (const batch of batches) {
    const { format, width, height } = exportShape(batch, plan);
    formats.set(format, (formats.get(format) ?? 0) + batch.count);
    if (width > 0) sizes.set(`${String(width)} ${String(height)}`, { width, height });
  }
  const counts = [...formats].map(([format, count]) => `${count.toLocaleString('en')} ${formatName(format)}`);
  // By their long sides, then by the other: a panorama is longer than a picture of more pixels.
  const longest = ({ width, height }: PixelSize): number => Math.max(width, height);
  const [largest] = [...sizes.values()].sort(
    (one, other) => longest(other) - longest(one) || other.width * other.height - one.width * one.height,
  );
  const size = largest ? [`${sizes.size > 1 ? 'up to ' : ''}${pixels(largest)}`] : [];
  return [...counts, ...size].join(', ');
}

/** What the person should know before: what can't be made, and what is done otherwise than it is written. One sentence each. */
export function outcomeNotes(batches: readonly Batch[], plan: ExportPlan): readonly string[] {
  if (plan.sheet === 'only') return [];
  const shapes = batches.map((batch) => ({ count: batch.count, from: batch, shape: exportShape(batch, plan) }));
  const counted = (isMeant: (one: (typeof shapes)[number]) => boolean): number =>
    shapes.filter(isMeant).reduce((sum, { count }) => sum + count, 0);
  const [impossible] = shapes.flatMap(({ shape }) => shapeFault(shape) ?? []);
  const failing = counted(({ shape }) => shapeFault(shape) !== null);
  const moved = counted(({ from, shape }) => plan.format === 'original' && shape.format !== from.format);
  const closed = counted(({ shape }) => shape.converted === null && !holdsMetadata(shape.format));
  return [
    ...(impossible === undefined ? [] : [`${imageCount(failing)} can’t be made. ${impossible}`]),
    ...(moved > 0 ? [`${imageCount(moved)} can’t be written in the format that came and will be PNG.`] : []),
    ...(closed > 0 && plan.metadata === 'recipe'
      ? [`${imageCount(closed)}, GIF or AVIF, can’t hold a recipe: it goes into a JSON file beside.`]
      : []),
    ...(closed > 0 && plan.metadata === 'strip'
      ? [`${imageCount(closed)}, GIF or AVIF, can’t be cleaned and will be left out. Choose another format.`]
      : []),
  ];
}
