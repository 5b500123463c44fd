import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyRows } from '#app/catalogue/apply-rows';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { creditCodeState } from '#app/classification/credit-code';
import { resourceCodeState } from '#app/classification/resource-code';
import { readWorkbook } from '#app/documents/read-workbook';
import { columnFor, type SheetEntry, type WorkbookReading } from '#app/documents/sheet-entry';
import { checkCatalogue } from '#app/jurisdictions/check-catalogue';
import type { Finding } from '#app/jurisdictions/finding';
import { parseRulePack, type RulePack } from '#app/jurisdictions/rule-pack';
import { ruleStack } from '#app/jurisdictions/rule-stack';
import { makeSamples } from '#scripts/make-samples';
import { codeTables, layouts } from './sheet-fixture';

const PACKS: readonly RulePack[] = readdirSync('resources/rule-packs').map((name) => {
  const parsed = parseRulePack(readFileSync(join('resources/rule-packs', name), 'utf8'), name);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failure));
  return parsed.value;
});

interface Imported {
  readonly reading: WorkbookReading;
  readonly placed: ReadonlyMap<
    string,
    { sheetEntry: SheetEntry; entry: CatalogueEntry; itemIds: readonly string[] }
  >;
  readonly findings: readonly Finding[];
}

/** Reads a sample into new entries and checks them as a department in Shaanxi would. */
async function imported(file: string, rules = 'shaanxi-2017'): Promise<Imported> {
  const read = await readWorkbook(file, { layouts, codeTables });
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  let ids = 0;
  const placed = new Map(
    read.value.entries.map((sheetEntry) => {
      const { entry, itemIds } = applyRows(null, `e${++ids}`, sheetEntry, true, () => `i${++ids}`);
      return [entry.id, { sheetEntry, entry, itemIds }];
    }),
  );
  const stack = ruleStack(PACKS, rules);
  if (!stack.ok) throw new Error(rules);
  const { provider, providerCode } = [...placed.values()][0]!.entry;
  const findings = checkCatalogue(
    [...placed.values()].map(({ entry }) => entry),
    {
      packs: stack.value,
      codeTables,
      department: { name: provider, creditCode: providerCode },
      knownSystems: [],
      today: '2026-11-21',
    },
  );
  return { reading: read.value, placed, findings };
}

