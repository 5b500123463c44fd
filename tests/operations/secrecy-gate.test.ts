import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCall } from '#app/operations/create-operations';
import { openLibrary } from '#app/storage/database';
import { insertEntry } from '#app/storage/entry-store';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { nameOf, staffed, type Staff } from '#tests/support/staff';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const ASSESSED = { secrecy: '已评估', personal: '不涉及个人信息' };
type Core = TestCore & { file: string };

async function withEntry(changes = {}): Promise<{ core: Core; id: string }> {
  const core = await newLibrary(folder);
  return { core, id: await add(core, changes) };
}
async function add(core: Pick<TestCore, 'call'> | Staff, changes = {}): Promise<string> {
  const { entry, meta } = await core.call('entries.create', {});
  await core.call('entries.save', {
    entry: { ...sampleEntry(changes), id: entry.id },
    revision: meta.revision,
  });
  return entry.id;
}
const findingsOf = async (core: Pick<TestCore, 'call'> | Staff, id: string) =>
  (await core.call('entries.read', { entry: id })).findings.filter(({ rule }) => rule === 'secrecy-mark');
async function edit(core: TestCore, id: string, changes: object): Promise<void> {
  const { entry, meta } = await core.call('entries.read', { entry: id });
  await core.call('entries.save', { entry: { ...entry, ...changes }, revision: meta.revision });
}
async function uptoClear(core: TestCore, id: string): Promise<void> {
  for (const step of ['submit', 'approve', 'assess'] as const) {
    const taken = await core.call('review.take', {
      step,
      entries: [id],
      by: '李某',
      opinion: '意见',
      ...ASSESSED,
    });
    expect(taken.skipped).toEqual([]);
  }
}
/** What another process writes, done when this returns. */
function runSql(file: string, sql: string): void {
  const script = `const { Database } = (await import('sqlite3')).default;
    const db = new Database(process.argv[1]);
    db.exec(process.argv[2], (error) => { if (error) throw error; db.close(); });`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script, file, sql]);
}
const MARK_LAST = `UPDATE entry SET content_json = json_set(content_json, '$.name', '机密资源')
  WHERE position = (SELECT max(position) FROM entry)`;
const upload = () => ({
  to: 'xlsx' as const,
  out: join(folder, `${Math.random()}.xlsx`),
  upload: true,
  layout: 'national-2017',
});

describe('条例第二条: an entry with words that may be secret does not leave before it is cleared', () => {
  test('the check tells it as 需要说明 with the article, and sending for review stays possible', async () => {
    const { core, id } = await withEntry({ summary: '机密★十年的事项' });
    const [finding] = await findingsOf(core, id);
    expect(finding).toMatchObject({ severity: 'warning', field: 'summary' });
    expect(finding!.citation.quote).toContain('国家秘密');
    await uptoClear(core, id);
    await core.close();
  });

  test('export for the platform is refused by name and leaves no file; one for the department is not', async () => {
    const { core, id } = await withEntry({ name: '含机密的资源' });
    await add(core);
    const wanted = upload();
    expect(await core.failure('workbook.export', wanted)).toMatchObject({
      code: 'secrecy-not-cleared',
      details: { count: 1, names: '“含机密的资源”' },
    });
    expect(existsSync(wanted.out)).toBe(false);
    expect((await core.call('workbook.export', { ...wanted, upload: false })).entries).toBe(2);
    const [finding] = await findingsOf(core, id);
    const { rule, field, message } = finding!;
    await core.call('findings.settle', {
      entry: id,
      findings: [{ rule, field, message }],
      reason: '“机密”为型号名称',
      by: '赵某',
    });
    expect((await core.call('workbook.export', upload())).entries).toBe(2);
    await core.close();
  });

  test('an entry that is given such a word while the file is written is judged as it was written', async () => {
    const core = await newLibrary(folder);
    const ids = Array.from({ length: 501 }, (_, i) => `e${i}`);
    await core.close();
    const library = await openLibrary(core.file);
    await library.write(async (tx) => {
      for (const id of ids) await insertEntry(tx, { ...sampleEntry({}, 1), id }, { atMs: 0, by: '' });
    });
    await library.close();
    await core.call('library.open', { library: core.file });
    const wanted = { to: 'json' as const, out: join(folder, 'meanwhile.json'), upload: true };
    let edited = false;
    const context = {
      signal: new AbortController().signal,
      progress: () => {
        // The first entries are written, those after the first 500 not yet read.
        if (!edited) runSql(core.file, MARK_LAST);
        edited = true;
      },
    };
    expect(await runCall(core.operations, 'workbook.export', wanted, context)).toMatchObject({
      ok: false,
      failure: { code: 'secrecy-not-cleared', details: { count: 1, names: '“机密资源”' } },
    });
    expect(edited).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('meanwhile'))).toEqual([]);
    await core.close();
  });

  test('保密审查 of everything at once clears no mark; with the entry looked at and an opinion it does', async () => {
    const { core, id } = await withEntry({ summary: '秘密★五年' });
    await uptoClear(core, id);
    const step = 'clear' as const;
    const all = await core.call('review.take', { step, entries: 'all', by: '赵某', opinion: '同意' });
    expect(all).toMatchObject({ entries: 0, skipped: [{ entry: { id } }] });
    expect(all.skipped[0]!.reason).toMatch(/逐条核对/);
    const mute = await core.call('review.take', { step, entries: [id], by: '赵某' });
    expect(mute.entries).toBe(0);
    const said = await core.call('review.take', {
      step,
      entries: [id],
      by: '赵某',
      opinion: '已解密，见批件',
    });
    expect(said.entries).toBe(1);
    expect((await findingsOf(core, id))[0]!.settled).toEqual({
      reason: '已解密，见批件',
      by: '赵某',
      on: '2026-11-21',
    });
    const { records } = await core.call('audit.list', {});
    expect(records.find(({ action }) => action === 'secrecy-cleared')).toMatchObject({
      by: '赵某',
      subject: id,
    });
    expect((await core.call('audit.verify', {})).intact).toBe(true);
    await core.close();
  });

  test('the clearing falls when the text changes, stands for other fields, and outlives closing the library', async () => {
    const { core, id } = await withEntry({ summary: '绝密事项', name: '内部资料目录' });
    const named = (await findingsOf(core, id)).map(({ rule, field, message }) => ({ rule, field, message }));
    expect(named.map(({ field }) => field)).toEqual(['name', 'summary']);
    await core.call('findings.settle', { entry: id, findings: named, reason: '已核', by: '赵某' });
    await core.call('library.close', {});
    await core.call('library.open', { library: core.file });
    expect((await findingsOf(core, id)).every(({ settled }) => settled !== undefined)).toBe(true);
    await edit(core, id, { summary: '绝密事项清单' });
    expect((await findingsOf(core, id)).map(({ settled }) => settled !== undefined)).toEqual([true, false]);
    expect((await core.failure('workbook.export', upload())).code).toBe('secrecy-not-cleared');
    await core.close();
  });

  test('a name and a reason are asked for, and a mark that is gone cannot be cleared', async () => {
    const { core, id } = await withEntry({ summary: '绝密事项' });
    const { rule, field, message } = (await findingsOf(core, id))[0]!;
    const findings = [{ rule, field, message }];
    expect((await core.failure('findings.settle', { entry: id, findings, reason: '已核' })).code).toBe(
      'invalid-input',
    );
    await edit(core, id, { summary: '一般事项' });
    expect(
      (await core.failure('findings.settle', { entry: id, findings, reason: '已核', by: '赵某' })).details,
    ).toMatchObject({ reason: '内容已经改动，问题不再存在' });
    await core.close();
  });
});

