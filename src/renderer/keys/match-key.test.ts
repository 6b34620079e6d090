import { describe, expect, it } from 'vitest';
import type { KeyPress } from './match-key';
import { matchesKey } from './match-key';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('matchesKey', () => {
  it('leaves Ctrl+E to the system when only E is asked for', () => {
    expect(matchesKey('e', press('e'), false)).toBe(true);
    expect(matchesKey('e', press('e', { ctrlKey: true }), false)).toBe(false);
    expect(matchesKey('e', press('e', { altKey: true }), false)).toBe(false);
  });

  it('takes ⌘ on macOS and Ctrl elsewhere, never the other one', () => {
    expect(matchesKey('Mod+f', press('f', { metaKey: true }), true)).toBe(true);
    expect(matchesKey('Mod+f', press('f', { ctrlKey: true }), true)).toBe(false);
    expect(matchesKey('Mod+f', press('f', { ctrlKey: true }), false)).toBe(true);
  });

  it('takes Ctrl+Tab for Ctrl on macOS too, and never for ⌘', () => {
    expect(matchesKey('Ctrl+Tab', press('Tab', { ctrlKey: true }), true)).toBe(true);
    expect(matchesKey('Ctrl+Tab', press('Tab', { metaKey: true }), true)).toBe(false);
    expect(matchesKey('Ctrl+Tab', press('Tab', { ctrlKey: true }), false)).toBe(true);
    expect(matchesKey('Ctrl+Tab', press('Tab', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
  });

  it('works with caps lock on', () => {
    expect(matchesKey('e', press('E'), false)).toBe(true);
  });

  it('finds "?" and "/" on layouts where they need Shift and where they do not', () => {
    expect(matchesKey('?', press('?', { shiftKey: true }), false)).toBe(true);
    expect(matchesKey('/', press('/', { shiftKey: true }), false)).toBe(true);
    expect(matchesKey('/', press('/'), false)).toBe(true);
  });

  it('tells the plus key from the plus between keys', () => {
    expect(matchesKey('Mod++', press('+', { ctrlKey: true }), false)).toBe(true);
    expect(matchesKey('+', press('+'), false)).toBe(true);
  });
});
