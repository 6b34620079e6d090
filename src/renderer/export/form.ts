import type { ExportPlan } from '../../shared/export';

/** What the panel asks for. The values of what is not chosen at the moment are kept beside it. */
export interface ExportForm extends Omit<ExportPlan, 'frame'> {
  readonly shape: 'none' | 'crop' | 'pad';
  /** Width and height of the ratio. */
  readonly ratio: readonly [number, number];
  /** Which part a crop keeps; see `ExportFrame`. */
  readonly x: number;
  readonly y: number;
  /** Around a padded image. */
  readonly colour: string;
}

/** As it is the first time: the files as they are. */
export const FIRST_FORM: ExportForm = {
  ...{ format: 'original', quality: 90, longSide: null, shape: 'none', ratio: [16, 9], x: 0.5, y: 0.5 },
  ...{ colour: '#ffffff', name: '{name}', metadata: 'keep', into: 'folder', sheet: 'none' },
};

/** The order that the form stands for. */
export function planOf({ shape, ratio, x, y, colour, ...plan }: ExportForm): ExportPlan {
  const [width, height] = ratio;
  const frames: Readonly<Record<ExportForm['shape'], ExportPlan['frame']>> = {
    none: { mode: 'none' },
    crop: { mode: 'crop', width, height, x, y },
    pad: { mode: 'pad', width, height, colour },
  };
  return { ...plan, frame: frames[shape] };
}

type Choices = Readonly<{ [K in 'format' | 'shape' | 'metadata' | 'into' | 'sheet']: readonly ExportForm[K][] }>;

/** What can be chosen, in the order in which it is shown. */
export const CHOICES: Choices = {
  format: ['original', 'jpeg', 'png', 'webp'],
  shape: ['none', 'crop', 'pad'],
  metadata: ['keep', 'recipe', 'strip'],
  into: ['folder', 'zip'],
  sheet: ['none', 'with', 'only'],
};

const KEY = 'easel.export.1';

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

/** The form as it was the last time; what can't be read of it is as it is the first time. */
export function restoreForm(storage: Kept): ExportForm {
  let kept: Readonly<Record<string, unknown>> = {};
  try {
    const read: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    if (typeof read === 'object' && read !== null) kept = { ...read };
  } catch {
    // Another version wrote it, or nobody.
  }
  const first = FIRST_FORM;
  const one = <T extends string>(values: readonly T[], value: unknown, otherwise: T): T =>
    values.find((candidate) => candidate === value) ?? otherwise;
  const within = (value: unknown, low: number, high: number): number | null =>
    typeof value === 'number' && value >= low && value <= high ? value : null;
  const [across, down] = Array.isArray(kept['ratio']) ? kept['ratio'].map((side) => within(side, 1, 10_000)) : [];
  const longSide = within(kept['longSide'], 16, 32_768);
  return {
    format: one(CHOICES.format, kept['format'], first.format),
    quality: Math.round(within(kept['quality'], 1, 100) ?? first.quality),
    longSide: longSide && Math.round(longSide),
    shape: one(CHOICES.shape, kept['shape'], first.shape),
    ratio: across && down ? [across, down] : first.ratio,
    // A part is chosen for some images, not for those of another day.
    x: first.x,
    y: first.y,
    colour: /^(#[0-9a-f]{6}|transparent)$/i.exec(String(kept['colour']))?.[0] ?? first.colour,
    name: typeof kept['name'] === 'string' && kept['name'].length <= 300 ? kept['name'] : first.name,
    metadata: one(CHOICES.metadata, kept['metadata'], first.metadata),
    into: one(CHOICES.into, kept['into'], first.into),
    sheet: one(CHOICES.sheet, kept['sheet'], first.sheet),
  };
}

/** Keeps the form for the next time. */
export function keepForm(form: ExportForm, storage: Kept): void {
  try {
    storage.setItem(KEY, JSON.stringify(form));
  } catch {
    // A full store loses a convenience, no image.
  }
}
