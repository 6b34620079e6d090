import { createInlinePainter } from '../src/main/gateway/demo/inline-painter';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { inspectImage } from '../src/main/storage/images/image-header';
import { expect, test } from './fixtures';
import type { Studio } from './studio';
import { originals } from './studio';

/** A picture of so many pixels; each name another one. */
async function picture(name: string, width = 600, height = 400): Promise<Uint8Array> {
  const order = { prompt: name, seed: name, size: { width, height }, format: 'png', sources: [] } as const;
  return (await createInlinePainter().paint(order)).bytes;
}

const sourcesOf = (studio: Studio) =>
  studio.composer.getByRole('list', { name: 'Source images' }).getByRole('button', { name: /^Source \d/ });

/** Drops what a page hands over when something of it is dragged. */
async function dropFromPage(studio: Studio, data: Readonly<Record<string, string>>): Promise<void> {
  await studio.composer.evaluate((target, entries) => {
    const dataTransfer = new DataTransfer();
    for (const [type, text] of Object.entries(entries)) dataTransfer.setData(type, text);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  }, data);
}

test('sources are moved, mentioned, replaced and removed by keyboard and pointer; more than three are left out in a sentence', async ({
  launch,
  file,
  gateway,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const { keyboard } = studio.page;
  const paths = await Promise.all(
    ['harbour', 'lamp', 'tree', 'boat'].map(async (name) => file(`${name}.png`, await picture(name))),
  );
  await studio.drop(paths, studio.composer);
  const sources = sourcesOf(studio);
  await expect(sources).toHaveCount(3);
  await expect(studio.composer.getByText(/up to 3 source images/)).toBeVisible();

  // An @ opens the sources; the prompt gets the model's own word for the one that is taken.
  await studio.prompt.focus();
  await keyboard.type('Put @la');
  const list = studio.page.getByRole('listbox', { name: 'Sources to mention' });
  await expect(list.getByRole('option')).toHaveText([/lamp/]);
  await keyboard.press('Enter');
  await expect(studio.prompt).toHaveValue('Put <IMAGE_1> ');
  await expect(list).toBeHidden();
  // One that was left as it stands is not taken by the Tab that comes by later.
  await keyboard.type('@la');
  await expect(list).toBeVisible();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Tab');
  await expect(studio.prompt).toBeFocused();
  await expect(list).toBeHidden();
  for (const _ of '@la') await keyboard.press('Backspace');
  await expect(studio.prompt).toHaveValue('Put <IMAGE_1> ');

  await studio.composer.getByRole('button', { name: 'Source 2, lamp' }).focus();
  await keyboard.press('Alt+ArrowLeft');
  await expect(sources.first()).toHaveAccessibleName('Source 1, lamp');
  await expect(sources.first()).toBeFocused();
  await expect(studio.prompt).toHaveValue('Put <IMAGE_0> ');

  await studio.page.mouse.move(0, 0);
  await sources.first().hover();
  await studio.page.mouse.down();
  const last = await sources.last().boundingBox();
  await studio.page.mouse.move((last?.x ?? 0) + 20, (last?.y ?? 0) + 20, { steps: 6 });
  await studio.page.mouse.up();
  await expect(sources.last()).toHaveAccessibleName('Source 3, lamp');
  await expect(studio.prompt).toHaveValue('Put <IMAGE_2> ');

  await studio.drop([paths[3] ?? ''], sources.last());
  await expect(sources.last()).toHaveAccessibleName('Source 3, boat');
  await expect(studio.prompt).toHaveValue('Put <IMAGE_2> ');
  await sources.first().focus();
  await keyboard.press('Delete');
  await expect(sources).toHaveCount(2);
  await expect(studio.prompt).toHaveValue('Put <IMAGE_1> ');
  await sources.last().focus();
  await keyboard.press('Delete');
  await expect(studio.composer.getByText('<IMAGE_1> in the prompt names no source image.')).toBeVisible();
  expect(gateway.submits).toHaveLength(0);
});

test('a dialog takes no drop: what it does would happen unseen behind it', async ({ launch, file }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const path = file('harbour.png', await picture('harbour'));
  const settings = await studio.openSettings();
  await studio.drop([path], settings);
  await studio.page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
  // The next drop is the only one that arrives.
  await studio.drop([file('boat.png', await picture('boat'))], studio.composer);
  await expect(sourcesOf(studio)).toHaveCount(1);
  await expect(sourcesOf(studio).first()).toHaveAccessibleName('Source 1, boat');
});

test('a crop is what is sent, and the file stays whole', async ({ launch, file, gateway, libraryFolder }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const bytes = await picture('harbour');
  await studio.drop([file('harbour.png', bytes)], studio.composer);
  await sourcesOf(studio).first().click();
  await studio.page.getByRole('menuitem', { name: 'Crop…' }).click();
  const panel = studio.page.getByRole('region', { name: 'Crop of source 1' });
  // The menu gives the keys back to its source when it goes; here they belong to the panel.
  await expect(panel.getByRole('group', { name: /^Kept part/ })).toBeFocused();
  await panel.getByRole('radio', { name: '1:1' }).click();
  await expect(panel.getByText('400 × 400 of 600 × 400 pixels')).toBeVisible();
  await panel.getByRole('group', { name: /^Kept part/ }).press('Shift+ArrowLeft');
  await panel.getByLabel('Width').fill('200');
  await panel.getByLabel('Width').press('Enter');
  await expect(panel.getByText('200 × 200 of 600 × 400 pixels')).toBeVisible();
  await panel.getByRole('button', { name: 'Apply' }).click();
  await expect(sourcesOf(studio).first()).toHaveAccessibleName('Source 1, harbour, cropped');
  await studio.generate('Make it night');
  await expect(studio.compare).toBeVisible();
  const body = JSON.parse(gateway.submits[0]?.body ?? '{}') as { image_urls: string[] };
  const sent = Buffer.from(body.image_urls[0]?.split(',')[1] ?? '', 'base64');
  expect(inspectImage(sent, sent, sent.length)).toMatchObject({ width: 200, height: 200 });
  expect(originals(libraryFolder).some((original) => original.bytes.equals(Buffer.from(bytes)))).toBe(true);
});

test('a picture of a page is asked about before it is fetched, and private addresses never are', async ({
  launch,
  gateway,
  libraryFolder,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.prompt.fill('Keep me');
  const offer = studio.composer.getByRole('group', { name: 'Picture of a page' });
  const sources = sourcesOf(studio);

  await dropFromPage(studio, { 'text/uri-list': 'http://169.254.169.254/latest/meta-data' });
  await expect(offer).toContainText('169.254.169.254');
  await offer.getByRole('button', { name: 'Fetch' }).click();
  await expect(offer.getByRole('alert')).toContainText('private network');
  await offer.getByRole('button', { name: 'Cancel' }).click();
  await expect(offer).toBeHidden();
  expect(originals(libraryFolder)).toHaveLength(0);

  // A page's own pixels need no network at all.
  const data = `data:image/png;base64,${Buffer.from(await picture('lamp')).toString('base64')}`;
  await dropFromPage(studio, { 'text/html': `<meta charset="utf-8"><img src="${data}" onerror="x">` });
  await expect(sources).toHaveCount(1);
  await dropFromPage(studio, { 'text/html': '<img src="blob:https://a.example/1">' });
  await expect(studio.composer.getByText(/only inside its page/)).toBeVisible();

  // The gateway that this start was given may lie on this machine; nothing else there may.
  await studio.prompt.focus();
  await studio.page.evaluate((url) => navigator.clipboard.writeText(url), `${gateway.url}/nothing/x.png`);
  await studio.page.keyboard.press('ControlOrMeta+v');
  await expect(offer).toContainText(new URL(gateway.url).host);
  await expect(studio.prompt).toHaveValue('Keep me');
  await offer.getByRole('button', { name: 'Fetch' }).click();
  await expect(offer.getByRole('alert')).toContainText(/HTTP 4\d\d/);
  await offer.getByRole('button', { name: 'Insert as text' }).click();
  await expect(studio.prompt).toHaveValue(/^Keep me.*x\.png$/);
  await expect(sources).toHaveCount(1);
});

test('what can’t be read or is no longer there says so at the sources, and nothing is sent', async ({
  launch,
  file,
  gateway,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(64)]);
  await studio.drop([file('photo.jpg', heic), file('lamp.png', await picture('lamp', 40, 30))], studio.composer);
  await expect(studio.composer.getByText(/photo\.jpg.*HEIC.*JPEG or PNG/)).toBeVisible();
  await expect(studio.composer.getByText(/only 40 × 30 pixels/)).toBeVisible();
  await studio.image('lamp').click();
  await studio.page.keyboard.press('Delete');
  await expect(studio.composer.getByText(/is in the trash/)).toBeVisible();
  await studio.generate('Make it night');
  await expect(studio.composer.getByText(/no longer in the library|in the trash/).first()).toBeVisible();
  expect(gateway.submits).toHaveLength(0);
});

test('a picture that the system opens with Easel becomes the source of a draft', async ({ launch, file }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.prompt.fill('Something else');
  const path = file('Opened.png', await picture('opened'));
  await studio.app.evaluate(({ app }, given) => {
    app.emit('second-instance', {}, ['/usr/bin/easel', '--flag.png', given], '/');
  }, path);
  await expect(sourcesOf(studio).first()).toHaveAccessibleName('Source 1, Opened');
  await expect(studio.prompt).toHaveValue('');
  await expect(studio.composer.getByRole('tab', { name: /Something else/ })).toBeVisible();
});
