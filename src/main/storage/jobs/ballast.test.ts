import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBallast } from './ballast';

const MIB = 1024 * 1024;
let folder = '';
const file = (): string => join(folder, 'ballast');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-ballast-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('ballast', () => {
  it('is made of real blocks, given up once, and taken again', async () => {
    const ballast = createBallast({ file: file(), bytes: 3 * MIB });
    expect(ballast.release()).toBe(false);
    expect(await ballast.restore()).toBe(true);
    expect(statSync(file()).blocks * 512).toBeGreaterThanOrEqual(3 * MIB);
    expect(ballast.release()).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
    expect(ballast.release()).toBe(false);
    expect(await ballast.restore()).toBe(true);
  });

  it('one that is whole is left as it is, one that a crash cut short is made anew', async () => {
    await createBallast({ file: file(), bytes: MIB }).restore();
    const before = statSync(file()).mtimeMs;
    expect(await createBallast({ file: file(), bytes: MIB }).restore()).toBe(true);
    expect(statSync(file()).mtimeMs).toBe(before);
    writeFileSync(file(), 'short');
    writeFileSync(`${file()}.part`, 'left by a crash');
    expect(await createBallast({ file: file(), bytes: MIB }).restore()).toBe(true);
    expect(statSync(file()).size).toBe(MIB);
    expect(readdirSync(folder)).toEqual(['ballast']);
  });

  it('does not take the last room of a disk', async () => {
    let room = 2 * MIB;
    const ballast = createBallast({ file: file(), bytes: MIB, free: () => Promise.resolve(room) });
    expect(await ballast.restore()).toBe(false);
    expect(existsSync(file())).toBe(false);
    room += 1;
    expect(await ballast.restore()).toBe(true);
  });

  it('that is given up while it is being taken does not come back', async () => {
    const ballast = createBallast({ file: file(), bytes: 8 * MIB });
    const taking = ballast.restore();
    await new Promise((done) => setImmediate(done));
    ballast.release();
    expect(await taking).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('neither throws nor rejects where there is no folder', async () => {
    const ballast = createBallast({ file: join(folder, 'gone', 'ballast'), bytes: MIB });
    expect(ballast.release()).toBe(false);
    expect(await ballast.restore()).toBe(false);
  });
});

/** A disk of its own takes root and Linux. */
function mounted(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

it.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'on a disk that is full (needs root) what it gives up can be written at once',
  async ({ skip }) => {
    if (!mounted()) skip('no disk can be mounted here');
    try {
      const ballast = createBallast({ file: file(), bytes: MIB });
      expect(await ballast.restore()).toBe(true);
      expect(() => {
        writeFileSync(join(folder, 'full'), Buffer.alloc(5 * MIB));
      }).toThrow('ENOSPC');
      const record = (): void => {
        writeFileSync(join(folder, 'record'), Buffer.alloc(MIB / 2));
      };
      expect(record).toThrow('ENOSPC');
      expect(ballast.release()).toBe(true);
      expect(record).not.toThrow();
      expect(await ballast.restore()).toBe(false);
    } finally {
      execFileSync('umount', [folder]);
    }
  },
);
