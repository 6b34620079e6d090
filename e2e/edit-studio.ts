import sharp from 'sharp';
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

/** A square of one colour, with a smaller square of another in its top left. */
export async function square(side: number, colour: string, inner: number, innerColour: string): Promise<Uint8Array> {
  const picture = sharp({ create: { width: side, height: side, channels: 3, background: colour } });
  const patch = await sharp({ create: { width: inner, height: inner, channels: 3, background: innerColour } })
    .png()
    .toBuffer();
  return picture
    .composite([{ input: patch, left: 0, top: 0 }])
    .png()
    .toBuffer();
}

/** Two pictures of that side, a red and a blue one, alike in their top left. */
export async function redAndBlue(side: number): Promise<Readonly<Record<'one' | 'two', Uint8Array>>> {
  return {
    one: await square(side, '#a04040', side / 10, '#ffffff'),
    two: await square(side, '#4040a0', side / 10, '#ffffff'),
  };
}

/** Selects them one after the other, and compares them. */
export async function compare(studio: Studio, ...titles: readonly string[]): Promise<void> {
  for (const [at, title] of titles.entries()) {
    const image = studio.image(title);
    await image.click(at === 0 ? {} : { modifiers: ['ControlOrMeta'] });
    await expect(image).toHaveAttribute('aria-selected', 'true');
  }
  await studio.page.keyboard.press('c');
  await expect(studio.page.getByRole('region', { name: 'Image' })).toBeFocused();
  // Out of the way: a pointer that is moved over the stage takes the readout along.
  await studio.page.mouse.move(0, 0);
}

export { expect };
