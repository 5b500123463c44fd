import { describe, expect, it } from 'vitest';
import { pagesTyped, type PrintChoice } from '#app/contract/print-choice';
import { choosesPages, missingPrinter, printersOf, printOptions, printResult } from '#main/print-options';
import { printChoiceSchema } from '#app/contract/print-choice-schema';

const CHOICE: PrintChoice = {
  printer: 'laser',
  copies: 1,
  sides: 'single',
  grey: false,
  pages: [],
  systemDialog: false,
};

describe('what was chosen in the print dialog, as Electron is told', () => {
  it('the paper is A4, in colour, on one side, whole, without a further question', () => {
    expect(printOptions(CHOICE)).toEqual({
      silent: true,
      printBackground: true,
      pageSize: 'A4',
      color: true,
      copies: 1,
      collate: true,
      duplexMode: 'simplex',
      deviceName: 'laser',
    });
  });

  it('the system’s standard printer is meant where none is named', () => {
    expect(printOptions({ ...CHOICE, printer: '' })).not.toHaveProperty('deviceName');
  });

  it.each([
    ['single', 'simplex'],
    ['long-edge', 'longEdge'],
    ['short-edge', 'shortEdge'],
  ] as const)('%s is %s', (sides, duplexMode) => {
    expect(printOptions({ ...CHOICE, sides })).toMatchObject({ duplexMode });
  });

  it('copies, black and white, and pages, which Electron counts from 0', () => {
    const pages = [
      { from: 1, to: 3 },
      { from: 5, to: 5 },
    ];
    expect(printOptions({ ...CHOICE, copies: 3, grey: true, pages })).toMatchObject({
      copies: 3,
      color: false,
      pageRanges: [
        { from: 0, to: 2 },
        { from: 4, to: 4 },
      ],
    });
  });

  it('the system’s own dialog is shown where it was asked for, filled in with the same', () => {
    expect(printOptions({ ...CHOICE, systemDialog: true, copies: 2 })).toMatchObject({
      silent: false,
      copies: 2,
      deviceName: 'laser',
    });
  });

  it('Linux prints every page whatever it is told, so pages are not offered there', () => {
    expect(choosesPages('linux')).toBe(false);
    expect(choosesPages('win32')).toBe(true);
  });
});

describe('the printers of this computer', () => {
  it('bear the name that people know, wherever the system keeps it', () => {
    expect(
      printersOf([
        { name: 'HP_4F', displayName: 'HP_4F', description: '四楼打印机' },
        { name: '\\\\srv\\p1', displayName: '文印室', description: '' },
        { name: 'plain', displayName: 'plain', description: ' ' },
      ]),
    ).toEqual([
      { name: 'HP_4F', label: '四楼打印机（HP_4F）' },
      { name: '\\\\srv\\p1', label: '文印室（\\\\srv\\p1）' },
      { name: 'plain', label: 'plain' },
    ]);
  });

  it('none at all, or the chosen one gone, is a failure with its code before any paper is made', () => {
    const laser = { name: 'laser', label: 'laser' };
    expect(missingPrinter([], CHOICE)).toMatchObject({ failure: { code: 'no-printer' } });
    expect(missingPrinter([], { printer: '' })).toMatchObject({ failure: { code: 'no-printer' } });
    expect(missingPrinter([laser], { printer: 'colour' })).toMatchObject({
      failure: { code: 'printer-gone', details: { printer: 'colour' } },
    });
    expect(missingPrinter([laser], CHOICE)).toBeNull();
    expect(missingPrinter([laser], { printer: '' })).toBeNull();
  });

  it('a dialog that was cancelled is no failure; a printer that refuses is one', () => {
    expect(printResult(true, '')).toEqual({ ok: true, value: { printed: true } });
    expect(printResult(false, 'Print job canceled')).toEqual({ ok: true, value: { printed: false } });
    expect(printResult(false, 'cancelled')).toEqual({ ok: true, value: { printed: false } });
    expect(printResult(false, 'Print job failed')).toMatchObject({ failure: { code: 'print-failed' } });
  });
});

describe('pages as a person types them', () => {
  it.each([
    ['', []],
    [' ', []],
    ['3', [[3, 3]]],
    [
      '1-3，5',
      [
        [1, 3],
        [5, 5],
      ],
    ],
    [
      '１－３、７～９',
      [
        [1, 3],
        [7, 9],
      ],
    ],
    [
      '第2至4页; 6',
      [
        [2, 4],
        [6, 6],
      ],
    ],
  ] as const)('%j', (typed, ranges) => {
    expect(pagesTyped(typed)).toEqual(ranges.map(([from, to]) => ({ from, to })));
  });

  it.each(['0', '3-1', '1-', 'a', '1,,2', '1.5', '-3', '1-2-3', '99999999'])('%j is none', (typed) => {
    expect(pagesTyped(typed)).toBeNull();
  });

  it('a forged choice is refused: no copies, too many, unknown words', () => {
    for (const forged of [
      { copies: 0 },
      { copies: 100 },
      { copies: 1.5 },
      { sides: 'both' },
      { tray: '2' },
    ]) {
      expect(printChoiceSchema.safeParse({ ...CHOICE, ...forged }).success).toBe(false);
    }
    expect(printChoiceSchema.safeParse(CHOICE).success).toBe(true);
  });
});
