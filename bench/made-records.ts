import { type Random, createRandom, pick } from '../src/main/gateway/demo/paint/random';
import { originalName } from '../src/main/storage/images/image-name';
import type { RebuiltRecord } from '../src/main/storage/library/library-records';
import { idText } from '../src/shared/id-text';
import { CollectionId, ImageId, JobId } from '../src/shared/ids';
import type { LibraryImage } from '../src/shared/image';
import { MODELS } from '../src/shared/models';
import type { Recipe } from '../src/shared/recipe';
import type { MadeFormat } from './made-pictures';
import { madeName, madePrompt, TAGS } from './made-prompts';

/** A record whose file is yet to be written. `picture` counts among those of its ratio. */
export interface MadeRecord extends RebuiltRecord {
  readonly image: LibraryImage & { readonly format: MadeFormat };
  readonly ratio: string;
  readonly picture: number;
}

/** Collections of the made library: the last one is large. */
export const COLLECTIONS: readonly { readonly id: CollectionId; readonly name: string }[] = Array.from(
  { length: 20 },
  (_none, number) => ({
    id: CollectionId.parse(`col_${String(number).padStart(20, '0')}`),
    name: `Project ${String(number + 1)}`,
  }),
);

const DAY = 24 * 3600_000;
const YEARS = 3;
/** So many days of a week somebody worked. */
const BUSY_DAYS = 5 / 7;

/**
 * So many images of three years until `now`, oldest first: generations in jobs of one to four, edits of earlier ones and
 * imported files; a third has stars, some flags, tags and notes, and a few lie in the trash. Always the same for the same
 * `now`.
 */
export function* madeRecords(count: number, now: number): Generator<MadeRecord> {
  const random = createRandom(4);
  const days = busyDays(random, now);
  const earlier: ImageId[] = [];
  let made = 0;
  while (made < count) {
    const job = madeJob(random, earlier);
    // Even over the days, with the order of the days kept: the next is never older than the last.
    const place = (made / count) * days.length;
    const at = (days[Math.floor(place)] ?? now) + (place % 1) * DAY * 0.6;
    const many = Math.min(job.many, count - made);
    for (let index = 0; index < many; index += 1) {
      const record = madeRecord(random, job, index, Math.min(now, at + index * 40), now);
      if (earlier.length < 5000) earlier.push(record.image.id);
      else earlier[Math.floor(random() * earlier.length)] = record.image.id;
      yield record;
    }
    made += many;
  }
}

function busyDays(random: Random, now: number): readonly number[] {
  const midnight = new Date(now).setHours(8, 0, 0, 0);
  const first = midnight - YEARS * 365 * DAY;
  const days = Array.from({ length: YEARS * 365 }, (_none, day) => first + day * DAY);
  return days.filter(() => random() < BUSY_DAYS);
}

interface MadeJob {
  readonly kind: LibraryImage['kind'];
  readonly many: number;
  readonly jobId: JobId;
  readonly recipe: Recipe | null;
  readonly ratio: string;
  readonly title: string;
  readonly format: MadeFormat;
}

function madeJob(random: Random, earlier: readonly ImageId[]): MadeJob {
  const chance = random();
  const kind = chance < 0.1 ? 'imported' : chance < 0.3 && earlier.length > 0 ? 'edit' : 'generation';
  const model = MODELS.find((candidate) => candidate.kind === kind);
  const ratio = random() < 0.3 ? '1:1' : pick(Object.keys(MODELS[0]?.pixels['1k'] ?? {}), random);
  const jobId = JobId.parse(`job_${madeId(random)}`);
  const format = random() < 0.7 ? 'jpeg' : random() < 0.6 ? 'png' : 'webp';
  if (!model) {
    const title = `IMG_${String(Math.floor(random() * 10_000)).padStart(4, '0')} ${madeName(random)}`;
    return { kind, many: 1, jobId, recipe: null, ratio, title, format };
  }
  const many = pick([1, 1, 2, 4, 4], random);
  const recipe: Recipe = {
    modelId: model.id,
    prompt: madePrompt(random),
    count: many,
    aspectRatio: ratio,
    resolution: random() < 0.6 ? '1k' : '2k',
    format,
    privateDelivery: false,
    options: {},
    sourceIds: kind === 'edit' ? [pick(earlier, random)] : [],
  };
  return { kind, many, jobId, recipe, ratio, title: recipe.prompt, format };
}

function madeRecord(random: Random, job: MadeJob, outputIndex: number, createdAt: number, now: number): MadeRecord {
  const { kind, recipe, title, ratio, format } = job;
  const id = ImageId.parse(`img_${madeId(random)}`);
  const size = MODELS[0]?.pixels[recipe?.resolution ?? '2k']?.[ratio] ?? { width: 1024, height: 1024 };
  const trashedAt = random() < 0.02 ? now - random() * DAY : null;
  const file = originalName({ id, createdAt, title }, format);
  const madeWith = kind === 'imported' && random() < 0.5 ? 'ComfyUI' : null;
  return {
    image: {
      ...{ id, kind, createdAt, ...size, displayable: true, bytes: 0, format, sha256: '', title, recipe },
      file: trashedAt === null ? file : file.replace('originals/', 'trash/'),
      origin: recipe && {
        jobId: job.jobId,
        batchId: null,
        outputIndex,
        requestId: `request_${job.jobId.slice(4)}`,
        synthetic: false,
        tookMs: Math.round(8000 + random() * 30_000),
        estimate: recipe.resolution === '1k' ? 0.05 : 0.07,
      },
      stars: random() < 0.3 ? 1 + Math.floor(random() * 5) : 0,
      flag: random() < 0.1 ? 'pick' : random() < 0.08 ? 'reject' : null,
      favourite: random() < 0.05,
      tags: random() < 0.3 ? madeTags(random) : [],
      note: random() < 0.05 ? `For ${madeName(random)}: ${madePrompt(random)}` : '',
      trashedAt,
      missing: false,
      madeWith,
    },
    collections: COLLECTIONS.filter((_collection, number) => random() < (number === 19 ? 0.2 : 0.005)).map(
      (collection) => collection.id,
    ),
    found: madeWith === null ? null : JSON.stringify({ prompt: madePrompt(random), steps: 30, sampler: 'euler' }),
    modifiedAt: null,
    ratio,
    picture: Math.floor(random() * 1000),
  };
}

function madeTags(random: Random): readonly string[] {
  const many = 1 + Math.floor(random() * 3);
  return [...new Set(Array.from({ length: many }, () => TAGS[Math.floor(TAGS.length * random() ** 2)] ?? 'draft'))];
}

function madeId(random: Random): string {
  return idText(Uint8Array.from({ length: 20 }, () => Math.floor(random() * 256)));
}
