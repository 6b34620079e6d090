import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, TestInfo } from '@playwright/test';
import { openPromise } from 'yauzl';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { HEAD_BYTES, inspectImage } from '../src/main/storage/images/image-header';
import { expect, test } from './fixtures';
import { choose as answerWith } from './library-studio';
import type { Studio } from './studio';
import { originals } from './studio';

/** The folder of which the native dialogs will choose what has that name, or itself. */
async function chooses(studio: Studio, testInfo: TestInfo, name = ''): Promise<string> {
  const folder = testInfo.outputPath('out');
  mkdirSync(folder, { recursive: true });
  await answerWith(studio, [join(folder, name)]);
  return folder;
}

/** What lies in a folder whole. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => !name.endsWith('.part'));
}

async function openPanel(studio: Studio): Promise<Locator> {
  await studio.page.keyboard.press('ControlOrMeta+e');
  const panel = studio.page.getByRole('dialog', { name: /^Export/ });
  await expect(panel).toBeVisible();
  return panel;
}

async function choose(panel: Locator, group: string, value: string): Promise<void> {
  await panel
    .getByRole('radiogroup', { name: group, exact: true })
    .getByRole('radio', { name: value, exact: true })
    .click();
}

function sizeOf(bytes: Buffer) {
  const found = inspectImage(bytes.subarray(0, HEAD_BYTES), bytes.subarray(-1000), bytes.length);
  return found.kind === 'image' ? `${found.format} ${String(found.width)}x${String(found.height)}` : 'no image';
}

test('an image goes out byte for byte, then exactly 16:9 with its recipe inside', async ({
  launch,
  libraryFolder,
}, testInfo) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.composer.getByRole('radio', { name: '16:9', exact: true }).click();
  await studio.make('A calm lake');
  await studio.image('A calm lake').click();
  const folder = await chooses(studio, testInfo);

  const first = await openPanel(studio);
  await first.getByRole('button', { name: 'Export…' }).click();
  await expect(first).toBeHidden();
  await expect.poll(() => filesIn(folder)).toHaveLength(1);
  const [original] = originals(libraryFolder);
  expect(readFileSync(join(folder, filesIn(folder)[0] ?? ''))).toEqual(original?.bytes);

  const panel = await openPanel(studio);
  await choose(panel, 'Format', 'PNG');
  await choose(panel, 'Shape', 'Crop');
  await choose(panel, 'Ratio', '16:9');
  await choose(panel, 'Metadata', 'With the recipe');
  await panel.getByRole('textbox', { name: 'Names of the files' }).fill('{prompt} {ratio} {width}');
  await expect(panel.getByText('A calm lake 16x9 1360.png')).toBeVisible();
  await expect(panel.getByText('1 PNG, 1360 × 765')).toBeVisible();
  await panel.getByRole('button', { name: 'Export…' }).click();
  await expect.poll(() => readdirSync(folder)).toContain('A calm lake 16x9 1360.png');
  const bytes = readFileSync(join(folder, 'A calm lake 16x9 1360.png'));
  expect(sizeOf(bytes)).toBe('png 1360x765');
  expect(bytes.includes('<dc:description><rdf:Alt><rdf:li xml:lang="x-default">A calm lake</rdf:li>')).toBe(true);
  expect(bytes.includes('digitalsourcetype/trainedAlgorithmicMedia')).toBe(true);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('what can’t be made is said at its field; the crop is moved by keys; choices last over a restart', async ({
  launch,
  libraryFolder,
}, testInfo) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.make('A red dune');
  await studio.image('A red dune').click();
  await chooses(studio, testInfo);
  const panel = await openPanel(studio);
  await choose(panel, 'Shape', 'Crop');
  await choose(panel, 'Ratio', '9:16');
  const part = panel.getByRole('slider', { name: 'Kept part' });
  await part.focus();
  await part.press('End');
  await expect(part).toHaveAttribute('aria-valuetext', '100 % from the left');
  await part.press('ArrowLeft');
  await expect(part).toHaveAttribute('aria-valuenow', '98');

  const names = panel.getByRole('textbox', { name: 'Names of the files' });
  await names.fill('{seed}');
  await expect(panel.getByText(/There is no \{seed\}/)).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Export…' })).toBeDisabled();
  await names.fill('');
  await panel.getByRole('button', { name: 'Insert date' }).click();
  await panel.getByRole('button', { name: 'Insert id' }).click();
  await expect(names).toHaveValue('{date} {id}');
  await studio.page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(studio.image('A red dune')).toBeFocused();
  await studio.quit();

  const again = await launch();
  await again.image('A red dune').click();
  const kept = await openPanel(again);
  await expect(kept.getByRole('textbox', { name: 'Names of the files' })).toHaveValue('{date} {id}');
  await expect(kept.getByRole('radio', { name: '9:16' })).toBeChecked();
  expect(originals(libraryFolder)).toHaveLength(1);
});

test('a ZIP with a contact sheet, whose pictures show in a browser; nothing is replaced', async ({
  launch,
}, testInfo) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  for (const prompt of ['First <b>fox</b>', 'Second hen']) {
    await studio.make(prompt);
  }
  await studio.image('Second hen').click();
  await studio.page.keyboard.press('ControlOrMeta+a');
  const folder = await chooses(studio, testInfo, 'all.zip');
  writeFileSync(join(folder, 'all.zip'), 'mine');
  const panel = await openPanel(studio);
  await expect(panel).toHaveAccessibleName('Export 2 images');
  await choose(panel, 'Into', 'ZIP file');
  await choose(panel, 'Contact sheet', 'Beside the images');
  await panel.getByRole('textbox', { name: 'Names of the files' }).fill('{n} {prompt}');
  await panel.getByRole('button', { name: 'Export…' }).click();
  await expect.poll(() => readdirSync(folder)).toContain('all (2).zip');
  expect(readFileSync(join(folder, 'all.zip'), 'utf8')).toBe('mine');

  const zip = await openPromise(join(folder, 'all (2).zip'));
  let sheet = '';
  const names: string[] = [];
  for await (const entry of zip.eachEntry()) {
    names.push(entry.fileName);
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    if (entry.fileName.endsWith('.html')) sheet = Buffer.concat(chunks).toString();
    else expect(sizeOf(Buffer.concat(chunks))).toMatch(/^jpeg/);
  }
  expect(names).toEqual(['1 Second hen.jpg', '2 First b fox b.jpg', 'Contact sheet.html']);

  expect(sheet).toContain('First &lt;b&gt;fox&lt;/b&gt;');
  const file = testInfo.outputPath('sheet.html');
  writeFileSync(file, sheet);
  const widths = await studio.app.evaluate(async ({ BrowserWindow }, path) => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    await window.loadFile(path);
    const script = 'Promise.all([...document.images].map((image) => image.decode().then(() => image.naturalWidth)))';
    return (await window.webContents.executeJavaScript(script)) as readonly number[];
  }, file);
  expect(widths).toEqual([512, 512]);
});

test('a folder that is gone is said in one sentence, and the library works on', async ({ launch }, testInfo) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.make('A calm lake');
  await studio.image('A calm lake').click();
  const folder = await chooses(studio, testInfo, 'gone');
  const panel = await openPanel(studio);
  await panel.getByRole('button', { name: 'Export…' }).click();
  await expect(studio.page.getByText(/The folder is gone/).first()).toBeVisible();
  expect(readdirSync(folder)).toEqual([]);
});
