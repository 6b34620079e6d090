import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect } from './fixtures';
import type { Studio } from './studio';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious in the window as it is, in the light theme and in the dark one. */
export async function seriousFaults(studio: Studio): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await studio.request('settings.change', { theme });
    await expect.poll(() => studio.page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
    // Colours fade from one theme to the other; half-way they have no contrast.
    await studio.page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    await studio.page.evaluate(AXE);
    const { violations } = await studio.page.evaluate(() =>
      (window as unknown as { axe: { run: (options: unknown) => Promise<AxeResults> } }).axe.run({
        resultTypes: ['violations'],
      }),
    );
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    for (const { id, nodes } of serious) {
      found.push(
        ...nodes.map(({ target, failureSummary }) => `${theme}: ${id} ${target.join(' ')} ${failureSummary ?? ''}`),
      );
    }
  }
  return found;
}
