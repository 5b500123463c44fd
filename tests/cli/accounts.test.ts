import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openConnection } from '#app/storage/sqlite';
import { mulu, type Answer } from '#tests/support/mulu';
import { newLibrary } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const PASSWORD = '山高水长-2026';
let lib = '';
let entry = '';

const as = (account: string): Record<string, string> => ({ MULU_ACCOUNT: account, MULU_PASSWORD: PASSWORD });
const addAccount = (
  name: string,
  roles: string,
  env: Record<string, string> = as('管理员'),
): Promise<Answer> =>
  mulu(['account', lib, 'add', name, '--role', roles], { ...env, MULU_NEW_PASSWORD: PASSWORD });
const codes = (answer: Answer): unknown[] => [answer.code, answer.json.ok, answer.json.failure?.code];

beforeAll(async () => {
  const core = await newLibrary(folder);
  lib = core.file;
  const made = await core.call('entries.create', {});
  entry = made.entry.id;
  await core.call('entries.save', {
    entry: { ...sampleEntry(), id: entry },
    revision: made.meta.revision,
    by: '王某',
  });
  await core.close();
});

describe('accounts from the command line', () => {
  test('without accounts --by is needed, and its lack is a usage error', async () => {
    expect(codes(await mulu(['review', lib, 'submit', '--entry', entry]))).toEqual([2, false, 'usage']);
    expect((await mulu(['account', lib, 'list'])).json.value).toEqual({ accounts: [] });
  });

  test('the first account is a 系统管理员; a password is never an argument, and its lack is a usage error', async () => {
    expect(codes(await mulu(['account', lib, 'add', '管理员', '--role', '系统管理员']))).toEqual([
      2,
      false,
      'usage',
    ]);
    expect(codes(await addAccount('王某', '编制人', {}))).toEqual([3, false, 'not-permitted']);
    expect(
      codes(await mulu(['account', lib, 'add', '管理员', '--role', '皇帝'], { MULU_NEW_PASSWORD: PASSWORD })),
    ).toEqual([2, false, 'usage']);
    expect((await addAccount('管理员', '系统管理员', {})).json.value).toMatchObject({
      name: '管理员',
      roles: ['系统管理员'],
    });
    expect((await addAccount('王某', '编制人,审核人')).json.value).toMatchObject({
      roles: ['编制人', '审核人'],
      mustChange: false,
    });
    expect((await addAccount('李某', '审核人')).code).toBe(0);
    expect((await addAccount('审计', '审计员')).code).toBe(0);
    const { json } = await mulu(['account', lib, 'list'], as('审计'));
    expect((json.value!['accounts'] as { name: string }[]).map(({ name }) => name)).toEqual([
      '管理员',
      '王某',
      '李某',
      '审计',
    ]);
    expect(JSON.stringify(json)).not.toContain(PASSWORD);
  });

  test('once accounts exist, every command signs in, by MULU_PASSWORD or --password-file', async () => {
    expect(codes(await mulu(['list', lib]))).toEqual([3, false, 'sign-in-required']);
    expect(codes(await mulu(['list', lib], { MULU_ACCOUNT: '王某' }))).toEqual([
      3,
      false,
      'sign-in-required',
    ]);
    expect(codes(await mulu(['list', lib], { MULU_ACCOUNT: '王某', MULU_PASSWORD: '不对的口令-1' }))).toEqual(
      [3, false, 'sign-in-failed'],
    );
    expect((await mulu(['list', lib], as('王某'))).json.value).toMatchObject({ total: 1 });
    const file = join(folder, 'password.txt');
    writeFileSync(file, `${PASSWORD}\n`);
    expect((await mulu(['list', lib, '--password-file', file], { MULU_ACCOUNT: '王某' })).code).toBe(0);
  });

  test('--by is refused; who acts is the account, and a step outside its roles says who may', async () => {
    const submit = ['review', lib, 'submit', '--entry', entry];
    expect(codes(await mulu([...submit, '--by', '李某'], as('王某')))).toEqual([3, false, 'not-permitted']);
    expect(codes(await mulu([...submit, '--by', '王某']))).toEqual([3, false, 'sign-in-required']);
    const refused = await mulu(submit, as('李某'));
    expect(codes(refused)).toEqual([3, false, 'not-permitted']);
    expect(refused.json.failure!.message).toContain('编制人');
    expect((await mulu(submit, as('王某'))).json.value).toMatchObject({
      step: 'submit',
      entries: 1,
      skipped: [],
    });
  });

  test('internal control: the compiler’s own approval is skipped with the reason, exit 1; another’s is taken', async () => {
    const approve = ['review', lib, 'approve', '--entry', entry];
    const own = await mulu(approve, as('王某'));
    expect([own.code, own.json.value]).toMatchObject([
      1,
      { entries: 0, skipped: [{ reason: expect.stringContaining('内部控制') }] },
    ]);
    expect((await mulu(approve, as('李某'))).code).toBe(0);
  });

  test('a sheet signed on paper names its signer by --signer', async () => {
    const paper = ['review', lib, 'clear', '--entry', entry, '--offline', '--on', '2026-11-20'];
    expect(codes(await mulu(paper, as('王某')))).toEqual([3, false, 'invalid-input']);
    const assess = ['review', lib, 'assess', '--entry', entry, '--secrecy', '不涉密', '--personal', '不涉及'];
    expect((await mulu(assess, as('李某'))).code).toBe(0);
    expect((await mulu([...paper, '--signer', '赵主任'], as('王某'))).json.value).toMatchObject({
      entries: 1,
    });
  });

  test('an own password is set, a password reset must be changed, a disabled account is out', async () => {
    const change = await mulu(['account', lib, 'password'], {
      ...as('李某'),
      MULU_NEW_PASSWORD: '另选的口令-88',
    });
    expect(change.code, change.stderr).toBe(0);
    expect(codes(await mulu(['list', lib], as('李某')))).toEqual([3, false, 'sign-in-failed']);
    const reset = await mulu(['account', lib, 'reset', '李某'], {
      ...as('管理员'),
      MULU_NEW_PASSWORD: PASSWORD,
    });
    expect(reset.json.value).toMatchObject({ mustChange: true });
    expect(codes(await mulu(['list', lib], as('李某')))).toEqual([3, false, 'password-must-change']);
    expect((await mulu(['account', lib, 'disable', '李某'], as('管理员'))).json.value).toMatchObject({
      disabled: true,
    });
    expect(codes(await mulu(['list', lib], as('李某')))).toEqual([3, false, 'sign-in-failed']);
  });
});

