import type { Locator, Page } from '@playwright/test';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import type { JobList } from '../src/shared/app-state';
import type { Drafts } from '../src/shared/draft';
import { seriousFaults } from './axe';
import { expect, test } from './fixtures';
import { ask } from './library-studio';
import type { Studio } from './studio';

/** Longer than two presses that are one. */
const DOUBLE_MS = 350;

const tabs = (studio: Studio): Locator => studio.composer.getByRole('tab');

/** Puts a text on the clipboard as another program would, and pastes it. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await page.keyboard.press('Control+v');
}

/** A press right after one of the same key is taken for the same one, and does nothing: this one comes later, as people's do. */
async function pressLater(page: Page, key: string): Promise<void> {
  // The app goes by the clock here, so nothing that is shown could be waited for.
  await page.waitForTimeout(DOUBLE_MS);
  await page.keyboard.press(key);
}

async function demo(launch: () => Promise<Studio>): Promise<Studio> {
  const studio = await launch();
  await studio.useDemo();
  return studio;
}

test('several drafts by keyboard alone: each keeps its words, its shape and its own undo', async ({ launch }) => {
  const studio = await demo(() => launch({ gateway: false }));
  const { page, prompt } = studio;
  await page.keyboard.type('A red kite');
  await page.keyboard.press('Control+t');
  await expect(prompt).toHaveValue('');
  await page.keyboard.type('A blue boat at sea');
  await expect(tabs(studio)).toHaveText(['A red kite', 'A blue boat at sea']);
  await page.keyboard.press('Control+Tab');
  await expect(prompt).toHaveValue('A red kite');
  await expect(prompt).toBeFocused();
  // Undo goes back in this draft, not in the one that was typed in last.
  await page.keyboard.press('Control+z');
  await expect(prompt).toHaveValue('A red ');
  await page.keyboard.press('Control+Shift+z');
  await expect(prompt).toHaveValue('A red kite');
  await page.keyboard.press('Control+Shift+Tab');
  await expect(prompt).toHaveValue('A blue boat at sea');
  for (const left of ['A blue boat at ', 'A blue boat ', 'A blue ', 'A ', '']) {
    await page.keyboard.press('Control+z');
    await expect(prompt).toHaveValue(left);
  }
  await page.keyboard.press('Control+z');
  await expect(tabs(studio)).toHaveText(['A red kite', 'New draft']);
  await page.keyboard.press('Control+y');
  await expect(prompt).toHaveValue('A ');

  // Closed and brought back.
  await page.keyboard.press('Control+w');
  await expect(prompt).toHaveValue('A red kite');
  await expect(tabs(studio)).toHaveCount(0);
  await page.keyboard.press('Control+Shift+t');
  await expect(prompt).toHaveValue('A ');

  // Arrows choose in the strip, with Shift they move the tab, Delete closes it.
  await tabs(studio).last().focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(tabs(studio)).toHaveText(['A', 'A red kite']);
  // Within one frame: Delete means the tab that the arrow has just shown.
  await page.evaluate(() => {
    for (const key of ['ArrowRight', 'Delete'])
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });
  await expect(tabs(studio)).toHaveCount(0);
  await expect(prompt).toHaveValue('A ');
  await expect(prompt).toBeFocused();
});

test('undo in another field takes no letter out of the prompt', async ({ launch }) => {
  const studio = await demo(() => launch({ gateway: false }));
  const { page, prompt } = studio;
  await page.keyboard.type('A red kite');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('x');
  for (let n = 0; n < 4; n += 1) await page.keyboard.press('Control+z');
  await expect(page.getByRole('searchbox', { name: 'Search library' })).toHaveValue('');
  await expect(prompt).toHaveValue('A red kite');
});

