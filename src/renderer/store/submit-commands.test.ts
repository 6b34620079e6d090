import { describe, expect, it } from 'vitest';
import type { PromptId } from '../../shared/ids';
import type { Input } from '../../shared/ipc';
import { goneRows, sentRows } from './batch';
import { columnsFrom } from './columns';
import { draftOf, makeDraft } from './draft';
import { createFakeBridge, ok, queuedJob, recipeWith } from './fake-bridge';
import { imageId } from './fake-ids';
import { facets, libraryColumns, row } from './fake-library';
import { createStudioStore } from './store';
import { submitCommands } from './submit-commands';
import { createSync } from './sync';

function world() {
  const bridge = createFakeBridge({
    'jobs.submit': () => ok(queuedJob(1)),
    'jobs.submitBatch': (input: Input<'jobs.submitBatch'>) => ok(input.orders.map((_, at) => queuedJob(at + 1))),
  });
  const store = createStudioStore();
  const focused: string[] = [];
  let intents = 0;
  const commands = submitCommands({
    ...{ bridge, store, sync: createSync(bridge, store), write: () => false },
    newIntentId: () => `intent_${String(++intents).padStart(20, '0')}`,
    focus: (place) => focused.push(place),
  });
  const type = (prompt: string): void => store.getState().changeDraft({ prompt });
  const sent = (): readonly Input<'jobs.submitBatch'>[] =>
    bridge.asked.filter(({ route }) => route === 'jobs.submitBatch').map(({ input }) => input as never);
  const one = (): Input<'jobs.submit'> =>
    bridge.asked.find(({ route }) => route === 'jobs.submit')?.input as Input<'jobs.submit'>;
  return { bridge, store, commands, focused, type, sent, one };
}

it('does not send while a crop is chosen: it would be paid for without it', async () => {
  const { store, commands, type, one } = world();
  store.getState().setSources([imageId(1)]);
  type('Add snow');
  store.getState().setSourcePanel({ kind: 'crop', id: imageId(1) });
  await commands.submit();
  expect(one()).toBeUndefined();
  expect(store.getState().statusLine).toMatchObject({ tone: 'alert', text: expect.stringMatching(/crop/) as string });
  store.getState().setSourcePanel(null);
  await commands.submit();
  expect(one().recipe.sourceIds).toEqual([imageId(1)]);
});

const refused = { ok: false, error: { code: 'internal', message: 'The journal can’t be written.' } } as const;

describe('a batch edit', () => {
  it('leaves out what is no longer in the library or in the trash, and sends the rest', async () => {
    const { store, commands, type, sent } = world();
    store.getState().setEachOf([1, 2, 3].map(imageId));
    type('Add snow');
    await commands.submit();
    const columns = columnsFrom(libraryColumns(1, [row(1), row(2, { facets: facets({ trashed: true }) })]));
    store.setState({ columns });
    const { review } = store.getState();
    expect(review && [...goneRows(review, columns)]).toEqual([1, 2]);
    await commands.sendBatch();
    expect(sent()[0]?.orders.map(({ recipe }) => recipe.sourceIds)).toEqual([[imageId(1)]]);
    expect(store.getState().awaitedEdits.size).toBe(1);
  });

  it('of nothing that is there any more is not sent, and the draft stays', async () => {
    const { store, commands, type, sent, one } = world();
    store.setState({ columns: columnsFrom(libraryColumns(1, [])) });
    for (const ids of [[1], [1, 2]]) {
      store.getState().setEachOf(ids.map(imageId));
      type('Add snow');
      await commands.submit();
      expect(store.getState().faults).toMatchObject([{ field: 'sources' }]);
    }
    expect([sent(), one(), store.getState().review]).toEqual([[], undefined, null]);
    expect(draftOf(store.getState())).toMatchObject({
      eachOf: [imageId(1), imageId(2)],
      recipe: { prompt: 'Add snow' },
    });
  });

  it('of one image is sent at once: there is nothing to choose from', async () => {
    const { store, commands, type, one } = world();
    store.getState().setEachOf([imageId(1)]);
    type('Add snow');
    await commands.submit();
    expect(one().recipe).toMatchObject({ prompt: 'Add snow', sourceIds: [imageId(1)] });
  });

  it('needs another table when an image is taken out of it after it was opened', async () => {
    const { store, commands, type, sent } = world();
    store.getState().setEachOf([1, 2, 3].map(imageId));
    type('Add snow');
    await commands.submit();
    store.getState().setEachOf([1, 2].map(imageId));
    await commands.submit();
    expect([sent().length, store.getState().review?.rows.length]).toEqual([0, 2]);
  });
});

