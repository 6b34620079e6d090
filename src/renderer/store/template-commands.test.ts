import { describe, expect, it } from 'vitest';
import type { TemplateId } from '../../shared/ids';
import type { Template } from '../../shared/prompts';
import { createFakeBridge, ok } from './fake-bridge';
import { createStudioStore } from './store';
import { createTemplateCommands, freeName } from './template-commands';

function world() {
  const bridge = createFakeBridge({ 'templates.save': () => ok(null), 'templates.remove': () => ok(null) });
  const store = createStudioStore();
  let ids = 0;
  const commands = createTemplateCommands({
    ...{ bridge, store, promptSync: { refresh: () => undefined } },
    newTemplateId: () => `tpl_${String(++ids).padStart(20, '0')}` as TemplateId,
  });
  store.setState({ templates: { templates: [], variables: [] } });
  return { bridge, store, commands };
}
const names = (templates: readonly Template[] | undefined): readonly string[] =>
  (templates ?? []).map(({ name }) => name);

describe('templates', () => {
  it('are named after their first words, never with a name that is taken', async () => {
    const { store, commands } = world();
    await commands.create('{{product}} on a desk');
    await commands.create('{{product}} on a desk');
    expect(names(store.getState().templates?.templates)).toEqual(['product on a desk', 'product on a desk 2']);
    expect(store.getState()).toMatchObject({ place: 'prompts', promptPart: 'templates' });
  });

  it('that are removed can be brought back with the same id', async () => {
    const { store, commands } = world();
    await commands.create('A kite');
    const [template] = store.getState().templates?.templates ?? [];
    await commands.remove(template!);
    expect(store.getState().templates?.templates).toEqual([]);
    expect(store.getState().statusLine.undo).toBe('template');
    await commands.bringBack();
    expect(store.getState().templates?.templates).toEqual([template]);
  });

  it('that did not change are not written', async () => {
    const { bridge, store, commands } = world();
    await commands.create('A kite');
    const [template] = store.getState().templates?.templates ?? [];
    await commands.save(template!);
    expect(bridge.asked.filter(({ route }) => route === 'templates.save')).toHaveLength(1);
  });

  it('a name that main refuses is told to the field', async () => {
    const { bridge, commands } = world();
    bridge.answer['templates.save'] = () => ({
      ok: false,
      error: { code: 'invalid', message: 'Taken.', field: 'name' },
    });
    expect(await commands.save({ id: 'tpl_x' as TemplateId, name: 'A', text: 'b' })).toBe('Taken.');
  });

  it('the list of a variable that nobody used yet shows at once', async () => {
    const { bridge, store, commands } = world();
    bridge.answer['templates.keepList'] = () => ok(null);
    await commands.keepList('product', ['mug', 'lamp']);
    expect(store.getState().templates?.variables).toEqual([{ name: 'product', recent: [], list: ['mug', 'lamp'] }]);
  });
});

describe('the name of a new template', () => {
  it('is short, whole words, and never empty', () => {
    expect(freeName('a very long prompt about kites that fly over hills at dusk', new Set())).toBe(
      'a very long prompt about kites that fly',
    );
    expect(freeName('{{}}', new Set(['template']))).toBe('Template 2');
    expect(freeName('🪁'.repeat(40), new Set())).toMatch(/^(🪁)+$/u);
  });
});
