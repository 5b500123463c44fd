/** Commands about paper, keys, trust and packages: report, key, trust, pack, verify, deliver, receive. */
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { REPORT_KINDS } from '#app/contract/report-kinds';
import type { Arguments } from './arguments';
import type { Command } from './command';

const usage = (reason: string): FailureError => new FailureError('usage', { reason });

function oneOf<T extends string>(members: readonly T[], text: string | undefined, name: string): T {
  const found = members.find((member) => member === text);
  if (found === undefined) throw usage(`${name}须为：${members.join('、')}`);
  return found;
}

const MEGABYTE = 1_000_000;

/** `--split` in megabytes as media are sold by them, in bytes. */
export function partBytesOf(args: Arguments): number | undefined {
  const text = args.value('split');
  if (text === undefined) return undefined;
  const bytes = Math.floor(Number(text) * MEGABYTE);
  if (!(bytes > 0)) throw usage('--split 须为每卷的 MB 数');
  return bytes;
}

const ROLES = ['root', 'platform', 'updates'] as const;

export const packageCommands: Readonly<Record<string, Command>> = {
  report: {
    usage: `report LIB --kind ${REPORT_KINDS.join('|')} --out F.docx [--subject 对象…]`,
    summary:
      '生成送审单、审核报告、变更对照表、报送函等；--subject 写信息资源、处室、事项、台账行、报送包、年度、维护期间或对照的两个版本',
    places: ['LIB'],
    options: { values: ['kind', 'out'], many: ['subject'] },
    run: async (args, { call, open }) => {
      const kind = oneOf(REPORT_KINDS, args.needed('kind'), '--kind ');
      const out = args.needed('out');
      await open(args.positionals[0]!);
      const subject = args.all('subject');
      return call('report.write', { kind, out, ...(subject.length > 0 ? { subject: [...subject] } : {}) });
    },
    text: (value: CallOutput<'report.write'>) => `已生成：${value.files.join('、')}`,
  },
  key: {
    usage:
      'key new --out K | key csr --key K (--library LIB | --unit 代码 --name 名称) --person 姓名 --out R | key import F --out K | key show K',
    summary: '证书密钥；口令取自环境变量 MULU_PASSPHRASE 或 --passphrase-file',
    places: ['new|csr|import|show', 'F?'],
    options: { values: ['out', 'key', 'library', 'unit', 'name', 'person', 'passphrase-file'] },
    run: async (args, { call, open, passphrase }) => {
      const what = oneOf(['new', 'csr', 'import', 'show'] as const, args.positionals[0], '操作');
      const file = args.positionals[1];
      if (what === 'new')
        return call('key.create', { out: args.needed('out'), passphrase: await passphrase(args) });
      if (what === 'csr') {
        const library = args.value('library');
        if (library === undefined && args.value('unit') === undefined)
          throw usage('须给出 --library 或 --unit、--name');
        if (library === undefined) args.needed('name');
        const input = {
          key: args.needed('key'),
          out: args.needed('out'),
          person: args.needed('person'),
          unit: args.value('unit'),
          name: args.value('name'),
          passphrase: await passphrase(args),
        };
        if (library !== undefined) await open(library);
        return call('key.request', input);
      }
      if (file === undefined) throw usage('缺少密钥文件');
      if (what === 'import') {
        return call('key.import', { file, out: args.needed('out'), passphrase: await passphrase(args) });
      }
      return call('key.show', { key: file, passphrase: await passphrase(args) });
    },
  },
  trust: {
    usage: `trust LIB add|list|remove F --role ${ROLES.join('|')}`,
    summary: '登记、查看、移除受信任的证书',
    places: ['LIB', 'add|list|remove', 'F?'],
    options: { values: ['role'] },
    run: async (args, { call, open }) => {
      const what = oneOf(['add', 'list', 'remove'] as const, args.positionals[1], '操作');
      const file = args.positionals[2];
      const given = args.value('role');
      const role = given === undefined ? undefined : oneOf(ROLES, given, '--role ');
      if (what !== 'list' && file === undefined) throw usage('缺少证书文件');
      if (what === 'add' && role === undefined) throw usage('缺少选项 --role');
      await open(args.positionals[0]!);
      if (what === 'list') return call('trust.list', {});
      return what === 'add'
        ? call('trust.add', { file: file!, role: role! })
        : call('trust.remove', { file: file!, role });
    },
  },
  crl: {
    usage: 'crl LIB add F | crl LIB list | crl LIB remove SM3',
    summary: '登记、查看、移除证书吊销列表；读取回执和合并时据以核对',
    places: ['LIB', 'add|list|remove', 'F?'],
    run: async (args, { call, open }) => {
      const what = oneOf(['add', 'list', 'remove'] as const, args.positionals[1], '操作');
      const file = args.positionals[2];
      if (what !== 'list' && file === undefined)
        throw usage(what === 'add' ? '缺少吊销列表文件' : '缺少校验码');
      await open(args.positionals[0]!);
      if (what === 'list') return call('crl.list', {});
      return what === 'add' ? call('crl.add', { file: file! }) : call('crl.remove', { sm3: file! });
    },
  },
  pack: {
    usage: 'pack LIB --key K --cert C [--chain F] --out P.zwml [--for 接收方证书] [--changes | --whole]',
    summary: '用已审定的信息资源生成签名报送包',
    places: ['LIB'],
    options: {
      values: ['key', 'cert', 'chain', 'out', 'for', 'passphrase-file'],
      flags: ['changes', 'whole'],
    },
    run: async (args, { call, open, passphrase }) => {
      const input = {
        key: args.needed('key'),
        certificate: args.needed('cert'),
        chain: args.value('chain'),
        out: args.needed('out'),
        recipient: args.value('for'),
        scope: args.flag('changes')
          ? ('changes' as const)
          : args.flag('whole')
            ? ('whole' as const)
            : undefined,
        passphrase: await passphrase(args),
      };
      if (args.flag('changes') && args.flag('whole')) throw usage('--changes 和 --whole 只能选一个');
      await open(args.positionals[0]!);
      return call('package.make', input);
    },
    text: (value: CallOutput<'package.make'>) =>
      `已生成第${value.seq}号报送包，${value.entries}条：${value.file}`,
  },
  verify: {
    usage: 'verify P --root 根证书… [--crl 吊销列表…] [--at 时间] [--key K]',
    summary: '验证报送包，不需要目录库',
    places: ['P'],
    options: { values: ['at', 'key', 'passphrase-file'], many: ['root', 'crl'] },
    run: async (args, { call, passphrase }) => {
      const roots = args.all('root');
      if (roots.length === 0) throw usage('缺少选项 --root');
      const key = args.value('key');
      return call('package.verify', {
        file: args.positionals[0]!,
        roots: [...roots],
        crls: [...args.all('crl')],
        at: args.value('at'),
        key,
        passphrase: key === undefined ? undefined : await passphrase(args),
      });
    },
    negative: (value: CallOutput<'package.verify'>) => !value.valid,
    text: (value: CallOutput<'package.verify'>) =>
      value.valid
        ? `验证通过：第${value.seq}号，签名单位${value.signer?.unit ?? ''}，${value.entries}个文件`
        : ['验证没有通过：', ...value.problems.map((problem) => problem.message)].join('\n'),
  },
  deliver: {
    usage: 'deliver LIB --folder 文件夹 [--package ID] [--split 每卷MB]',
    summary: '把待报送的报送包复制到文件夹或介质；介质放不下的用 --split 分卷',
    places: ['LIB'],
    options: { values: ['folder', 'package', 'split'] },
    run: async (args, { call, open }) => {
      const folder = args.needed('folder');
      const partBytes = partBytesOf(args);
      await open(args.positionals[0]!);
      return call('delivery.carry', { folder, packageId: args.value('package'), partBytes });
    },
    text: (value: CallOutput<'delivery.carry'>) =>
      [`已复制${value.delivered.length}个报送包`, ...value.files].join('\n'),
  },
  receive: {
    usage:
      'receive LIB FILE [--crl 吊销列表…] [--key K] | receive LIB --manual --number 受理号 --on 日期 [--scan F] [--by 姓名]',
    summary: '读取平台回执、意见、序号文件、吊销列表，或登记办理结果',
    places: ['LIB', 'FILE?'],
    options: {
      values: ['number', 'on', 'scan', 'by', 'package', 'key', 'passphrase-file'],
      many: ['crl'],
      flags: ['manual'],
    },
    run: async (args, { call, open, passphrase }) => {
      const file = args.positionals[1];
      if (args.flag('manual')) {
        const input = {
          number: args.needed('number'),
          on: args.needed('on'),
          scan: args.value('scan'),
          by: args.value('by'),
          packageId: args.value('package'),
        };
        await open(args.positionals[0]!);
        return call('delivery.receiveByHand', input);
      }
      if (file === undefined) throw usage('缺少回执文件；人工登记用 --manual');
      const key = args.value('key');
      const input = {
        file,
        crls: [...args.all('crl')],
        key,
        passphrase: key === undefined ? undefined : await passphrase(args),
      };
      await open(args.positionals[0]!);
      return call('delivery.receive', input);
    },
  },
};
