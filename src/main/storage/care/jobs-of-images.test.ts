import { rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageId } from '../../../shared/ids';
import type { JobIn } from '../../../shared/job';
import { imageOfJob } from '../../output-image';
import { bytesOf, createCareWorld, secure } from './care-world';
import type { CareWorld } from './care-world';
import { imagesByEnding } from './jobs-of-images';
import { jobId, madeJob } from '../jobs/made-jobs';
import { openJobs } from '../jobs/open-jobs';
import { createReceipts } from '../jobs/receipts';

vi.setConfig({ testTimeout: 60_000 });

let world: CareWorld;
beforeEach(() => {
  world = createCareWorld();
});
afterEach(() => world.close());

const paid = (): { readonly jobs: string; readonly receipts: string } => ({
  jobs: join(world.root, 'jobs.db'),
  receipts: join(world.root, 'receipts'),
});
const MONTH = new Date(2026, 10, 3, 12).getTime();
const done = (n: number): JobIn<'done'> =>
  madeJob(n, 'done', {
    completedAt: MONTH + n * 1000,
    submittedAt: MONTH,
    acceptedAt: MONTH,
    finishedAt: MONTH + n * 1000,
  });

function list(jobs: readonly JobIn<'done'>[]): void {
  const { database, store } = openJobs({
    file: paid().jobs,
    receipts: paid().receipts,
    now: () => 0,
    report: () => undefined,
  });
  for (const job of jobs) store.insert(job);
  database.close();
}
function receipts(): ReturnType<typeof createReceipts> {
  return createReceipts({
    ...{ folder: paid().receipts, mask: (text: string) => text, secretForms: () => [], now: () => MONTH },
    ...{ worker: { keep: () => Promise.reject(new Error('none')) }, report: () => undefined },
  });
}

describe('images whose records and sidecars are gone', () => {
  it('are known by the jobs that made them: prompt, parameters, lineage, request, cost and time', async () => {
    const jobs = Array.from({ length: 20 }, (_, n) => done(n + 1));
    list(jobs);
    const images = jobs.flatMap((job) => [0, 1].map((index) => imageOfJob(job, index, 2)));
    for (const [n, image] of images.entries()) await secure(world, n, image);
    const ids: readonly ImageId[] = images.map(({ id }) => id);
    const before = world.library.images(ids);
    expect(before).toHaveLength(40);
    await world.care.check();
    for (const { file } of before) rmSync(join(world.folder, `${file}.json`));
    // As a copy from elsewhere has it: the time says nothing.
    for (const { file } of before) utimesSync(join(world.folder, file), 0, 0);
    world.library.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(world.folder, `library.db${suffix}`), { force: true });
    await world.restart();
    expect(await world.care.check()).toMatchObject({ found: 40 });
    expect(world.library.images(ids)).toEqual(before);
    expect(statSync(world.library.fileOf(ids[0] ?? images[0]!.id) ?? '').size).toBe(bytesOf(0).length);
  });

  it('are known by the receipts where the list of jobs is gone, too', async () => {
    const job = done(7);
    const book = receipts();
    const gateway = { kind: 'live', origin: 'https://x.test' } as const;
    await book.sending(madeJob(7, 'submitting', { gateway }), {
      gateway,
      url: 'https://x.test',
      headers: {},
      body: '{}',
    });
    book.ended({ ...job, gateway });
    const made = imageOfJob({ ...job, gateway }, 1, 2);
    const found = imagesByEnding({ paid: paid(), endings: [made.id.slice(-6), 'zzzzzz'] });
    expect([...found]).toEqual([[made.id.slice(-6), made]]);
  });

  it('are known by what was sent, when the program was killed before the end was written', async () => {
    const gateway = { kind: 'live', origin: 'https://x.test' } as const;
    const sent = madeJob(8, 'submitting', { gateway });
    await receipts().sending(sent, { gateway, url: 'https://x.test', headers: {}, body: '{}' });
    const { id } = imageOfJob({ ...sent, requestId: '', completedAt: 0 }, 1, 2);
    expect(imagesByEnding({ paid: paid(), endings: [id.slice(-6)] }).get(id.slice(-6))).toMatchObject({
      ...{ id, title: sent.recipe.prompt, recipe: sent.recipe, origin: { jobId: jobId(8), outputIndex: 1 } },
    });
  });

  it('a machine that knows nothing of them is no fault', () => {
    expect(imagesByEnding({ paid: paid(), endings: ['abcdef'] }).size).toBe(0);
  });
});
