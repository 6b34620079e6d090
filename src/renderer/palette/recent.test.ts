import { expect, it } from 'vitest';
import { noteRecent, readRecent } from './recent';

function storage(text: string | null = null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_key: string, value: string) => {
      kept = value;
    },
  };
}

it('has what was used last first, once, and no more than are worth it', () => {
  const place = storage();
  for (const id of ['a', 'b', 'a']) noteRecent(place, id);
  expect(readRecent(place)).toEqual(['a', 'b']);
  for (let number = 0; number < 100; number += 1) noteRecent(place, String(number));
  expect(readRecent(place)).toHaveLength(30);
  expect(readRecent(place)[0]).toBe('99');
});

it('begins anew where what was kept can’t be read', () => {
  for (const text of ['{', 'null', '{"a":1}', '[1,null]']) expect(readRecent(storage(text))).toEqual([]);
  expect(readRecent(storage('["a",5,"b"]'))).toEqual(['a', 'b']);
});