describe('样例：national-2017.xlsx', () => {
  const sample = imported('resources/samples/national-2017.xlsx');

  it('holds the 79 real catalogues with their 1,049 items, each read from its rows', async () => {
    const { reading } = await sample;
    expect(reading.layout.id).toBe('national-2017');
    expect(reading.sheets.map(({ name }) => name)).toEqual(['政务信息资源目录']);
    expect(reading.entries).toHaveLength(79);
    expect(reading.entries.reduce((sum, { items }) => sum + items.length, 0)).toBe(1049);
    expect(reading.rowCount).toBe(1049);
    expect(reading.failedRows).toEqual([]);
    expect(reading.columns.map(({ confidence }) => confidence)).toEqual(Array.from({ length: 27 }, () => 1));
  });

  it('gives every entry a code of its own under the sample’s 目, and a provider code whose check characters fit', async () => {
    const codes = (await sample).reading.entries.map(({ fields }) => fields.code!);
    expect(new Set(codes).size).toBe(79);
    for (const code of codes) {
      expect(code).toMatch(/^307999\//);
      expect(resourceCodeState(code)).toBe('valid');
    }
    const units = new Set((await sample).reading.entries.map(({ fields }) => fields.providerCode!));
    expect([...units].map(creditCodeState)).toEqual(['valid']);
  });

  it('varies dates, sharing, formats and cycles', async () => {
    const entries = [...(await sample).placed.values()].map(({ entry }) => entry);
    const distinct = (pick: (entry: CatalogueEntry) => string): number => new Set(entries.map(pick)).size;
    expect(distinct((entry) => entry.publishedOn)).toBe(79);
    expect(distinct((entry) => entry.sharingType)).toBe(3);
    expect(distinct((entry) => entry.formatCategory)).toBe(3);
    expect(distinct((entry) => entry.updateCycle)).toBe(8);
    expect(distinct((entry) => entry.summary)).toBeGreaterThan(70);
    expect(entries.filter(({ sharingType }) => sharingType === '不予共享')).toHaveLength(3);
  });

  it('has one 必须修改 fault only, the three 教育机构信息 of one office, whatever the rules', async () => {
    for (const rules of [
      'shaanxi-2017',
      'yunnan-2017',
      'weihai-2016',
      'shenzhen-2015',
      'xinzhou-2022',
      'national-2025',
    ]) {
      const { findings } = await imported('resources/samples/national-2017.xlsx', rules);
      const errors = findings.filter(({ severity }) => severity === 'error');
      expect(errors.map(({ rule, entry }) => `${rule} ${entry.name}`)).toEqual(
        Array.from({ length: 3 }, () => 'duplicate-name 教育机构信息'),
      );
    }
  });

  it('tells the six 个人荣誉信息 apart by their offices', async () => {
    const offices = (await sample).reading.entries
      .filter(({ fields }) => fields.name === '个人荣誉信息')
      .map(({ fields }) => fields.office);
    expect(offices).toHaveLength(6);
    expect(new Set(offices).size).toBe(6);
  });
});

describe('样例：national-2017-faulty.xlsx', () => {
  const sample = imported('resources/samples/national-2017-faulty.xlsx');
  const faults = JSON.parse(readFileSync('resources/samples/national-2017-faulty.json', 'utf8')) as {
    sheet: string;
    cell: string;
    rule: string;
    note: string;
  }[];

  /** `cell rule` of everything that reading and checking have to say. */
  async function placedFindings(errorsOnly: boolean): Promise<Set<string>> {
    const { reading, placed, findings } = await sample;
    const found = new Set<string>();
    for (const { cell, code } of reading.failedRows) found.add(`${cell} ${code}`);
    for (const { cell, code } of reading.problems) if (!errorsOnly) found.add(`${cell} ${code}`);
    for (const { entry, item, field, rule, severity } of findings) {
      if (errorsOnly && severity !== 'error') continue;
      const { sheetEntry, itemIds } = placed.get(entry.id)!;
      const row = item ? sheetEntry.items[itemIds.indexOf(item.id)]!.row : sheetEntry.rows[0]!;
      found.add(`${columnFor(reading, sheetEntry.sheet, item ? 'item' : 'entry', field)}${row} ${rule}`);
    }
    return found;
  }

  it.each(faults.map((fault) => [fault.note, `${fault.cell} ${fault.rule}`] as const))(
    '%s is found at %s',
    async (_, fault) => {
      expect(await placedFindings(false)).toContain(fault);
    },
  );

  it('no good resource between them is found 必须修改', async () => {
    const rows = new Set(faults.map(({ cell }) => Number(/\d+/.exec(cell)![0])));
    const { reading } = await sample;
    const faulty = new Set(
      reading.entries
        .filter((entry) => entry.rows.some((row) => rows.has(row)))
        .flatMap(({ rows: own }) => own),
    );
    const others = [...(await placedFindings(true))].filter((place) => {
      const row = Number(/\d+/.exec(place)![0]);
      return !faulty.has(row) && !rows.has(row);
    });
    expect(others).toEqual([]);
    expect(reading.entries.length).toBeGreaterThan(35);
  });
});

describe('样例：生成', () => {
  it('the shipped files are what the script makes, byte for byte', async () => {
    const out = mkdtempSync(join(tmpdir(), 'mulu-samples-'));
    try {
      await makeSamples('resources', out);
      for (const name of ['national-2017.xlsx', 'national-2017-faulty.xlsx', 'national-2017-faulty.json']) {
        expect(readFileSync(join(out, name)).equals(readFileSync(join('resources/samples', name)))).toBe(
          true,
        );
      }
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});
