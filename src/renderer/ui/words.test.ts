import { describe, expect, it } from 'vitest';
import type { Job, JobStatus } from '../../shared/job';
import { doneJob, queuedJob } from '../store/fake-bridge';
import { imageId } from '../store/fake-ids';
import { bytes, dayName, dollars, firstLine, seconds } from './format';
import { chargeWords, jobActions, jobFacts, jobWords, outputWords } from './job-words';
import { keyText } from './key-text';

const problem = { code: 'model-failed', message: 'It gave up.', httpStatus: null } as const;

function everyState(): Readonly<Record<JobStatus, Job>> {
  const { tries, notBefore, problem: _none, status: _queued, ...base } = queuedJob(1);
  const sent = { submittedAt: 10_000 };
  const known = { ...sent, requestId: 'r', acceptedAt: 10_100 };
  const end = { finishedAt: 50_000 };
  return {
    queued: { ...base, status: 'queued', tries, notBefore, problem: null },
    submitting: { ...base, ...sent, status: 'submitting', tries: 1, leftRunning: false },
    accepted: { ...base, ...known, status: 'accepted', leftRunning: false, note: null },
    running: { ...base, ...known, status: 'running', runningAt: 10_200, leftRunning: false, note: null },
    saving: { ...base, ...known, status: 'saving', completedAt: 40_000, outputs: [] },
    done: doneJob(1, [imageId(1)]),
    empty: { ...base, ...known, ...end, status: 'empty', problem },
    refused: { ...base, ...sent, ...end, status: 'refused', problem },
    failed: { ...base, ...known, ...end, status: 'failed', problem },
    unknown: { ...base, ...sent, ...end, status: 'unknown', problem },
    stopped: { ...base, ...end, status: 'stopped', problem },
    cancelled: { ...base, ...end, status: 'cancelled' },
  };
}

describe('the words of a job', () => {
  it('offer to pay again only once the job has come to an end without its images', () => {
    const again = Object.values(everyState()).filter((job) => jobActions(job).includes('submit-again'));
    expect(again.map((job) => job.status).sort()).toEqual(
      ['cancelled', 'empty', 'failed', 'refused', 'stopped', 'unknown'].sort(),
    );
  });

  it('never call a job free whose outcome is not known', () => {
    const { unknown, failed, empty, refused } = everyState();
    expect([unknown, failed, empty].map(chargeWords)).toEqual(Array(3).fill('may have been charged'));
    expect(chargeWords(refused)).toBe('not charged');
  });

  it('show the sentence of every problem', () => {
    const states = everyState();
    for (const status of ['empty', 'refused', 'failed', 'unknown', 'stopped'] as const) {
      expect(jobWords(states[status], 0, 0)).toMatchObject({ detail: 'It gave up.', tone: 'problem' });
    }
  });

  it('count seconds since the submit, and none before it when the clock jumped back', () => {
    const { running } = everyState();
    expect(jobWords(running, 0, 34_000).detail).toBe('24 s');
    expect(jobWords(running, 0, 0).detail).toBe('0 s');
  });

  it('say how many of four were saved when one is lost', () => {
    const job = doneJob(1, [1, 2, 3].map(imageId));
    const lost = { state: 'lost', origin: { from: 'link', url: '' }, problem } as const;
    expect(jobWords({ ...job, outputs: [...job.outputs, lost] }, 0, 0).title).toBe('3 of 4 saved');
  });

  it('offer four ways on from a doubt, and no console to find an id in for the demo', () => {
    const { unknown } = everyState();
    expect(jobActions(unknown)).toEqual(['open-console', 'identify', 'submit-again', 'dismiss']);
    const demo = { ...unknown, gateway: { kind: 'demo', origin: 'demo' } } as const;
    expect(jobActions(demo)).toEqual(['submit-again', 'dismiss']);
  });

  it('let a request be taken back on its way, once, and do not call that cancelled', () => {
    const { submitting } = everyState();
    expect(jobActions(submitting)).toEqual(['cancel']);
    const back = { ...submitting, leftRunning: true } as Job;
    expect(jobActions(back)).toEqual([]);
    expect(jobWords(back, 0, 0).detail).toContain('left running');
  });

  it('name no price for the demo', () => {
    const { done } = everyState();
    expect(jobFacts(done).join()).toContain('about $0.05');
    expect(jobFacts({ ...done, gateway: { kind: 'demo', origin: 'demo' } }).join()).not.toContain('$');
  });

  it('say of each output what became of it, and of a kept one that it can’t be displayed', () => {
    const job = doneJob(1, [1, 2].map(imageId));
    const origin = { from: 'link', url: '' } as const;
    const waiting = { state: 'waiting', origin, tries: 1, notBefore: 10_000, problem } as const;
    const lost = { state: 'lost', origin, problem } as const;
    const all = { ...job, outputs: [...job.outputs, waiting, lost] };
    const words = outputWords(all, (id) => id !== imageId(2), 4000);
    expect(words.map(({ state }) => state)).toEqual(['saved', 'undisplayable', 'waiting', 'lost']);
    expect(words.map(({ line }) => line)).toEqual([
      '',
      'Image 2: Kept, can’t be displayed.',
      'Image 3: Waiting. It gave up. Next try in 6 s.',
      'Image 4: Not saved. It gave up.',
    ]);
  });

  it('say that it takes longer than usual, and never promise an end', () => {
    const { running } = everyState();
    const usual = [8, 11, 12, 14, 40].map((took) => took * 1000);
    expect(jobWords(running, 0, 15_000, usual).detail).toBe('5 s · typically 7 s to go');
    // Of those that had come as far the middle one took 14 s.
    expect(jobWords(running, 0, 20_000, usual).detail).toBe('10 s · typically 4 s to go');
    expect(jobWords(running, 0, 22_000, usual).detail).toBe('12 s · typically 12 s');
    expect(jobWords(running, 0, 40_000, usual).detail).toBe('30 s · longer than the usual 12 s');
  });

  it('say when the gateway sent fewer images than were asked for', () => {
    const job = doneJob(1, [1, 2].map(imageId));
    expect(jobWords({ ...job, recipe: { ...job.recipe, count: 3 } }, 0, 0).detail).toContain('2 of 3 images came');
    expect(jobWords({ ...job, recipe: { ...job.recipe, count: 2 } }, 0, 0).detail).toContain('2 images');
  });
});

