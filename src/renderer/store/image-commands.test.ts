import { describe, expect, it } from 'vitest';
import type { ExportPlan } from '../../shared/export';
import { createFakeBridge, ok } from './fake-bridge';
import { imageId } from './fake-ids';
import { imageCommands } from './image-commands';
import { createStudioStore } from './store';
import { createSync } from './sync';

function world() {
  const bridge = createFakeBridge();
  const store = createStudioStore();
  const sync = createSync(bridge, store);
  const commands = imageCommands({
    bridge,
    store,
    sync,
    newIntentId: () => '',
    focus: () => undefined,
    write: () => true,
  });
  return { bridge, store, commands, said: () => store.getState().statusLine };
}
const ids = [1, 2, 3].map(imageId);
const failure = { ok: false, error: { code: 'not-found', message: 'The file is missing.' } } as const;
const cancelled = { ok: false, error: { code: 'cancelled', message: 'No.' } } as const;
const plan: ExportPlan = {
  ...({ format: 'original', frame: { mode: 'none' }, metadata: 'keep', into: 'folder', sheet: 'none' } as const),
  ...{ quality: 90, longSide: null, name: '{prompt}' },
};

describe('what hands images out', () => {
  it('says how many files were copied, as many as main says', async () => {
    const { bridge, commands, said } = world();
    bridge.answer['images.copyFiles'] = () => ok({ count: 2 });
    await commands.copyFiles(ids);
    expect(said().text).toBe('2 files copied');
    bridge.answer['images.copyPaths'] = () => ok({ count: 1 });
    await commands.copyPaths(ids);
    expect(said().text).toBe('Path copied');
    await commands.copyFiles([]);
    expect(bridge.asked).toHaveLength(2);
  });

  it('says why a file can’t be dragged, opened or shown, and nothing when the person called it off', async () => {
    const { bridge, commands, said } = world();
    const tries = [
      ['images.drag', () => commands.dragOut(ids)],
      ['image.openWith', () => commands.openWith(imageId(1), 'choose')],
      ['image.reveal', () => commands.reveal(imageId(1))],
    ] as const;
    for (const [route, attempt] of tries) {
      const { serial } = said();
      bridge.answer[route] = () => cancelled;
      await attempt();
      expect(said().serial).toBe(serial);
      bridge.answer[route] = () => failure;
      await attempt();
      expect(said()).toMatchObject({ serial: serial + 1, text: 'The file is missing.', tone: 'alert' });
    }
  });

  it('says where exported images are, and which one could not be, at its panel only when none could', async () => {
    const { bridge, store, commands, said } = world();
    const failed = ['“a.jpg” was not exported. The disk is full.'];
    bridge.answer['library.export'] = () => ok({ path: '/out', written: 2, failed });
    expect(await commands.exportImages({ ids, plan })).toBeNull();
    expect(said().text).toBe('2 images in /out');
    expect(store.getState().ownNotices[0]?.message).toBe(failed[0]);
    bridge.answer['library.export'] = () => cancelled;
    expect(await commands.exportImages({ ids, plan })).toBeNull();
    bridge.answer['library.export'] = () => failure;
    expect(await commands.exportImages({ ids, plan })).toBe('The file is missing.');
  });
});
