import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as xls from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { FailureError } from '#app/contract/failure';
import type { RawSheet } from '#app/documents/raw-sheet';
import { readXls } from '#app/documents/read-xls';
import { xlsSheets } from '#app/documents/xls-sheets';
import { chance, SOAK } from '#tests/support/seed';
import { HEADERS, temporaryFolder } from './sheet-fixture';

const folder = temporaryFolder();
let files = 0;

function oldWorkbook(rows: number, bookType: xls.BookType = 'biff8'): Buffer {
  const book = xls.utils.book_new();
  const cells = Array.from({ length: rows }, (_, i) => [
    `信息${i >> 2}`,
    `307001/${i >> 2}`,
    '示例局',
    46082 + i,
    i % 2 === 0,
    '长文字',
  ]);
  const page = xls.utils.aoa_to_sheet([[...HEADERS], ...cells]);
  page['!merges'] = [xls.utils.decode_range('C2:C3')];
  xls.utils.book_append_sheet(book, page, '目录');
  xls.utils.book_append_sheet(book, xls.utils.aoa_to_sheet([['x', 1.5]]), '另表');
  return xls.write(book, { type: 'buffer', bookType }) as Buffer;
}

function written(bytes: Buffer): string {
  const file = join(folder, `old-${++files}.xls`);
  writeFileSync(file, bytes);
  return file;
}

async function outcome(
  file: string,
  options: Parameters<typeof readXls>[3] = {},
): Promise<RawSheet[] | string> {
  const sheets: RawSheet[] = [];
  try {
    await readXls(file, statSync(file).size, (sheet) => sheets.push(sheet), options);
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code;
    throw error;
  }
  return sheets;
}

describe('旧格式的解析：在有时间和内存限制的工作线程里', () => {
  it('rows, merges and progress come through whole, sheet after sheet', async () => {
    const seen: number[] = [];
    const sheets = await outcome(written(oldWorkbook(5000)), {
      onProgress: (done, total) => seen.push(done / total),
    });
    expect(Array.isArray(sheets) && sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['目录', 5001],
      ['另表', 1],
    ]);
    const [first] = sheets as RawSheet[];
    expect(first!.merges).toEqual([{ top: 2, bottom: 3, left: 2, right: 2 }]);
    expect(first!.rows[5000]).toMatchObject({
      number: 5001,
      cells: expect.arrayContaining(['信息1249', '示例局']),
    });
    expect(seen.at(-1)).toBe(1);
  });

  it('a parser that takes too long or too much memory is stopped with workbook-limit', async () => {
    const file = written(oldWorkbook(4000));
    expect(await outcome(file, { limits: { seconds: 0.001, heapMegabytes: 512 } })).toBe('workbook-limit');
    expect(await outcome(file, { limits: { seconds: 120, heapMegabytes: 8 } })).toBe('workbook-limit');
    // And the next file is read as ever.
    expect(Array.isArray(await outcome(written(oldWorkbook(3))))).toBe(true);
  });

  it('a cancel stops it at once', async () => {
    const stop = new AbortController();
    const running = outcome(written(oldWorkbook(500)), { signal: stop.signal });
    stop.abort();
    expect(await running).toBe('cancelled');
  });

  it('a file of 65,536 rows, the most that the format holds', { timeout: 120_000 }, async () => {
    const book = xls.utils.book_new();
    const numbers = Array.from({ length: 65_536 }, (_, i) => [i]);
    xls.utils.book_append_sheet(book, xls.utils.aoa_to_sheet(numbers), '目录');
    const sheets = await outcome(written(xls.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer));
    expect((sheets as RawSheet[])[0]!.rows.at(-1)).toEqual({ number: 65_536, cells: ['65535'] });
  });

  it('a file of which a part is lost in the middle is refused, never read with rows missing', () => {
    const whole = oldWorkbook(200);
    const expected = JSON.stringify(xlsSheets(whole));
    const lost: number[] = [];
    for (let at = 512; at + 512 <= whole.length; at += 512) {
      for (const filler of [0x00, 0xff]) {
        const bytes = Buffer.from(whole).fill(filler, at, at + 512);
        try {
          if (JSON.stringify(xlsSheets(bytes)) !== expected) lost.push(at);
        } catch (error) {
          if (!(error instanceof FailureError)) throw error;
          expect(error.failure.code).toBe('workbook-unreadable');
        }
      }
      expect(() => xlsSheets(whole.subarray(0, at))).toThrow(FailureError);
    }
    expect(lost).toEqual([]);
  });

  const runs = SOAK ? 10_000 : 400;
  it(`${runs} damaged files: each is read or refused with a code`, { timeout: 3_600_000 }, () => {
    const luck = chance('xls');
    const originals = [oldWorkbook(20), oldWorkbook(3), oldWorkbook(8, 'biff5')];
    const codes = new Map<string, number>();
    for (let run = 0; run < runs; run++) {
      let bytes = Buffer.from(originals[luck.below(originals.length)]!);
      for (let changes = 1 + luck.below(6); changes > 0; changes--) {
        // Half of the changes hit the directory and the first records, where they do most.
        const at =
          8 + luck.below(luck.below(2) === 0 ? Math.min(bytes.length, 2048) - 12 : bytes.length - 12);
        const kind = luck.below(4);
        if (kind === 0) bytes[at] = luck.below(256);
        else if (kind === 1) bytes.writeUInt32LE(luck.below(2 ** 32), at);
        else if (kind === 2) bytes.writeUInt16LE(luck.below(2 ** 16), at);
        else if (bytes.length > 3000) bytes = bytes.subarray(0, Math.max(1600, luck.below(bytes.length)));
      }
      let code = 'read';
      try {
        xlsSheets(bytes);
      } catch (error) {
        if (!(error instanceof FailureError)) throw new Error(`run ${run}`, { cause: error });
        code = error.failure.code;
      }
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect(
      [...codes.keys()].filter((code) => !['read', 'workbook-unreadable', 'workbook-limit'].includes(code)),
    ).toEqual([]);
    expect(codes.get('workbook-unreadable')).toBeGreaterThan(0);
  });
});
