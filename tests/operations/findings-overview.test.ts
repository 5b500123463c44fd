/** Findings over the whole library, completeness, limits and imports: what the overviews say is what the entries hold. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyItem } from '#app/catalogue/entry';
import { FIELD_ELEMENTS } from '#app/jurisdictions/elements';
import { readTally, tallyText } from '#app/jurisdictions/finding-tally';
import type { CallOutput } from '#app/contract/calls';
import { SEVERITIES, type Finding as Found } from '#app/jurisdictions/finding';
import { migrate } from '#app/storage/migrate';
import { openConnection } from '#app/storage/sqlite';
import { addEntry } from '#tests/support/library-entries';
import { newLibrary, RESOURCES, type TestCore } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
type Finding = CallOutput<'findings.list'>['findings'][number];

async function eachByItself(core: TestCore): Promise<Finding[]> {
  const { entries } = await core.call('entries.list', { limit: 1000 });
  const all: Finding[] = [];
  for (const { id } of entries) all.push(...(await core.call('entries.read', { entry: id })).findings);
  return all;
}
/** 必须修改 first, then 需要说明, then 建议; of one kind together, in the order of the catalogue. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const key = ({ severity, rule }: Finding): string => `${SEVERITIES.indexOf(severity)} ${rule}`;
  return [...findings].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
const told = ({ entry, rule, field, item, message }: Finding) =>
  [entry.id, rule, field, item?.id ?? '', message].join('|');

describe('findings of the whole library', () => {
  test('page by page they are exactly those of the entries, by severity, rule and entry; also of one entry, of words', async () => {
    const core = await newLibrary(folder);
    for (let i = 0; i < 7; i++) {
      await addEntry(core, {
        ...(i % 2 === 0 ? { summary: '' } : {}),
        ...(i % 3 === 0 ? { grading: '', storedVolume: '１２ＧＢ' } : {}),
        name: `第${i}号登记信息`,
        ...(i === 5 ? { items: Array.from({ length: 4 }, (_, n) => emptyItem(`0000000${n}`)) } : {}),
      });
    }
    const wanted = await eachByItself(core);
    expect(wanted.length).toBeGreaterThan(15);
    for (const size of [1, 3, 1000]) {
      const found: Finding[] = [];
      for (let offset = 0; offset < wanted.length; offset += size) {
        const page = await core.call('findings.list', { answers: 'all', offset, limit: size });
        expect(page.total).toBe(wanted.length);
        found.push(...page.findings);
      }
      expect(found.map(told)).toEqual(inOrder(wanted).map(told));
    }
    const total = async (filter: object): Promise<number> => (await core.call('findings.list', filter)).total;
    expect(await total({ severity: 'error' })).toBe(wanted.filter((one) => one.severity === 'error').length);
    expect(await total({ rule: 'grading-missing' })).toBe(
      wanted.filter((one) => one.rule === 'grading-missing').length,
    );
    const own = wanted.filter((one) => one.entry.name === '第5号登记信息');
    expect(await total({ entry: own[0]!.entry.id })).toBe(own.length);
    expect(await total({ query: '5号 登记' })).toBe(own.length);
    const { findings: ofOne } = await core.call('findings.list', { entry: own[0]!.entry.id });
    expect(ofOne.map(told)).toEqual(inOrder(own).map(told));
    const { rules } = await core.call('findings.rules', {});
    expect(rules.reduce((sum, { open }) => sum + open, 0)).toBe(wanted.length);
    await core.close();
  });

  test('by rule they are as many as the list says under the same conditions: of words, of one entry, of both', async () => {
    const core = await newLibrary(folder);
    for (let i = 0; i < 6; i++) {
      await addEntry(core, {
        grading: '',
        name: `第${i}号登记信息`,
        ...(i % 2 === 0 ? { summary: '', storedVolume: '１２ＧＢ' } : {}),
      });
    }
    const { entries } = await core.call('entries.list', {});
    const [even, odd, gone] = [entries[0]!, entries[1]!, entries[4]!];
    const { findings } = await core.call('findings.list', { rule: 'grading-missing', entry: odd.id });
    const { rule, field, message } = findings[0]!;
    const named = { entry: odd.id, findings: [{ rule, field, message }], reason: '正在制定', by: '甲' };
    await core.call('findings.settle', named);
    await core.call('entries.remove', { entries: [gone.id] });
    const ofRules = new Map<string, object>();
    const conditions = [
      {},
      { query: ' ' },
      { query: '登记 号' },
      { query: '1号' },
      { query: '4号' },
      { query: '没有这样的字' },
      { entry: even.id },
      { entry: odd.id, query: '1号' },
      { entry: odd.id, query: '0号' },
    ];
    for (const condition of conditions) {
      const { rules } = await core.call('findings.rules', condition);
      ofRules.set(JSON.stringify(condition), rules);
      for (const answers of ['open', 'answered'] as const) {
        const listed = await core.call('findings.list', { ...condition, answers });
        const counted = rules.reduce((sum, row) => sum + row[answers], 0);
        expect(counted, `${JSON.stringify(condition)} ${answers}`).toBe(listed.total);
        for (const row of rules) {
          const { severity } = row;
          const ofRow = await core.call('findings.list', { ...condition, answers, rule: row.rule, severity });
          expect(row[answers], `${row.rule} ${JSON.stringify(condition)}`).toBe(ofRow.total);
        }
      }
    }
    expect(ofRules.get('{"query":" "}')).toEqual(ofRules.get('{}'));
    expect(ofRules.get('{"query":"1号"}')).toContainEqual(
      expect.objectContaining({ rule, entries: 0, open: 0, answered: 1 }),
    );
    expect(ofRules.get('{"query":"4号"}')).toEqual([]);
    await core.close();
  });

  test('a finding that stays with a reason leaves the open ones; what was deleted is counted nowhere', async () => {
    const core = await newLibrary(folder);
    const kept = await addEntry(core, { grading: '' });
    const gone = await addEntry(core, { grading: '' });
    const { findings } = await core.call('findings.list', { entry: kept.id, rule: 'grading-missing' });
    const { rule, field, message } = findings[0]!;
    await core.call('findings.settle', {
      entry: kept.id,
      findings: [{ rule, field, message }],
      reason: '分级办法正在制定',
      by: '甲',
    });
    const total = async (answers: 'open' | 'answered'): Promise<number> =>
      (await core.call('findings.list', { rule: 'grading-missing', answers })).total;
    expect([await total('open'), await total('answered')]).toEqual([1, 1]);
    await core.call('entries.remove', { entries: [gone.id] });
    expect([await total('open'), await total('answered')]).toEqual([0, 1]);
    const { rules } = await core.call('findings.rules', {});
    expect(rules.find((row) => row.rule === 'grading-missing')).toMatchObject({
      entries: 0,
      open: 0,
      answered: 1,
    });
    expect((await core.call('entries.list', { rule: 'grading-missing' })).total).toBe(0);
    await core.close();
  });

  test('by entry: each with the findings that the conditions mean, advice alone and answered ones too', async () => {
    const core = await newLibrary(folder);
    await addEntry(core);
    const uncoded = await addEntry(core, { code: '' });
    const ungraded = await addEntry(core, { grading: '', summary: '' });
    const entries = (filter: object) => core.call('findings.entries', filter);
    const none = { error: 0, warning: 0, advice: 0 };
    const [advised, faulty] = [
      { id: uncoded.id, name: uncoded.name, ...none, advice: 1 },
      { id: ungraded.id, name: ungraded.name, ...none, error: 1, warning: 1 },
    ];
    expect(await entries({})).toEqual({ total: 2, entries: [advised, faulty] });
    expect(await entries({ offset: 1, limit: 1 })).toEqual({ total: 2, entries: [faulty] });
    expect(await entries({ query: uncoded.name })).toEqual({ total: 1, entries: [advised] });
    const { findings } = await core.call('findings.list', { rule: 'grading-missing' });
    const { rule, field, message } = findings[0]!;
    await core.call('findings.settle', {
      entry: ungraded.id,
      findings: [{ rule, field, message }],
      reason: '分级办法正在制定',
      by: '甲',
    });
    expect((await entries({})).entries).toEqual([advised, { ...faulty, warning: 0 }]);
    expect(await entries({ answers: 'answered' })).toEqual({ total: 1, entries: [{ ...faulty, error: 0 }] });
    expect((await entries({ answers: 'all' })).entries).toEqual([advised, faulty]);
    expect((await entries({ answers: 'all', severity: 'warning' })).entries).toEqual([
      { ...faulty, error: 0 },
    ]);
    await core.close();
  });

  test('tally and place kept of a library of the former layout are those that the program writes', async () => {
    const core = await newLibrary(folder);
    const { findings } = await core.call('entries.read', {
      entry: (await addEntry(core, { grading: '', summary: '' })).id,
    });
    await core.close();
    const former = join(folder, 'layout-87.mulu');
    const raw = await openConnection(former, 'create');
    await migrate(raw, 0, 87);
    await raw.run('ATTACH DATABASE ? AS today', [core.file]);
    const columns = `id, position, state, code, name, provider, office, sharing_type, update_cycle, item_count,
      content_json, search_text, changed_at_ms, changed_by`;
    await raw.exec(
      `INSERT INTO setting SELECT * FROM today.setting;
       INSERT INTO entry (${columns}) SELECT ${columns} FROM today.entry;
       INSERT INTO entry_check SELECT entry_id, errors, warnings, advice, findings_json FROM today.entry_check`,
    );
    const now = await raw.get<{ tally: string; place: number }>('SELECT tally, place FROM today.entry_check');
    await raw.close();
    await core.call('library.open', { library: former });
    const listed = await core.call('findings.list', {});
    expect(listed.findings.map(told)).toEqual(inOrder(findings).map(told));
    await core.close();
    const after = await openConnection(former, 'read');
    expect(await after.get('SELECT tally, place FROM entry_check')).toEqual(now);
    await after.close();
    expect(now!.tally).toBe(tallyText(findings as Found[]));
    expect(readTally(now!.tally).reduce((sum, { open }) => sum + open, 0)).toBe(findings.length);
  });
});

describe('completeness', () => {
  test('every field counted is the field that is blank', async () => {
    for (const field of FIELD_ELEMENTS) {
      const core = await newLibrary(folder);
      await addEntry(core, { relatedCode: '307999/000009' });
      const items = field === 'name' ? {} : { items: [] };
      const lacks = await addEntry(core, { relatedCode: '307999/000009', ...items, [field]: ' ' });
      const { elements, entries } = await core.call('entries.completeness', {});
      expect(entries).toBe(2);
      const element = elements.find((one) => one.element === field)!;
      // Without a sharing type nobody knows whether there is to be a mode of sharing.
      expect(element, field).toMatchObject({ filled: 1 });
      expect(
        (await core.call('entries.list', { lacking: field })).entries.map(({ id }) => id),
        field,
      ).toEqual([lacks.id]);
      await core.close();
    }
  });

  test('what only some sharing types need is asked of those alone, and nobody is asked for a related code', async () => {
    const core = await newLibrary(folder);
    await addEntry(core);
    const lacks = await addEntry(core, {
      sharingType: '有条件共享',
      sharingCondition: '',
      items: [],
    });
    const { elements } = await core.call('entries.completeness', {});
    const of = (key: string) => elements.find(({ element }) => element === key);
    expect(of('sharingPurpose')).toMatchObject({ needed: 1, filled: 0 });
    expect(of('refusalReason')).toMatchObject({ needed: 0, filled: 0 });
    expect(of('relatedCode')).toMatchObject({ needed: null, filled: 0 });
    const found = await core.call('entries.list', { lacking: 'sharingPurpose' });
    expect(found.entries.map(({ id }) => id)).toEqual([lacks.id]);
    await core.close();
  });

  /** Element by element: how many need it, how many of them have it; those listed are the rest, and the check says the same. */
  async function completenessOf(core: TestCore): Promise<Record<string, string>> {
    const { elements } = await core.call('entries.completeness', {});
    const figures: Record<string, string> = {};
    for (const { element, needed, filled } of elements) {
      figures[element] = `${filled} of ${needed}`;
      if (needed === null) continue;
      const { total } = await core.call('entries.list', { lacking: element });
      expect(filled, element).toBe(needed - total);
    }
    return figures;
  }

  test('a text of which nothing is seen is blank, as the check says', async () => {
    for (const nothing of ['\u3000', '\t', '\n', '\u00a0', '\u200b', '\u2003 \ufeff']) {
      const core = await newLibrary(folder);
      const { id } = await addEntry(core, { summary: nothing, relatedCode: nothing });
      const { findings } = await core.call('entries.read', { entry: id });
      expect(findings.map(({ field }) => field)).toContain('summary');
      const { summary, relatedCode, name } = await completenessOf(core);
      expect({ summary, relatedCode, name }).toEqual({
        summary: '0 of 1',
        relatedCode: '0 of null',
        name: '1 of 1',
      });
      await core.close();
    }
  });

  test('what one of two items lacks is lacking', async () => {
    for (const key of ['sharingType', 'modeCategory', 'openToPublic', 'updateCycle'] as const) {
      const core = await newLibrary(folder);
      const { items } = await addEntry(core);
      const { id } = await addEntry(core, {
        items: items.map((item, n) => ({ ...item, [key]: n === 0 ? '' : item[key] })),
      });
      const { findings } = await core.call('entries.read', { entry: id });
      expect(findings).toMatchObject([{ rule: 'required-field', field: key }]);
      expect((await completenessOf(core))[key]).toBe('1 of 2');
      await core.close();
    }
  });

  test('other words for a sharing type ask for the same, and so does the sharing type of a single item', async () => {
    const core = await newLibrary(folder);
    const stated = '用于部门核验业务，核验对象限本省部门';
    await addEntry(core, { sharingType: '有条件', sharingCondition: '', items: [] });
    await addEntry(core, { sharingType: '条件共享', sharingCondition: stated, items: [] });
    const { items } = await addEntry(core);
    const refused = (basis: object) =>
      addEntry(core, {
        items: items.map((item, n) =>
          n === 0
            ? { ...item, sharingType: '不予共享' }
            : { ...item, sharingType: '有条件共享', sharingCondition: stated },
        ),
        ...basis,
      });
    expect((await refused({})).sharingType).toBe('有条件共享');
    await refused({
      refusalReason: '能够识别单个统计调查对象，依法应当保密',
      refusalBasis: '《中华人民共和国统计法》第二十五条',
    });
    const figures = await completenessOf(core);
    expect(figures['sharingCondition']).toBe('3 of 4');
    expect(figures['refusalReason']).toBe('1 of 2');
    expect(figures['refusalBasis']).toBe('1 of 2');
    await core.close();
  });

  test('several required elements that are lacking stay one kind of problem of one entry', async () => {
    const core = await newLibrary(folder);
    await addEntry(core, { summary: '', provider: '' });
    const { rules } = await core.call('findings.rules', {});
    expect(rules).toMatchObject([{ rule: 'required-field', entries: 1, open: 2 }]);
    expect((await core.call('entries.list', { rule: 'required-field' })).total).toBe(1);
    await core.close();
  });
});

