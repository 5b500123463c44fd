/** Commands about review, clocks and law: review, event, deadline, duties, rules, calendar. */
import { REVIEW_STEPS, type CallInput, type CallOutput, type ReviewStepName } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { EVENT_KINDS, type EventKind } from '#app/deadlines/deadline-event';
import { DUTY_STATUS_LABELS } from '#app/deadlines/duty-row';
import type { Arguments } from './arguments';
import type { Command } from './command';

function memberOf<T extends string>(members: readonly T[], text: string, name: string): T {
  const found = members.find((member) => member === text);
  if (found === undefined)
    throw new FailureError('usage', { reason: `${name}“${text}”须为：${members.join('、')}` });
  return found;
}

function kindOf(args: Arguments): EventKind | undefined {
  const kind = args.value('kind');
  return kind === undefined ? undefined : memberOf(EVENT_KINDS, kind, '--kind ');
}

function reviewInput(args: Arguments): CallInput<'review.take'> {
  const step = memberOf<ReviewStepName>(REVIEW_STEPS, args.positionals[1]!, '步骤');
  const all = args.flag('all');
  const entries = args.all('entry');
  if (all === entries.length > 0)
    throw new FailureError('usage', { reason: '须给出 --all 或 --entry，二者选一' });
  const opinion = args.value('opinion');
  if (all && opinion === undefined && step !== 'assess') {
    throw new FailureError('usage', { reason: '--all 须同时给出 --opinion' });
  }
  const offline = args.flag('offline') || args.value('on') !== undefined || args.value('scan') !== undefined;
  if (offline && args.value('on') === undefined) {
    throw new FailureError('usage', { reason: '线下签批登记须给出签批日期 --on' });
  }
  if (step === 'assess') {
    args.needed('secrecy');
    args.needed('personal');
  }
  return {
    step,
    entries: all ? 'all' : [...entries],
    by: args.needed('by'),
    opinion,
    secrecy: args.value('secrecy'),
    personal: args.value('personal'),
    ...(offline ? { offline: { on: args.needed('on'), scan: args.value('scan') } } : {}),
  };
}

export const dutyCommands: Readonly<Record<string, Command>> = {
  review: {
    usage:
      'review LIB submit|confirm|approve|assess|clear|consent|return|retire|publish (--all --opinion 意见 | --entry ID…) --by 姓名 [--offline --on 日期 --scan F] [--secrecy 结论 --personal 结论]',
    summary: '办理审核审签的一步，或登记线下签批',
    places: ['LIB', '步骤'],
    options: {
      values: ['opinion', 'by', 'on', 'scan', 'secrecy', 'personal'],
      many: ['entry'],
      flags: ['all', 'offline'],
    },
    run: async (args, { call, open }) => {
      const input = reviewInput(args);
      await open(args.positionals[0]!);
      return call('review.take', input);
    },
    negative: (value: CallOutput<'review.take'>) => value.skipped.length > 0,
    text: (value: CallOutput<'review.take'>) =>
      [
        `已办理${value.entries}条`,
        ...value.skipped.map((s) => `未办理 ${s.entry.code} ${s.entry.name}：${s.reason}`),
      ].join('\n'),
  },
  event: {
    usage:
      'event LIB add --kind 类型 --on 日期 --about 事由 [--level 行政法规] [--sharing 有条件] [--by 姓名]',
    summary: '登记引起时限的事项',
    places: ['LIB', 'add'],
    options: { values: ['kind', 'on', 'about', 'level', 'sharing', 'due', 'by'] },
    run: async (args, { call, open }) => {
      memberOf(['add'], args.positionals[1]!, '操作');
      args.needed('kind');
      const input = {
        kind: kindOf(args)!,
        on: args.needed('on'),
        about: args.needed('about'),
        level: args.value('level'),
        sharing: args.value('sharing'),
        statedDue: args.value('due'),
        by: args.value('by'),
      };
      await open(args.positionals[0]!);
      return call('events.add', input);
    },
  },
  deadline: {
    usage: 'deadline --rules 规则包 --event 日期 [--kind 类型] [--level 行政法规] [--sharing 无条件|有条件]',
    summary: '计算时限',
    places: [],
    options: { values: ['rules', 'event', 'kind', 'level', 'sharing'] },
    run: (args, { call }) =>
      call('deadline.count', {
        rules: args.needed('rules'),
        on: args.needed('event'),
        kind: kindOf(args),
        level: args.value('level'),
        sharing: args.value('sharing'),
      }),
    text: (value: CallOutput<'deadline.count'>) =>
      [
        ...value.limits.map(
          (l) =>
            `${l.due}${l.provisional ? '（暂定）' : ''} ${l.label} ${l.workingDays}个工作日，自${l.countedFrom}（${l.regulation}${l.article}）` +
            (l.party === 'A' ? '［主管部门办理］' : '') +
            (l.extendedDue ? `，经同意延期至${l.extendedDue}` : ''),
        ),
        ...value.notTriggered.map((n) => `不适用：${n.regulation}${n.article} ${n.reason}`),
        ...value.notInForce.map((n) => `不在有效期：${n.rules}（${n.from} 至 ${n.to ?? '今'}）`),
      ].join('\n'),
  },
  duties: {
    usage: 'duties LIB [--ics OUT]',
    summary: '待办与时限',
    places: ['LIB'],
    options: { values: ['ics'] },
    run: async (args, { call, open }) => {
      await open(args.positionals[0]!);
      return call('duties.list', { ics: args.value('ics') });
    },
    text: (value: CallOutput<'duties.list'>) =>
      [
        `今天 ${value.today}`,
        ...value.duties.map(
          (d) =>
            `${d.due} ${DUTY_STATUS_LABELS[d.status]}${d.provisional ? '（暂定）' : ''} ${d.label} ${d.subject}（${d.regulation}${d.article}）`,
        ),
      ].join('\n'),
  },
  rules: {
    usage: 'rules list | rules show 规则包',
    summary: '法规规则包',
    places: ['list|show', '规则包?'],
    run: async (args, { call }) => {
      const what = memberOf(['list', 'show'], args.positionals[0]!, '操作');
      if (what === 'list') return call('rules.list', {});
      const id = args.positionals[1];
      if (id === undefined) throw new FailureError('usage', { reason: '缺少规则包' });
      return (await call('rules.read', { rules: id })).pack;
    },
  },
  calendar: {
    usage: 'calendar list',
    summary: '节假日安排',
    places: ['list|install', 'FILE?'],
    run: async (args, { call }) => {
      const what = memberOf(['list', 'install'], args.positionals[0]!, '操作');
      if (what === 'install') throw new FailureError('not-available', { what: '导入节假日安排' });
      return call('calendar.list', {});
    },
  },
};
