import { describe, expect, it } from 'vitest';
import type { Result } from '../../shared/result';
import type { PromptList, PromptQuery } from '../../shared/prompts';
import { createFakeBridge, ok } from './fake-bridge';
import { answerPrompts, fakePrompt, promptList } from './fake-prompts';
import { promptId } from './prompt-history';
import { createPromptSync } from './prompt-sync';
import { createStudioStore } from './store';

function world() {
  const bridge = createFakeBridge();
  const store = createStudioStore();
  const due: { readonly act: () => void; readonly ms: number }[] = [];
  const sync = createPromptSync(bridge, store, (act, ms) => due.push({ act, ms }));
  answerPrompts(bridge, fakePrompt(2), fakePrompt(1));
  return { bridge, store, sync, due, asked: (route: string) => bridge.asked.filter((one) => one.route === route) };
}

/** Lets everything that is only waiting for promises go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
}

describe('the history in the window', () => {
  it('is there before anybody goes to it, with the words of its first rows', async () => {
    const { store, sync, due } = world();
    sync.start();
    due[0]?.act();
    await settle();
    expect([...(store.getState().promptAnswer?.ids ?? [])]).toEqual([2, 1]);
    expect(store.getState().promptDetails.get(promptId(2))?.text).toBe('Prompt 2');
    expect(store.getState().promptTotal).toBe(2);
  });

  it('of what is typed while main still looks only the newest is asked for, and it wins', async () => {
    const { bridge, store, sync, asked } = world();
    sync.start();
    const waiting: ((answer: Result<PromptList>) => void)[] = [];
    bridge.answer['prompts.find'] = () => new Promise<Result<PromptList>>((resolve) => waiting.push(resolve));
    for (const search of ['a', 'ab', 'abc']) store.getState().askPrompts({ search });
    waiting[0]?.(ok(promptList(2, 1)));
    await settle();
    waiting[1]?.(ok(promptList(1)));
    await settle();
    expect(asked('prompts.find').map(({ input }) => (input as PromptQuery).search)).toEqual(['a', 'abc']);
    expect(store.getState().promptAnswer?.query.search).toBe('abc');
    expect([...(store.getState().promptAnswer?.ids ?? [])]).toEqual([1]);
  });

  it('a change that leaves the list as it is leaves the very list, so that nothing is laid out again', async () => {
    const { bridge, store, sync, due } = world();
    store.getState().goTo('prompts');
    sync.start();
    await settle();
    const before = store.getState().promptAnswer;
    answerPrompts(bridge, fakePrompt(2, { favourite: true }), fakePrompt(1));
    bridge.emit('prompts.changed', { revision: 2 });
    sync.want([promptId(2), promptId(1)]);
    due.at(-1)?.act();
    await settle();
    expect(store.getState().promptAnswer).toBe(before);
    expect(store.getState().promptDetails.get(promptId(2))?.favourite).toBe(true);
  });

  it('many changes are one look, and while nobody looks the library asks for none', async () => {
    const { bridge, store, sync, due } = world();
    sync.start();
    due[0]?.act();
    await settle();
    const change = { revision: 1, all: true, rows: [], removed: [], pixels: [], lists: null, members: [] };
    bridge.emit('library.changed', change);
    expect(due).toHaveLength(1);
    for (let revision = 2; revision < 9; revision += 1) bridge.emit('prompts.changed', { revision });
    expect(due).toHaveLength(2);
    // What was missed is asked for on the way in.
    answerPrompts(bridge, fakePrompt(3));
    store.getState().goTo('prompts');
    await settle();
    expect([...(store.getState().promptAnswer?.ids ?? [])]).toEqual([3]);
  });

  it('what is known of the chosen prompt follows the choice, one question at a time', async () => {
    const { store, sync, asked } = world();
    store.getState().goTo('prompts');
    sync.start();
    await settle();
    for (const id of [1, 2, 1, 2]) store.getState().selectPrompt(promptId(id), 'replace');
    await settle();
    expect(store.getState().promptStory?.summary.id).toBe(2);
    expect(asked('prompts.story').map(({ input }) => input)).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('says why it can’t be had and keeps what it has', async () => {
    const { bridge, store, sync, due } = world();
    sync.start();
    due[0]?.act();
    await settle();
    bridge.answer['prompts.find'] = () => ({ ok: false, error: { code: 'unavailable', message: 'No disk.' } });
    store.getState().askPrompts({ order: 'uses' });
    await settle();
    expect(store.getState().promptFault).toBe('No disk.');
    expect(store.getState().promptAnswer?.ids).toHaveLength(2);
  });

  it('a prompt that is gone leaves what is known of it', async () => {
    const { bridge, store, sync } = world();
    sync.start();
    sync.want([promptId(1)]);
    await settle();
    expect(store.getState().promptDetails.has(promptId(1))).toBe(true);
    answerPrompts(bridge);
    sync.refresh();
    sync.want([promptId(1)]);
    await settle();
    expect(store.getState().promptDetails.has(promptId(1))).toBe(false);
  });
});
