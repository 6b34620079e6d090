import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../shared/settings';

/** The object in a small file of ours, unchecked; empty when there is none. */
export function peek(file: string): Readonly<Record<string, unknown>> {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof found === 'object' && found !== null ? { ...found } : {};
  } catch {
    return {};
  }
}

const THEMES: readonly Settings['theme'][] = ['system', 'dark', 'light'];

/**
 * What the first window needs of the settings in user data, before the schemas that check them whole are even loaded. The
 * same as `checkSettings` makes of them.
 */
export function firstLook(userData: string): Pick<Settings, 'theme' | 'spellCheck'> {
  const { theme, spellCheck } = peek(join(userData, 'settings.json'));
  return {
    theme: THEMES.find((known) => known === theme) ?? 'system',
    spellCheck: typeof spellCheck === 'boolean' ? spellCheck : null,
  };
}
