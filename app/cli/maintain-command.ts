/** `mulu maintain`: the full maintenance (全面维护) of the present period. */
import type { CallInput, CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import type { Arguments } from './arguments';
import { memberOf } from './choices';
import type { Command, CommandContext } from './command';
import { MAINTENANCE_ANSWERS } from '#app/contract/maintenance-words';

const WHAT = ['start', 'confirm', 'finish', 'status'] as const;

function prepared(args: Arguments): (call: CommandContext['call']) => Promise<unknown> {
  switch (memberOf(WHAT, args.positionals[1]!, '操作')) {
    case 'start': {
      const input = { period: args.value('period'), by: args.needed('by') };
      return (call) => call('maintenance.start', input);
    }
    case 'confirm': {
      const input = answerInput(args);
      return (call) => call('maintenance.answer', input);
    }
    case 'finish': {
      const input = { by: args.needed('by'), conclusion: args.value('opinion') };
      return (call) => call('maintenance.finish', input);
    }
    case 'status': {
      const input = { period: args.value('period') };
      return (call) => call('maintenance.status', input);
    }
  }
}

function answerInput(args: Arguments): CallInput<'maintenance.answer'> {
  const all = args.flag('all');
  const entries = args.all('entry');
  if (all === entries.length > 0)
    throw new FailureError('usage', { reason: '须给出 --all 或 --entry，二者选一' });
  if (!all && args.value('office') !== undefined)
    throw new FailureError('usage', { reason: '--office 只与 --all 一起用' });
  const opinion = args.value('opinion');
  if (all && (opinion ?? '').trim() === '')
    throw new FailureError('usage', { reason: '--all 须同时给出 --opinion' });
  const answer = args.value('answer');
  const on = args.value('on');
  const scan = args.value('scan');
  if (on === undefined && scan !== undefined)
    throw new FailureError('usage', { reason: '--scan 须同时给出 --on' });
  return {
    entries: all ? ('all' as const) : [...entries],
    office: args.value('office'),
    answer: answer === undefined ? undefined : memberOf(MAINTENANCE_ANSWERS, answer, '--answer '),
    note: args.value('note'),
    opinion,
    by: (on === undefined ? undefined : args.value('signer')) ?? args.needed('by'),
    ...(on === undefined ? {} : { offline: { on, scan, enteredBy: args.value('by') } }),
  };
}

export const maintainCommand: Command = {
  usage:
    'maintain LIB start --by 姓名 [--period 2026-Q4] | maintain LIB confirm (--all --opinion 意见 [--office 处室] | --entry ID…)' +
    ' [--answer 无变化|有变化|应停用] [--note 说明] --by 姓名 [--on 日期 --scan F --signer 签批人] | maintain LIB finish --by 姓名 | maintain LIB status',
  summary: '全面维护：开始、逐条或成批核对、完成',
  places: ['LIB', WHAT.join('|')],
  options: {
    values: ['by', 'signer', 'period', 'opinion', 'office', 'answer', 'note', 'on', 'scan'],
    many: ['entry'],
    flags: ['all'],
  },
  run: async (args, { call, open }) => {
    const work = prepared(args);
    await open(args.positionals[0]!);
    return work(call);
  },
  text: (value: CallOutput<'maintenance.start'> | CallOutput<'maintenance.status'>) => {
    const campaign = 'campaign' in value ? value.campaign : value;
    if (!campaign) return '本期的全面维护尚未开始';
    const { 无变化: same, 有变化: changed, 应停用: retire } = campaign.answered;
    return [
      `${campaign.periodLabel}全面维护（${campaign.state}${campaign.late ? '，逾期' : ''}）`,
      `应核对${campaign.entries}条：无变化${same}，有变化${changed}，应停用${retire}，未核对${campaign.remaining}；新发现${campaign.found}条`,
      ...campaign.byOffice.map(
        (one) => `  ${one.office || '（未填处室）'} 应核对${one.entries}，未核对${one.remaining}`,
      ),
    ].join('\n');
  },
};
