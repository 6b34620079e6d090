import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bridge } from '../src/shared/ipc';
import type { Recipe } from '../src/shared/recipe';

/** The repository's root, which is what Electron is started with. */
export const root = join(import.meta.dirname, '..');

/** The running app of one measurement. */
export interface BenchApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly library: string;
}

/** What the page of a benchmark keeps beside the app's own things. */
export interface BenchWindow {
  readonly easel: Bridge;
  /** The last status of each job that changed. */
  statuses: Map<string, string>;
  /** When the last change came in, in milliseconds since 1970. */
  changedAt: number;
}

/** A folder of its own for the work, removed afterwards. On the disk of the temporary files. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'easel-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The command line of an app with that user data. */
export function appArguments(userData: string): readonly string[] {
  // As root Chromium's sandbox can't start; the app itself never turns it off.
  return [root, `--user-data-dir=${userData}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
}

/** This process's environment with some variables more. */
export function appEnvironment(more: Readonly<Record<string, string>>): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(inherited), ...more };
}

/** Starts the app with user data and library of its own, and a key; ends it when the work is done. */
export async function withApp<T>(
  plan: { readonly gateway: string; readonly speed: number },
  work: (studio: BenchApp) => Promise<T>,
): Promise<T> {
  return await inFolder(async (folder) => {
    const library = join(folder, 'library');
    const env = appEnvironment({
      EASEL_GATEWAY_URL: plan.gateway,
      EASEL_LIBRARY_DIR: library,
      EASEL_DEMO_SPEED: String(plan.speed),
    });
    const app = await _electron.launch({ args: [...appArguments(join(folder, 'user-data'))], env });
    const main = app.process();
    try {
      const page = await mainWindow(app);
      await page.evaluate(async () => {
        const own = window as unknown as BenchWindow;
        own.statuses = new Map();
        own.easel.on('jobs.changed', ({ jobs }) => {
          for (const { id, status } of jobs) own.statuses.set(id, status);
          own.changedAt = Date.now();
        });
        await own.easel.request('key.save', { key: 'bench-key' });
      });
      await page.getByRole('textbox', { name: 'Prompt' }).waitFor();
      return await work({ app, page, library });
    } finally {
      const gone = main.exitCode === null && main.signalCode === null ? once(main, 'exit') : null;
      main.kill('SIGKILL');
      await gone;
    }
  });
}

/** Starts the app once with that user data and library, chooses the demo gateway and quits. */
export async function chooseDemo(userData: string, library: string): Promise<void> {
  const env = appEnvironment({ EASEL_LIBRARY_DIR: library });
  const app = await _electron.launch({ args: [...appArguments(userData)], env });
  const page = await mainWindow(app);
  await page.evaluate(() => (window as unknown as BenchWindow).easel.request('settings.useDemo', undefined));
  await page.getByRole('textbox', { name: 'Prompt' }).waitFor();
  await app.close();
}

/** The window that a person sees; the hidden decoder is one as well. */
export async function mainWindow(app: ElectronApplication): Promise<Page> {
  const isMain = (page: Page): boolean => page.url().includes('index.html');
  return app.windows().find(isMain) ?? (await app.waitForEvent('window', { predicate: isMain }));
}

/** Queues that many jobs at once, as fast as the bridge takes them. Resolves when each is answered. */
export async function submitAll({ page }: BenchApp, count: number, recipe: Partial<Recipe> = {}): Promise<void> {
  const refused = await page.evaluate(
    async ([jobs, change]) => {
      const { easel } = window as unknown as BenchWindow;
      const one = (index: number) =>
        easel.request('jobs.submit', {
          intentId: `intent_${index.toString(36).padStart(20, '0')}`,
          recipe: {
            modelId: 'grok-imagine-pro-text-to-image-quality',
            prompt: `Study ${String(index + 1)}: a harbour in the morning, boats at rest, long shadows on the quay`,
            count: 1,
            aspectRatio: '1:1',
            resolution: '1k',
            format: 'jpeg',
            privateDelivery: false,
            options: {},
            sourceIds: [],
            ...change,
          },
        });
      const answers = await Promise.all(Array.from({ length: jobs }, (_, index) => one(index)));
      return answers.flatMap((answer) => (answer.ok ? [] : [answer.error.message]));
    },
    [count, recipe] as const,
  );
  if (refused.length > 0) throw new Error(`Jobs were refused: ${String(refused[0])}`);
}

/**
 * Waits until that many jobs have that status, telling how far they are. Returns when the last change came in, in
 * milliseconds since 1970; throws when a job ends otherwise than done.
 */
export async function untilAll({ page }: BenchApp, count: number, status: 'saving' | 'done'): Promise<number> {
  for (let last = ''; ;) {
    const [counts, changedAt] = await page.evaluate(() => {
      const { statuses, changedAt: at } = window as unknown as BenchWindow;
      const found: Record<string, number> = {};
      for (const one of statuses.values()) found[one] = (found[one] ?? 0) + 1;
      return [found, at] as const;
    });
    const told = JSON.stringify(counts);
    if (told !== last) say(`  ${told}`);
    last = told;
    for (const odd of ['failed', 'refused', 'stopped', 'unknown', 'empty']) {
      if ((counts[odd] ?? 0) > 0) throw new Error(`A job ended as ${odd}.`);
    }
    if ((counts[status] ?? 0) >= count) return changedAt;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Progress for whoever waits at the terminal. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
