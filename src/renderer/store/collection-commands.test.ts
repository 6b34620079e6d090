import { describe, expect, it } from 'vitest';
import { createCollectionCommands } from './collection-commands';
import { createFakeBridge, ok } from './fake-bridge';
import { collectionId } from './fake-ids';
import { createLedgerCommands } from './ledger-commands';
import { createStudioStore } from './store';
import { createSync } from './sync';

function world() {
  const bridge = createFakeBridge();
  const store = createStudioStore();
  const sync = createSync(bridge, store);
  const ports = { bridge, store, sync };
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
