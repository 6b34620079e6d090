import { describe, expect, it } from 'vitest';
import { createCollectionCommands } from './collection-commands';
import { collectionId, createFakeBridge, imageId, libraryIndex, ok } from './fake-bridge';
import { createLedgerCommands } from './ledger-commands';
import { createStudioStore } from './store';

function world() {
  const bridge = createFakeBridge();
  const store = createStudioStore();
  store.setState({ index: libraryIndex(1, [imageId(1)], [{ id: collectionId(1), name: 'Aurora', count: 3 }]) });
  const ports = { bridge, store };
  return { bridge, store, collections: createCollectionCommands(ports), ledger: createLedgerCommands(ports) };
}
const refusal = (message: string) => ({ ok: false, error: { code: 'invalid', message, field: 'name' } }) as const;

describe('collections', () => {
  it('says at the field that a name is taken, and nothing in the line for things done', async () => {
    const { bridge, store, collections } = world();
    bridge.answer['collections.create'] = () => refusal('Taken.');
    expect(await collections.create('Aurora', [])).toBe('Taken.');
    expect(store.getState().statusLine.text).toBe('');
  });

  it('takes images out of the collection that is shown, and never of another place', async () => {
    const { bridge, store, collections } = world();
    bridge.answer['collections.take'] = () => ok(null);
    await collections.takeOut([imageId(1)]);
    expect(bridge.asked).toEqual([]);
    store.getState().goTo(collectionId(1));
    // The second was selected elsewhere and is not on show.
    await collections.takeOut([imageId(1), imageId(9)]);
    expect(bridge.asked).toEqual([{ route: 'collections.take', input: { id: collectionId(1), images: [imageId(1)] } }]);
  });

  it('leads back to the library when the collection on show is removed, and stays when main refuses', async () => {
    const { bridge, store, collections } = world();
    store.getState().goTo(collectionId(1));
    bridge.answer['collections.remove'] = () => refusal('The library can’t be reached.');
    await collections.remove(collectionId(1));
    expect(store.getState().place).toBe(collectionId(1));
    expect(store.getState().statusLine.tone).toBe('alert');
    bridge.answer['collections.remove'] = () => ok(null);
    await collections.remove(collectionId(1));
    expect(store.getState().place).toBe('all');
  });
});

describe('the ledger', () => {
  it('keeps the figures that it has when new ones can’t be had, and says why', async () => {
    const { bridge, store, ledger } = world();
    const none = { jobs: 0, images: 0, dollars: 0 };
    const total = { key: null, label: '', charged: none, unknown: none, notCharged: none, pending: none };
    bridge.answer['ledger.read'] = () => ok({ by: 'day', rows: [], total } as const);
    await ledger.read('day');
    bridge.answer['ledger.read'] = () => refusal('Busy.');
    await ledger.read('day');
    expect(store.getState().ledgers.day?.total).toEqual(total);
    expect(store.getState().ledgerFault).toBe('Busy.');
  });

  it('says where the last export went, once, and nothing when the person thought better of it', async () => {
    const { bridge, store, ledger } = world();
    bridge.answer['ledger.export'] = () => ({ ok: false, error: { code: 'cancelled', message: '' } });
    await ledger.exportCsv();
    expect(store.getState()).toMatchObject({ ownNotices: [], statusLine: { text: '' } });
    for (const path of ['/a.csv', '/b.csv']) {
      bridge.answer['ledger.export'] = () => ok({ path });
      await ledger.exportCsv();
    }
    expect(store.getState().ownNotices.map(({ message }) => message)).toEqual([expect.stringContaining('/b.csv')]);
  });
});
