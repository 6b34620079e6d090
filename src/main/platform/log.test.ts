import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../core/ports';
import { createLog } from './log';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const log = (maxBytes = 10_000): Log =>
  createLog({
    folder: join(folder, 'logs'),
    mask: (text) => text.replaceAll('s3cr3t', '[secret]'),
    now: () => 0,
    maxBytes,
  });
const text = (name = 'easel.log'): string => readFileSync(join(folder, 'logs', name), 'utf8');

describe('log', () => {
  it('writes one readable line a note, errors included', () => {
    log().info('started', { version: '1' });
    log().error('failed', { error: new Error('no\nluck') });
    const lines = text()
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { at: '1970-01-01T00:00:00.000Z', level: 'info', message: 'started', version: '1' },
      { level: 'error', error: { message: 'no\nluck' } },
    ]);
  });

  it.each([
    { headers: { 'Ocp-Apim-Subscription-Key': 'abc123' } },
    { line: 'ocp-apim-subscription-key: abc123' },
    { line: '{"Ocp-Apim-Subscription-Key":"abc123"}' },
    { line: 's3cr3t abc' },
  ])('keeps no key: %j', (facts) => {
    log().warn('sent', facts);
    expect(text()).not.toMatch(/abc123|s3cr3t/);
    expect(text()).toContain('[secret]');
  });

  it('keeps no home folder', () => {
    log().warn('x', { path: join(homedir(), 'Pictures/Easel') });
    expect(text()).not.toContain(homedir() + '/');
    expect(text()).toContain('~/Pictures');
  });

  it('stays small and keeps what came before once', () => {
    const small = log(1000);
    for (let n = 0; n < 100; n++) small.info(`note ${String(n)}`);
    expect(statSync(join(folder, 'logs/easel.log')).size).toBeLessThanOrEqual(1000);
    expect(statSync(join(folder, 'logs/easel.log.old')).size).toBeLessThanOrEqual(1000);
    expect(text()).toContain('note 99');
  });

  it('never throws, whatever it is given and wherever it is to write', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    log().info('circle', circle);
    log().info('big', { n: 1n });
    writeFileSync(join(folder, 'taken'), '');
    createLog({ folder: join(folder, 'taken'), mask: (x) => x, now: () => 0 }).error('nowhere');
    expect(text()).toContain('big');
  });
});
