import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImageId } from '../shared/ids';
import { createHandOut } from './hand-out';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'easel-hand-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const id = (n: number): ImageId => ImageId.parse(`img_${String(n).padStart(20, '0')}`);
const file = (n: number): string => join(root, `${String(n)}.jpg`);

/** Hand-out over images 1 to 3, of which some have files. */
function world(present: readonly number[], how: { readonly program?: string | null; readonly asks?: boolean } = {}) {
  for (const n of present) writeFileSync(file(n), String(n));
  const done: unknown[] = [];
  const notices: string[] = [];
  const note =
    (what: string) =>
    (...given: readonly unknown[]) => {
      done.push([what, ...given]);
      return Promise.resolve(null);
    };
  const hand = createHandOut({
    library: { fileOf: (one) => (Number(one.slice(4)) <= 3 ? file(Number(one.slice(4))) : null) },
    desk: { chooseProgram: () => Promise.resolve(how.program ?? null) },
    files: {
      drag: async (paths) => {
        await note('drag')(...paths);
      },
      copy: note('copy'),
      copyText: async (text) => {
        await note('text')(text);
      },
      open: note('open'),
      openIn: note('openIn'),
      trash: () => Promise.resolve(false),
      asksForProgram: how.asks ?? false,
    },
    notify: (message) => notices.push(message),
  });
  return { hand, done, notices };
}

describe('hand-out', () => {
  it('drags the very files of the library, in the order of the selection', async () => {
    const { hand, done, notices } = world([1, 2, 3]);
    await hand.drag([id(3), id(1)]);
    expect(done).toEqual([['drag', file(3), file(1)]]);
    expect(notices).toEqual([]);
  });

  it('leaves out what is missing and says so: a drag of a file that is gone would end the whole drag', async () => {
    const { hand, done, notices } = world([1]);
    mkdirSync(file(2));
    await hand.drag([id(1), id(2), id(3), id(4)]);
    expect(done).toEqual([['drag', file(1)]]);
    expect(notices).toEqual([expect.stringMatching(/^3 images were not dragged: .+\.$/)]);
  });

  it.each([
    ['drag', 'dragged'],
    ['copyFiles', 'copied'],
    ['copyPaths', 'copied'],
  ] as const)('does nothing for %s when no file is there, and says why', async (what, verb) => {
    const { hand, done } = world([]);
    await expect(hand[what]([id(1), id(2)])).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining(`Nothing was ${verb}`),
    });
    expect(done).toEqual([]);
  });

  it('counts what was put on the clipboard, as files and as text', async () => {
    const { hand, done } = world([1, 3]);
    expect(await hand.copyFiles([id(1), id(2), id(3)])).toEqual({ count: 2 });
    expect(await hand.copyPaths([id(1), id(3)])).toEqual({ count: 2 });
    expect(done).toEqual([
      ['copy', [file(1), file(3)]],
      ['text', `${file(1)}\n${file(3)}`],
    ]);
  });

  it('opens in the usual program, in a chosen one, or lets the system ask', async () => {
    const usual = world([1]);
    await usual.hand.openWith(id(1), 'default');
    expect(usual.done).toEqual([['open', file(1)]]);
    const chosen = world([1], { program: '/usr/bin/gimp' });
    await chosen.hand.openWith(id(1), 'choose');
    expect(chosen.done).toEqual([['openIn', file(1), '/usr/bin/gimp']]);
    const asked = world([1], { asks: true });
    await asked.hand.openWith(id(1), 'choose');
    expect(asked.done).toEqual([['openIn', file(1), null]]);
  });

  it('starts nothing when no program was chosen', async () => {
    const { hand, done } = world([1]);
    await expect(hand.openWith(id(1), 'choose')).rejects.toMatchObject({ code: 'cancelled' });
    expect(done).toEqual([]);
  });
});
