import { expect, test } from 'vitest';
import { columnsIn, trackOf, type RowColumn } from '#renderer/parts/row-columns';

const render = (): string => '';
const COLUMNS: readonly RowColumn<object>[] = [
  { key: 'mark', title: '', width: 98, render, narrow: { width: 44, render } },
  { key: 'name', title: '', width: 190, least: 110, render },
  { key: 'place', title: '', width: 140, least: 96, narrow: null, render },
  { key: 'said', title: '', render },
];
const tracks = (pixels: number) => columnsIn(COLUMNS, pixels).map((column) => [column.key, trackOf(column)]);

test('columns give way down to their least before any is left out', () => {
  const all = [
    ['mark', '98px'],
    ['name', 'minmax(110px, 190px)'],
    ['place', 'minmax(96px, 140px)'],
    ['said', 'minmax(140px, 1fr)'],
  ];
  expect(tracks(1000)).toEqual(all);
  expect(tracks(98 + 110 + 96 + 140)).toEqual(all);
});

test('in a table too narrow for that, what is told elsewhere is left out and the rest stands in its narrow form', () => {
  expect(tracks(98 + 110 + 96 + 140 - 1)).toEqual([
    ['mark', '44px'],
    ['name', 'minmax(110px, 190px)'],
    ['said', 'minmax(140px, 1fr)'],
  ]);
});

test('columns that say nothing of it stay as they are, and the table scrolls', () => {
  const fixed: readonly RowColumn<object>[] = [
    { key: 'a', title: '', width: 300, render },
    { key: 'b', title: '', render },
  ];
  expect(columnsIn(fixed, 200)).toEqual(fixed);
});
