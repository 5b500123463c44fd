/** A value of a list is the same one whether it is typed, pasted or imported. */
import { describe, expect, test } from 'vitest';
import { ENTRY_FIELDS, ITEM_FIELDS, type FieldDefinition } from '#app/catalogue/entry-fields';
import { choicesFor } from '#renderer/screens/editor/choices-for';
import { readingOf } from '#renderer/screens/editor/reading';
import { codeTables } from '#tests/jurisdictions/check-support';

const reading = readingOf({
  codeTables,
  aliases: [{ field: 'dataType', from: '文本串', to: '字符型C' }],
  itemHeaders: { columns: [], entry: [], counters: [], groups: [] },
});
const fields: readonly FieldDefinition[] = [...Object.values(ENTRY_FIELDS), ...Object.values(ITEM_FIELDS)];
const listed = [...new Set(fields.flatMap(({ codeTable }) => codeTable ?? []))].map(
  (name) => codeTables[name]!,
);

const readIn = (codeTable: string) => (typed: string) => reading.value({ kind: 'choice', codeTable }, typed);
const labelsOf = (table: string): string[] => [
  ...new Set(codeTables[table]!.values.map(({ label }) => label)),
];

describe('键入列表值，回车取到的就是导入时读成的', () => {
  test.each(listed.map((table) => [table.table, table] as const))('%s的每个写法', (name, table) => {
    const read = readIn(name);
    for (const { label, aliases } of table.values) {
      expect(read(label)).toBe(label);
      for (const typed of [label, ...aliases]) {
        expect([typed, choicesFor(labelsOf(name), typed, read)[0]]).toEqual([typed, read(typed)]);
      }
    }
  });

  test.each([
    ['sharing-type', '条件共享', '有条件共享'],
    ['data-type', 'T', '日期时间型T'],
    ['data-type', 'ｔ', '日期时间型T'],
    ['data-type', 'B', '双精度型B'],
    ['data-type', '文本串', '字符型C'],
    ['update-cycle', '年', '每年'],
  ])('%s：%s即%s', (table, typed, meant) => {
    expect(choicesFor(labelsOf(table), typed, readIn(table))[0]).toBe(meant);
  });

  test('没有说定的按首字母和所含的字排，每个值只列一次', () => {
    const all = labelsOf('sharing-type');
    expect(choicesFor(all, 'tj', readIn('sharing-type'))).toEqual(['无条件共享', '有条件共享']);
    expect([...choicesFor(all, '共享', readIn('sharing-type'))].sort()).toEqual([...all].sort());
    expect(choicesFor(all, '查不到', readIn('sharing-type'))).toEqual([]);
  });

  test('读成的不在可选之列，就只列可选的', () => {
    expect(choicesFor(['无条件共享', '不予共享'], '条件共享', readIn('sharing-type'))).toEqual([
      '无条件共享',
    ]);
  });
});
