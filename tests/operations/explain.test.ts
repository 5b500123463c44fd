/** One reason for many findings is one command: all or none, one undo, one redo, one withdrawal, one record of the log. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CallInput } from '#app/contract/calls';
import { failureText } from '#app/contract/failure-text';
import { MOST_FINDINGS_NAMED } from '#app/contract/finding-limits';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import { runCall } from '#app/operations/create-operations';
import { openConnection } from '#app/storage/sqlite';
import { addEntry } from '#tests/support/library-entries';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const RULE = 'grading-missing';
const REASON = '本地分级办法正在制定';
let core: TestCore & { file: string };
let entries: CatalogueEntry[];

beforeEach(async () => {
  core = await newLibrary(folder);
  entries = [];
  for (let i = 0; i < 5; i++) {
    entries.push(
      await addEntry(core, { grading: '', name: `第${i}号登记信息`, summary: i === 4 ? '' : '摘要' }),
    );
  }
  return () => core.close();
});

const explain = (count: number, more: object = {}) =>
  core.call('findings.explain', {
    findings: { kind: 'listed', rule: RULE, count, ...more },
    reason: REASON,
    by: '甲',
  });
const total = async (answers: 'open' | 'answered'): Promise<number> =>
  (await core.call('findings.list', { rule: RULE, answers })).total;
const settledOf = async (entry: CatalogueEntry) =>
  (await core.call('entries.read', { entry: entry.id })).findings.find(({ rule }) => rule === RULE)?.settled;
async function lastRecord(): Promise<{ action: string; by: string; subject: string; detail: object }> {
  const db = await openConnection(core.file, 'read');
  const row = await db.get<{ action: string; by_name: string; subject: string; detail_json: string }>(
    'SELECT action, by_name, subject, detail_json FROM audit_record ORDER BY seq DESC LIMIT 1',
  );
  await db.close();
  return {
    action: row!.action,
    by: row!.by_name,
    subject: row!.subject,
    detail: JSON.parse(row!.detail_json) as object,
  };
}

test('every entry has the reason at once, the log says who, why and how many, and other findings stay open', async () => {
  const before = await core.call('check.counts', {});
  expect(await explain(5)).toEqual({ explained: 5, entries: 5 });
  expect([await total('open'), await total('answered')]).toEqual([0, 5]);
  for (const entry of entries) {
    expect(await settledOf(entry)).toMatchObject({ reason: REASON, by: '甲', on: '2026-11-21' });
  }
  expect(await core.call('check.counts', {})).toEqual({ ...before, warning: before.warning - 5 });
  expect(await lastRecord()).toMatchObject({
    action: 'findings-settled',
    by: '甲',
    subject: '说明“数据分类分级缺失”（5个）',
    detail: { reason: REASON, rule: RULE, findings: 5, entries: 5 },
  });
  // A whole check, and the library opened anew, say the same.
  await core.call('check.run', {});
  await core.call('library.close', {});
  await core.call('library.open', { library: core.file });
  expect([await total('open'), await total('answered')]).toEqual([0, 5]);
});

test('one undo takes all of it back, one redo gives it again, to whoever looks and at the next check', async () => {
  await explain(5);
  const given = await settledOf(entries[2]!);
  expect(await core.call('library.nextUndo', {})).toMatchObject({ label: '说明“数据分类分级缺失”（5个）' });
  expect(await core.call('library.undo', {})).toMatchObject({ entries: 5 });
  expect([await total('open'), await total('answered')]).toEqual([5, 0]);
  await core.call('check.run', {});
  expect(await total('open')).toBe(5);
  expect(await core.call('library.redo', {})).toMatchObject({ entries: 5 });
  expect([await total('open'), await total('answered')]).toEqual([0, 5]);
  expect(await settledOf(entries[2]!)).toEqual(given);
  await core.call('library.undo', {});
  expect(await total('open')).toBe(5);
});

test('undo gives back the reason that stood before, and a reason given to one finding is undone in its turn', async () => {
  const { findings } = await core.call('findings.list', { rule: RULE, entry: entries[0]!.id });
  const { rule, field, message } = findings[0]!;
  const settle = (reason: string) =>
    core.call('findings.settle', {
      entry: entries[0]!.id,
      findings: [{ rule, field, message }],
      reason,
      by: '乙',
    });
  await settle('此条不分级');
  await settle('改写的理由');
  expect(await explain(4)).toEqual({ explained: 4, entries: 4 });
  await core.call('library.undo', {});
  expect(await settledOf(entries[0]!)).toMatchObject({ reason: '改写的理由' });
  await core.call('library.undo', {});
  expect(await settledOf(entries[0]!)).toMatchObject({ reason: '此条不分级' });
  await core.call('library.undo', {});
  expect(await settledOf(entries[0]!)).toBeUndefined();
  await core.call('library.redo', {});
  expect(await settledOf(entries[0]!)).toMatchObject({ reason: '此条不分级', by: '乙' });
});

test('reasons of an entry that was sent stay as they are, whatever keys are pressed', async () => {
  await explain(1, { entry: entries[0]!.id });
  const send = () =>
    core.call('review.take', { step: 'submit', entries: [entries[0]!.id], by: '甲', opinion: '' });
  await core.call('library.undo', {});
  await send();
  const names = [entries[0]!.name];
  expect(await core.failure('library.redo', {})).toMatchObject({
    code: 'entry-changed-meanwhile',
    details: { names },
  });
  await core.call('review.take', {
    step: 'return',
    entries: [entries[0]!.id],
    by: '乙',
    opinion: '补充分级',
  });
  await core.call('library.redo', {});
  await send();
  expect(await core.failure('library.undo', {})).toMatchObject({ details: { names } });
  expect(await settledOf(entries[0]!)).toMatchObject({ reason: REASON });
});

test('two presses at once are one undo, and one redo', async () => {
  await explain(5);
  const twice = async (name: 'library.undo' | 'library.redo') => {
    const outcomes = await Promise.allSettled([core.call(name, {}), core.call(name, {})]);
    return outcomes.map(({ status }) => status).sort();
  };
  expect(await twice('library.undo')).toEqual(['fulfilled', 'rejected']);
  expect(await total('open')).toBe(5);
  expect((await core.call('library.nextUndo', {})).label).not.toContain('说明');
  expect(await twice('library.redo')).toEqual(['fulfilled', 'rejected']);
  expect(await total('answered')).toBe(5);
  await core.call('library.undo', {});
  expect(await total('open')).toBe(5);
});

test('a named change is taken back only as long as it is the latest', async () => {
  await explain(5);
  const change = (await core.call('library.nextUndo', {})).change ?? undefined;
  await core.call('entries.create', {});
  expect((await core.failure('library.undo', { change })).code).toBe('undo-overtaken');
  expect(await total('answered')).toBe(5);
  await core.call('library.undo', {});
  expect(await core.call('library.undo', { change })).toMatchObject({ entries: 5 });
});

test('one finding named twice is answered once', async () => {
  const { findings } = await core.call('findings.list', { rule: RULE, entry: entries[0]!.id });
  const { rule, field, message } = findings[0]!;
  const named = { rule, field, message };
  const settled = { entry: entries[0]!.id, findings: [named, named], reason: REASON, by: '甲' };
  expect(await core.call('findings.settle', settled)).toEqual({ settled: 1 });
});

test('only what is listed is explained: one entry, or those with the words', async () => {
  await explain(1, { query: '2号 登记' });
  expect(await settledOf(entries[2]!)).toMatchObject({ reason: REASON });
  await explain(1, { entry: entries[3]!.id });
  expect(await total('open')).toBe(3);
});

test('where the list is no longer what was seen, or the work is cancelled, nothing at all is written', async () => {
  const refused = async (findings: { rule: string; count: number }) =>
    core.failure('findings.explain', { findings: { kind: 'listed', ...findings }, reason: REASON, by: '甲' });
  expect(await refused({ rule: RULE, count: 4 })).toMatchObject({
    code: 'findings-changed-meanwhile',
    details: { before: 4, count: 5 },
  });
  expect((await refused({ rule: SECRECY_RULE, count: 1 })).code).toBe('invalid-input');
  const stop = new AbortController();
  const outcome = await runCall(
    core.operations,
    'findings.explain',
    { findings: { kind: 'listed', rule: RULE, count: 5 }, reason: REASON, by: '甲' },
    {
      signal: stop.signal,
      // The reasons stand in the transaction by then.
      progress: (_done, _total, label) => label === '更新校验结果' && stop.abort(),
    },
  );
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
  expect([await total('open'), await total('answered')]).toEqual([5, 0]);
  expect((await core.call('library.nextUndo', {})).label).not.toContain('说明');
  expect((await lastRecord()).action).toBe('entry-saved');
});

test('what was given together is counted and withdrawn together, less what was withdrawn by itself; undone by one', async () => {
  await explain(5);
  const { together } = (await settledOf(entries[0]!))!;
  const { findings } = await core.call('findings.list', {
    rule: RULE,
    entry: entries[1]!.id,
    answers: 'answered',
  });
  const { rule, field, message } = findings[0]!;
  await core.call('findings.settle', {
    entry: entries[1]!.id,
    findings: [{ rule, field, message }],
    reason: '',
    by: '乙',
  });
  const standing = { findings: 4, entries: 4, reason: REASON, by: '甲', on: '2026-11-21' };
  expect(await core.call('findings.together', { together: together! })).toEqual(standing);
  expect(await core.call('findings.withdraw', { together: together!, by: '乙' })).toEqual({
    withdrawn: 4,
    entries: 4,
  });
  expect([await total('open'), await total('answered')]).toEqual([5, 0]);
  expect(await lastRecord()).toMatchObject({
    action: 'settlements-withdrawn',
    by: '乙',
    detail: { findings: 4, given: { reason: REASON, by: '甲' } },
  });
  const again = await core.failure('findings.withdraw', { together: together!, by: '乙' });
  expect(again.code).toBe('invalid-input');
  await core.call('library.undo', {});
  expect([await total('open'), await total('answered')]).toEqual([1, 4]);
  expect(await core.call('findings.together', { together: together! })).toEqual(standing);
});

type Named = Extract<CallInput<'findings.explain'>['findings'], { kind: 'named' }>['named'][number];

/** The findings of these rules in the library, as somebody ticks them. */
async function ticked(...rules: string[]): Promise<Named[]> {
  const { findings } = await core.call('findings.list', {});
  return findings
    .filter(({ rule }) => rules.includes(rule))
    .map(({ entry, rule, field, item, message }) => ({
      entry: entry.id,
      rule,
      field,
      message,
      ...(item === undefined ? {} : { item: item.id }),
    }));
}
const explainNamed = (named: Named[]) => ({
  findings: { kind: 'named' as const, named },
  reason: REASON,
  by: '甲',
});
const answered = async (): Promise<number> =>
  (await core.call('findings.list', { answers: 'answered' })).total;

