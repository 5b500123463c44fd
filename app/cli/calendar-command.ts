/** `mulu calendar`: which holiday notices are known, and installing another. */
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { memberOf } from './choices';
import type { Command } from './command';

export const calendarCommand: Command = {
  usage: 'calendar list [--library LIB] | calendar install FILE [--library LIB] [--dry-run]',
  summary: '节假日安排；不写 --library 的，导入后本机各目录库通用',
  places: ['list|install', 'FILE?'],
  options: { values: ['library', 'by'], flags: ['dry-run'] },
  run: async (args, { call, open }) => {
    const what = memberOf(['list', 'install'], args.positionals[0]!, '操作');
    const file = args.positionals[1];
    if (what === 'install' && file === undefined) throw new FailureError('usage', { reason: '缺少文件' });
    if (what === 'list' && file !== undefined) throw new FailureError('usage', { reason: `多出“${file}”` });
    const library = args.value('library');
    if (library !== undefined) await open(library);
    if (what === 'list') return call('calendar.list', {});
    if (args.flag('dry-run')) return call('calendar.preview', { file: file! });
    return call('calendar.install', { file: file!, by: args.value('by') });
  },
  text: (value: CallOutput<'calendar.list'> | CallOutput<'calendar.preview'>) => {
    if ('years' in value) {
      return [
        ...value.years.flatMap((year) => [
          `${year.year}年 ${year.workingDays}个工作日 ${year.notice}（${year.source}）`,
          ...year.versions.map(
            (one) =>
              `  ${one.publishedOn} ${one.title}${one.number === null ? '' : ` ${one.number}`}（${one.origin}${one.inForce ? '' : '，已被替代'}）`,
          ),
        ]),
        ...value.local.map((one) => `地方 ${one.title}（${one.origin}）`),
      ].join('\n');
    }
    const word = (day: { working: boolean }): string => (day.working ? '上班' : '放假');
    return [
      `${value.title}${value.alreadyKnown ? '（已经导入过）' : ''}`,
      ...value.warnings.map((warning) => `注意：${warning}`),
      `变动的日期${value.dates.length}个`,
      ...value.dates.map((one) => `  ${one.date} ${word(one.before)}→${word(one.after)} ${one.after.reason}`),
      ...value.duties.map((one) => `  时限变动：${one.label} ${one.subject} ${one.due}→${one.newDue}`),
    ].join('\n');
  },
};
