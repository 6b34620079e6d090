import type { BenchApp } from './app';

/** Megabytes that are resident: of the main process, and of all processes of the app together (shared pages counted in each). */
export interface Memory {
  readonly main: number;
  readonly all: number;
}

/** What the app holds now. */
export async function memoryOf({ app }: BenchApp): Promise<Memory> {
  return app.evaluate(({ app: electron }) => {
    const all = electron.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize / 1024, 0);
    return { main: process.memoryUsage.rss() / 1024 / 1024, all };
  });
}

/** Megabytes that are resident, by process: `main`, `window`, `decoder` and the rest. */
export async function memoryByProcess(studio: BenchApp): Promise<Readonly<Record<string, number>>> {
  return byProcess(studio, 'memory');
}

/** Processor time that the app has used so far, in seconds, by process: `main`, `window`, `decoder` and the rest. */
export async function processorTimeOf(studio: BenchApp): Promise<Readonly<Record<string, number>>> {
  return byProcess(studio, 'seconds');
}

async function byProcess(
  { app, page }: BenchApp,
  what: 'memory' | 'seconds',
): Promise<Readonly<Record<string, number>>> {
  const title = await page.title();
  return app.evaluate(
    ({ app: electron, webContents }, [windowTitle, measure]) => {
      const names = new Map(
        webContents
          .getAllWebContents()
          .map((one) => [
            one.getOSProcessId(),
            one.getTitle() === windowTitle && one.getURL().includes('index.html') ? 'window' : 'decoder',
          ]),
      );
      names.set(process.pid, 'main');
      const found: Record<string, number> = {};
      for (const { pid, type, name, cpu, memory } of electron.getAppMetrics()) {
        const key = names.get(pid) ?? name ?? type;
        const value = measure === 'memory' ? memory.workingSetSize / 1024 : (cpu.cumulativeCPUUsage ?? 0);
        found[key] = (found[key] ?? 0) + value;
      }
      return found;
    },
    [title, what] as const,
  );
}

/** Collects garbage in the main process and the window as the developer tools do; the app itself never does. */
export async function collectGarbage({ app, page }: BenchApp): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  await app.evaluate(() => {
    const { Session } = process.getBuiltinModule('node:inspector');
    const inspector = new Session();
    inspector.connect();
    inspector.post('HeapProfiler.collectGarbage');
    inspector.disconnect();
  });
}
