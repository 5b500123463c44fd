/** Commands for administrators and auditors: account, audit. */
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { ROLES, type Role } from '#app/review/roles';
import type { Arguments } from './arguments';
import type { Command, CommandContext } from './command';

const usage = (reason: string): FailureError => new FailureError('usage', { reason });

function oneOf<T extends string>(members: readonly T[], text: string | undefined, what: string): T {
  const found = members.find((member) => member === text);
  if (found === undefined) throw usage(`${what}“${text ?? ''}”须为：${members.join('、')}`);
  return found;
}

/** `编制人,审核人`, also with 、 or ， between. */
function rolesOf(args: Arguments): Role[] {
  const words = (args.value('role') ?? '').split(/[,，、]/);
  return words.filter((word) => word.trim() !== '').map((word) => oneOf(ROLES, word.trim(), '--role '));
}

const ACTS = ['add', 'list', 'change', 'disable', 'enable', 'reset', 'password'] as const;

async function newPassword(args: Arguments, { credentials }: CommandContext): Promise<string> {
  const given = await credentials.newPassword(args.value('new-password-file'));
  if (given === null) {
    throw usage('缺少新口令：用环境变量 MULU_NEW_PASSWORD、--new-password-file 或 --password-file 给出');
  }
  return given;
}

async function runAccount(args: Arguments, context: CommandContext): Promise<unknown> {
  const { call, open } = context;
  const act = oneOf(ACTS, args.positionals[1], '操作');
  const name = args.positionals[2];
  const roles = rolesOf(args);
  const office = args.value('office');
  if (act !== 'list' && act !== 'password' && name === undefined) throw usage('缺少账户名称');
  if (act === 'add' && roles.length === 0) throw usage('缺少选项 --role');
  const sets = act === 'add' || act === 'reset' || act === 'password';
  const password = sets ? await newPassword(args, context) : '';
  await open(args.positionals[0]!);
  switch (act) {
    case 'add':
      // A password given in a script was chosen on purpose; --must-change makes its holder choose another one.
      return call('account.add', {
        name: name!,
        roles,
        office,
        password,
        mustChange: args.flag('must-change'),
      });
    case 'list':
      return call('account.list', {});
    case 'change':
      return call('account.change', { name: name!, roles: roles.length > 0 ? roles : undefined, office });
    case 'disable':
      return call('account.disable', { name: name! });
    case 'enable':
      return call('account.enable', { name: name! });
    case 'reset':
      return call('account.reset', { name: name!, password });
    case 'password':
      if (context.credentials.account === '') throw new FailureError('sign-in-required');
      return call('account.changePassword', {
        password: await context.credentials.password(),
        newPassword: password,
      });
  }
}

type Account = CallOutput<'account.add'>;
const accountText = (account: Account): string =>
  [
    account.name,
    account.roles.join('、'),
    account.office,
    account.disabled ? '已停用' : account.lockedUntil !== null ? '已锁定' : '可用',
    account.mustChange ? '下次登录须改口令' : '',
  ].join('\t');

async function runAudit(args: Arguments, context: CommandContext): Promise<unknown> {
  const { call, open } = context;
  const act = oneOf(['verify', 'export', 'retain'] as const, args.positionals[1], '操作');
  const head = args.value('head');
  if (head !== undefined && !/^(\d{1,15}:)?[0-9a-f]{64}$/i.test(head)) {
    throw usage('--head 须为64位十六进制的校验码，前面可加“条数:”');
  }
  if (act === 'verify') {
    await open(args.positionals[0]!);
    return call('audit.verify', { head });
  }
  if (act === 'retain') {
    const years = args.value('years');
    if (years !== undefined && !/^\d{1,3}$/.test(years)) throw usage('--years 须为整数');
    const input = {
      key: args.needed('key'),
      certificate: args.needed('cert'),
      out: args.needed('out'),
      keepYears: years === undefined ? undefined : Number(years),
      passphrase: await context.passphrase(args),
    };
    await open(args.positionals[0]!);
    return call('audit.retain', input);
  }
  const out = args.value('out');
  await open(args.positionals[0]!);
  if (out !== undefined) return call('audit.export', { out });
  // Without a file the log goes where the answer goes.
  const file = join(tmpdir(), `mulu-audit-${randomUUID()}.jsonl`);
  try {
    const { records, head: last, intact, breaks } = await call('audit.export', { out: file });
    const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
    return { records, head: last, intact, breaks, log: lines.map((line) => JSON.parse(line) as unknown) };
  } finally {
    await rm(file, { force: true });
  }
}

interface AuditAnswer {
  readonly records?: number;
  readonly head: string;
  readonly intact?: boolean;
  readonly breaks?: CallOutput<'audit.verify'>['breaks'];
  readonly file?: string;
  readonly removed?: number;
  readonly log?: readonly unknown[];
}

function auditText(value: AuditAnswer): string {
  if (value.log) return value.log.map((line) => JSON.stringify(line)).join('\n');
  const done = [
    ...(value.removed === undefined ? [] : [`已归档${value.removed}条`]),
    ...(value.file ? [`已写出：${value.file}`] : []),
  ];
  if (value.intact === undefined) return [...done, `末条校验码（SM3）${value.head}`].join('\n');
  return [
    ...done,
    `共${value.records}条，末条校验码（SM3）${value.head}`,
    value.intact ? '完整，未发现改动' : '发现改动：',
    ...(value.breaks ?? []).map(({ place, reason }) => `${place}：${reason}`),
  ].join('\n');
}

export const accountCommands: Readonly<Record<string, Command>> = {
  account: {
    usage:
      'account LIB add 名称 --role 角色[,角色] [--office 处室] [--must-change] | list | change 名称 [--role …] [--office …] | disable 名称 | enable 名称 | reset 名称 | password',
    summary:
      '账户；新口令用 MULU_NEW_PASSWORD 或 --new-password-file。启用后各命令用 MULU_ACCOUNT 和 MULU_PASSWORD（或 --password-file）登录',
    places: ['LIB', ACTS.join('|'), '名称?'],
    options: { values: ['role', 'office', 'new-password-file'], flags: ['must-change'] },
    run: runAccount,
    text: (value: Account | CallOutput<'account.list'>) =>
      'accounts' in value
        ? value.accounts.map(accountText).join('\n') || '没有账户，打开目录库不须登录'
        : accountText(value),
  },
  audit: {
    usage:
      'audit LIB verify [--head 校验码] | export [--out F] | retain --key K --cert C --out F [--years 10]',
    summary: '核对、导出、归档操作日志；核对不依赖本程序的办法见 resources/audit-recipe.md',
    places: ['LIB', 'verify|export|retain'],
    options: { values: ['head', 'out', 'key', 'cert', 'years', 'passphrase-file'] },
    run: runAudit,
    negative: (value: AuditAnswer) => value.intact === false,
    text: auditText,
  },
};