describe('findings named one by one', () => {
  test('of several rules have the reason at once, and no other has; one undo, one redo, one record', async () => {
    const [first, second, third] = await ticked(RULE);
    const [filled] = await ticked('drag-filled-name');
    const chosen = [first!, filled!, third!];
    expect(await core.call('findings.explain', explainNamed([...chosen, first!]))).toEqual({
      explained: 3,
      entries: new Set(chosen.map(({ entry }) => entry)).size,
    });
    expect(await answered()).toBe(3);
    expect(await ticked(RULE)).toContainEqual(second);
    for (const { entry, rule, message } of chosen) {
      const { findings } = await core.call('entries.read', { entry });
      const one = findings.find((finding) => finding.rule === rule && finding.message === message);
      expect(one?.settled).toMatchObject({ reason: REASON, by: '甲', on: '2026-11-21' });
    }
    const label = '说明“名称疑似下拉填充”等2类问题（3个）';
    expect(await lastRecord()).toMatchObject({
      action: 'findings-settled',
      by: '甲',
      subject: label,
      detail: { reason: REASON, rules: ['drag-filled-name', RULE], findings: 3 },
    });
    expect(await core.call('library.nextUndo', {})).toMatchObject({ label });
    await core.call('library.undo', {});
    expect(await answered()).toBe(0);
    await core.call('library.redo', {});
    expect(await answered()).toBe(3);
  });

  test('are withdrawn together, of whatever rules they are', async () => {
    const chosen = [(await ticked(RULE))[1]!, ...(await ticked('drag-filled-name')).slice(0, 2)];
    await core.call('findings.explain', explainNamed(chosen));
    const { findings } = await core.call('findings.list', { answers: 'answered' });
    const [together, ...others] = new Set(findings.map(({ settled }) => settled!.together));
    expect(others).toEqual([]);
    expect(await core.call('findings.together', { together: together! })).toMatchObject({ findings: 3 });
    const { withdrawn } = await core.call('findings.withdraw', { together: together!, by: '乙' });
    expect(withdrawn).toBe(3);
    expect(await answered()).toBe(0);
    expect((await lastRecord()).subject).toBe('撤回“名称疑似下拉填充”等2类问题的说明（3个）');
    await core.call('library.undo', {});
    expect(await core.call('findings.together', { together: together! })).toMatchObject({ findings: 3 });
  });

  test('have it all or none: one mended, answered or deleted meanwhile is told by its place, and nothing is written', async () => {
    const chosen = await ticked(RULE);
    const [mended, settled, removed] = chosen;
    const read = await core.call('entries.read', { entry: mended!.entry });
    await core.call('entries.save', {
      entry: { ...read.entry, grading: '一般数据' },
      revision: read.meta.revision,
      by: '甲',
    });
    const { rule, field, message } = settled!;
    await core.call('findings.settle', {
      entry: settled!.entry,
      findings: [{ rule, field, message }],
      reason: '另有说明',
      by: '乙',
    });
    await core.call('entries.remove', { entries: [removed!.entry] });
    const failure = await core.failure('findings.explain', explainNamed(chosen));
    expect(failure).toMatchObject({
      code: 'findings-changed-meanwhile',
      details: { count: 3, gone: [0, 1, 2], names: '“第0号登记信息”、“第1号登记信息”' },
    });
    expect(failureText(failure)).toBe(
      '其中3个问题在此期间已经改正、说明或者变动（“第0号登记信息”、“第1号登记信息”），没有写入任何说明。核对列表后，对其余的再办理一次。',
    );
    expect(await answered()).toBe(1);
    expect((await lastRecord()).action).toBe('entries-removed');
    expect(await core.call('findings.explain', explainNamed(chosen.slice(3)))).toMatchObject({
      explained: 2,
    });
  });

  test('are 需要说明 alone: an error, a piece of advice or a mark of the secrecy review among them refuses all', async () => {
    const [open] = await ticked(RULE);
    const marked = await addEntry(core, { name: '机密资源' });
    await addEntry(core, { code: '', summary: '' });
    const { findings } = await core.call('findings.list', {});
    expect(new Set(findings.map(({ severity }) => severity)).size).toBe(3);
    const others = await ticked(
      ...findings.filter(({ severity }) => severity !== 'warning').map(({ rule }) => rule),
      SECRECY_RULE,
    );
    expect(others.some(({ entry, rule }) => entry === marked.id && rule === SECRECY_RULE)).toBe(true);
    for (const other of others) {
      const failure = await core.failure('findings.explain', explainNamed([open!, other]));
      expect(failure.code, other.rule).toBe('invalid-input');
    }
    expect(await answered()).toBe(0);
  });
});

