import { expect, test } from 'vitest';
import { isAtLeast, outdatedPackages } from './bootstrap.mjs';

test('versions are compared as numbers, not as text', () => {
  expect(isAtLeast('20.19.0', '20.19')).toBe(true);
  expect(isAtLeast('20.9.0', '20.19')).toBe(false);
  expect(isAtLeast('22.0.0', '20.19')).toBe(true);
  expect(isAtLeast('18.20.9', '20.19')).toBe(false);
});

const locked = {
  '': { version: '1.0.0' },
  'node_modules/zod': { version: '4.0.0' },
  'node_modules/other-platform': { version: '1.0.0', optional: true },
};

test('a machine that lacks only the packages of other platforms is left alone', () => {
  expect(outdatedPackages(locked, { 'node_modules/zod': { version: '4.0.0' } })).toEqual([]);
});

test('a new or changed package in the lock file is noticed', () => {
  expect(outdatedPackages(locked, { 'node_modules/zod': { version: '3.9.0' } })).toEqual(['node_modules/zod']);
  expect(outdatedPackages(locked, {})).toEqual(['node_modules/zod']);
});

test('an optional package in a wrong version is noticed', () => {
  const installed = { 'node_modules/zod': { version: '4.0.0' }, 'node_modules/other-platform': { version: '0.9.0' } };
  expect(outdatedPackages(locked, installed)).toEqual(['node_modules/other-platform']);
});
