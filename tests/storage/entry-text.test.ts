import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyEntry, emptyItem } from '#app/catalogue/entry';
import { entryFromText, entryText } from '#app/storage/entry-text';
import { sampleEntry } from '#tests/support/sample-entry';

test('an entry comes back from its stored text as it was, blanks and own columns included', () => {
  const item = { ...emptyItem('i1'), name: '姓名', extra: { 备注: '甲', 空列: '' } };
  const entry = {
    ...sampleEntry({ formerCodes: ['301001/000001'], extra: { 自有列: 'x' } }),
    items: [item, emptyItem('i2')],
  };
  expect(entryFromText(entryText(entry))).toEqual(entry);
  expect(entryFromText(entryText(emptyEntry('e')))).toEqual(emptyEntry('e'));
});

test('any text in any field survives', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.dictionary(fc.string(), fc.string({ minLength: 1 })),
      (text, extra) => {
        const safe = Object.fromEntries(Object.entries(extra).filter(([key]) => key !== '__proto__'));
        const entry = { ...sampleEntry({ summary: text }), extra: safe };
        expect(entryFromText(entryText(entry))).toEqual(entry);
      },
    ),
  );
});

test('blank fields take no room', () => {
  const entry = { ...emptyEntry('e1'), items: [emptyItem('i1')] };
  expect(entryText(entry)).toBe('{"id":"e1","items":[{"id":"i1"}]}');
});
