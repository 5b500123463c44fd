/** Full maintenance (全面维护): every entry is looked at once in the period that the rules name. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError, valueOf } from '#app/contract/failure';
import { calendarDate, parseCalendarDate, type CalendarDate } from '#app/deadlines/calendar-date';
import {
  parsePeriod,
  periodEnd,
  periodLabel,
  periodOf,
  periodText,
  type Period,
} from '#app/deadlines/period';
import { recurringDue } from '#app/deadlines/recurring-duties';
import type { RecurringRule } from '#app/deadlines/limit-rule';
import type { RulePack } from '#app/jurisdictions/rule-pack';
import { addAttachment, readAttachmentFile } from '#app/storage/attachment-store';
import { appendAudit } from '#app/storage/audit-store';
import {
  addCampaign,
  addConfirmation,
  campaignOfPeriod,
  finishCampaign,
  listMaintenance,
  officesOf,
  openCampaign,
  readCampaigns,
  resolveEntries,
  tallyByOffice,
  type MaintenanceTally,
  type StoredCampaign,
} from '#app/storage/maintenance-store';
import type { Connection } from '#app/storage/sqlite';
import { libraryStack, opened, stackInForce, type Workspace } from './workspace';
import type { MaintenanceAnswer } from '#app/contract/maintenance-words';

type Campaign = CallOutput<'maintenance.start'>;

interface AskingRule {
  readonly pack: RulePack;
  readonly rule: RecurringRule;
}

const NOTHING: MaintenanceTally = {
  entries: 0,
  answered: { 无变化: 0, 有变化: 0, 应停用: 0 },
  remaining: 0,
  found: 0,
};

function asking(packs: readonly RulePack[]): AskingRule[] {
  return packs.flatMap((pack) =>
    pack.recurring
      .filter((rule) => rule.fulfilledBy === 'maintenance' && rule.party === 'P')
      .map((rule) => ({ pack, rule })),
  );
}

/** The rule in force that asks for it most often: a quarter's maintenance is also one of the year. Null: none asks. */
function ruleInForce(workspace: Workspace): AskingRule | null {
  const rules = asking(stackInForce(workspace));
  return rules.find(({ rule }) => rule.every === 'quarter') ?? rules[0] ?? null;
}

/** The rule that a campaign of this period answers to, for the paper; also of a pack that has since gone out of force. */
function ruleOfPeriod(workspace: Workspace, period: Period): Campaign['rule'] {
  const every = period.quarter === null ? 'year' : 'quarter';
  const found = asking(libraryStack(workspace)).find(({ rule }) => rule.every === every);
  if (!found) return null;
  const { pack, rule } = found;
  return {
    rules: pack.id,
    regulation: pack.name,
    article: rule.article,
    quote: rule.quote,
    due: recurringDue(rule, period),
  };
}

/** The present period: the quarter or the year as the rules ask; the year where they ask for nothing. */
function currentPeriod(workspace: Workspace): Period {
  return periodOf(calendarDate(workspace.host.today()), ruleInForce(workspace)?.rule.every ?? 'year');
}

function sumOf(tallies: readonly MaintenanceTally[]): MaintenanceTally {
  return tallies.reduce<MaintenanceTally>(
    (sum, one) => ({
      entries: sum.entries + one.entries,
      answered: {
        无变化: sum.answered.无变化 + one.answered.无变化,
        有变化: sum.answered.有变化 + one.answered.有变化,
        应停用: sum.answered.应停用 + one.answered.应停用,
      },
      remaining: sum.remaining + one.remaining,
      found: sum.found + one.found,
    }),
    NOTHING,
  );
}

function isLate(workspace: Workspace, campaign: StoredCampaign, period: Period): boolean {
  const end = ruleOfPeriod(workspace, period)?.due ?? periodEnd(period);
  return (campaign.finishedOn ?? workspace.host.today()) > end;
}

async function present(workspace: Workspace, campaign: StoredCampaign): Promise<Campaign> {
  const period = parsePeriod(campaign.period)!;
  const offices = await tallyByOffice(opened(workspace).library.reader, campaign.id);
  return {
    id: campaign.id,
    period: campaign.period,
    periodLabel: periodLabel(period),
    state: campaign.finishedOn === null ? '进行中' : '已完成',
    rule: ruleOfPeriod(workspace, period),
    ...sumOf(offices),
    byOffice: offices,
    startedOn: campaign.startedOn,
    startedBy: campaign.startedBy,
    finishedOn: campaign.finishedOn,
    finishedBy: campaign.finishedBy,
    conclusion: campaign.conclusion,
    late: isLate(workspace, campaign, period),
  };
}

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

