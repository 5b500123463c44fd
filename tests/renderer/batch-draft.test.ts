/** What is typed into 批量修改 is written as its fields take it, also where the box was never left. */
import { expect, test } from 'vitest';
import { changeOf, NEW_BATCH, withValuesRead } from '#renderer/screens/entries/batch-draft';
import { readingOf } from '#renderer/screens/editor/reading';
import { codeTables } from '#tests/jurisdictions/check-support';

const reading = readingOf({
  codeTables,
  aliases: [],
  itemHeaders: { columns: [], entry: [], counters: [], groups: [] },
});
const valuesOf = (...values: { field: string; value: string }[]) =>
  changeOf(withValuesRead({ ...NEW_BATCH, values }, reading));

test.each([
  ['publishedOn', '2026.3.1', '2026-03-01'],
  ['publishedOn', '昨天', '昨天'],
  ['providerCode', '１１４３００００７４３１８７４５１Ｆ', '11430000743187451F'],
  ['sharingType', '条件共享', '有条件共享'],
  ['storedVolume', ' 12 ', '12'],
  ['office', '审批处', '审批处'],
  ['summary', '第一行\n 第二行', '第一行\n 第二行'],
  ['office', '', ''],
])('%s：“%s”写入“%s”', (field, typed, written) => {
  expect(valuesOf({ field, value: typed })).toEqual({
    kind: 'set',
    values: [{ field, value: written }],
    onlyBlank: false,
  });
});

test('没有选定字段的一行不写，再读一遍不变', () => {
  expect(valuesOf({ field: '', value: '2026.3.1' })).toBeNull();
  const once = withValuesRead(
    { ...NEW_BATCH, values: [{ field: 'publishedOn', value: '2026/3/1' }] },
    reading,
  );
  expect(withValuesRead(once, reading)).toEqual(once);
});
