/** Commands about the catalogue: init, import, check, list, show, export, undo, backup, restore, doctor. */
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { SEVERITY_LABELS } from '#app/jurisdictions/finding';
import type { Command } from './command';

const whole = (text: string | undefined, name: string, otherwise: number): number => {
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new FailureError('usage', { reason: `--${name} 须为不小于0的整数` });
  return Number(text);
};

export const catalogueCommands: Readonly<Record<string, Command>> = {
  init: {
    usage: 'init LIB --department 名称 --credit-code 代码 --region 区划代码 --rules shaanxi-2017',
    summary: '新建目录库',
    places: ['LIB'],
    options: { values: ['department', 'credit-code', 'region', 'rules'] },
    run: async (args, { call }) => {
      const made = await call('library.create', {
        library: args.positionals[0]!,
        department: args.needed('department'),
        creditCode: args.needed('credit-code'),
        region: args.needed('region'),
        rules: args.needed('rules'),
      });
      const { library, department, creditCode, region, rules, warnings } = made;
      return { library, department, creditCode, region, rules, warnings };
    },
    text: (value: CallOutput<'library.summary'>) =>
      [
        `已新建目录库 ${value.library}（${value.department}）`,
        ...value.warnings.map((w) => `注意：${w}`),
      ].join('\n'),
  },
  import: {
    usage: 'import LIB FILE [--layout auto] [--mapping M.json] [--dry-run] [--errors OUT.xlsx] [--by 姓名]',
    summary: '导入工作簿；--dry-run 只预检，不写入',
    places: ['LIB', 'FILE'],
    options: { values: ['layout', 'mapping', 'errors', 'by'], flags: ['dry-run'] },
    run: async (args, { call, open }) => {
      await open(args.positionals[0]!);
      const { rows, ...value } = await call('workbook.import', {
        file: args.positionals[1]!,
        layout: args.value('layout'),
        mapping: args.value('mapping'),
        errors: args.value('errors'),
        dryRun: args.flag('dry-run'),
        by: args.value('by'),
      });
      // The window shows which entry a row became; on paper the sheet's own row says it.
      return { ...value, rows: rows.map(({ entry: _, ...row }) => row) };
    },
    negative: (value: CallOutput<'workbook.import'>) => value.rows.some((row) => row.result === 'failed'),
    text: (value: CallOutput<'workbook.import'>) => {
      const { entries: e, items: i } = value;
      return [
        `模板 ${value.layout}`,
        ...(value.savedMapping ? [`按已保存的列对应关系“${value.savedMapping.name}”读取`] : []),
        ...value.sheets
          .filter(({ use }) => use === 'unused')
          .map(({ sheet, reason }) => `未读取工作表“${sheet}”：${reason}`),
        `信息资源：新增${e.created}，修改${e.updated}，无变化${e.unchanged}，未导入${e.failed}`,
        `信息项：新增${i.created}，修改${i.updated}，无变化${i.unchanged}，移除${i.removed}，未导入${i.failed}`,
        ...(value.losses.cleared > 0 ? [`清空${value.losses.cleared}处原有内容`] : []),
        ...value.problems.map(
          (p) => `${p.sheet}!${p.cell} ${p.message}${p.article ? `（${p.article}）` : ''}`,
        ),
      ].join('\n');
    },
  },
  check: {
    usage: 'check LIB [--entry ID]',
    summary: '按现行规定校验目录',
    places: ['LIB'],
    options: { values: ['entry'] },
    run: async (args, { call, open }) => {
      await open(args.positionals[0]!);
      return call('check.run', { entry: args.value('entry') });
    },
    negative: (value: CallOutput<'check.run'>) => value.counts.error > 0,
    text: (value: CallOutput<'check.run'>) =>
      [
        `校验${value.entries}条：必须修改${value.counts.error}，需要说明${value.counts.warning}，建议${value.counts.advice}`,
        ...value.findings.map(
          (f) =>
            `[${SEVERITY_LABELS[f.severity]}] ${f.entry.code || '（无代码）'} ${f.entry.name}` +
            `${f.item ? `·${f.item.name}` : ''}：${f.message} ${f.fix}（${f.citation.regulation}${f.citation.article}）`,
        ),
      ].join('\n'),
  },
  list: {
    usage: 'list LIB [--query 文字] [--limit 50] [--offset 0]',
    summary: '列出信息资源',
    places: ['LIB'],
    options: { values: ['query', 'limit', 'offset'] },
    run: async (args, { call, open }) => {
      await open(args.positionals[0]!);
      return call('entries.list', {
        query: args.value('query'),
        limit: Math.min(1000, Math.max(1, whole(args.value('limit'), 'limit', 50))),
        offset: whole(args.value('offset'), 'offset', 0),
      });
    },
    text: (value: CallOutput<'entries.list'>) =>
      [
        `共${value.total}条`,
        ...value.entries.map((e) =>
          [e.code || '（无代码）', e.name, e.office, e.state, `${e.items}项`].join('\t'),
        ),
      ].join('\n'),
  },
  show: {
    usage: 'show LIB ID|代码',
    summary: '显示一条信息资源的全部内容',
    places: ['LIB', 'ID|代码'],
    run: async (args, { call, open }) => {
      await open(args.positionals[0]!);
      const { entry, meta, findings, versions } = await call('entries.read', { entry: args.positionals[1]! });
      return { ...entry, state: meta.state, version: meta.version, meta, findings, versions };
    },
  },
  export: {
    usage:
      'export LIB --to xlsx|csv|json --out F [--layout national-2017] [--upload] [--template T.xlsx] [--query 文字] [--state 状态…] [--office 处室…]',
    summary: '导出目录；--upload 只含平台模板的列，--template 写入平台自己的工作簿',
    places: ['LIB'],
    options: {
      values: ['to', 'out', 'layout', 'template', 'query'],
      many: ['state', 'office'],
      flags: ['upload'],
    },
    run: async (args, { call, open }) => {
      const to = args.needed('to');
      if (to !== 'xlsx' && to !== 'csv' && to !== 'json') {
        throw new FailureError('usage', { reason: '--to 须为 xlsx、csv 或 json' });
      }
      const out = args.needed('out');
      await open(args.positionals[0]!);
      return call('workbook.export', {
        to,
        out,
        layout: args.value('layout'),
        upload: args.flag('upload'),
        template: args.value('template'),
        query: args.value('query'),
        states: args.all('state').length > 0 ? [...args.all('state')] : undefined,
        offices: args.all('office').length > 0 ? [...args.all('office')] : undefined,
      });
    },
    text: (value: CallOutput<'workbook.export'>) =>
      `已导出${value.entries}条、${value.items}项：${value.file}`,
  },
  undo: {
    usage: 'undo LIB',
    summary: '撤销最近一次修改',
    places: ['LIB'],
    run: async (args, { call, open }) => {
      await open(args.positionals[0]!);
      return call('library.undo', {});
    },
    text: (value: CallOutput<'library.undo'>) => `已撤销：${value.undone}（${value.entries}条）`,
  },
  backup: {
    usage: 'backup LIB --out F',
    summary: '备份目录库',
    places: ['LIB'],
    options: { values: ['out'] },
    run: async (args, { call, open }) => {
      const out = args.needed('out');
      await open(args.positionals[0]!);
      return call('library.backup', { out });
    },
    text: (value: CallOutput<'library.backup'>) => `已备份：${value.file}`,
  },
  restore: {
    usage: 'restore F --out LIB',
    summary: '从备份恢复为新的目录库',
    places: ['F'],
    options: { values: ['out'] },
    run: (args, { call }) => call('library.restore', { file: args.positionals[0]!, out: args.needed('out') }),
    text: (value: CallOutput<'library.restore'>) => `已恢复：${value.library}（${value.entries}条）`,
  },
  doctor: {
    usage: 'doctor LIB',
    summary: '检查目录库是否完好',
    places: ['LIB'],
    run: async (args, { call, open }) => {
      await open(args.positionals[0]!);
      return call('library.doctor', {});
    },
    negative: (value: CallOutput<'library.doctor'>) => value.found.length > 0,
    text: (value: CallOutput<'library.doctor'>) =>
      [value.found.length === 0 ? '未发现问题' : '发现问题：', ...value.found, ...value.done].join('\n'),
  },
};