describe('which of the findings named are gone', () => {
  test('is told by their places: mended, answered or deleted; another finding of the entry answered takes none away', async () => {
    const [mended, settled, removed, kept] = await ticked(RULE);
    const [filled] = (await ticked('drag-filled-name')).filter(({ entry }) => entry === kept!.entry);
    const named = [kept!, mended!, settled!, removed!];
    expect(await core.call('findings.gone', { named })).toEqual({ gone: [] });
    const read = await core.call('entries.read', { entry: mended!.entry });
    const entry = { ...read.entry, grading: '一般数据' };
    await core.call('entries.save', { entry, revision: read.meta.revision, by: '甲' });
    await core.call('findings.explain', explainNamed([settled!, filled!]));
    await core.call('entries.remove', { entries: [removed!.entry] });
    expect(await core.call('findings.gone', { named })).toEqual({ gone: [1, 2, 3] });
    await core.call('library.undo', {});
    expect(await core.call('findings.gone', { named })).toEqual({ gone: [1, 2] });
  });
});

test('one act names so many findings and no more; more of a kind are meant by conditions', async () => {
  const [one] = await ticked(RULE);
  const named = Array.from({ length: MOST_FINDINGS_NAMED + 1 }, () => one!);
  const failure = await core.failure('findings.explain', explainNamed(named));
  expect(failure.code).toBe('invalid-input');
  expect(await answered()).toBe(0);
  expect(await core.call('findings.explain', explainNamed(named.slice(1)))).toMatchObject({ explained: 1 });
});