describe('audit from the command line', () => {
  test('verify answers records, head, intact, breaks; a head given earlier is still found', async () => {
    const first = await mulu(['audit', lib, 'verify'], as('审计'));
    expect(first.code).toBe(0);
    expect(first.json.value).toMatchObject({
      intact: true,
      breaks: [],
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const head = first.json.value!['head'] as string;
    expect((await mulu(['audit', lib, 'verify', '--head', head], as('审计'))).code).toBe(0);
    const other = await mulu(['audit', lib, 'verify', '--head', 'f'.repeat(64)], as('审计'));
    expect([other.code, other.json.value]).toMatchObject([1, { intact: false }]);
    expect(codes(await mulu(['audit', lib, 'verify', '--head', 'abc'], as('审计')))).toEqual([
      2,
      false,
      'usage',
    ]);
    expect(codes(await mulu(['audit', lib, 'verify'], as('王某')))).toEqual([3, false, 'not-permitted']);
  });

  test('export gives the log, into the answer or into a file of JSON lines', async () => {
    const { json } = await mulu(['audit', lib, 'export'], as('审计'));
    const log = json.value!['log'] as { seq: number; action: string }[];
    expect(log.length).toBe(json.value!['records']);
    expect(log[0]).toMatchObject({ seq: 1, action: 'library-created' });
    const out = join(folder, 'log.jsonl');
    expect((await mulu(['audit', lib, 'export', '--out', out], as('审计'))).json.value).toMatchObject({
      file: out,
      intact: true,
    });
  });

  test('a changed byte: intact false, its place, exit 1', async () => {
    const db = await openConnection(lib, 'write');
    await db.run("UPDATE audit_record SET detail_json = replace(detail_json, '不涉密', '涉密')");
    await db.run("UPDATE audit_record SET subject = subject || ' ' WHERE seq = 3");
    await db.close();
    const { code, json } = await mulu(['audit', lib, 'verify'], as('审计'));
    expect(code).toBe(1);
    expect(json.value).toMatchObject({ intact: false });
    expect(JSON.stringify(json.value!['breaks'])).toContain('操作日志第3条');
  });
});
