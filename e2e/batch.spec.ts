import { DEMO_KEY } from '../src/main/gateway/demo/server';
import type { JobList } from '../src/shared/app-state';
import type { Job } from '../src/shared/job';
import { MODELS } from '../src/shared/models';
import { emptyRecipe } from '../src/shared/recipe-rules';
import { seriousFaults } from './axe';
import { expect, test } from './fixtures';
import { ask } from './library-studio';
import type { Studio } from './studio';

const [MODEL] = MODELS;
/** Jobs that may be on their way at the same moment, as the settings have it at first. */
const AT_ONCE = 4;
const id = (kind: string, n: number): string => `${kind}_${String(n).padStart(20, '0')}`;

/** What the window sends for a batch of so many rows. */
function batch(rows: number) {
  if (!MODEL) throw new Error('The registry is empty.');
  const recipe = emptyRecipe(MODEL);
  const orders = Array.from({ length: rows }, (_, n) => ({
    intentId: id('intent', n + 1),
    recipe: { ...recipe, prompt: `Row ${String(n + 1)} of kites` },
  }));
  return { batchId: id('bat', 1), orders, writing: { basedOn: null, pattern: 'Row {1..99} of kites', values: {} } };
}

async function send(studio: Studio, rows: number): Promise<readonly Job[]> {
  const jobs = await ask<readonly Job[]>(studio, 'jobs.submitBatch', batch(rows));
  expect(jobs).toHaveLength(rows);
  return jobs;
}

async function listed(studio: Studio): Promise<readonly Job[]> {
  return (await ask<JobList>(studio, 'jobs.list', undefined)).jobs;
}

/** Shows the images of a batch as one. */
async function stack(studio: Studio): Promise<void> {
  await studio.page.getByRole('button', { name: 'Stacks' }).click();
}

/** Prompts that reached the gateway, in order. */
function sent(gateway: { readonly submits: readonly { readonly body: string }[] }): readonly string[] {
  return gateway.submits.map(({ body }) => (JSON.parse(body) as { prompt: string }).prompt);
}

const rowsTo = (count: number): readonly string[] => batch(count).orders.map(({ recipe }) => recipe.prompt);

test('alternatives become rows; what is left out is not sent, the rest is one group in queue and library', async ({
  launch,
  gateway,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.prompt.fill('A {red|green|blue} kite');
  await studio.composer.getByRole('button', { name: 'Review 3 requests' }).click();
  const review = studio.page.getByRole('region', { name: 'Review' });
  await expect(review.getByRole('row')).toHaveCount(3);
  expect(gateway.submits).toHaveLength(0);
  await review.getByRole('checkbox', { name: 'Request 2' }).uncheck();
  await review.getByRole('button', { name: /^Generate 2 · about \$0\.10/ }).click();
  await expect(review).toBeHidden();

  const queue = await studio.openQueue();
  const group = queue.getByRole('listitem', { name: 'Batch: A … kite' });
  await expect(group).toContainText('2 of 2 done · about $0.10');
  await expect(queue.getByRole('listitem', { name: 'A red kite' })).toContainText('Done');
  await group.getByRole('button', { name: 'Hide its jobs' }).click();
  await expect(queue.getByRole('listitem')).toHaveCount(1);
  expect([...sent(gateway)].sort()).toEqual(['A blue kite', 'A red kite']);

  await studio.page.getByRole('button', { name: /^Library/ }).click();
  await stack(studio);
  await expect(studio.library.getByRole('gridcell', { name: /stack of 2/ })).toBeVisible();
  await expect(studio.library.getByRole('gridcell')).toHaveCount(1);
});

test('the same message twice is one batch, and the same intents with more rows only bring the new ones', async ({
  launch,
  gateway,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const first = await send(studio, 2);
  expect((await send(studio, 2)).map((job) => job.id)).toEqual(first.map((job) => job.id));
  const grown = await send(studio, 4);
  expect(grown.slice(0, 2).map((job) => job.id)).toEqual(first.map((job) => job.id));
  await stack(studio);
  await expect(studio.library.getByRole('gridcell', { name: /stack of 4/ })).toBeVisible();
  expect([...sent(gateway)].sort()).toEqual([...rowsTo(4)].sort());
});

test('a batch of two hundred is one tile and one folded line; what waits of it is taken back by one answer', async ({
  launch,
  gateway,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.request('jobs.pause', undefined);
  await send(studio, 200);
  const tile = studio.library.getByRole('gridcell');
  await expect(tile).toHaveCount(1);
  await expect(tile).toContainText('0 of 200 done');
  expect(await seriousFaults(studio)).toEqual([]);
  await tile.getByRole('button', { name: 'Show in queue' }).click();

  const queue = studio.page.getByRole('list', { name: 'Queue' });
  const group = queue.getByRole('listitem', { name: 'Batch: Row … of kites' });
  await expect(group).toBeFocused();
  await expect(queue.getByRole('listitem')).toHaveCount(1);
  await studio.page.keyboard.press('ArrowRight');
  await studio.page.keyboard.press('End');
  await expect(queue.getByRole('listitem', { name: 'Row 1 of kites' })).toBeFocused();
  expect(await queue.getByRole('listitem').count()).toBeLessThan(80);
  await studio.page.keyboard.press('Home');
  await expect(group).toBeFocused();
  await studio.page.keyboard.press('ArrowLeft');
  await expect(queue.getByRole('listitem')).toHaveCount(1);

  expect(await seriousFaults(studio)).toEqual([]);
  await group.getByRole('button', { name: 'Cancel waiting' }).click();
  await group.getByRole('button', { name: 'Cancel 200' }).click();
  await expect(group).toContainText('200 cancelled');
  await expect(group).toBeFocused();
  await studio.request('jobs.resume', undefined);
  await studio.generate('A last kite');
  await expect(queue.getByRole('listitem', { name: 'A last kite' })).toContainText('Done');
  expect(sent(gateway)).toEqual(['A last kite']);
});

test('killed in the middle of a batch: no row is sent twice, none is forgotten, and all are one stack', async ({
  launch,
  gateway,
}) => {
  const first = await launch();
  await first.saveKey(DEMO_KEY);
  await send(first, 8);
  await gateway.arrived('submit', 3);
  await first.kill();

  const second = await launch();
  await second.saveKeyInSettings(DEMO_KEY);
  const open = async (): Promise<readonly string[]> => {
    // Two answers that the kill cut off hold the queue until a person says go on.
    await second.request('jobs.resume', undefined);
    return (await listed(second)).map(({ status }) => status).filter((status) => !['done', 'unknown'].includes(status));
  };
  await expect.poll(open, { timeout: 40_000 }).toEqual([]);
  const jobs = await listed(second);
  expect(jobs).toHaveLength(8);
  const prompts = sent(gateway);
  expect(new Set(prompts).size).toBe(prompts.length);
  // What was on its way at the kill may be unknown, and then waits for the person; all the rest was sent.
  const finished = jobs.filter(({ status }) => status === 'done').map(({ recipe }) => recipe.prompt);
  expect(finished.length).toBeGreaterThanOrEqual(8 - AT_ONCE);
  expect(prompts).toEqual(expect.arrayContaining(finished));
  await stack(second);
  await expect(
    second.library.getByRole('gridcell', { name: new RegExp(`stack of ${String(finished.length)}`) }),
  ).toBeVisible();
});
