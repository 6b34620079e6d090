import { describe, expect, it } from 'vitest';
import { ImageId } from '../shared/ids';
import type { LibraryState } from '../shared/app-state';
import { createCustody, type CustodyPorts } from './custody';

const state: LibraryState = { status: 'open', folder: '/pictures/Easel', readOnly: null, warning: null };
const ids = [1, 2].map((n) => ImageId.parse(`img_${String(n).padStart(20, '0')}`));

/** Custody with a person who answers as told. */
function world(told: {
  readonly yes: boolean;
  readonly folder?: string | null;
  readonly warning?: string;
  readonly fixed?: boolean;
  readonly opens?: LibraryState;
  readonly related?: ImageId;
}) {
  const done: unknown[] = [];
  const asked: string[] = [];
  const act =
    <T>(what: string, result: T) =>
    (...given: readonly unknown[]): Promise<T> => {
      done.push([what, ...given]);
      return Promise.resolve(result);
    };
  const ports = {
    library: {
      state: () => state,
      open: (folder: string) => {
        done.push(['open', folder]);
        return told.opens ?? { ...state, folder };
      },
      records: () => ({
        trashed: () => ids,
        tombstones: {
          isRelated: (id: ImageId) => id === told.related,
          forget: (id: ImageId) => {
            done.push(['forget', id]);
            return id === told.related ? ids.slice(1) : null;
          },
        },
      }),
      told: (change: unknown) => done.push(['told', change]),
    },
    care: {
      emptyTrash: act('empty', 2),
      move: act('move', state),
      rebuild: act('rebuild', state),
      restore: act('restore', state),
      takeOver: act('take over', state),
    },
    desk: {
      chooseFolder: () => Promise.resolve(told.folder ?? null),
      chooseNewHome: () => Promise.resolve(told.folder ?? null),
      confirm: ({ message, detail }: { readonly message: string; readonly detail: string }) => {
        asked.push(`${message} ${detail}`);
        return Promise.resolve(told.yes);
      },
    },
    fixed: told.fixed ?? false,
    moved: (folder: string) => done.push(['moved', folder]),
    warningOf: () => told.warning ?? null,
  };
  // The fake library holds what custody uses of one.
  return { custody: createCustody(ports as unknown as CustodyPorts), done, asked };
}

describe('custody', () => {
  it.each(['takeOver', 'rebuild', 'restore', 'emptyTrash'] as const)(
    'does nothing for %s when the person says no, whatever the page sent',
    async (what) => {
      const { custody, done, asked } = world({ yes: false });
      const asking =
        what === 'restore'
          ? custody.restore('a.db')
          : what === 'emptyTrash'
            ? custody.emptyTrash(null)
            : custody[what]();
      await expect(asking).rejects.toMatchObject({ code: 'cancelled' });
      expect(asked).toHaveLength(1);
      expect(done).toEqual([]);
    },
  );

  it('says how many images are deleted for good, and answers how many were', async () => {
    const { custody, done, asked } = world({ yes: true });
    expect(await custody.emptyTrash(null)).toEqual({ count: 2 });
    expect(await custody.emptyTrash(ids.slice(0, 1))).toEqual({ count: 2 });
    expect(asked).toEqual([expect.stringContaining('Delete 2 images'), expect.stringContaining('Delete 1 image for')]);
    expect(done).toEqual([
      ['empty', null],
      ['empty', ids.slice(0, 1)],
    ]);
  });

  it('says what stays of an image with relatives before it is deleted, and nothing of the kind for others', async () => {
    const { custody, asked } = world({ yes: true, ...(ids[1] && { related: ids[1] }) });
    await custody.emptyTrash(null);
    await custody.emptyTrash(ids.slice(0, 1));
    expect(asked[0]).toContain('the prompt and a small picture stay');
    expect(asked[1]).not.toContain('stay');
  });

  it.each([
    ['choose', 'open'],
    ['move', 'move'],
  ] as const)('warns before the library comes to a drive of the network: %s', async (what, act) => {
    const warning = 'It lies on a network drive.';
    const declined = world({ yes: false, folder: '/net/Easel', warning });
    await expect(declined.custody[what]()).rejects.toMatchObject({ code: 'cancelled' });
    expect(declined.asked[0]).toContain(warning);
    expect(declined.done).toEqual([]);
    const accepted = world({ yes: true, folder: '/net/Easel', warning });
    await accepted.custody[what]();
    expect(accepted.done[0]).toEqual([act, '/net/Easel']);
    const harmless = world({ yes: false, folder: '/home/Easel' });
    await harmless.custody[what]();
    expect(harmless.asked).toEqual([]);
  });

  it('keeps the old library in the settings when the new one can’t be opened', async () => {
    const opens: LibraryState = {
      status: 'unavailable',
      folder: '/x',
      message: 'No.',
      remembered: false,
      mayTakeOver: false,
    };
    const { custody, done } = world({ yes: true, folder: '/x', opens });
    await expect(custody.choose()).rejects.toMatchObject({ code: 'unavailable', message: 'No.' });
    expect(done).toEqual([['open', '/x']]);
  });

  it.each(['choose', 'move'] as const)('does not %s a library that was set from outside', async (what) => {
    const { custody, done } = world({ yes: true, folder: '/x', fixed: true });
    await expect(custody[what]()).rejects.toMatchObject({ code: 'invalid' });
    expect(done).toEqual([]);
  });

  it('forgets words only for who said yes, and the window hears whose family changed', async () => {
    const [id, other] = [ids[0] ?? fail(), ids[1] ?? fail()];
    const no = world({ yes: false, related: id });
    await expect(no.custody.forget(id)).rejects.toMatchObject({ code: 'cancelled' });
    expect(no.done).toEqual([]);
    const yes = world({ yes: true, related: id });
    await yes.custody.forget(id);
    expect(yes.asked[0]).toContain('backups made before');
    expect(yes.done).toEqual([
      ['forget', id],
      ['told', { ids: [other], lists: true }],
    ]);
    await expect(yes.custody.forget(other)).rejects.toMatchObject({ code: 'not-found' });
  });
});

function fail(): never {
  throw new Error('There is no such image.');
}
