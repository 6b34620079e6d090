import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEMO_KEY } from '../src/main/gateway/demo/server';
import { seriousFaults } from './axe';
import { expect, test } from './fixtures';
import type { Studio } from './studio';

test('everything is a few letters away, by keyboard alone, and the focus comes back', async ({ launch }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await expect(studio.prompt).toBeFocused();
  const { keyboard } = studio.page;
  const { field, options, open } = palette(studio);

  await open();
  await keyboard.type('ledg');
  await expect(options.first()).toHaveText(/^Ledger/);
  await keyboard.press('Enter');
  await expect(studio.page.getByRole('heading', { name: 'Ledger' })).toBeVisible();
  await expect(studio.prompt).toBeFocused();

  // What was used last comes first, and Escape leaves everything as it was.
  await open();
  await expect(studio.page.getByRole('group', { name: 'Recent' }).getByRole('option')).toHaveText([/^Ledger/]);
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowUp');
  await keyboard.press('ArrowUp');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Escape');
  await expect(field).toBeHidden();
  await expect(studio.prompt).toBeFocused();

  // The same key closes it.
  await open();
  await keyboard.press('ControlOrMeta+k');
  await expect(field).toBeHidden();

  await open();
  await keyboard.type('spell');
  await expect(options.first()).toHaveText(/^Writing/);
  await keyboard.press('Enter');
  await expect(studio.page.getByRole('switch', { name: 'Check spelling' })).toBeInViewport();
  await keyboard.press('Escape');
  await expect(studio.prompt).toBeFocused();

  await open();
  await keyboard.type('trash');
  await studio.page.getByRole('group', { name: 'Go to' }).getByRole('option', { name: 'Trash' }).click();
  await expect(studio.page.getByRole('button', { name: /^Trash/ })).toHaveAttribute('aria-current', 'page');
});

test('an action that can do nothing now says why, in the palette and in the menu bar', async ({ launch }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const { field, options, open } = palette(studio);
  await studio.make('A red kite');
  await expect.poll(() => isOn(studio, 'pick')).toBe(false);

  await open();
  await studio.page.keyboard.type('>pick');
  await expect(options.first()).toHaveAttribute('aria-disabled', 'true');
  await expect(options.first()).toContainText('Select an image first.');
  await studio.page.keyboard.press('Enter');
  await expect(field).toBeVisible();
  await studio.page.keyboard.press('Escape');

  await studio.image('A red kite').click();
  await expect.poll(() => isOn(studio, 'pick')).toBe(true);
  expect(await isOn(studio, 'restore')).toBe(false);
  await open();
  await studio.page.keyboard.type('pick');
  await studio.page.keyboard.press('Enter');
  await expect(studio.image('A red kite, picked')).toBeVisible();
  await expect(studio.image('A red kite')).toBeFocused();

  // Chosen in the menu bar it is the same action; a dialog has the keys of the bar to itself.
  await choose(studio, 'settings');
  await expect(studio.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await expect.poll(() => isOn(studio, 'pick')).toBe(false);
  expect(await isOn(studio, 'undo')).toBe(true);
  await studio.page.keyboard.press('Escape');
  await expect.poll(() => isOn(studio, 'pick')).toBe(true);
  await studio.prompt.fill('Words');
  await choose(studio, 'all');
  await expect.poll(() => studio.page.evaluate(() => getSelection()?.toString())).toBe('Words');
  await studio.page.keyboard.press('Delete');
  await expect(studio.prompt).toHaveValue('');
  await choose(studio, 'undo');
  await expect(studio.prompt).toHaveValue('Words');
});

test('prompts and templates begin a draft of their own', async ({ launch }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const { options, open } = palette(studio);
  const { keyboard } = studio.page;
  await studio.generate('A lighthouse made of paper');
  await expect(studio.image('A lighthouse')).toBeVisible();
  const template = { id: `tpl_${'a'.repeat(20)}`, name: 'Packshot', text: 'A bottle on stone' } as const;
  await studio.request('templates.save', { template });
  await studio.prompt.fill('Something new');

  await open();
  await keyboard.type('lighthouse');
  const found = studio.page.getByRole('group', { name: 'Prompts' }).getByRole('option');
  await expect(found).toHaveText([/^A lighthouse made of paper/]);
  await expect(found.locator('img')).toHaveCount(1);
  // It came later than what is marked, which stayed.
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(studio.prompt).toHaveValue('A lighthouse made of paper');
  await expect(studio.prompt).toBeFocused();

  await expect
    .poll(async () => {
      await open();
      await keyboard.type('pack');
      const line = (await options.first().textContent()) ?? '';
      if (!line.startsWith('Packshot')) await keyboard.press('Escape');
      return line;
    })
    .toMatch(/^Packshot/);
  await keyboard.press('Enter');
  await expect(studio.prompt).toHaveValue('A bottle on stone');
  // Neither took the place of what was written before.
  await keyboard.press('Control+Tab');
  await expect(studio.prompt).toHaveValue('Something new');
});

test('drafts have the keys of tabs', async ({ launch }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const { keyboard } = studio.page;
  await keyboard.type('First');
  await keyboard.press('ControlOrMeta+t');
  await expect(studio.prompt).toHaveValue('');
  await expect(studio.prompt).toBeFocused();
  await keyboard.type('Second');
  await keyboard.press('Control+Tab');
  await expect(studio.prompt).toHaveValue('First');
  await keyboard.press('Control+Shift+Tab');
  await expect(studio.prompt).toHaveValue('Second');
  await keyboard.press('ControlOrMeta+w');
  await expect(studio.prompt).toHaveValue('First');
  await keyboard.press('ControlOrMeta+Shift+t');
  await expect(studio.prompt).toHaveValue('Second');
  // The window is still there with one draft closed after the other.
  await keyboard.press('ControlOrMeta+w');
  await keyboard.press('ControlOrMeta+w');
  await expect(studio.prompt).toHaveValue('');
  if (process.platform !== 'darwin') {
    await keyboard.press('ControlOrMeta+w');
    await expect(studio.page.getByText('The only draft is empty already.')).toBeVisible();
  }
});

test('palette and shortcut sheet shut nobody out, in either theme', async ({ launch }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await palette(studio).open();
  await studio.page.keyboard.type('e');
  expect(await seriousFaults(studio)).toEqual([]);
  await studio.page.keyboard.press('Escape');
  await expect(studio.prompt).toBeFocused();
  await studio.page.getByRole('button', { name: /^Library/ }).focus();
  await studio.page.keyboard.press('?');
  const sheet = studio.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByRole('searchbox')).toBeFocused();
  expect(await seriousFaults(studio)).toEqual([]);
  await studio.page.keyboard.type('draft ctrl');
  await expect(sheet.getByText('New draft')).toBeVisible();
  await expect(sheet.getByText('Larger tiles')).toBeHidden();
});

