/** A finding marks the cells that it is about, also where it was told once for many items. */
import { expect, test } from 'vitest';
import { cellProblems } from '#renderer/screens/editor/cell-problems';
import { check, codeTables, entry, item } from '#tests/jurisdictions/check-support';

const dataTypes = codeTables['data-type']!.values.map(({ label }) => label);
const listOf = (field: string) => (field === 'dataType' ? dataTypes : null);

test('每一个写错的格都标出，写对的不标', () => {
  const items = Array.from({ length: 80 }, (_, i) =>
    item({ dataLength: i % 2 === 0 ? '五十' : '50', dataType: i % 2 === 0 ? '字符型C' : '文字' }),
  );
  const subject = entry({ items });
  const findings = check(subject);
  expect(findings.filter(({ field }) => field === 'dataLength')).toHaveLength(1);
  const problems = cellProblems(subject, findings, listOf);
  items.forEach((one, i) => {
    expect(problems.at(one, 'dataLength')?.rule).toBe(i % 2 === 0 ? 'length-form' : undefined);
    expect(problems.at(one, 'dataType')?.rule).toBe(i % 2 === 0 ? undefined : 'value-list');
    expect(problems.at(one, 'name')).toBeUndefined();
  });
  expect([problems.firstRow('dataLength'), problems.firstRow('dataType')]).toEqual([0, 1]);
  expect(problems.firstRow('sharingType')).toBe(-1);
});

test('指名到项的，标在那一项；两个问题标重的一个', () => {
  const subject = entry({ items: [item(), item({ dataLength: '约50', dataType: '' })] });
  const problems = cellProblems(subject, check(subject), listOf);
  const [good, bad] = subject.items;
  expect([problems.at(good!, 'dataLength'), problems.at(good!, 'dataType')]).toEqual([undefined, undefined]);
  expect(problems.at(bad!, 'dataLength')?.severity).toBe('warning');
  expect(problems.at(bad!, 'dataType')?.rule).toBe('item-type-missing');
});