test('tabs by pointer: dragged to another place, closed with the middle button, brought back', async ({ launch }) => {
  const studio = await demo(() => launch({ gateway: false }));
  const { page, prompt, composer } = studio;
  for (const [at, words] of ['One', 'Two', 'Three'].entries()) {
    if (at > 0) await composer.getByRole('button', { name: 'New draft' }).click();
    await prompt.fill(words);
  }
  await expect(tabs(studio)).toHaveText(['One', 'Two', 'Three']);
  const [from, to] = await studio.still(tabs(studio).first(), tabs(studio).last());
  if (!from || !to) throw new Error('There are no tabs.');
  await page.mouse.move(from.x + 20, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 30, to.y + 10, { steps: 12 });
  await page.mouse.up();
  await expect(tabs(studio)).toHaveText(['Two', 'Three', 'One']);
  await expect(prompt).toHaveValue('One');
  await tabs(studio).nth(1).click({ button: 'middle' });
  await expect(tabs(studio)).toHaveText(['Two', 'One']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(tabs(studio)).toHaveText(['Two', 'One', 'Three']);
  await expect(prompt).toHaveValue('Three');
});

test('killed right after a key was pressed: every letter of every draft is there, and the one that was shown', async ({
  launch,
}) => {
  const first = await demo(() => launch({ gateway: false }));
  await first.page.keyboard.type('The first of two');
  await first.composer.getByRole('radio', { name: '16:9', exact: true }).click();
  await first.composer.getByRole('button', { name: 'New draft' }).click();
  await first.page.keyboard.type('A half-written sen', { delay: 5 });
  // What main has heard of is on disk, and every letter is told at once.
  const kept = async () => {
    const { drafts, active } = await ask<Drafts>(first, 'drafts.read', undefined);
    return [drafts.map(({ recipe }) => recipe.prompt), drafts.findIndex(({ id }) => id === active)];
  };
  await expect.poll(kept).toEqual([['The first of two', 'A half-written sen'], 1]);
  await first.kill();
  const second = await launch({ gateway: false });
  await expect(tabs(second)).toHaveText(['The first of two', 'A half-written sen']);
  await expect(second.prompt).toHaveValue('A half-written sen');
  await tabs(second).first().click();
  await expect(second.prompt).toHaveValue('The first of two');
  await expect(second.composer.getByRole('radio', { name: '16:9', exact: true })).toBeChecked();
});

test('the history at hand: Up walks it, Right takes what it proposes, Tab moves on, undo gives back what was there', async ({
  launch,
}) => {
  const studio = await demo(() => launch({ gateway: false }));
  const { page, prompt } = studio;
  for (const words of ['Paper lighthouse at dusk', 'A red kite over dunes']) {
    await studio.make(words);
  }
  await prompt.fill('');
  // Twice at once: a press while main still looks for the last one counts.
  await prompt.evaluate((field) => {
    const key = { key: 'ArrowUp', bubbles: true, cancelable: true };
    for (let n = 0; n < 2; n += 1) field.dispatchEvent(new KeyboardEvent('keydown', key));
  });
  await expect(prompt).toHaveValue('Paper lighthouse at dusk');
  await prompt.press('ArrowUp');
  await prompt.press('ArrowDown');
  await expect(prompt).toHaveValue('A red kite over dunes');
  await prompt.press('Control+z');
  await expect(prompt).toHaveValue('Paper lighthouse at dusk');
  // What was touched is the person's own: Up moves in it.
  await page.keyboard.type('!');
  await prompt.press('ArrowUp');
  await expect(prompt).toHaveValue('Paper lighthouse at dusk!');

  await prompt.fill('');
  await page.keyboard.type('paper li');
  const proposed = studio.composer.locator('[aria-hidden]').getByText('ghthouse at dusk', { exact: true });
  await expect(proposed).toBeVisible();
  await prompt.press('Tab');
  await expect(prompt).not.toBeFocused();
  await expect(prompt).toHaveValue('paper li');
  await prompt.focus();
  await prompt.press('End');
  await expect(proposed).toBeVisible();
  await prompt.press('ArrowRight');
  await expect(prompt).toHaveValue('paper lighthouse at dusk');
  await prompt.press('Control+z');
  await expect(prompt).toHaveValue('paper li');
});

test('a batch is looked at before it is paid for, and only what is chosen is sent', async ({ launch, gateway }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const { page, prompt, composer } = studio;
  await expect(prompt).toBeVisible();
  await prompt.fill('A {red|blue|green} kite');
  await composer.getByRole('button', { name: /^Batch/ }).click();
  await page.getByRole('group', { name: 'Also in these ratios' }).getByRole('button', { name: '16:9' }).click();
  await page.keyboard.press('Escape');
  await expect(composer.getByRole('button', { name: /^Batch/ })).toBeFocused();
  await expect(composer.getByText('6 requests · 6 images · about $0.30')).toBeVisible();
  await prompt.focus();
  await page.keyboard.press('Control+Enter');
  const review = page.getByRole('region', { name: 'Review' });
  await expect(review.getByRole('row')).toHaveCount(6);
  await expect(review.getByRole('checkbox', { name: /^Request 1:/ })).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect(review.getByRole('button', { name: 'Generate 4 · about $0.20' })).toBeVisible();
  // Back to the field, and here again: what was left out still is.
  await page.keyboard.press('Escape');
  await expect(prompt).toBeFocused();
  await pressLater(page, 'Control+Enter');
  await expect(review.getByRole('checkbox', { name: /^Request 6:/ })).not.toBeChecked();
  expect(gateway.submits).toHaveLength(0);
  await pressLater(page, 'Control+Enter');
  await expect(review).toBeHidden();
  await expect(page.getByText(/4 requests queued/)).toBeVisible();
  await expect(prompt).toHaveValue('A {red|blue|green} kite');
});

test('a template’s variables are asked for below the prompt, and nothing is sent without them', async ({ launch }) => {
  const studio = await demo(() => launch({ gateway: false }));
  const { page, prompt, composer } = studio;
  await prompt.fill('{{product}} on linen');
  await composer.getByRole('button', { name: 'Generate' }).click();
  await expect(composer.getByRole('alert')).toContainText('{{product}}');
  await composer.getByRole('combobox', { name: 'product' }).fill('Speckled bowl');
  await page.keyboard.press('Control+Enter');
  await expect(studio.image('Speckled bowl on linen')).toBeVisible();
  // What was sent is offered the next time.
  await composer.getByRole('combobox', { name: 'product' }).fill('');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Speckled bowl' }).click();
  await expect(composer.getByRole('combobox', { name: 'product' })).toHaveValue('Speckled bowl');
});

test('texts of absurd length stay out of the field; lists become drafts of one prompt a line', async ({
  launch,
  file,
}) => {
  const studio = await demo(() => launch({ gateway: false }));
  const { page, prompt, composer } = studio;
  await page.keyboard.type('Mine');
  await paste(page, 'x'.repeat(1_048_576));
  await expect(composer.getByText('1,048,576 characters are too many for a prompt (8,000).')).toBeVisible();
  await expect(prompt).toHaveValue('Mine');
  await expect(composer.getByRole('button', { name: 'As a list of prompts' })).toHaveCount(0);

  await paste(page, Array.from({ length: 900 }, (_, n) => `Prompt ${String(n)} of a long list of prompts`).join('\n'));
  await composer.getByRole('button', { name: 'As a list of prompts' }).click();
  await expect(tabs(studio)).toHaveCount(2);
  await expect(composer.getByRole('button', { name: 'Review 900 requests' })).toBeVisible();

  await studio.drop([file('list.csv', Buffer.from('\uFEFFid;prompt\r\n1;"A kite; red"\r\n2;A boat\r\n'))], composer);
  await expect(prompt).toHaveValue('A kite; red\nA boat');
  await expect(composer.getByRole('button', { name: 'Review 2 requests' })).toBeVisible();
  await studio.drop([file('noise.txt', Buffer.from([0, 1, 2, 255, 0, 7]))], composer);
  await expect(composer.getByText('“noise.txt” is not a text file.')).toBeVisible();
  await expect(prompt).toHaveValue('A kite; red\nA boat');
});

test('what can’t be sent is said where it stands', async ({ launch }) => {
  const studio = await demo(() => launch({ gateway: false }));
  const { prompt, composer } = studio;
  // Half a sign does not survive the way through Playwright: it is made in the page.
  await prompt.evaluate((field: HTMLTextAreaElement) => {
    field.setRangeText(`A kite\u0007 and half a sign ${String.fromCharCode(0xd83d)}`);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await expect(composer.getByText('Sent without 2 characters that can’t be sent.')).toBeVisible();
  await prompt.fill('Frames {1..5000}');
  await expect(composer.getByText(/5,000/).first()).toBeVisible();
  await expect(composer.getByRole('button', { name: 'Review 5,000 requests' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await prompt.fill('A kite {1..5..0}');
  await composer.getByRole('button', { name: 'Show' }).click();
  const marked = await prompt.evaluate((field: HTMLTextAreaElement) =>
    field.value.slice(field.selectionStart, field.selectionEnd),
  );
  expect(marked).toBe('{1..5..0}');
});

test('an input method keeps its keys: Enter, Escape and arrows of a composition do nothing else', async ({
  launch,
}) => {
  const studio = await demo(() => launch({ gateway: false }));
  const { page, prompt } = studio;
  await studio.generate('A red kite over dunes');
  await expect(studio.image('A red kite')).toBeVisible();
  await prompt.fill('');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'かさ', selectionStart: 2, selectionEnd: 2 });
  for (const key of ['Escape', 'ArrowUp', 'Enter']) {
    await prompt.dispatchEvent('keydown', { key, keyCode: 229, isComposing: true, ctrlKey: key === 'Enter' });
  }
  await expect(prompt).toBeFocused();
  await expect(prompt).toHaveValue('かさ');
  await session.send('Input.insertText', { text: '傘' });
  await expect(prompt).toHaveValue('傘');
  await prompt.press('Control+z');
  await expect(prompt).toHaveValue('');
  await expect(studio.image('傘')).toHaveCount(0);
});

test('the composer never covers the images, and grows to a third of the window', async ({ launch }) => {
  const studio = await demo(() => launch({ gateway: false }));
  const { page, prompt } = studio;
  await prompt.fill('A paper lighthouse on a desk at dusk. '.repeat(60));
  const bar = page.locator('[data-drop="composer"]');
  const height = await page.evaluate(() => innerHeight);
  await expect.poll(async () => (await bar.boundingBox())?.height ?? Infinity).toBeLessThanOrEqual(height / 3 + 1);
  await studio.composer.getByRole('button', { name: 'New draft' }).click();
  await tabs(studio).first().click();
  await expect.poll(async () => (await bar.boundingBox())?.height ?? Infinity).toBeLessThanOrEqual(height / 3 + 1);
});

test('tabs, variables, faults and the table of a batch are open to everybody', async ({ launch }) => {
  const studio = await demo(() => launch({ gateway: false }));
  const { page, prompt, composer } = studio;
  await prompt.fill('A kite {1..5..0}');
  await composer.getByRole('button', { name: 'New draft' }).click();
  await prompt.fill('{{product}} at {dawn|noon|dusk}');
  await composer.getByRole('button', { name: 'Review 3 requests' }).click();
  await expect(composer.getByRole('alert')).toBeVisible();
  expect(await seriousFaults(studio)).toEqual([]);
  await composer.getByRole('combobox', { name: 'product' }).fill('Bowl');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Review' })).toBeVisible();
  expect(await seriousFaults(studio)).toEqual([]);
});

test('a double click and a double key press send once: the second would be paid again', async ({ launch, gateway }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const { page, prompt, composer } = studio;
  await prompt.fill('A red kite');
  await composer.getByRole('button', { name: 'Generate' }).dblclick({ delay: 20 });
  await expect(studio.image('A red kite').first()).toBeVisible();
  expect(gateway.submits).toHaveLength(1);
  await prompt.fill('A {red|blue} kite');
  await composer.getByRole('button', { name: /^Review/ }).dblclick({ delay: 20 });
  await expect(page.getByRole('region', { name: 'Review' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Review' })).toBeHidden();
  await prompt.fill('A blue kite');
  const pressAt = (timeStamp: number): Promise<void> =>
    prompt.evaluate((field, at) => {
      const key = new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true });
      field.dispatchEvent(Object.defineProperty(key, 'timeStamp', { value: at }));
    }, timeStamp);
  await pressAt(100_000);
  await expect(studio.image('A blue kite').first()).toBeVisible();
  // As fast as a finger presses twice, and main has long taken the first.
  await pressAt(100_120);
  expect((await ask<JobList>(studio, 'jobs.list', undefined)).jobs).toHaveLength(2);
  expect(gateway.submits).toHaveLength(2);
});
