import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import type { JobEvidence } from '../src/shared/evidence';
import type { JobList } from '../src/shared/app-state';
import { expect, test } from './fixtures';
import { ask, choose } from './library-studio';

test('the evidence of a job holds request and raw reply without the key, and its cURL command works with it', async ({
  launch,
  gateway,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.generate('It\'s a quoted "hat" — $HOME `id`');
  await expect(studio.image('It.s a quoted')).toBeVisible();
  const [job] = (await ask<JobList>(studio, 'jobs.list', undefined)).jobs;
  if (!job) throw new Error('There is no job.');
  const evidence = (): Promise<JobEvidence> => ask(studio, 'jobs.evidence', { id: job.id });
  // The image is shown a moment before its job has ended.
  const told = async () => (await evidence()).entries.map(({ what }) => what);
  await expect.poll(told).toEqual(['sending', 'reply', 'status', 'ended']);
  const { entries, curl } = await evidence();
  expect(JSON.stringify(entries)).not.toContain(DEMO_KEY);
  const reply = entries[1];
  expect(reply).toMatchObject({ status: 202 });
  expect(reply?.body).toContain((await gateway.requestIds())[0] ?? 'none');

  if (curl === null) throw new Error('There is no command.');
  expect(curl).toContain('$PIXAZO_API_KEY');
  // Not in one block: the gateway that answers runs in this process.
  const env = { ...process.env, PIXAZO_API_KEY: DEMO_KEY };
  const { stdout } = await promisify(execFile)('sh', ['-c', curl], { env });
  expect(stdout).toContain('request_id');
  expect(gateway.submits[1]?.body).toBe(gateway.submits[0]?.body);
});

test('receipts are exported whole, and the ledger as CSV with one line for each job', async ({ launch }, testInfo) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.generate('=A formula, "quoted"');
  await expect(studio.image('=A formula')).toBeVisible();
  const folder = testInfo.outputPath('exported');
  mkdirSync(folder);
  const csv = testInfo.outputPath('ledger.csv');
  await choose(studio, [folder]);
  const { path } = await ask<{ readonly path: string }>(studio, 'receipts.export', undefined);
  const journal = readdirSync(path).find((name) => name.endsWith('.ndjson')) ?? '';
  const text = readFileSync(join(path, journal), 'utf8');
  expect(text).toContain('"what":"sending"');
  expect(text).not.toContain(DEMO_KEY);

  await choose(studio, [csv]);
  expect(await ask(studio, 'ledger.export', undefined)).toMatchObject({ path: csv });
  const lines = readFileSync(csv, 'utf8').trim().split('\r\n');
  expect(lines).toHaveLength(2);
  // A spreadsheet must not take the prompt for a formula.
  expect(lines[1]).toContain(`"'=A formula, ""quoted"""`);
});

test('the ledger tells what was charged, and doubts apart', async ({ launch, gateway }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.make('A counted crane');
  gateway.fail('submit', { kind: 'cut-after' });
  await studio.generate('A doubtful crane');
  await expect(studio.page.getByText(/may have been charged/i).first()).toBeVisible();
  await studio.page.getByRole('button', { name: /^Ledger/ }).click();
  const total = studio.page.getByRole('row', { name: /^Total/ });
  await expect(total).toContainText('$0.05');
  await studio.page.getByRole('radio', { name: 'By month' }).click();
  await expect(studio.page.getByRole('rowheader').filter({ hasText: /20\d\d/ })).toHaveCount(1);
});