describe('a reason for a warning that stays', () => {
  test('is kept with the finding, taken out of what is open, printed in 表5, and can be taken back', async () => {
    const { core, id } = await withEntry({ name: '信用管理系统' });
    const read = async () => (await core.call('entries.read', { entry: id })).findings;
    const finding = (await read()).find(({ severity }) => severity === 'warning')!;
    const { rule, field, message } = finding;
    const open = (await core.call('check.counts', {})).warning;
    const one = { entry: id, findings: [{ rule, field, message }], by: '王某' };
    await core.call('findings.settle', { ...one, reason: '平台登记名称如此' });
    expect((await read()).find((f) => f.rule === rule && f.field === field)!.settled?.reason).toBe(
      '平台登记名称如此',
    );
    expect((await core.call('check.counts', {})).warning).toBe(open - 1);
    const { html } = await core.call('report.model', { kind: 'review' });
    expect(html).toContain('平台登记名称如此');
    expect(html).toContain('王某 2026-11-21');
    await core.call('findings.settle', { ...one, reason: '' });
    expect((await core.call('check.counts', {})).warning).toBe(open);
    await core.close();
  });

  test('必须修改 cannot be explained away', async () => {
    const { core, id } = await withEntry({ summary: '' });
    const { rule, field, message } = (await core.call('entries.read', { entry: id })).findings.find(
      ({ severity }) => severity === 'error',
    )!;
    const failure = await core.failure('findings.settle', {
      entry: id,
      findings: [{ rule, field, message }],
      reason: '以后再说',
      by: '王某',
    });
    expect(failure.details).toMatchObject({ reason: '必须修改的问题不能以说明代替修改' });
    await core.close();
  });
});

describe('the list belongs to the library', () => {
  test('own words ring at once, and the preset comes back', async () => {
    const { core, id } = await withEntry({ summary: '甲类特种事项' });
    const { list, preset, own } = await core.call('secrecy.read', {});
    expect(own).toBe(false);
    expect(list).toEqual(preset);
    const saved = await core.call('secrecy.save', { list: { ...list, words: ['特种'] } });
    expect(saved.marked).toBe(1);
    expect(await findingsOf(core, id)).toHaveLength(1);
    await core.call('library.close', {});
    await core.call('library.open', { library: core.file });
    expect((await core.call('secrecy.read', {})).own).toBe(true);
    await core.call('secrecy.save', { list: null });
    expect(await findingsOf(core, id)).toHaveLength(0);
    await core.close();
  });

  test('with accounts, only the 保密审查人 clears a mark', async () => {
    const staff = await staffed(folder);
    await staff.as(nameOf('编制人'));
    const id = await add(staff, { summary: '绝密事项' });
    const { rule, field, message } = (await findingsOf(staff, id))[0]!;
    const input = { entry: id, findings: [{ rule, field, message }], reason: '已核' };
    expect(await staff.failure('findings.settle', input)).toMatchObject({ code: 'not-permitted' });
    await staff.as(nameOf('保密审查人'));
    expect(await staff.call('findings.settle', input)).toEqual({ settled: 1 });
    await staff.call('library.close', {});
  });
});