describe('entries by their limits', () => {
  test('by what an event names, by a 补正 notice, and by the own update cycle; a fulfilled limit concerns nobody', async () => {
    const core = await newLibrary(folder, 'shaanxi-2017', '2026-11-21');
    const named = await addEntry(core);
    const updated = await addEntry(core, { updateCycle: '每月' });
    await addEntry(core);
    const ids = async (due: 'overdue' | 'due-soon' | 'any'): Promise<string[]> =>
      (await core.call('entries.list', { due })).entries.map(({ id }) => id);
    expect(await ids('any')).toEqual([]);
    await core.call('dataUpdates.record', { entries: [updated.id], on: '2026-11-20' });
    expect(await ids('any')).toEqual([updated.id]);
    await core.call('events.add', {
      kind: 'rectification',
      on: '2026-11-20',
      about: '补正',
      statedDue: '2026-11-23',
    });
    const { events } = await core.call('events.list', {});
    const event = events[0]!.id;
    await core.call('events.entries', { event, entries: [named.id] });
    expect(await ids('due-soon')).toEqual([named.id]);
    expect((await ids('any')).sort()).toEqual([named.id, updated.id].sort());
    core.today = '2027-02-01';
    expect((await ids('overdue')).sort()).toEqual([named.id, updated.id].sort());
    await core.call('events.act', { event, act: 'rectified', on: '2026-11-22' });
    expect(await ids('overdue')).toEqual([updated.id]);
    await core.close();
  });
});

test('the last imports tell what they brought, lead to it, and only the latest change can be taken back', async () => {
  const core = await newLibrary(folder);
  await core.call('workbook.import', { file: join(RESOURCES, 'samples', 'national-2017.xlsx'), by: '王某' });
  const { imports } = await core.call('imports.list', {});
  expect(imports).toMatchObject([
    { label: '导入“national-2017.xlsx”', by: '王某', created: 79, updated: 0, undo: true },
  ]);
  const brought = async (): Promise<number> =>
    (await core.call('entries.list', { changeSet: imports[0]!.changeSet! })).total;
  expect(await brought()).toBe(79);
  await addEntry(core);
  expect((await core.call('imports.list', {})).imports[0]!.undo).toBe(false);
  expect(await brought()).toBe(79);
  await core.call('library.undo', {});
  await core.call('library.undo', {});
  await core.call('library.undo', {});
  expect((await core.call('imports.list', {})).imports[0]).toMatchObject({ changeSet: null, undo: false });
  await core.close();
});
