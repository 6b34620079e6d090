import { describe, expect, it } from 'vitest';
import { ImageId } from '../../shared/ids';
import type { LibraryImage } from '../../shared/image';
import type { Job } from '../../shared/job';
import type { Problem } from '../../shared/problem';
import type { Recipe } from '../../shared/recipe';
import { createMemoryJobStore } from '../storage/jobs/memory-job-store';
import { createScriptedDelivery, PROBLEM } from './engine-fakes';
import {
  createScriptedGateway,
  createWorld,
  newDisk,
  newIntent,
  onlyJob,
  run,
  someRecipe,
  type World,
} from './engine-world';
import { createManualClock } from './manual-clock';
import type { RawReply, SourceDelivery, SubmitVerdict } from './ports';

const SOURCE = ImageId.parse(`img_${'a'.repeat(20)}`);
const TOO_LARGE: Problem = { code: 'bad-request', message: 'The image is too large.', httpStatus: 413 };
const REFUSED = { kind: 'refused', problem: TOO_LARGE } as const;
const LIMITED = { kind: 'rate-limited', retryAfterMs: 5000, problem: { ...PROBLEM, code: 'rate-limited' } } as const;

/** A gateway that answers its submits with these in turn, and accepts what comes after. */
function answering(...verdicts: readonly SubmitVerdict[]): ReturnType<typeof createScriptedGateway> {
  const gateway = createScriptedGateway();
  gateway.verdict = ({ body }: RawReply) => {
    const nth = Number(String(body).split('-')[1]);
    return verdicts[nth - 1] ?? { kind: 'accepted', requestId: String(body) };
  };
  return gateway;
}

function world(
  gateway: ReturnType<typeof createScriptedGateway>,
  sources: SourceDelivery = createScriptedDelivery(3),
): World {
  const disk = newDisk(createMemoryJobStore());
  // Only asked whether it is there.
  disk.images.set(SOURCE, {} as LibraryImage);
  return createWorld(disk, gateway, createManualClock(), { sources });
}

function edit({ engine }: World, sourceIds: readonly ImageId[] = [SOURCE]): void {
  const recipe = { modelId: 'grok-imagine-pro-edit-quality', aspectRatio: 'auto', sourceIds };
  engine.submit(newIntent(), someRecipe(recipe), 'profile');
}

/** The step of each submit that reached the gateway. */
function steps({ gateway }: World): readonly number[] {
  return gateway.submits.map((body) => Number(/source\.test\/(\d)/.exec(body)?.[1]));
}

describe('sources that the gateway refuses', () => {
  it('go out once more at the next step, not twice and not at the same one', async () => {
    const all = world(answering(REFUSED));
    edit(all);
    await run(all);
    expect(steps(all)).toEqual([0, 1]);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'done', requestId: 'request-2', delivery: { step: 1 } });
  });

  it('at every step leave the job refused with the last words, each step having been sent once', async () => {
    const last = { kind: 'refused', problem: { ...TOO_LARGE, message: 'Still too large.', httpStatus: 422 } } as const;
    const all = world(answering(REFUSED, REFUSED, last));
    edit(all);
    await run(all, 600);
    expect(steps(all)).toEqual([0, 1, 2]);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'refused', problem: { message: 'Still too large.' } });
  });

  it('are not sent again at the same step after a crash between the recorded refusal and its commit', async () => {
    const all = world(answering(REFUSED));
    const { save } = all.disk.store;
    const sources = createScriptedDelivery(3);
    let isDead = false;
    const store: typeof all.disk.store = {
      ...all.disk.store,
      save(job) {
        if (job.delivery?.step === 1) isDead = true;
        if (isDead) throw new Error('killed');
        save(job);
      },
    };
    const first = createWorld({ ...all.disk, store }, all.gateway, createManualClock(), { sources });
    edit(first);
    await run(first, 20);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'submitting', delivery: { step: 0 } });
    const second = createWorld(all.disk, all.gateway, createManualClock(), { sources });
    await run(second);
    expect(steps(second)).toEqual([0, 1]);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'done', delivery: { step: 1 } });
  });

  it('do not take the refusal of one step for that of the next after a crash before that one was sent', async () => {
    const all = world(answering(REFUSED, REFUSED));
    const sending: typeof all.disk.receipts.sending = async (job, order) => {
      if (job.delivery?.step === 1) await new Promise<never>(() => undefined);
      await all.disk.receipts.sending(job, order);
    };
    const ports = { sources: createScriptedDelivery(3) };
    const dying = { ...all.disk, receipts: { ...all.disk.receipts, sending } };
    const first = createWorld(dying, all.gateway, createManualClock(), ports);
    edit(first);
    await run(first, 20);
    const second = createWorld(all.disk, all.gateway, createManualClock(), ports);
    await run(second);
    // Whether it was sent can't be known from outside, so nothing is.
    expect(steps(second)).toEqual([0]);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'unknown', delivery: { step: 1 } });
  });

  it.each([
    ['a prompt', { ...TOO_LARGE, httpStatus: 400, message: 'The prompt can’t be used.' }],
    ['moderation', { ...TOO_LARGE, httpStatus: 400, message: 'Image rejected by content moderation.' }],
    ['a parameter', { ...TOO_LARGE, httpStatus: 422, message: 'num_images: must be at most 4.' }],
    ['a path that is not there', { ...TOO_LARGE, code: 'not-found' as const, httpStatus: 404 }],
    ['a conflict', { ...TOO_LARGE, httpStatus: 409 }],
  ])('are not sent in another way when the refusal is about %s', async (_, problem) => {
    const all = world(answering({ kind: 'refused', problem }));
    edit(all);
    await run(all);
    expect(steps(all)).toEqual([0]);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'refused', problem });
  });

  it.each([
    ['without a reason', 'The gateway refused the request (HTTP 400).'],
    ['naming the field of the sources', 'image_urls.0: could not be fetched.'],
    ['naming a field beside the size', 'The body is larger than the model takes.'],
  ])('go out in another way after a 400 %s', async (_, message) => {
    const all = world(answering({ kind: 'refused', problem: { ...TOO_LARGE, httpStatus: 400, message } }));
    edit(all);
    await run(all);
    expect(steps(all)).toEqual([0, 1]);
  });

  it('keep their step over a wait for rate and over a lack of funds', async () => {
    const funds = { kind: 'blocked', by: 'funds', problem: { ...PROBLEM, code: 'no-funds' } } as const;
    const all = world(answering(REFUSED, LIMITED, funds));
    edit(all);
    await run(all);
    expect(steps(all)).toEqual([0, 1, 1]);
    all.engine.resume();
    await all.clock.advance(60_000);
    expect(steps(all)).toEqual([0, 1, 1, 1]);
    expect(onlyJob(all.disk).status).toBe('done');
  });

  it('are not sent again when the person took the job back while the refusal was on its way', async () => {
    const all = world(answering(REFUSED));
    const { submit } = all.gateway;
    all.gateway.submit = async (order, signal) => {
      all.engine.cancel(onlyJob(all.disk).id);
      return submit(order, signal);
    };
    edit(all);
    await run(all);
    expect(steps(all)).toEqual([0]);
    expect(onlyJob(all.disk).status).toBe('cancelled');
  });
});

