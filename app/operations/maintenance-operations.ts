/** Full maintenance (全面维护): every entry is looked at once in the period that the rules name. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { calendarDate } from '#app/deadlines/calendar-date';
import { parsePeriod, periodEnd, periodLabel, periodText, type Period } from '#app/deadlines/period';
import { appendAudit } from '#app/storage/audit-store';
import { listMaintenance, tallyByOffice } from '#app/storage/maintenance-scope';
import {
  addCampaign,
  campaignOfPeriod,
  finishCampaign,
  openCampaign,
  readCampaigns,
} from '#app/storage/maintenance-store';
import {
  currentPeriod,
  isLate,
  present,
  ruleInForce,
  ruleOfPeriod,
  shownCampaign,
  sumOf,
  theOpenOne,
  type Campaign,
} from './maintenance-campaign';
import { opened, type Workspace } from './workspace';

/** The period asked for: of the length that the rules ask for, and not one that has yet to begin. */
function askedPeriod(workspace: Workspace, text: string | undefined): Period {
  const current = currentPeriod(workspace);
  if (text === undefined) return current;
  const period = parsePeriod(text);
  const example = periodText(current);
  const refuse = (reason: string): never => {
    throw new FailureError('invalid-input', { field: '维护期间', value: text, reason });
  };
  if (!period) return refuse(`按“${example}”的样子填写`);
  if ((period.quarter === null) !== (current.quarter === null)) {
    return refuse(`现行规定要求每${current.quarter === null ? '年' : '季度'}维护，按“${example}”的样子填写`);
  }
  if (periodEnd(period) > periodEnd(current)) return refuse('尚未开始');
  return period;
}

/**
 * Begins the maintenance of a period. One at a time: an open one is finished first, late if need be.
 *
 * Failure `campaign-open` with `{period, finishedOn}`: another is open, or this period's is finished already.
 */
export async function start(
  workspace: Workspace,
  input: CallParsedInput<'maintenance.start'>,
): Promise<Campaign> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const period = askedPeriod(workspace, input.period);
  const startedOn = calendarDate(host.today());
  await library.write(async (tx) => {
    const other = (await openCampaign(tx)) ?? (await campaignOfPeriod(tx, periodText(period)));
    if (other) {
      const label = periodLabel(parsePeriod(other.period)!);
      throw new FailureError('campaign-open', { period: label, finishedOn: other.finishedOn });
    }
    await addCampaign(tx, { period: periodText(period), startedOn, by: input.by });
    await appendAudit(tx, {
      atMs: host.nowMs(),
      by: input.by,
      action: 'maintenance-started',
      subject: periodText(period),
    });
  });
  host.emit('library.changed', { entries: [] });
  return present(workspace, (await campaignOfPeriod(library.reader, periodText(period)))!);
}

/**
 * Closes the open campaign, which fulfils the duty of its period; after the period it is finished late.
 *
 * Failure `step-not-allowed` with `{reason, remaining}` while entries are without an answer.
 */
export async function finish(
  workspace: Workspace,
  input: CallParsedInput<'maintenance.finish'>,
): Promise<Campaign> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const campaign = await theOpenOne(workspace);
  const today = calendarDate(host.today());
  if (today < campaign.startedOn) {
    throw new FailureError('step-not-allowed', {
      reason: `今天（${today}）早于这次维护开始的日期${campaign.startedOn}，核对电脑的日期`,
    });
  }
  await library.write(async (tx) => {
    const offices = await tallyByOffice(tx, campaign.id);
    const { remaining } = sumOf(offices);
    if (remaining > 0) throw unanswered(remaining, offices);
    await finishCampaign(tx, {
      id: campaign.id,
      entries: sumOf(offices).entries,
      on: today,
      by: input.by,
      conclusion: (input.conclusion ?? '').trim(),
    });
    await appendAudit(tx, {
      atMs: host.nowMs(),
      by: input.by,
      action: 'maintenance-finished',
      subject: campaign.period,
      detail: { on: today, ...sumOf(offices).answered },
    });
  });
  host.emit('library.changed', { entries: [] });
  return present(workspace, (await campaignOfPeriod(library.reader, campaign.period))!);
}

function unanswered(remaining: number, offices: Awaited<ReturnType<typeof tallyByOffice>>): FailureError {
  const waiting = offices.filter((office) => office.remaining > 0);
  const named = waiting.slice(0, 5).map((one) => `${one.office || '未填处室'}${one.remaining}条`);
  const more = waiting.length > 5 ? `等${waiting.length}个处室` : '';
  return new FailureError('step-not-allowed', {
    reason: `还有${remaining}条没有核对结果（${named.join('、')}${more}），全部核对后才能完成`,
    remaining,
  });
}

export async function status(
  workspace: Workspace,
  input: CallParsedInput<'maintenance.status'>,
): Promise<CallOutput<'maintenance.status'>> {
  const { reader } = opened(workspace).library;
  const shown = await shownCampaign(workspace, input.period);
  const current = currentPeriod(workspace);
  const campaign = shown ? await present(workspace, shown) : null;
  const campaigns: CallOutput<'maintenance.status'>['campaigns'] = [];
  for (const stored of await readCampaigns(reader)) {
    const period = parsePeriod(stored.period)!;
    const { startedOn, finishedOn } = stored;
    campaigns.push({
      period: stored.period,
      periodLabel: periodLabel(period),
      state: finishedOn === null ? '进行中' : '已完成',
      // A finished one was counted when it was finished; of those open there is one at most.
      entries: finishedOn === null ? sumOf(await tallyByOffice(reader, stored.id)).entries : stored.entries,
      startedOn,
      finishedOn,
      late: isLate(workspace, stored, period),
    });
  }
  return {
    campaign,
    current: {
      period: periodText(current),
      periodLabel: periodLabel(current),
      rule: ruleInForce(workspace) ? ruleOfPeriod(workspace, current) : null,
    },
    campaigns,
  };
}

export async function list(
  workspace: Workspace,
  input: CallParsedInput<'maintenance.list'>,
): Promise<CallOutput<'maintenance.list'>> {
  const campaign = await shownCampaign(workspace, input.period);
  if (!campaign) throw new FailureError('campaign-not-open');
  const { total, entries } = await listMaintenance(opened(workspace).library.reader, campaign.id, input);
  return {
    total,
    entries: entries.map((entry) => ({
      ...entry,
      note: entry.note ?? '',
      by: entry.by ?? '',
      offline: entry.offline === 1,
    })),
  };
}
