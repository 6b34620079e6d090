import { describe, expect, it } from 'vitest';
import { draftOrders } from '../store/draft-orders';
import { firstDraft, makeDraft } from '../store/draft';
import { sendingFaults } from '../store/submit-commands';
import { draftNotes, leftOut, lengthWords, shownProblems } from './draft-notes';

const typed = (prompt: string) => {
  const draft = makeDraft({ ...firstDraft(), prompt });
  return { draft, orders: draftOrders(draft) };
};

describe('what is said about a draft', () => {
  it('is nothing about an empty prompt until the button is pressed', () => {
    const { draft, orders } = typed('');
    expect(draftNotes(draft, orders, [])).toEqual([]);
    const told = draftNotes(draft, orders, sendingFaults(draft, orders));
    expect(told).toMatchObject([{ field: 'prompt', blocks: true, told: true }]);
  });

  it('waits for the values of variables, which are the next thing that is typed', () => {
    const { draft, orders } = typed('A {{thing}} on linen');
    expect(draftNotes(draft, orders, [])).toEqual([]);
    expect(shownProblems(draft.recipe.prompt, orders.problems)).toEqual([]);
    expect(draftNotes(draft, orders, sendingFaults(draft, orders))).toHaveLength(1);
  });

  it('says at once, and once, what is too long', () => {
    const { draft, orders } = typed('x'.repeat(8_001));
    expect(draftNotes(draft, orders, [])).toMatchObject([{ field: 'prompt', blocks: true, told: false }]);
    expect(draftNotes(draft, orders, sendingFaults(draft, orders))).toHaveLength(1);
    expect(lengthWords(orders, 8_000)).toBe('8,001 of 8,000');
    expect(lengthWords(typed('x').orders, 8_000)).toBeNull();
  });

  it('has the place of what it is about, and none where it is about all of it', () => {
    const { draft, orders } = typed('A kite {1..5..0} {a|b}');
    const [note] = draftNotes(draft, orders, []);
    expect(draft.recipe.prompt.slice(note?.place?.from, note?.place?.to)).toBe('{1..5..0}');
    const many = typed('{1..2000} kites {a|b}');
    expect(draftNotes(many.draft, many.orders, [])).toMatchObject([{ place: null, blocks: true }]);
  });

  it('tells what will not be sent', () => {
    expect(leftOut('a kite\nin two lines\t')).toBeNull();
    expect(leftOut('bell\u0007')).toContain('1 character ');
    expect(leftOut('half \uD83D and \u0000')).toContain('2 characters');
  });
});
