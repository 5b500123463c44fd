/** Commands about delivery and about bringing libraries together: sync, withdraw, compare, opinions, merge. */
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import type { Arguments } from './arguments';
import type { Command } from './command';
import { partBytesOf } from './package-commands';

const PLACE_OPTIONS = [
  'platform',
  'ca',
  'client-cert',
  'client-key',
  'proxy',
  'timeout',
  'attempts',
  'passphrase-file',
];
const PLACE_USAGE =
  '[--platform 地址] [--ca F] [--client-cert F --client-key F] [--proxy 地址] [--timeout 秒] [--attempts 次]';

function figure(args: Arguments, name: string): number | undefined {
  const text = args.value(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new FailureError('usage', { reason: `--${name} 须为数字` });
  return value;
}

async function placeOf(args: Arguments, passphrase: (args: Arguments) => Promise<string>) {
  const clientCert = args.value('client-cert');
  // The network key may be unprotected; a passphrase is used where there is one.
  const secret = clientCert === undefined ? undefined : await passphrase(args).catch(noPassphrase);
  return {
    platform: args.value('platform'),
    ca: args.value('ca'),
    clientCert,
    clientKey: args.value('client-key'),
    proxy: args.value('proxy'),
    timeoutSeconds: figure(args, 'timeout'),
    attempts: figure(args, 'attempts'),
    passphrase: secret,
  };
}

function noPassphrase(error: unknown): undefined {
  if (error instanceof FailureError && error.failure.code === 'passphrase-missing') return undefined;
  throw error;
}

export const deliveryCommands: Readonly<Record<string, Command>> = {
  sync: {
    usage: `sync LIB ${PLACE_USAGE} | sync LIB --folder 文件夹 [--from 文件夹] [--again] [--split 每卷MB]`,
    summary: '报送排队的报送包，取回回执和审核意见；可用网络，也可用文件夹或介质',
    places: ['LIB'],
    options: { values: [...PLACE_OPTIONS, 'folder', 'from', 'split'], flags: ['again'] },
    run: async (args, { call, open, passphrase }) => {
      const input = {
        ...(await placeOf(args, passphrase)),
        folder: args.value('folder'),
        from: args.value('from'),
        again: args.flag('again'),
        partBytes: partBytesOf(args),
      };
      await open(args.positionals[0]!);
      return call('delivery.sync', input);
    },
    negative: (value: CallOutput<'delivery.sync'>) => value.failed.length > 0,
    text: (value: CallOutput<'delivery.sync'>) =>
      [
        `报送${value.delivered}个，收到回执${value.receipts}个、意见${value.opinions}条，等待回执${value.waiting}个`,
        ...value.failed.map((one) => `${one.packageId || one.source} ${one.message}`.trim()),
        ...value.notices,
      ].join('\n'),
  },
  withdraw: {
    usage: 'withdraw LIB ID [--by 姓名]',
    summary: '撤回尚未报送的报送包，其中的信息资源恢复为已审定',
    places: ['LIB', 'ID'],
    options: { values: ['by'] },
    run: async (args, { call, open }) => {
      await open(args.positionals[0]!);
      return call('package.withdraw', { packageId: args.positionals[1]!, by: args.value('by') });
    },
  },
  compare: {
    usage: `compare LIB [FILE] ${PLACE_USAGE}`,
    summary: '把目录与平台已发布的版本对照',
    places: ['LIB', 'FILE?'],
    options: { values: PLACE_OPTIONS },
    run: async (args, { call, open, passphrase }) => {
      const input = { ...(await placeOf(args, passphrase)), file: args.positionals[1] };
      await open(args.positionals[0]!);
      return call('platform.compare', input);
    },
  },
  opinions: {
    usage:
      'opinions LIB list [--entry ID] | opinions LIB read F.xlsx [--by 姓名] | opinions LIB due --on 日期 --id 意见…',
    summary: '主管部门的审核意见：查看、从工作簿读取、登记补正期限',
    places: ['LIB', 'list|read|due', 'F?'],
    options: { values: ['entry', 'on', 'by'], many: ['id'] },
    run: async (args, { call, open }) => {
      const [library, what, file] = args.positionals;
      if (what === 'list') {
        await open(library!);
        return call('opinions.list', { entry: args.value('entry') });
      }
      if (what === 'read' && file !== undefined) {
        await open(library!);
        return call('opinions.fromWorkbook', { file, by: args.value('by') });
      }
      if (what !== 'due') throw new FailureError('usage', { reason: '操作须为：list、read F.xlsx、due' });
      const input = { opinions: [...args.all('id')], due: args.needed('on'), by: args.value('by') };
      await open(library!);
      return call('opinions.setDue', input);
    },
  },
  merge: {
    usage: 'merge LIB P.zwml [--key K] [--dry-run] [--resolve F.json] [--confirm] [--by 姓名]',
    summary: '合并第二台电脑或直属单位的报送包；内容不一致的逐项列出，用选定文件处理',
    places: ['LIB', 'P'],
    options: { values: ['resolve', 'by', 'key', 'passphrase-file'], flags: ['dry-run', 'confirm'] },
    run: async (args, { call, open, passphrase }) => {
      const key = args.value('key');
      const input = {
        key,
        passphrase: key === undefined ? undefined : await passphrase(args),
        file: args.positionals[1]!,
        dryRun: args.flag('dry-run'),
        resolve: args.value('resolve'),
        confirm: args.flag('confirm'),
        by: args.value('by'),
      };
      await open(args.positionals[0]!);
      return call('package.merge', input);
    },
    negative: (value: CallOutput<'package.merge'>) => value.conflicts.length + value.locked.length > 0,
    text: (value: CallOutput<'package.merge'>) =>
      [
        `新增${value.created}条，更新${value.updated}条，停用${value.removed}条，不变${value.unchanged}条`,
        ...value.conflicts.map(
          (one) =>
            `内容不一致：${one.entry.name} ${one.item ? `${one.item.name} ` : ''}${one.label}｜本机：${one.ours}｜来件：${one.theirs}`,
        ),
        ...value.locked.map((one) => `暂不合并：${one.entry.name}（${one.state}）`),
      ].join('\n'),
  },
};
