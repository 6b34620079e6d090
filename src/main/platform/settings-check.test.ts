import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSettings, DEFAULT_SETTINGS, setAsideBroken } from './settings-check';

describe('checkSettings', () => {
  it('takes what is there and fills in the rest', () => {
    expect(checkSettings({})).toEqual({ settings: DEFAULT_SETTINGS, faults: [] });
    expect(checkSettings({ theme: 'dark', concurrency: 2 })).toEqual({
      settings: { ...DEFAULT_SETTINGS, theme: 'dark', concurrency: 2 },
      faults: [],
    });
  });

  it('loses only the values that can’t be used', () => {
    const { settings, faults } = checkSettings({ theme: 'pink', concurrency: 99, gateway: 'demo', prices: [] });
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, gateway: 'demo' });
    expect([...faults].sort()).toEqual(['concurrency', 'prices', 'theme']);
  });

  it('never takes a gateway address to which a key must not be sent', () => {
    for (const gatewayAddress of ['http://gateway.example', 'file:///x', 'https://user:pass@x', '', 7]) {
      expect(checkSettings({ gatewayAddress }).settings.gatewayAddress).toBe(DEFAULT_SETTINGS.gatewayAddress);
    }
    expect(checkSettings({ gatewayAddress: 'http://127.0.0.1:8080' }).faults).toEqual([]);
  });

  it('is not put off by what a newer version wrote', () => {
    expect(checkSettings({ hologram: true })).toEqual({ settings: DEFAULT_SETTINGS, faults: [] });
  });
});

describe('setAsideBroken', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'easel-settings-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(['', '{"theme":', '[]', 'null', '"text"', '\0\0\0'])('keeps a file of %j under another name', (text) => {
    writeFileSync(join(folder, 'settings.json'), text);
    const aside = setAsideBroken(folder, 0);
    expect(aside).toBe(join(folder, 'settings.broken-1970-01-01T00-00-00-000Z.json'));
    expect(readFileSync(aside ?? '', 'utf8')).toBe(text);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('leaves a good file and a missing one alone', () => {
    expect(setAsideBroken(folder, 0)).toBeNull();
    writeFileSync(join(folder, 'settings.json'), '{}');
    expect(setAsideBroken(folder, 0)).toBeNull();
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });
});
