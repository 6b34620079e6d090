import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ManualClock } from '../../core/manual-clock';
import { createManualClock } from '../../core/manual-clock';
import { systemClock } from '../../core/system-clock';
import type { LeasePorts } from './library-lease';
import { breakLease, takeLease } from './library-lease';

const OUT = resolve('node_modules/.cache/easel/lease-test');
let folder = '';
let clock: ManualClock;
let lost = 0;
let running: Set<number>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-lease-'));
  clock = createManualClock();
  lost = 0;
  running = new Set([1, 2]);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const ports = (host: string, pid: number): LeasePorts => ({
  clock,
  machine: { host, pid },
  isAlive: (other) => running.has(other),
  lost: () => {
    lost += 1;
  },
});
/** How long a busy disk may take for one beat, and how often it is looked at. Milliseconds. */
const DISK = { timeout: 20_000, interval: 5 };
const take = (host = 'here', pid = 1): ReturnType<typeof takeLease> => takeLease(folder, ports(host, pid));
const lock = (): string => join(folder, 'library.lock');

describe('the lease of a library', () => {
  it('is had by one at a time, and by the next once it was given back', () => {
    const first = take();
    expect(first.kind).toBe('mine');
    expect(take('here', 2)).toEqual({ kind: 'held', host: 'here', mayTakeOver: false });
    expect(take('there', 1)).toEqual({ kind: 'held', host: 'here', mayTakeOver: false });
    if (first.kind === 'mine') first.lease.release();
    expect(readdirSync(folder)).toEqual([]);
    expect(take('there', 1).kind).toBe('mine');
  });

  it('of a program of this machine that was killed is taken at once', () => {
    take('here', 1);
    running.delete(1);
    expect(take('here', 2).kind).toBe('mine');
    expect(readdirSync(folder)).toEqual(['library.lock']);
  });

  it('of a program of this machine that stands still is taken after a minute: its number may be another’s by now', async () => {
    writeFileSync(
      lock(),
      JSON.stringify({ easel: 1, host: 'here', pid: 1, since: 0, beat: clock.now(), token: 'old' }),
    );
    await clock.advance(59_000);
    expect(take('here', 2).kind).toBe('held');
    await clock.advance(2000);
    expect(take('here', 2).kind).toBe('mine');
  });

  it('of another machine is never taken by itself, however old it is', async () => {
    writeFileSync(
      lock(),
      JSON.stringify({ easel: 1, host: 'there', pid: 1, since: 0, beat: clock.now(), token: 'old' }),
    );
    expect(breakLease(folder, ports('here', 1))).toBe(false);
    await clock.advance(3600_000);
    expect(take()).toEqual({ kind: 'held', host: 'there', mayTakeOver: true });
    expect(breakLease(folder, ports('here', 1))).toBe(true);
    expect(take().kind).toBe('mine');
  });

  it('is held on to for as long as its holder is heard of', async () => {
    const before = clock.sleepers();
    take('there', 1);
    for (let beat = 0; beat < 7; beat++) {
      await clock.advance(10_000);
      // The disk has its own time: the next beat begins when this one is written.
      await vi.waitFor(() => {
        expect(clock.sleepers()).toBeGreaterThan(before);
        expect(readFileSync(lock(), 'utf8')).toContain(`"beat": ${String(clock.now())}`);
      }, DISK);
    }
    expect(take('here', 2)).toEqual({ kind: 'held', host: 'there', mayTakeOver: false });
    expect(breakLease(folder, ports('here', 2))).toBe(false);
    expect(lost).toBe(0);
  }, 60_000);

  it('its holder notices that another has taken it, and leaves that one alone', async () => {
    const first = take('there', 1);
    const theirs = JSON.stringify({ easel: 1, host: 'other', pid: 9, since: 0, beat: clock.now(), token: 'theirs' });
    writeFileSync(lock(), theirs);
    await clock.advance(10_000);
    await vi.waitFor(() => {
      expect(lost).toBe(1);
    });
    if (first.kind === 'mine') first.lease.release();
    expect(readFileSync(lock(), 'utf8')).toBe(theirs);
  });

  it('that somebody removed is taken anew by its holder', async () => {
    take('there', 1);
    rmSync(lock());
    await clock.advance(10_000);
    await vi.waitFor(() => {
      expect(existsSync(lock())).toBe(true);
    });
    expect(lost).toBe(0);
    expect(take('here', 2)).toMatchObject({ kind: 'held', host: 'there' });
  });

  it('that is damaged counts as held while it is young, and is taken when it is old', () => {
    writeFileSync(lock(), '{"easel":');
    const now = new Date(clock.now());
    utimesSync(lock(), now, now);
    expect(take()).toEqual({ kind: 'held', host: '', mayTakeOver: false });
    utimesSync(lock(), new Date(0), new Date(0));
    expect(take().kind).toBe('mine');
  });
});

describe('programs that want one lease at the same time', () => {
  beforeAll(async () => {
    const rolldownOptions = { input: { lease: resolve('src/main/storage/library/library-lease.ts') } };
    await build({
      configFile: false,
      logLevel: 'error',
      build: { ssr: true, outDir: OUT, emptyOutDir: true, rolldownOptions },
    });
  });

  /** Waits for the file `go`, asks for the lease and says how it went; keeps it until it is told to end. */
  const SCRIPT = `
    const { existsSync } = await import('node:fs');
    const { takeLease } = await import(process.argv[1]);
    const folder = process.argv[2];
    process.stdout.write('ready\\n');
    while (!existsSync(folder + '/go')) {}
    const clock = { now: () => Date.now(), monotonic: () => performance.now(), sleep: () => new Promise(() => {}) };
    const machine = { host: 'here', pid: process.pid };
    process.stdout.write(takeLease(folder, { clock, machine, lost() {} }).kind + '\\n');
    process.stdin.resume();
  `;

  async function race(): Promise<readonly string[]> {
    const children = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, join(OUT, 'lease.js'), folder]),
    );
    const said = children.map(() => '');
    for (const [place, child] of children.entries()) {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said[place] = `${said[place] ?? ''}${text}`;
      });
    }
    try {
      await vi.waitFor(() => {
        expect(said).toEqual(children.map(() => 'ready\n'));
      }, 20_000);
      writeFileSync(join(folder, 'go'), '');
      await vi.waitFor(() => {
        for (const text of said) expect(text).toMatch(/mine|held/);
      }, 20_000);
      return said.map((text) => text.split('\n')[1] ?? '');
    } finally {
      for (const child of children) child.kill('SIGKILL');
    }
  }

  it('that is free: one gets it', { timeout: 60_000 }, async () => {
    const outcomes = await race();
    expect(outcomes.filter((outcome) => outcome === 'mine')).toHaveLength(1);
  });

  it('that a killed program left: one gets it', { timeout: 60_000 }, async () => {
    const beat = systemClock.now();
    writeFileSync(lock(), JSON.stringify({ easel: 1, host: 'here', pid: 0, since: 0, beat, token: 'old' }));
    const outcomes = await race();
    expect(outcomes.filter((outcome) => outcome === 'mine')).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(['go', 'library.lock']);
  });
});
