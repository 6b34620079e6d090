import type { DeliveryChoice, SentSource } from '../../shared/delivery';
import type { ImageId } from '../../shared/ids';
import type { Job } from '../../shared/job';
import type { Model } from '../../shared/model';
import { findModel } from '../../shared/models';
import type { SourceBucket } from '../bucket/bucket';
import type { PreparedSources, SourceDelivery } from '../core/ports';
import type { DeliveryLimits } from '../storage/images/image-decoder';
import { type Ladder, mayUseResults, restStep, stepBelow } from './ladder';
import type { LearntSteps } from './learnt-steps';
import { resultLink, type ResultLinkPorts } from './result-links';
import { type PictureSources, sourcePicture, unsendable } from './source-picture';

/** What the delivery of sources stands on. */
export interface DeliveryPorts extends PictureSources, ResultLinkPorts {
  readonly models: readonly Model[];
  readonly bucket: Pick<SourceBucket, 'ready' | 'put'>;
  readonly learnt: LearntSteps;
  /** As the settings say now. */
  readonly choice: (modelId: string) => DeliveryChoice;
}

/** A bucket fetches no text: only what no model looks at is taken away. */
const BUCKET_LIMITS: DeliveryLimits = { maxSide: 4096, maxBytes: 20_000_000 };

/** One source with its address. */
type Delivered = { readonly url: string; readonly sent: SentSource } | Extract<PreparedSources, { kind: 'failed' }>;

/**
 * Sends sources along the ladder of their model: a link that the person typed as it stands, an own result by the gateway's
 * link, all else inside the request or through the person's bucket. Never a path or an address of this machine.
 */
export function createSourceDelivery(ports: DeliveryPorts): SourceDelivery {
  const { library, learnt, bucket } = ports;

  async function ladderOf({ recipe, gateway }: Job): Promise<Ladder> {
    const isDemo = gateway.kind === 'demo';
    const choice = ports.choice(recipe.modelId);
    return {
      steps: findModel(ports.models, recipe.modelId)?.delivery ?? [],
      // The demo opens no addresses: nothing is put on the network for it.
      choice: isDemo && choice === 'bucket' ? 'inline' : choice,
      hasBucket: !isDemo && choice !== 'inline' && (await bucket.ready()),
      learnt: learnt.read(gateway.origin, recipe.modelId),
    };
  }

  async function prepare(job: Job): Promise<PreparedSources> {
    const { recipe, delivery } = job;
    const ladder = await ladderOf(job);
    const isFirst = delivery === undefined || ladder.steps[delivery.step]?.way === 'result';
    const links = mayUseResults(ladder) && isFirst ? await linksOf(job) : new Map<ImageId, string>();
    const rest = restStep(ladder, isFirst ? null : delivery.step);
    const step = links.size > 0 ? ladder.steps.findIndex(({ way }) => way === 'result') : rest;
    const urls: string[] = [];
    const sent: SentSource[] = [];
    for (const id of recipe.sourceIds) {
      const link = links.get(id);
      const done = typedLink(job, id) ?? (link === undefined ? await viaStep(job, id, ladder, rest) : result(id, link));
      if ('kind' in done) return done;
      urls.push(done.url);
      sent.push(done.sent);
    }
    return { kind: 'ready', urls, delivery: { step: step ?? delivery?.step ?? 0, sent } };
  }

  /** Of those that have one that answers; cropped ones are other pictures. */
  async function linksOf(job: Job): Promise<ReadonlyMap<ImageId, string>> {
    const whole = job.recipe.sourceIds.filter((id) => {
      const choice = job.recipe.sourceChoices?.[id];
      return !choice?.crop && !choice?.link;
    });
    const images = library.images([...new Set(whole)]);
    const found = await Promise.all(
      images.map(async (image) => {
        const file = library.fileOf(image.id);
        return [image.id, file === null ? null : await resultLink(ports, job, image, file)] as const;
      }),
    );
    return new Map(found.flatMap(([id, url]) => (url === null ? [] : [[id, url] as const])));
  }

  function result(id: ImageId, url: string): Delivered {
    const { width = 0, height = 0, bytes = null } = library.images([id])[0] ?? {};
    // The original lies here byte for byte as that link gives it.
    const facts = { width: width || null, height: height || null, bytes };
    return { url, sent: { id, way: 'result', ...facts, host: new URL(url).host, object: null } };
  }

  async function viaStep(job: Job, id: ImageId, ladder: Ladder, place: number | null): Promise<Delivered> {
    const step = place === null ? undefined : ladder.steps[place];
    if (!step) return unsendable(ladder.choice === 'bucket' ? NO_BUCKET : NO_WAY);
    const limits = step.way === 'bucket' ? BUCKET_LIMITS : step;
    const picture = await sourcePicture(ports, id, job.recipe.sourceChoices?.[id]?.crop ?? null, limits);
    if (picture.kind === 'failed') return picture;
    const { width, height, bytes, type } = picture;
    const facts = { id, width, height, bytes: bytes.length };
    if (step.way !== 'bucket') {
      const url = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
      return { url, sent: { ...facts, way: 'inline', host: null, object: null } };
    }
    const put = await bucket.put(job.id, bytes, type);
    if (put.kind === 'failed') return put;
    return { url: put.url, sent: { ...facts, way: 'bucket', host: put.host, object: put.object } };
  }

  return {
    prepare: (job) =>
      prepare(job).catch(() => unsendable('The library can’t be read at the moment. Nothing was sent.')),
    below: async (job) => (job.delivery ? stepBelow(await ladderOf(job), job.delivery) : null),
    accepted({ recipe, gateway, delivery }) {
      // Neither a link nor what the person chose says how others are best sent.
      const isLearnt = delivery?.sent.some(({ way }) => way === 'inline' || way === 'bucket') ?? false;
      const hasResult = delivery?.sent.some(({ way }) => way === 'result') ?? false;
      const isOurs = ports.choice(recipe.modelId) === 'auto';
      if (delivery && isOurs && isLearnt && !hasResult) learnt.note(gateway.origin, recipe.modelId, delivery.step);
    },
  };
}

function typedLink({ recipe }: Job, id: ImageId): Delivered | null {
  const url = recipe.sourceChoices?.[id]?.link ?? null;
  if (url === null) return null;
  const nothingKnown = { width: null, height: null, bytes: null, object: null };
  return { url, sent: { id, way: 'link', ...nothingKnown, host: new URL(url).host } };
}

const NO_BUCKET =
  'Sources for this model go through your bucket, which can’t be used: check it in the settings, under Sources. Nothing was sent.';
const NO_WAY =
  'The way in which the sources were to be sent is not there any more, and no smaller one is left. Nothing was sent; submit it again.';
