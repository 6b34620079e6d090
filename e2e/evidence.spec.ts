import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import type { JobEvidence } from '../src/shared/evidence';
import type { JobList } from '../src/shared/app-state';
import { expect, test } from './fixtures';

interface Answer<T> {
  readonly ok: boolean;
  readonly data: T;
}

test('the evidence of a job holds request and raw reply without the key, and its cURL command works with it', async ({
  launch,
  gateway,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.generate('It\'s a quoted "hat" — $HOME `id`');
  await expect(studio.image('It.s a quoted')).toBeVisible();
  const jobs = (await studio.request('jobs.list', undefined)) as Answer<JobList>;
  const evidence = (await studio.request('jobs.evidence', { id: jobs.data.jobs[0]!.id })) as Answer<JobEvidence>;
  expect(evidence.data.entries.map(({ what }) => what)).toEqual(['sending', 'reply', 'status', 'ended']);
  expect(JSON.stringify(evidence.data)).not.toContain(DEMO_KEY);
  const reply = evidence.data.entries[1];
  expect(reply).toMatchObject({ status: 202 });
  expect(reply?.body).toContain((await gateway.requestIds())[0] ?? 'none');

  const curl = evidence.data.curl ?? '';
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
  await studio.app.evaluate(
    ({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [paths.folder] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: paths.csv });
    },
    { folder, csv },
  );
  const exported = (await studio.request('receipts.export', undefined)) as Answer<{ path: string }>;
  expect(exported.ok).toBe(true);
  const journal = readdirSync(exported.data.path).find((name) => name.endsWith('.ndjson')) ?? '';
  const text = readFileSync(join(exported.data.path, journal), 'utf8');
  expect(text).toContain('"what":"sending"');
  expect(text).not.toContain(DEMO_KEY);

  expect(await studio.request('ledger.export', undefined)).toMatchObject({ ok: true, data: { path: csv } });
  const lines = readFileSync(csv, 'utf8').trim().split('\r\n');
  expect(lines).toHaveLength(2);
  // A spreadsheet must not take the prompt for a formula.
  expect(lines[1]).toContain(`"'=A formula, ""quoted"""`);
});

test('the ledger tells what was charged, and doubts apart', async ({ launch, gateway }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.generate('A counted crane');
  await expect(studio.image('A counted crane')).toBeVisible();
  gateway.fail('submit', { kind: 'cut-after' });
  await studio.generate('A doubtful crane');
  await expect(studio.page.getByText(/may have been charged/i).first()).toBeVisible();
  await studio.page.getByRole('button', { name: /^Ledger/ }).click();
  const total = studio.page.getByRole('row', { name: /^Total/ });
  await expect(total).toContainText('$0.05');
  await studio.page.getByRole('radio', { name: 'By month' }).click();
  await expect(studio.page.getByRole('rowheader').filter({ hasText: /20\d\d/ })).toHaveCount(1);
});
