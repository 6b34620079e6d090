import { describe, expect, it } from 'vitest';
import type { ImageId } from '../../shared/ids';
import type { Family, Kin } from '../../shared/lineage';
import type { Result } from '../../shared/result';
import { createFakeBridge, ok } from './fake-bridge';
import { imageId } from './fake-ids';
import { changeOf } from './fake-library';
import { createLineage } from './lineage';

function family(...ids: readonly number[]): Family {
  const member = (n: number): Kin => ({
    ...{ id: imageId(n), kind: 'edit', parents: [], state: 'here', title: '', prompt: '', createdAt: n },
    ...{ width: 1, height: 1, stars: 0, flag: null },
  });
  return { members: ids.map(member), more: false };
}

/** A main whose answers come when the test says so. */
function slowMain() {
  const asked: { id: ImageId; answer: (result: Result<Family | null>) => void }[] = [];
  const bridge = createFakeBridge({
    'library.family': ({ id }: { id: ImageId }) => new Promise((answer) => asked.push({ id, answer })),
  });
  const settle = async (result: Result<Family | null>): Promise<void> => {
    asked.at(-1)?.answer(result);
    await new Promise((resolve) => setTimeout(resolve));
  };
  const lineage = createLineage(bridge);
  const ids = () => lineage.store.getState().family?.members.map(({ id }) => id);
  return { bridge, asked, settle, lineage, ids };
}

describe('the family on show', () => {
  it('walking through a family asks once', async () => {
    const { asked, settle, lineage, ids } = slowMain();
    lineage.watch();
    lineage.look(imageId(1));
    await settle(ok(family(1, 2)));
    lineage.look(imageId(2));
    expect(asked).toHaveLength(1);
    expect(ids()).toEqual([imageId(1), imageId(2)]);
  });

  it('a result that arrives while main answers is asked for once more', async () => {
    const { bridge, asked, settle, lineage, ids } = slowMain();
    lineage.watch();
    lineage.look(imageId(1));
    bridge.emit('library.changed', changeOf(2, []));
    bridge.emit('library.changed', changeOf(3, []));
    await settle(ok(family(1)));
    expect(asked).toHaveLength(2);
    await settle(ok(family(1, 2)));
    expect(asked).toHaveLength(2);
    expect(ids()).toEqual([imageId(1), imageId(2)]);
  });

  it('an answer about an image that is left is not shown for the next one', async () => {
    const { asked, settle, lineage, ids } = slowMain();
    lineage.watch();
    lineage.look(imageId(1));
    lineage.look(imageId(9));
    await settle(ok(family(1)));
    expect(ids()).toBeUndefined();
    expect(asked.map(({ id }) => id)).toEqual([imageId(1), imageId(9)]);
  });

  it('what changed while the family was not on show is asked for when it is again', async () => {
    const { bridge, asked, settle, lineage, ids } = slowMain();
    const stop = lineage.watch();
    lineage.look(imageId(1));
    await settle(ok(family(1)));
    stop();
    bridge.emit('library.changed', changeOf(2, []));
    expect(asked).toHaveLength(1);
    lineage.watch();
    lineage.look(imageId(1));
    expect(ids()).toEqual([imageId(1)]);
    await settle(ok(family(1, 2)));
    expect(ids()).toEqual([imageId(1), imageId(2)]);
  });

  it('a refusal is said, and the next look asks anew', async () => {
    const { asked, settle, lineage } = slowMain();
    lineage.look(imageId(1));
    await settle({ ok: false, error: { code: 'internal', message: 'The library is away.' } });
    expect(lineage.store.getState()).toMatchObject({ status: 'failed', problem: 'The library is away.' });
    lineage.look(imageId(1));
    expect(asked).toHaveLength(2);
  });
});
