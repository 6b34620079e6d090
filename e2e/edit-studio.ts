import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { expect, test as base } from './fixtures';
import { ask, choose } from './library-studio';
import type { Studio } from './studio';

interface Fixtures {
  /** An app that sends to the test's own gateway. */
  readonly keyed: Studio;
  /** Opens the demo with these PNGs, by their titles, in its library; the last one is the newest. */
  readonly libraryWith: (pictures: Readonly<Record<string, Uint8Array>>) => Promise<Studio>;
}

/** A test whose app is ready to edit or to compare. */
export const test = base.extend<Fixtures>({
  keyed: async ({ launch }, use) => {
    const studio = await launch();
    await studio.saveKey(DEMO_KEY);
    await use(studio);
  },
  libraryWith: async ({ launch, file }, use) => {
    await use(async (pictures) => {
      const studio = await launch({ gateway: false });
      await studio.useDemo();
      const all = Object.entries(pictures);
      await choose(
        studio,
        all.map(([title, bytes]) => file(`${title}.png`, bytes)),
      );
      await ask(studio, 'library.importDialog', { what: 'files' });
      await expect(studio.library.getByRole('gridcell').filter({ has: studio.page.locator('img') })).toHaveCount(
        all.length,
      );
      return studio;
    });
  },
});

/** Gives the window's page that size, in CSS pixels. */
export async function resize({ app, page }: Studio, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
    width,
    height,
  ] as const);
  await expect.poll(() => page.evaluate(() => [window.innerWidth, window.innerHeight])).toEqual([width, height]);
}

export { expect };