describe('a batch', () => {
  it('is never sent by the press that makes it: its table opens first', async () => {
    const { store, commands, type, sent } = world();
    type('A {red|blue} kite');
    await commands.submit();
    expect(sent()).toEqual([]);
    expect(store.getState().review?.rows.map(({ recipe }) => recipe.prompt)).toEqual(['A red kite', 'A blue kite']);
    await commands.submit();
    expect(sent()).toHaveLength(1);
    expect(store.getState().review).toBeNull();
  });

  it('sends exactly the rows that are chosen, with the pattern that they came from', async () => {
    const { store, commands, type, sent } = world();
    type('{1..4} kites');
    await commands.submit();
    store.getState().chooseRows([0, 2], false);
    await commands.sendBatch();
    expect(sent()[0]?.orders.map(({ recipe }) => recipe.prompt)).toEqual(['2 kites', '4 kites']);
    expect(sent()[0]?.writing).toEqual({ basedOn: null, pattern: '{1..4} kites', values: {} });
  });

  it('is not doubled by a confirmation that is tried again, not even after the table was closed and opened', async () => {
    const { bridge, store, commands, type, sent } = world();
    bridge.answer['jobs.submitBatch'] = () => refused;
    type('A {red|blue} kite');
    await commands.submit();
    await commands.sendBatch();
    expect(store.getState().review?.fault).toBe(refused.error.message);
    commands.closeReview();
    commands.reviewBatch();
    await commands.sendBatch();
    expect(sent()).toHaveLength(2);
    expect(sent()[1]?.orders).toEqual(sent()[0]?.orders);
    expect(sent()[1]?.batchId).toBe(sent()[0]?.batchId);
  });

  it('is another one after it was sent: the same words may be wanted again', async () => {
    const { commands, type, sent } = world();
    type('A {red|blue} kite');
    for (let press = 0; press < 4; press += 1) await commands.submit();
    expect(sent()).toHaveLength(2);
    const intents = sent().flatMap(({ orders }) => orders.map(({ intentId }) => intentId));
    expect(new Set(intents).size).toBe(4);
  });

  it('goes once for a double press', async () => {
    const { commands, type, sent } = world();
    type('A {red|blue} kite');
    await commands.submit();
    await Promise.all([commands.submit(), commands.submit(), commands.sendBatch()]);
    expect(sent()).toHaveLength(1);
  });

  it('that was looked at is not what is sent when the words have changed since', async () => {
    const { store, commands, type, sent } = world();
    type('A {red|blue} kite');
    await commands.submit();
    type('A {red|blue|green} kite');
    await commands.submit();
    expect(sent()).toEqual([]);
    expect(store.getState().review?.rows).toHaveLength(3);
  });

  it('keeps what was chosen while it was closed', async () => {
    const { store, commands, type, focused } = world();
    type('{1..4} kites');
    await commands.submit();
    store.getState().chooseRows([1], false);
    commands.closeReview();
    expect(focused).toEqual(['prompt']);
    await commands.submit();
    const { review } = store.getState();
    expect(review && sentRows(review, new Set())).toHaveLength(3);
  });

  it('that main refuses after its table was closed says so: it must not look as if it had gone', async () => {
    const { bridge, store, commands, type } = world();
    bridge.answer['jobs.submitBatch'] = () => refused;
    type('A {red|blue} kite');
    await commands.submit();
    const sending = commands.sendBatch();
    commands.closeReview();
    await sending;
    expect(store.getState().statusLine).toMatchObject({ tone: 'alert', text: refused.error.message });
  });

  it('of more than can be sent opens no table', async () => {
    const { store, commands, type } = world();
    type('{1..2000} kites');
    await commands.submit();
    expect(store.getState().review).toBeNull();
    expect(store.getState().faults[0]?.message).toContain('2,000');
  });

  it('of nothing is not sent', async () => {
    const { store, commands, type, sent } = world();
    type('{1..2} kites');
    await commands.submit();
    store.getState().chooseRows([0, 1], false);
    await commands.submit();
    expect(sent()).toEqual([]);
  });
});

describe('one request', () => {
  it('carries the words as they can be sent, and those typed as their pattern where a variable was taken apart', async () => {
    const { store, commands, type, one } = world();
    type('A {{thing}}\u0007 on linen');
    store.getState().editDraft({ values: { thing: 'bowl', other: 'x' } });
    await commands.submit();
    expect(one().recipe.prompt).toBe('A bowl on linen');
    expect(one().writing).toEqual({
      basedOn: null,
      pattern: 'A {{thing}}\u0007 on linen',
      values: { thing: 'bowl' },
    });
  });

  it('has no pattern where it is what was typed', async () => {
    const { commands, type, one } = world();
    type('A red kite {"style": "plain"}');
    await commands.submit();
    expect(one().writing?.pattern).toBeNull();
  });

  it('is not sent while a variable stands for nothing', async () => {
    const { store, commands, type, one } = world();
    type('A {{thing}} on linen');
    await commands.submit();
    expect(one()).toBeUndefined();
    expect(store.getState().faults[0]?.message).toContain('{{thing}}');
  });

  it('is the parent of what is written next, also in a tab that was left meanwhile', async () => {
    const { bridge, store, commands, type } = world();
    bridge.answer['prompts.walk'] = () => ok({ id: 12 as PromptId, text: 'A red kite' });
    type('A red kite');
    const { activeDraft } = store.getState();
    const pressed = commands.submit();
    store.getState().addDraft(makeDraft(recipeWith({ prompt: 'Another' })));
    await pressed;
    const [first, second] = store.getState().drafts;
    expect(first).toMatchObject({ id: activeDraft, basedOn: 12, sentPrompt: 'A red kite' });
    expect(second).toMatchObject({ basedOn: null, sentPrompt: null });
    expect(draftOf(store.getState())).toBe(second);
  });

  it('is that parent also with space around it, which the history does not keep', async () => {
    const { bridge, store, commands, type } = world();
    bridge.answer['prompts.walk'] = () => ok({ id: 12 as PromptId, text: 'A red kite' });
    type('A red kite\n');
    await commands.submit();
    expect(draftOf(store.getState()).basedOn).toBe(12);
  });
});
