import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOfferedFiles, picturesIn, takeOffered } from './offered-files';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'easel-offered-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a command line', () => {
  it('gives its pictures alone: no flag, no folder, no script and nothing that is not there', async () => {
    const [a, b] = [join(folder, 'a b.PNG'), join(folder, 'ü.heic')];
    for (const path of [a, b, join(folder, 'loader.js')]) writeFileSync(path, 'x');
    mkdirSync(join(folder, 'folder.png'));
    const words = ['/bin/easel', '-r', 'loader.js', '--user-data-dir=a.png', '.', 'a b.PNG', 'folder.png', 'gone.png'];
    expect(await picturesIn([...words, pathToFileURL(b).href, 'file://%zz/x.png'], folder)).toEqual([a, b]);
    expect(await picturesIn([b, a, b], folder)).toEqual([b, a, b]);
  });
});

describe('files that are offered', () => {
  it('one by one, also before there is a window, are taken together, in their order and once', async () => {
    const acts: (() => void)[] = [];
    const taken: (readonly string[])[] = [];
    const files = createOfferedFiles((act) => acts.push(act));
    files.add(() => Promise.resolve(['a']));
    files.add(() => Promise.resolve(['b', 'a']));
    expect(acts).toHaveLength(0);
    files.serve((paths) => {
      taken.push(paths);
      return Promise.resolve();
    });
    files.add(() => Promise.resolve(['c']));
    expect(acts).toHaveLength(1);
    acts[0]?.();
    files.add(() => Promise.resolve(['d']));
    acts[1]?.();
    files.add(() => Promise.resolve([]));
    acts[2]?.();
    await new Promise(setImmediate);
    expect(taken).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('are not looked for before there is a window: a dead disk would hold the start up', () => {
    const acts: (() => void)[] = [];
    let looked = false;
    const files = createOfferedFiles((act) => acts.push(act));
    files.add(() => {
      looked = true;
      return new Promise(() => undefined);
    });
    expect(looked).toBe(false);
    files.serve(() => Promise.resolve());
    acts[0]?.();
    expect(looked).toBe(true);
  });

  it('are said not to have come in where the library takes none', async () => {
    const said: string[] = [];
    const ports = {
      import: () => Promise.reject(new Error('The library can’t be written.')),
      show: () => said.push('shown'),
      notify: (message: string) => said.push(message),
    };
    await takeOffered(ports, ['a']);
    expect(said).toEqual(['The library can’t be written.']);
  });
});
