import { describe, expect, it } from 'vitest';
import { imageId } from './fake-ids';
import { mentionsIn, mentionText, movedMentions } from '../../shared/source-mentions';
import { openMention } from './source-mentions';

const model = { sourceMention: '<IMAGE_{n}>' };
const [a, b, c] = [imageId(1), imageId(2), imageId(3)];

describe('a mention of a source', () => {
  it('is written and found as the model expects it, also where its signs mean something in a pattern', () => {
    expect(mentionText(model, 2)).toBe('<IMAGE_2>');
    expect(mentionsIn(model, 'x <IMAGE_0> <image_1> <IMAGE_1>')).toEqual([
      { from: 2, to: 11, place: 0 },
      { from: 22, to: 31, place: 1 },
    ]);
    expect(mentionsIn({ sourceMention: '[(img.{n})]' }, '[(img.4)] [(imgx4)]')).toEqual([{ from: 0, to: 9, place: 4 }]);
  });

  it('follows its source to another place, and no other one takes its name', () => {
    const text = 'put <IMAGE_0> behind <IMAGE_2>, not <IMAGE_7>';
    const moved = (after: readonly ReturnType<typeof imageId>[]) =>
      movedMentions(model, text, { before: [a, b, c], after, offset: 0 });
    expect(moved([c, b, a])).toBe('put <IMAGE_2> behind <IMAGE_0>, not <IMAGE_7>');
    // The first one is gone: it must not become the name of the second.
    expect(moved([b, c])).toBe('put <IMAGE_2> behind <IMAGE_1>, not <IMAGE_7>');
    expect(moved([])).toBe('put <IMAGE_0> behind <IMAGE_2>, not <IMAGE_7>');
  });

  it('counts from the second source on where each of many images comes first', () => {
    const sources = { before: [a, b], after: [b, a], offset: 1 };
    expect(movedMentions(model, '<IMAGE_0> like <IMAGE_1>', sources)).toBe('<IMAGE_0> like <IMAGE_2>');
  });

  it('opens at the beginning of a word alone: an address of mail is none', () => {
    expect(openMention('make @', 6)).toEqual({ from: 5, query: '' });
    expect(openMention('@har', 4)).toEqual({ from: 0, query: 'har' });
    expect(openMention('like (@2', 8)).toEqual({ from: 6, query: '2' });
    expect(openMention('me@mail', 7)).toBeNull();
    expect(openMention('@a, b', 5)).toBeNull();
  });
});
