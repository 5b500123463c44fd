/** Commands about review, clocks and law: review, event, maintain, deadline, duties, rules, calendar. */
import { REVIEW_STEPS, type CallInput, type CallOutput, type ReviewStepName } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { DUTY_STATUS_LABELS } from '#app/deadlines/duty-row';
import type { Arguments } from './arguments';
import { calendarCommand } from './calendar-command';
import type { Command } from './command';
import { eventCommand } from './event-command';
import { kindOf, memberOf } from './choices';
import { maintainCommand } from './maintain-command';

/** Steps of this command; 会签 is a library's own matter and taken in the window. */
const STEPS = REVIEW_STEPS.filter((step) => step !== 'countersign');

function reviewInput(args: Arguments): CallInput<'review.take'> {
  const step = memberOf<ReviewStepName>(STEPS, args.positionals[1]!, '步骤');
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
    by: (offline ? args.value('signer') : undefined) ?? args.needed('by'),
    opinion,
    secrecy: args.value('secrecy'),
    personal: args.value('personal'),
    ...(offline
      ? { offline: { on: args.needed('on'), scan: args.value('scan'), enteredBy: args.value('by') } }
      : {}),
  };
}

export const dutyCommands: Readonly<Record<string, Command>> = {
  review: {
    usage:
      'review LIB submit|confirm|approve|assess|clear|consent|return|retire|publish (--all --opinion 意见 | --entry ID…) --by 姓名 [--offline --on 日期 --scan F --signer 签批人] [--secrecy 结论 --personal 结论]',
    summary: '办理审核审签的一步，或登记线下签批',
    places: ['LIB', '步骤'],
    options: {
      values: ['opinion', 'by', 'signer', 'on', 'scan', 'secrecy', 'personal'],
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
  event: eventCommand,
  maintain: maintainCommand,
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
            `${d.due} ${DUTY_STATUS_LABELS[d.status]}${d.provisional ? '（暂定）' : ''} ${d.event === null ? d.subject : `${d.label} ${d.subject}`}（${d.regulation}${d.article}）`,
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
  calendar: calendarCommand,
};
