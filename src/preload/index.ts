import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { ImportOutcome } from '../shared/app-state';
import { EVENT_CHANNEL, REQUEST_CHANNEL } from '../shared/channels';
import type { Bridge, Input, Route } from '../shared/ipc';
import type { Result } from '../shared/result';

/** Paths of people's files are named only by this file, from files that a person dropped or chose. */
const PRELOAD_ONLY: readonly Route[] = ['library.importPaths'];

/** The most that main takes in one request. */
const MOST_PATHS = 10_000;
const MOST_DATA_BYTES = 64 * 1024 * 1024;

type Imported = Result<readonly ImportOutcome[]>;

function imported<R extends 'library.importPaths' | 'library.importData'>(
  route: R,
  input: Input<R>,
): Promise<Imported> {
  return ipcRenderer.invoke(REQUEST_CHANNEL, route, input) as Promise<Imported>;
}

/** A picture from the clipboard or another program: its bytes go over, if they are not too many. */
async function importWithoutFile(file: File): Promise<Imported> {
  const refused = (why: string): Imported => ({
    ok: true,
    data: [{ name: file.name, ok: false, message: `“${file.name}” ${why}` }],
  });
  if (file.size > MOST_DATA_BYTES)
    return refused('is larger than 64 MB. Save it to a folder first, then drop the file.');
  const buffer = await file.arrayBuffer().catch(() => null);
  if (buffer === null) return refused('could not be read. Save it to a folder first, then drop the file.');
  return imported('library.importData', { name: file.name.slice(0, 300), bytes: new Uint8Array(buffer) });
}

// Each mirror of the window listens for itself; eleven of them are no leak.
ipcRenderer.setMaxListeners(50);

const bridge: Bridge = {
  request(route, input) {
    if (typeof route !== 'string' || (PRELOAD_ONLY as readonly string[]).includes(route)) {
      return Promise.resolve({ ok: false, error: { code: 'not-allowed', message: 'The page may not ask for this.' } });
    }
    return ipcRenderer.invoke(REQUEST_CHANNEL, route, input);
  },
  async importFiles(files) {
    const outcomes: ImportOutcome[] = [];
    const named = files.map((file) => ({ file, path: webUtils.getPathForFile(file) }));
    const paths = named.flatMap(({ path }) => (path === '' ? [] : [path]));
    for (let at = 0; at < paths.length; at += MOST_PATHS) {
      const answer = await imported('library.importPaths', { paths: paths.slice(at, at + MOST_PATHS) });
      if (!answer.ok) return answer;
      outcomes.push(...answer.data);
    }
    for (const { file, path } of named) {
      if (path !== '') continue;
      const answer = await importWithoutFile(file);
      if (!answer.ok) return answer;
      outcomes.push(...answer.data);
    }
    return { ok: true, data: outcomes };
  },
  on(event, listener) {
    // The event object stays here: it would hand the page a way to the bus.
    const handle = (_: unknown, name: string, payload: unknown): void => {
      if (name === event) listener(payload as Parameters<typeof listener>[0]);
    };
    ipcRenderer.on(EVENT_CHANNEL, handle);
    return () => ipcRenderer.off(EVENT_CHANNEL, handle);
  },
};

contextBridge.exposeInMainWorld('easel', bridge);