async function theOpenOne(workspace: Workspace): Promise<StoredCampaign> {
  const campaign = await openCampaign(opened(workspace).library.reader);
  if (!campaign) throw new FailureError('campaign-not-open');
  return campaign;
}

function confirmedOn(workspace: Workspace, offline: { on: string } | undefined): CalendarDate {
  const today = calendarDate(workspace.host.today());
  if (!offline) return today;
  const on = valueOf(parseCalendarDate(offline.on));
  if (on > today)
    throw new FailureError('invalid-input', { field: '签名日期', value: on, reason: '在今天之后' });
  return on;
}

/** Answers for named entries, an office or all; 应停用 is only a finding and retires nothing. */
/** 处室负责人 speaks for the own office alone; 编制人 enters what any office returned on paper. */
async function assertOwnOffice(
  workspace: Workspace,
  tx: Connection,
  entries: readonly string[] | null,
  office: string | undefined,
): Promise<void> {
  const { session } = opened(workspace);
  if (session === undefined || session.roles.includes('编制人')) return;
  const offices = entries === null ? [office ?? '全部处室'] : await officesOf(tx, entries);
  const other = offices.find((one) => one !== session.office);
  if (other !== undefined) {
    throw new FailureError('step-not-allowed', {
      reason: `${session.account}只能确认${session.office || '本处室'}的信息资源，不能确认${other || '未写明处室'}的`,
    });
  }
}

export async function answer(
  workspace: Workspace,
  input: CallParsedInput<'maintenance.answer'>,
): Promise<CallOutput<'maintenance.answer'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const campaign = await theOpenOne(workspace);
  const all = input.entries === 'all';
  const opinion = (input.opinion ?? '').trim();
  if (all && opinion === '') throw new FailureError('step-needs-opinion', { step: '全面维护确认' });
  const on = confirmedOn(workspace, input.offline);
  const scan = input.offline?.scan === undefined ? null : await readAttachmentFile(input.offline.scan);
  const given: MaintenanceAnswer = input.answer ?? '无变化';
  const enteredBy = input.offline?.enteredBy || input.by;
  const confirmed = await library.write(async (tx) => {
    const atMs = host.nowMs();
    const entries = input.entries === 'all' ? null : await resolveEntries(tx, input.entries);
    const missing = entries?.missing[0];
    if (missing !== undefined) throw new FailureError('entry-not-found', { entry: missing });
    await assertOwnOffice(workspace, tx, entries?.ids ?? null, input.office);
    const attachmentId = scan
      ? await addAttachment(tx, scan, { atMs, by: input.offline?.enteredBy ?? input.by })
      : null;
    const count = await addConfirmation(tx, {
      campaign: campaign.id,
      entries: entries?.ids ?? null,
      office: all ? (input.office ?? null) : null,
      answer: given,
      note: input.note ?? '',
      opinion,
      by: input.by,
      enteredBy,
      on,
      offline: input.offline !== undefined,
      attachmentId,
      atMs,
    });
    await appendAudit(tx, {
      atMs,
      by: input.by,
      action: 'maintenance-answered',
      subject: campaign.period,
      detail: {
        answer: given,
        all,
        count,
        enteredBy,
        entries: entries?.ids.slice(0, 1000) ?? [],
        office: input.office ?? '',
        offline: input.offline !== undefined,
        on,
        opinion,
        scanSm3: scan?.sm3 ?? '',
      },
    });
    return count;
  });
  return { ...(await present(workspace, campaign)), confirmed };
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

/** The campaign shown where none is named: the open one, else that of the present period. */
async function shownCampaign(
  workspace: Workspace,
  period: string | undefined,
): Promise<StoredCampaign | null> {
  const { reader } = opened(workspace).library;
  if (period !== undefined) return campaignOfPeriod(reader, period);
  return (await openCampaign(reader)) ?? campaignOfPeriod(reader, periodText(currentPeriod(workspace)));
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
