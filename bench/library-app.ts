import { _electron } from '@playwright/test';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { appArguments, appEnvironment, type BenchApp, chooseDemo, inFolder, mainWindow, say } from './app';
import { processorTimeOf } from './memory';
import { gridSize, installProbe } from './page-probe';

/** The part of the window that the trials of grids were measured in, in CSS pixels. */
const GRID = { width: 1400, height: 900 } as const;
/** Processor seconds in five that a resting app may use. */
const AT_REST = 0.15;
const LOOK_EVERY = 5000;
const PATIENCE = 600_000;

/**
 * Starts the app on that library with user data of its own and the demo gateway, and lets it come to rest first. `prepare`
 * may put more into the user data before.
 */
export async function withLibraryApp<T>(
  library: string,
  work: (studio: BenchApp) => Promise<T>,
  prepare: (userData: string) => void = () => undefined,
): Promise<T> {
  return inFolder(async (folder) => {
    const userData = join(folder, 'user-data');
    await chooseDemo(userData, library);
    prepare(userData);
    return await running(userData, library, async (studio) => {
      await untilAtRest(studio);
      await installProbe(studio.page);
      return work(studio);
    });
  });
}

/** Starts the app once and lets it do what it looks after by itself, so that the next start has nothing of it to do. */
export async function restOnce(userData: string, library: string): Promise<void> {
  await running(userData, library, untilAtRest);
}

async function running<T>(userData: string, library: string, work: (studio: BenchApp) => Promise<T>): Promise<T> {
  const env = appEnvironment({ EASEL_LIBRARY_DIR: library });
  const app = await _electron.launch({ args: [...appArguments(userData)], env });
  const main = app.process();
  try {
    const page = await mainWindow(app);
    await page.getByRole('textbox', { name: 'Prompt' }).waitFor();
    return await work({ app, page, library });
  } finally {
    const gone = main.exitCode === null && main.signalCode === null ? once(main, 'exit') : null;
    main.kill('SIGTERM');
    await gone;
  }
}

/** Waits until the app has nothing left to do: what it looks after by itself after a start must not be measured along. */
export async function untilAtRest(studio: BenchApp): Promise<void> {
  const until = Date.now() + PATIENCE;
  for (let before = await usedBy(studio); Date.now() < until;) {
    await sleep(LOOK_EVERY);
    const now = await usedBy(studio);
    if (now - before < AT_REST) return;
    before = now;
  }
  throw new Error('The app did not come to rest.');
}

async function usedBy(studio: BenchApp): Promise<number> {
  // Playwright now and then loses the answer of a process that is busy.
  const times = await processorTimeOf(studio).catch(() => processorTimeOf(studio));
  return Object.values(times).reduce((sum, seconds) => sum + seconds, 0);
}

/** Makes the window so large that its grid has the size of the trials. */
export async function fitGrid({ app, page }: BenchApp): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const { width, height } = await gridSize(page);
    const [more, taller] = [GRID.width - width, GRID.height - height];
    if (more === 0 && taller === 0) return;
    await app.evaluate(
      ({ BrowserWindow }, [right, down]) => {
        const [window] = BrowserWindow.getAllWindows();
        const [contentWidth = 0, contentHeight = 0] = window?.getContentSize() ?? [];
        window?.setContentSize(contentWidth + right, contentHeight + down);
      },
      [more, taller] as const,
    );
    await sleep(1000);
  }
  const { width, height } = await gridSize(page);
  say(`  the grid has ${String(width)} × ${String(height)} pixels`);
}