describe('a job that the gateway has', () => {
  it('is never sent in another way, although it FAILED with words about its image', async () => {
    const all = world(answering());
    all.gateway.statusVerdict = () => ({ kind: 'failed', problem: { ...TOO_LARGE, code: 'model-failed' } });
    edit(all);
    await run(all, 600);
    expect(steps(all)).toEqual([0]);
    expect(onlyJob(all.disk).status).toBe('failed');
  });

  it('is never sent in another way when its answer got lost', async () => {
    const all = world(answering({ kind: 'unknown', problem: { ...TOO_LARGE, code: 'server-error', httpStatus: 500 } }));
    edit(all);
    await run(all, 600);
    expect(steps(all)).toEqual([0]);
    expect(onlyJob(all.disk).status).toBe('unknown');
  });

  it('teaches where the next one begins, and a refused one does not', async () => {
    const sources = createScriptedDelivery(3);
    const all = world(answering(REFUSED), sources);
    edit(all);
    await run(all);
    expect(sources.learnt).toEqual([1]);
  });
});

describe('what a person chose for a source', () => {
  const OTHER = ImageId.parse(`img_${'b'.repeat(20)}`);
  const press = (all: World, sourceChoices: NonNullable<Recipe['sourceChoices']>): Job =>
    all.engine.submit(
      newIntent(),
      someRecipe({ modelId: 'grok-imagine-pro-edit-quality', aspectRatio: 'auto', sourceIds: [SOURCE], sourceChoices }),
      'profile',
    );

  it('is kept for the job’s own sources alone: a draft remembers more than that', () => {
    const crop = { x: 0, y: 0, width: 9, height: 9 };
    const job = press(world(answering()), { [SOURCE]: { crop, link: null }, [OTHER]: { crop, link: null } });
    expect(job.recipe.sourceChoices).toEqual({ [SOURCE]: { crop, link: null } });
  });

  it('says no crop beside a link, which leads to the whole picture', () => {
    const link = 'https://pictures.example/a.png';
    const job = press(world(answering()), { [SOURCE]: { crop: { x: 0, y: 0, width: 9, height: 9 }, link } });
    expect(job.recipe.sourceChoices).toEqual({ [SOURCE]: { crop: null, link } });
  });

  it('leaves no trace when it is nothing', () => {
    expect(press(world(answering()), { [SOURCE]: { crop: null, link: null } }).recipe).not.toHaveProperty(
      'sourceChoices',
    );
  });

  it('is refused at the place when the gateway could not fetch it, and nothing is queued', () => {
    const all = world(answering());
    const link = 'file:///home/ann/cat.png';
    expect(() => press(all, { [SOURCE]: { crop: null, link } })).toThrow(expect.objectContaining({ field: 'sources' }));
    expect(all.disk.store.listed()).toEqual([]);
  });
});

describe('sources that can’t be prepared', () => {
  const failing = (problem: Problem): SourceDelivery => ({
    ...createScriptedDelivery(),
    prepare: () => Promise.resolve({ kind: 'failed', problem }),
  });

  it('stop the job with their sentence, and nothing is sent', async () => {
    const problem = { code: 'source-missing', message: 'The source is gone.', httpStatus: null } as const;
    const all = world(answering(), failing(problem));
    edit(all);
    await run(all);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'stopped', problem });
    expect(all.gateway.submits).toHaveLength(0);
  });

  it('are tried again a few times when only the network is in the way, and then stop it', async () => {
    let prepared = 0;
    const counting: SourceDelivery = {
      ...failing(PROBLEM),
      prepare: () => {
        prepared += 1;
        return Promise.resolve({ kind: 'failed', problem: PROBLEM });
      },
    };
    const all = world(answering(), counting);
    edit(all);
    await run(all, 600);
    expect(prepared).toBe(5);
    expect(onlyJob(all.disk).status).toBe('stopped');
  });

  it('are not asked for by a job that has none', async () => {
    const all = world(answering(), failing(PROBLEM));
    all.engine.submit(newIntent(), someRecipe(), 'profile');
    await run(all);
    expect(onlyJob(all.disk)).toMatchObject({ status: 'done' });
    expect(onlyJob(all.disk).delivery).toBeUndefined();
  });
});
