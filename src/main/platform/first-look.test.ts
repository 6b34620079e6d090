import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { firstLook, peek } from './first-look';
import { checkSettings } from './settings-check';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-look-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it.each([
  {},
  { theme: 'dark', spellCheck: true },
  { theme: 'light', spellCheck: false },
  { theme: 'system', spellCheck: null },
  { theme: 'sepia', spellCheck: 'yes' },
  { theme: null, spellCheck: 1 },
  { theme: ['dark'], spellCheck: {} },
])('sees in %j what the whole settings say', (stored) => {
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(stored));
  const { theme, spellCheck } = checkSettings(stored).settings;
  expect(firstLook(folder)).toEqual({ theme, spellCheck });
});

it.each(['', '{"theme": "da', '"dark"', 'null', '[]', '\0\0\0'])('sees nothing in %j', (text) => {
  const { theme, spellCheck } = checkSettings({}).settings;
  expect(firstLook(folder)).toEqual({ theme, spellCheck });
  writeFileSync(join(folder, 'settings.json'), text);
  expect(peek(join(folder, 'settings.json'))).toEqual({});
  expect(firstLook(folder)).toEqual({ theme, spellCheck });
});
