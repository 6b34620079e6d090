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
  it('gives its pictures alone: no flag, no folder, no script and nothing that is not there', () => {
    const [a, b] = [join(folder, 'a b.PNG'), join(folder, 'ü.heic')];
    for (const path of [a, b, join(folder, 'loader.js')]) writeFileSync(path, 'x');
    mkdirSync(join(folder, 'folder.png'));
    const words = ['/bin/easel', '-r', 'loader.js', '--user-data-dir=a.png', '.', 'a b.PNG', 'folder.png', 'gone.png'];
    expect(picturesIn([...words, pathToFileURL(b).href, 'file://%zz/x.png'], folder)).toEqual([a, b]);
  });
});

describe('files that are offered', () => {
  it('one by one, also before there is a window, are taken together and once', () => {
    const acts: (() => void)[] = [];
    const taken: (readonly string[])[] = [];
    const files = createOfferedFiles((act) => acts.push(act));
    files.add(['a']);
    files.add(['b', 'a']);
    expect(acts).toHaveLength(0);
    files.serve((paths) => {
      taken.push(paths);
      return Promise.resolve();
    });
    files.add(['c']);
    expect(acts).toHaveLength(1);
    acts[0]?.();
    files.add(['d']);
    acts[1]?.();
    expect(taken).toEqual([['a', 'b', 'c'], ['d']]);
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
