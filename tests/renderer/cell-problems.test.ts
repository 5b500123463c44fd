/** A finding marks the cells that it is about, also where it was told once for many items. */
import { expect, test } from 'vitest';
import { cellProblems } from '#renderer/screens/editor/cell-problems';
import { check, entry, item } from '#tests/jurisdictions/check-support';

test('每一个写错的格都标出，写对的不标', () => {
  const items = Array.from({ length: 80 }, (_, i) =>
    item({ dataLength: i % 2 === 0 ? '五十' : '50', dataType: i % 2 === 0 ? '字符型C' : '文字' }),
  );
  const subject = entry({ items });
  const findings = check(subject);
  expect(findings.filter(({ field }) => field === 'dataLength')).toHaveLength(1);
  const problems = cellProblems(subject, findings);
  items.forEach((one, i) => {
    expect(problems.at(one, 'dataLength')?.rule).toBe(i % 2 === 0 ? 'length-form' : undefined);
    expect(problems.at(one, 'dataType')?.rule).toBe(i % 2 === 0 ? undefined : 'value-list');
    expect(problems.at(one, 'name')).toBeUndefined();
  });
  expect([problems.firstRow('dataLength'), problems.firstRow('dataType')]).toEqual([0, 1]);
  expect(problems.firstRow('sharingType')).toBe(-1);
});

test('各写各的错，每格只标自己的问题，从问题找到的也是自己的第一格', () => {
  const written = [
    { dataLength: '50汉字', dataType: '胡说' },
    { dataLength: '约二十', dataType: 'C' },
    { dataLength: ' 50汉字 ', dataType: '' },
    { dataLength: '10', dataType: '字符型C' },
  ];
  const items = Array.from({ length: 400 }, (_, i) => item(written[i % 4]!));
  const subject = entry({ items });
  const findings = check(subject);
  const problems = cellProblems(subject, findings);
  for (const [i, one] of items.entries()) {
    const { dataLength, dataType } = written[i % 4]!;
    const told = problems.at(one, 'dataLength');
    if (dataLength === '10') expect(told).toBeUndefined();
    else expect(told?.message).toContain(`“${dataLength.trim()}”`);
    const rule = ['value-list', 'value-alias', 'item-type-missing', undefined][i % 4];
    expect([dataType, problems.at(one, 'dataType')?.rule]).toEqual([dataType, rule]);
  }
  const rows = findings
    .filter(({ item: named, field }) => named === undefined && ['dataLength', 'dataType'].includes(field))
    .map(({ field, value }) => [field, value, problems.firstRow(field, value)]);
  expect(rows.sort()).toEqual([
    ['dataLength', '50汉字', 0],
    ['dataLength', '约二十', 1],
    ['dataType', '', 2],
    ['dataType', 'C', 1],
    ['dataType', '胡说', 0],
  ]);
});

test('问题不在这一格的值上，值相同的别的格不标', () => {
  // Only items that are not shared unconditionally have to say their class.
  const items = Array.from({ length: 80 }, (_, i) =>
    item({ sharingType: i % 2 === 0 ? '无条件共享' : '有条件共享', sharingCondition: '用于核验' }),
  );
  const subject = entry({ code: '105001/000001', items });
  const findings = check(subject).filter(({ rule }) => rule === 'base-item-unmarked');
  expect(findings.map(({ item: named, value }) => [named, value])).toEqual([[undefined, undefined]]);
  const problems = cellProblems(subject, findings);
  expect(items.some((one) => problems.at(one, 'itemClass') !== undefined)).toBe(false);
});

test('指名到项的，标在那一项；两个问题标重的一个', () => {
  const subject = entry({ items: [item(), item({ dataLength: '约50', dataType: '' })] });
  const problems = cellProblems(subject, check(subject));
  const [good, bad] = subject.items;
  expect([problems.at(good!, 'dataLength'), problems.at(good!, 'dataType')]).toEqual([undefined, undefined]);
  expect(problems.at(bad!, 'dataLength')?.severity).toBe('warning');
  expect(problems.at(bad!, 'dataType')?.rule).toBe('item-type-missing');
});
