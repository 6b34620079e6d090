import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Input, PageRoute } from '../src/shared/ipc';

/** A place in the window, in CSS pixels. */
export type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

type Ask = (route: string, input: unknown) => Promise<unknown>;

/** The app in the words of its users. */
export class Studio {
  readonly composer: Locator;
  readonly prompt: Locator;
  readonly library: Locator;
  readonly compare: Locator;
  /** Taken at the start: Playwright forgets it when the app has ended. */
  readonly #process: ChildProcess;

  constructor(
    readonly app: ElectronApplication,
    readonly page: Page,
  ) {
    this.#process = app.process();
    this.composer = page.getByRole('region', { name: 'Composer' });
    this.prompt = this.composer.getByRole('textbox', { name: 'Prompt' });
    this.library = page.getByRole('grid', { name: 'Library' });
    this.compare = page.getByRole('region', { name: 'Compare' });
  }

  /** First start: the demo gateway. */
  async useDemo(): Promise<void> {
    await this.page.getByRole('button', { name: /demo gateway/i }).click();
    await expect(this.prompt).toBeFocused();
  }

  /** First start: a key. */
  async saveKey(key: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'API key' }).fill(key);
    await this.page.getByRole('button', { name: 'Save key' }).click();
    // The welcome panel has gone, and nothing takes the focus any more.
    await expect(this.prompt).toBeFocused();
  }

  /** Writes a prompt and presses the button. */
  async generate(prompt: string): Promise<void> {
    await this.prompt.fill(prompt);
    await this.composer.getByRole('button', { name: /^(Generate|Edit)/ }).click();
  }

  /** The same, and waits for the image. */
  async make(prompt: string): Promise<void> {
    await this.generate(prompt);
    await expect(this.image(prompt).first()).toBeVisible();
  }

  /** The tile of an image whose prompt starts so. Tiles of running jobs are no images yet. */
  image(prompt: string): Locator {
    return this.library
      .getByRole('gridcell', { name: new RegExp(`^${prompt}`) })
      .filter({ has: this.page.locator('img') });
  }

  async openQueue(): Promise<Locator> {
    await this.page
      .getByRole('button', { name: /^Queue/ })
      .or(this.page.getByRole('link', { name: /^Queue/ }))
      .first()
      .click();
    return this.page.getByRole('list', { name: 'Queue' });
  }

  async openSettings(): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Settings', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Settings' });
    await expect(dialog).toBeVisible();
    return dialog;
  }

  /** A key later than at the first start. */
  async saveKeyInSettings(key: string): Promise<void> {
    const settings = await this.openSettings();
    const field = settings.getByRole('textbox', { name: 'API key' });
    await field.fill(key);
    await settings.getByRole('button', { name: 'Save key' }).click();
    await expect(field).toHaveValue('');
    await this.page.keyboard.press('Escape');
    await expect(settings).toBeHidden();
  }

  /** Drops files of this machine onto the window, as Chromium gets them from the file manager. */
  async drop(paths: readonly string[], target: Locator): Promise<void> {
    const box = await target.boundingBox();
    if (!box) throw new Error('There is nothing to drop on.');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: [...paths], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x, y, data });
    }
    await session.detach();
  }

  /**
   * Begins to drag an image, with all that are selected, and returns the paths that the system was handed. Its own drag
   * needs a button that is really down, so it is only noted; the mouse stays down.
   */
  async dragOut(image: Locator): Promise<readonly string[]> {
    await this.app.evaluate(({ BrowserWindow }) => {
      Object.assign(globalThis, { dragged: [] });
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        webContents.startDrag = ({ file, files }) => {
          Object.assign(globalThis, { dragged: files ?? [file] });
        };
      }
    });
    await image.hover();
    await this.page.mouse.down();
    const box = await image.boundingBox();
    if (!box) throw new Error('There is nothing to drag.');
    await this.page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 2 + 20, { steps: 4 });
    const dragged = (): Promise<readonly string[]> =>
      this.app.evaluate(() => (globalThis as { dragged?: readonly string[] }).dragged ?? []);
    await expect.poll(async () => (await dragged()).length).toBeGreaterThan(0);
    return dragged();
  }

  /** Drags images within the window: what arrives are their files. */
  async dragImages(image: Locator, target: Locator): Promise<void> {
    await this.drop(await this.dragOut(image), target);
    await this.page.mouse.up();
  }

  /** Asks main as the window does. */
  request<R extends PageRoute>(route: R, input: Input<R>): Promise<unknown> {
    return this.page.evaluate(
      ([name, value]) => (window as unknown as { easel: { request: Ask } }).easel.request(name, value),
      [route, input] as const,
    );
  }

  /** Pixels of the picture on the clipboard, or null. */
  async clipboardImageSize(): Promise<{ width: number; height: number } | null> {
    return this.app.evaluate(async ({ clipboard, nativeImage }) => {
      // Up to Electron 44 the clipboard gives pictures itself, later as typed items.
      const old = clipboard as unknown as { readImage?: () => { getSize: () => { width: number; height: number } } };
      if (old.readImage) return old.readImage().getSize();
      const item = (await clipboard.read()).find(({ types }) => types.includes('image/png'));
      const blob = await item?.getType('image/png');
      if (!(blob instanceof Blob)) return null;
      return nativeImage.createFromBuffer(Buffer.from(await blob.arrayBuffer())).getSize();
    });
  }

  /** Answers every native question of the app from now on. */
  async answerDialog(answer: 'yes' | 'no'): Promise<void> {
    await this.app.evaluate(
      ({ dialog }, response) => {
        const answered = { questions: 0 };
        Object.assign(globalThis, { answered });
        dialog.showMessageBox = () => {
          answered.questions += 1;
          return Promise.resolve({ response, checkboxChecked: false });
        };
      },
      answer === 'yes' ? 0 : 1,
    );
  }

  /** Waits until a question has had that answer: the next answer must not be given to it. */
  async questionAnswered(): Promise<void> {
    await expect
      .poll(() => this.app.evaluate(() => (globalThis as { answered?: { questions: number } }).answered?.questions))
      .toBeGreaterThan(0);
  }

  /** Where these are once none of them moves any more, in CSS pixels. */
  async still(...targets: readonly Locator[]): Promise<readonly Box[]> {
    let boxes: readonly (Box | null)[] = [];
    await expect
      .poll(async () => {
        const before = JSON.stringify(boxes);
        boxes = await Promise.all(targets.map((target) => target.boundingBox()));
        return boxes.every((box) => box !== null) && JSON.stringify(boxes) === before;
      })
      .toBe(true);
    return boxes.filter((box) => box !== null);
  }

  /** Closes the app as a person does. */
  async quit(): Promise<void> {
    await this.app.close();
  }

  /** Ends the app as a system does that shuts down. Throws when it dies of that instead of ending. */
  async terminate(): Promise<void> {
    const main = this.#process;
    const gone = once(main, 'exit');
    main.kill('SIGTERM');
    await gone;
    if (main.exitCode !== 0) throw new Error('The app did not end by itself.');
  }

  /** Ends the app as a power cut does. */
  async kill(): Promise<void> {
    const main = this.#process;
    if (main.exitCode !== null || main.signalCode !== null) return;
    const gone = once(main, 'exit');
    main.kill('SIGKILL');
    await gone;
  }
}

/** Every file below a folder. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

/** Every original file below a library folder, with its bytes; what is still on its way in is none. */
export function originals(library: string): readonly { readonly name: string; readonly bytes: Buffer }[] {
  const folder = join(library, 'originals');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('.incoming') && !/\.(json|part)$/.test(entry.name))
    .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));
}
