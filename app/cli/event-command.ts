/** `mulu event`: what starts clocks, what was done about it, and what was entered wrongly. */
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { EVENT_KIND_LABELS } from '#app/deadlines/deadline-event';
import { FULFILMENTS } from '#app/deadlines/limit-rule';
import type { Arguments } from './arguments';
import { kindOf, memberOf } from './choices';
import type { Command, CommandContext } from './command';

const WHAT = ['add', 'list', 'act', 'extend', 'withdraw', 'report'] as const;

function idOf(args: Arguments): string {
  const id = args.positionals[2];
  if (id === undefined) throw new FailureError('usage', { reason: '缺少事项 ID' });
  return id;
}

function yearOf(args: Arguments): number {
  const text = args.needed('year');
  if (!/^\d{4}$/.test(text)) throw new FailureError('usage', { reason: '--year 须为四位年份' });
  return Number(text);
}

/** Reads the words before the library is opened, so that a slip of the keyboard touches nothing. */
function prepared(args: Arguments): (call: CommandContext['call']) => Promise<unknown> {
  const by = args.value('by');
  switch (memberOf(WHAT, args.positionals[1]!, '操作')) {
    case 'add': {
      args.needed('kind');
      const input = {
        kind: kindOf(args)!,
        on: args.needed('on'),
        about: args.needed('about'),
        level: args.value('level'),
        sharing: args.value('sharing'),
        statedDue: args.value('due'),
        by,
      };
      return (call) => call('events.add', input);
    }
    case 'list': {
      const kind = kindOf(args);
      const input = { kinds: kind ? [kind] : undefined, withdrawn: args.flag('withdrawn'), limit: 1000 };
      return (call) => call('events.list', input);
    }
    case 'act': {
      const act = memberOf([...FULFILMENTS, 'received'] as const, args.needed('act'), '--act ');
      const input = { event: idOf(args), act, on: args.needed('on'), note: args.value('note'), by };
      return (call) => call('events.act', input);
    }
    case 'extend': {
      const input = {
        event: idOf(args),
        on: args.needed('on'),
        number: args.needed('number'),
        scan: args.value('scan'),
        by,
      };
      return (call) => call('events.extend', input);
    }
    case 'withdraw': {
      const input = { event: idOf(args), reason: args.needed('reason'), by };
      return (call) => call('events.withdraw', input);
    }
    case 'report': {
      const input = { year: yearOf(args), on: args.needed('on'), by };
      return (call) => call('reports.sent', input);
    }
  }
}

export const eventCommand: Command = {
  usage:
    'event LIB add --kind 类型 --on 日期 --about 事由 [--level 行政法规] [--sharing 有条件] [--due 日期] [--by 姓名]' +
    ' | event LIB list [--kind 类型] | event LIB act ID --act 办理 --on 日期 | event LIB extend ID --on 日期 --number 文号' +
    ' | event LIB withdraw ID --reason 原因 | event LIB report --year 年份 --on 日期',
  summary: '登记引起时限的事项及其办理情况；report 登记年度报告的报送日期',
  places: ['LIB', WHAT.join('|'), 'ID?'],
  options: {
    values: [
      ...[
        'kind',
        'on',
        'about',
        'level',
        'sharing',
        'due',
        'by',
        'act',
        'note',
        'number',
        'scan',
        'reason',
        'year',
      ],
    ],
    flags: ['withdrawn'],
  },
  run: async (args, { call, open }) => {
    const work = prepared(args);
    await open(args.positionals[0]!);
    return work(call);
  },
  text: (value: CallOutput<'events.add'> | CallOutput<'events.list'> | Record<string, unknown>) => {
    const line = (event: CallOutput<'events.list'>['events'][number]): string =>
      `${event.on} ${EVENT_KIND_LABELS[event.kind]} ${event.about}${event.withdrawn ? '（已撤回）' : ''} ${event.id}`;
    if ('notStarted' in value) {
      const added = value as CallOutput<'events.add'>;
      return [
        `已登记：${line(added.event)}`,
        ...added.duties.map(
          (d) => `${d.due}${d.provisional ? '（暂定）' : ''} ${d.label}（${d.regulation}${d.article}）`,
        ),
        ...added.notStarted.map((n) => `不适用：${n.regulation}${n.article} ${n.reason}`),
      ].join('\n');
    }
    if ('events' in value) return (value as CallOutput<'events.list'>).events.map(line).join('\n');
    return JSON.stringify(value, null, 2);
  },
};
