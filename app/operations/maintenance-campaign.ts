/** One campaign of full maintenance (全面维护): the rule it answers to, its period, and how far it is. */
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { calendarDate } from '#app/deadlines/calendar-date';
import type { RecurringRule } from '#app/deadlines/limit-rule';
import {
  parsePeriod,
  periodEnd,
  periodLabel,
  periodOf,
  periodText,
  type Period,
} from '#app/deadlines/period';
import { recurringDue } from '#app/deadlines/recurring-duties';
import type { RulePack } from '#app/jurisdictions/rule-pack';
import { tallyByOffice, type MaintenanceTally } from '#app/storage/maintenance-scope';
import { campaignOfPeriod, openCampaign, type StoredCampaign } from '#app/storage/maintenance-store';
import { libraryStack, opened, stackInForce, type Workspace } from './workspace';

export type Campaign = CallOutput<'maintenance.start'>;

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
export function ruleInForce(workspace: Workspace): AskingRule | null {
  const rules = asking(stackInForce(workspace));
  return rules.find(({ rule }) => rule.every === 'quarter') ?? rules[0] ?? null;
}

/** The rule that a campaign of this period answers to, for the paper; also of a pack that has since gone out of force. */
export function ruleOfPeriod(workspace: Workspace, period: Period): Campaign['rule'] {
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
export function currentPeriod(workspace: Workspace): Period {
  return periodOf(calendarDate(workspace.host.today()), ruleInForce(workspace)?.rule.every ?? 'year');
}

export function sumOf(tallies: readonly MaintenanceTally[]): MaintenanceTally {
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

export function isLate(workspace: Workspace, campaign: StoredCampaign, period: Period): boolean {
  const end = ruleOfPeriod(workspace, period)?.due ?? periodEnd(period);
  return (campaign.finishedOn ?? workspace.host.today()) > end;
}

export async function present(workspace: Workspace, campaign: StoredCampaign): Promise<Campaign> {
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

export async function theOpenOne(workspace: Workspace): Promise<StoredCampaign> {
  const campaign = await openCampaign(opened(workspace).library.reader);
  if (!campaign) throw new FailureError('campaign-not-open');
  return campaign;
}

/** The campaign shown where none is named: the open one, else that of the present period. */
export async function shownCampaign(
  workspace: Workspace,
  period: string | undefined,
): Promise<StoredCampaign | null> {
  const { reader } = opened(workspace).library;
  if (period !== undefined) return campaignOfPeriod(reader, period);
  return (await openCampaign(reader)) ?? campaignOfPeriod(reader, periodText(currentPeriod(workspace)));
}
