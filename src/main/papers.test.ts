import { describe, expect, it } from 'vitest';
import type { EvidenceEntry } from '../shared/evidence';
import { ImageId } from '../shared/ids';
import type { Job } from '../shared/job';
import { createPapers } from './papers';
import { jobId, madeJob } from './storage/jobs/made-jobs';

const SENT: EvidenceEntry = {
  at: 1,
  what: 'sending',
  url: 'https://gateway.test/submit',
  status: null,
  headers: {},
  body: '{"prompt":"x"}',
  cut: false,
};

const { recipe } = madeJob(1, 'accepted');
const generation = madeJob(1, 'accepted', { recipe: { ...recipe, sourceIds: [] } });

function papersOf(job: Job | undefined, entries: readonly EvidenceEntry[]): ReturnType<typeof createPapers> {
  return createPapers({
    desk: { chooseCsvFile: () => Promise.resolve(null), chooseExportFolder: () => Promise.resolve(null) },
    receipts: { evidence: () => Promise.resolve(entries) },
    job: () => job,
    ledger: { read: () => expect.fail('not asked for'), csv: () => expect.fail('not asked for') },
    exportReceipts: () => expect.fail('nothing is written when no folder was chosen'),
    now: () => 0,
  });
}

describe('evidence', () => {
  it('gives the last request as a command, not an earlier try', async () => {
    const again = { ...SENT, body: '{"prompt":"again"}' };
    const evidence = await papersOf(generation, [SENT, again]).evidence(jobId(1));
    expect(evidence.curl).toContain('again');
    expect(evidence.curlIsWhole).toBe(true);
  });

  it('gives no command with half a body: it would be another request, and paid', async () => {
    const evidence = await papersOf(generation, [{ ...SENT, cut: true }]).evidence(jobId(1));
    expect(evidence).toMatchObject({ entries: [{ cut: true }], curl: null });
  });

  it('says of an edit that its command lacks the sources', async () => {
    const sourceIds = [ImageId.parse('img_00000000000000000001')];
    const edit = madeJob(1, 'accepted', { recipe: { ...recipe, sourceIds } });
    expect((await papersOf(edit, [SENT]).evidence(jobId(1))).curlIsWhole).toBe(false);
  });

  it.each([
    ['result', true],
    ['link', true],
    ['inline', false],
    ['bucket', false],
  ] as const)(
    'says of an edit by %s whether its command is whole: a masked signature opens nothing',
    async (way, whole) => {
      const id = ImageId.parse('img_00000000000000000001');
      const sent = [{ id, way, width: null, height: null, bytes: null, host: 'x.test', object: null }];
      const edit = madeJob(1, 'accepted', { recipe: { ...recipe, sourceIds: [id] }, delivery: { step: 0, sent } });
      expect((await papersOf(edit, [SENT]).evidence(jobId(1))).curlIsWhole).toBe(whole);
    },
  );

  it('of a job that was never sent has no command, and of none at all says so', async () => {
    expect(await papersOf(madeJob(1, 'queued'), []).evidence(jobId(1))).toMatchObject({ curl: null });
    await expect(papersOf(undefined, []).evidence(jobId(1))).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('an export that the person calls off writes nothing', async () => {
  const papers = papersOf(undefined, []);
  await expect(papers.exportReceipts()).rejects.toMatchObject({ code: 'cancelled' });
  await expect(papers.exportLedger()).rejects.toMatchObject({ code: 'cancelled' });
});
