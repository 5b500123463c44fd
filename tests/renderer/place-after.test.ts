import { expect, test } from 'vitest';
import { placeAfter } from '#renderer/screens/findings/place-after';

const list = (...keys: string[]) => [keys.length, (index: number) => keys[index]] as const;
const visited = { key: 'd', index: 3, total: 6 };

test('one comes back to the row itself, wherever it has moved', () => {
  expect(placeAfter(visited, ...list('a', 'b', 'c', 'd', 'e', 'f'))).toBe(3);
  expect(placeAfter(visited, ...list('b', 'd', 'e', 'f'))).toBe(1);
  expect(placeAfter(visited, ...list('new', 'a', 'b', 'c', 'd', 'e', 'f'))).toBe(4);
});

test('where it was mended, what came after it is there; nothing is passed over', () => {
  const [total, keyAt] = list('a', 'b', 'c', 'e', 'f');
  expect(keyAt(placeAfter(visited, total, keyAt))).toBe('e');
  // Gone with one after it: rather a row seen twice than one not seen.
  const [fewer, at] = list('a', 'b', 'c', 'f');
  expect(at(placeAfter(visited, fewer, at))).toBe('c');
  expect(placeAfter(visited, ...list('e', 'f'))).toBe(0);
  expect(placeAfter(visited, ...list())).toBe(0);
});

test('before the list has been read again one stays where one is', () => {
  expect(placeAfter(visited, null, () => undefined)).toBe(3);
});
