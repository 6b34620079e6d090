import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge, ImportOutcome, Route } from '../shared/ipc';
import type { Result } from '../shared/result';

// Written out here: importing the contract's values would bring the schema library into the sandbox.
const REQUEST_CHANNEL = 'easel:request';
const EVENT_CHANNEL = 'easel:event';

/** Paths of people's files are named only by this file, from files that a person dropped or chose. */
const PRELOAD_ONLY: readonly Route[] = ['library.importPaths'];

const bridge: Bridge = {
  request(route, input) {
    if (typeof route !== 'string' || (PRELOAD_ONLY as readonly string[]).includes(route)) {
      return Promise.resolve({ ok: false, error: { code: 'not-allowed', message: 'The page may not ask for this.' } });
    }
    return ipcRenderer.invoke(REQUEST_CHANNEL, route, input);
  },
  async importFiles(files) {
    const named = files.map((file) => ({ name: file.name, path: webUtils.getPathForFile(file) }));
    const paths = named.flatMap(({ path }) => (path === '' ? [] : [path]));
    const pathless: ImportOutcome[] = named
      .filter(({ path }) => path === '')
      .map(({ name }) => ({
        name,
        ok: false,
        message: `“${name}” has no file behind it. Save it to a folder first, then drop the file.`,
      }));
    if (paths.length === 0) return { ok: true, data: pathless };
    const answer = (await ipcRenderer.invoke(REQUEST_CHANNEL, 'library.importPaths', { paths })) as Result<
      readonly ImportOutcome[]
    >;
    return answer.ok ? { ok: true, data: [...answer.data, ...pathless] } : answer;
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