test('an input method that composes runs nothing', async ({ launch }) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const { field, open } = palette(studio);
  await open();
  const session = await studio.page.context().newCDPSession(studio.page);
  await session.send('Input.imeSetComposition', { text: 'れじゃ', selectionStart: 3, selectionEnd: 3 });
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 });
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'ArrowDown', windowsVirtualKeyCode: 229 });
  await expect(field).toHaveValue('れじゃ');
  await expect(palette(studio).options.first()).toHaveAttribute('aria-selected', 'true');
});

test('no dictionary is asked for before a person turns the spell check on', async ({ launch }) => {
  test.skip(process.platform === 'darwin', 'The system checks there.');
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  const languages = (): Promise<readonly string[]> =>
    studio.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().flatMap(({ session }) => session.getSpellCheckerLanguages()),
    );
  // The page that decodes has a session of its own, and is made when there is a picture.
  await studio.make('A red kite');
  expect(await languages()).toEqual([]);
  await studio.app.evaluate(({ session }, address) => {
    session.defaultSession.setSpellCheckerDictionaryDownloadURL(address);
  }, `http://127.0.0.1:${port}/`);
  expect(asked).toEqual([]);
  const settings = await studio.openSettings();
  await settings.getByRole('switch', { name: 'Check spelling' }).click();
  await expect.poll(() => asked).toContainEqual(expect.stringMatching(/\.bdic$/));
  await settings.getByRole('switch', { name: 'Check spelling' }).click();
  await expect.poll(languages).toEqual([]);
  server.close();
});

test('text has a menu of its own: editing in a field, copying where words are marked, suggestions for a wrong word', async ({
  launch,
}) => {
  const studio = await launch();
  await studio.saveKey(DEMO_KEY);
  await studio.app.evaluate(({ Menu }) => {
    Menu.prototype.popup = function popup() {
      Object.assign(globalThis, { popped: this });
    };
  });
  const lines = (): Promise<readonly string[]> =>
    studio.app.evaluate(() =>
      ((globalThis as { popped?: Electron.Menu }).popped?.items ?? []).map(({ label, type }) =>
        type === 'separator' ? '-' : label,
      ),
    );
  await studio.prompt.fill('Wrds');
  await studio.prompt.click({ button: 'right' });
  await expect.poll(lines).toEqual(['Undo', 'Redo', '-', 'Cut', 'Copy', 'Paste', '-', 'Select all']);
  // The undo of the menu is that of the field.
  await studio.app.evaluate(() => {
    (globalThis as { popped?: Electron.Menu }).popped?.items[0]?.click({});
  });
  await expect(studio.prompt).toHaveValue('');

  await studio.app.evaluate(({ webContents }) => {
    const params = { isEditable: true, misspelledWord: 'Wrds', dictionarySuggestions: ['Words', 'Wards'] };
    const editFlags = { canCut: false, canCopy: false, canPaste: true, canSelectAll: true };
    const page = webContents.getAllWebContents().find((one) => one.getURL().includes('index.html'));
    page?.emit('context-menu', {}, { ...params, editFlags, selectionText: '' });
  });
  const first = ['Words', 'Wards', '-', 'Add to dictionary', '-', 'Undo'];
  await expect.poll(async () => (await lines()).slice(0, 6)).toEqual(first);
});

function palette(studio: Studio) {
  const field = studio.page.getByRole('combobox', { name: 'Command palette' });
  return {
    field,
    options: studio.page.getByRole('listbox', { name: 'Results' }).getByRole('option'),
    open: async (): Promise<void> => {
      await studio.page.keyboard.press('ControlOrMeta+k');
      await expect(field).toBeFocused();
    },
  };
}

/** Whether the line of the menu bar can be chosen. */
function isOn(studio: Studio, id: string): Promise<boolean | undefined> {
  return studio.app.evaluate(({ Menu }, name) => Menu.getApplicationMenu()?.getMenuItemById(name)?.enabled, id);
}

/** Chooses a line of the menu bar. */
function choose(studio: Studio, id: string): Promise<void> {
  return studio.app.evaluate(({ Menu }, name) => {
    Menu.getApplicationMenu()?.getMenuItemById(name)?.click({});
  }, id);
}