describe('formats', () => {
  it('have no NaN and no negative time', () => {
    expect([seconds(-5000), seconds(Number.NaN), seconds(59_600), seconds(3_700_000)]).toEqual([
      '0 s',
      '–',
      '1 min 0 s',
      '1 h 1 min',
    ]);
  });

  it('do not round a small price to nothing', () => {
    expect([dollars(0), dollars(0.004), dollars(0.05), dollars(1.2)]).toEqual(['$0.00', '$0.004', '$0.05', '$1.20']);
  });

  it('keep kilobytes and megabytes apart', () => {
    expect([bytes(999), bytes(1000), bytes(999_400), bytes(5_249_000)]).toEqual(['999 B', '1 kB', '999 kB', '5.2 MB']);
  });

  it('name the day before a clock change Yesterday', () => {
    const noon = (month: number, day: number): number => new Date(2026, month, day, 12).getTime();
    expect(dayName(noon(2, 29), noon(2, 30))).toBe('Yesterday');
    expect(dayName(noon(9, 25), noon(9, 26))).toBe('Yesterday');
    expect(dayName(noon(9, 24), noon(9, 26))).not.toBe('Yesterday');
  });

  it('take the first line of a prompt that begins with empty ones', () => {
    expect(firstLine('\n\n  A kite\r\nin the wind')).toBe('A kite');
    // 8,000 letters in one line are no name; an emoji is not cut in half.
    expect(firstLine(`x${'🦊'.repeat(4000)}`)).toBe(`x${'🦊'.repeat(99)}…`);
    expect(firstLine('x'.repeat(200))).toBe('x'.repeat(200));
  });

  it('write keys as the platform does', () => {
    expect(keyText('Mod+Shift+c', 'darwin')).toBe('⌘⇧C');
    expect(keyText('Mod+Shift+c', 'linux')).toBe('Ctrl+Shift+C');
    expect([keyText('Mod++', 'linux'), keyText('Mod+-', 'linux'), keyText('+', 'linux')]).toEqual([
      'Ctrl++',
      'Ctrl+-',
      '+',
    ]);
  });
});
