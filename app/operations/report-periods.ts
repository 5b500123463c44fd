/** Gathers what the maintenance record and the yearly report say beyond the catalogue itself. */
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { calendarDate, yearOf, type CalendarDate } from '#app/deadlines/calendar-date';
import { EVENT_KIND_LABELS, type EventKind } from '#app/deadlines/deadline-event';
import { workingDaysBetween, type WorkingCalendar } from '#app/deadlines/working-days';
import { lookupIn, type Lookup } from '#app/jurisdictions/checks/lookup';
import {
  YEAR_TYPES,
  type AnnualFacts,
  type YearCounts,
  type YearLimit,
  type YearType,
} from '#app/review/report-annual';
import { reportYear } from '#app/review/report-year';
import type {
  MaintenanceAnswerLine,
  MaintenanceCounts,
  MaintenanceFacts,
  OverdueLine,
} from '#app/review/report-maintenance';
import { readEvents } from '#app/storage/event-store';
import { listMaintenance } from '#app/storage/maintenance-scope';
import { entriesStandingOn, type StandingEntry } from '#app/storage/report-year-store';
import { calendarOf } from './calendar-operations';
import { list as listDataUpdates } from './data-update-operations';
import { listDuties } from './duty-operations';
import { status } from './maintenance-operations';
import { ownApplications } from './report-ledger-rows';
import { opened, stackInForce, type Workspace } from './workspace';

type Campaign = NonNullable<CallOutput<'maintenance.status'>['campaign']>;
const PAGE = 1000;

function countsOf(tally: Pick<Campaign, 'entries' | 'answered' | 'remaining' | 'found'>): MaintenanceCounts {
  const { entries, answered, remaining, found } = tally;
  return {
    entries,
    unchanged: answered.无变化,
    changed: answered.有变化,
    retire: answered.应停用,
    found,
    remaining,
  };
}

/**
 * The campaign of a period; without one that which is going on, else the latest. Fails with `campaign-not-open` where
 * there never was one, with `invalid-input` where the period had none.
 */
export async function gatherMaintenance(
  workspace: Workspace,
  period: string | null,
): Promise<MaintenanceFacts> {
  const { campaign: present, campaigns } = await status(workspace, period === null ? {} : { period });
  if (period !== null && !present) {
    throw new FailureError('invalid-input', {
      field: '维护期间',
      value: period,
      reason: '这个期间没有开展过维护',
      allowed: campaigns.map((one) => one.period),
    });
  }
  const latest = campaigns[0];
  const campaign = present ?? (latest ? (await status(workspace, { period: latest.period })).campaign : null);
  if (!campaign) throw new FailureError('campaign-not-open');
  return {
    periodLabel: campaign.periodLabel,
    basis: campaign.rule ? `${campaign.rule.regulation}${campaign.rule.article}` : '',
    due: campaign.rule?.due ?? '',
    startedOn: campaign.startedOn,
    startedBy: campaign.startedBy,
    finishedOn: campaign.finishedOn,
    finishedBy: campaign.finishedBy,
    conclusion: campaign.conclusion,
    offices: campaign.byOffice.map((tally) => ({ office: tally.office, ...countsOf(tally) })),
    total: countsOf(campaign),
    answers: await answersOf(workspace, campaign.id),
    overdue: await overdueOf(workspace, campaign.finishedOn),
  };
}

/** How things stood when a campaign long finished was going on cannot be told any more. */
async function overdueOf(workspace: Workspace, finishedOn: string | null): Promise<OverdueLine[]> {
  if (finishedOn !== null && finishedOn !== workspace.host.today()) return [];
  const lines: OverdueLine[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const { entries } = await listDataUpdates(workspace, { status: '逾期', offset, limit: PAGE });
    for (const { code, name, updateCycle, updatedOn } of entries)
      lines.push({ code, name, updateCycle, updatedOn: updatedOn ?? '' });
    if (entries.length < PAGE) return lines;
  }
}

async function answersOf(workspace: Workspace, campaign: number): Promise<MaintenanceAnswerLine[]> {
  const { reader } = opened(workspace).library;
  const lines: MaintenanceAnswerLine[] = [];
  for (const answer of ['有变化', '应停用'] as const) {
    for (let offset = 0; ; offset += PAGE) {
      const { entries } = await listMaintenance(reader, campaign, { answer, offset, limit: PAGE });
      for (const { code, name, office, note, by, on } of entries) {
        lines.push({ code, name, office, answer, note: note ?? '', by: by ?? '', on: on ?? '' });
      }
      if (entries.length < PAGE) break;
    }
  }
  return lines;
}

/** What a year was like; without one the year that is due to be reported. A year to come fails as `invalid-input`. */
export async function gatherYear(workspace: Workspace, asked: string | null): Promise<AnnualFacts> {
  const { library, settings } = opened(workspace);
  const today = calendarDate(workspace.host.today());
  const year = asked === null ? reportYear(today) : Number(asked);
  if (year > yearOf(today)) {
    throw new FailureError('invalid-input', { field: '年度', value: year, reason: '这一年还没有开始' });
  }
  const lastDay = `${year}-12-31`;
  const until = today < lastDay ? today : lastDay;
  const lookup = lookupIn(workspace.host.resources.codeTables);
  const before = await entriesStandingOn(library.reader, `${year - 1}-12-31`);
  const after = await entriesStandingOn(library.reader, until);
  const [known, standing] = [new Set(before.map(({ id }) => id)), new Set(after.map(({ id }) => id))];
  const limits = await yearLimits(workspace, year);
  const events = (await readEvents(library.reader)).filter(({ record }) => yearOf(record.on) === year);
  const ofKind = (kind: EventKind): typeof events => events.filter(({ record }) => record.kind === kind);
  const limitOf = (kind: EventKind): YearLimit | null =>
    limits.find((limit) => limit.kind === EVENT_KIND_LABELS[kind]) ?? null;
  const { campaigns } = await status(workspace, {});
  const ownCampaigns = campaigns.filter((one) => one.period.startsWith(String(year)));
  return {
    year,
    until,
    start:
      (settings['createdOn'] ?? '') < `${year}-01-01` || before.length > 0
        ? yearCounts(before, lookup)
        : null,
    added: yearCounts(
      after.filter(({ id }) => !known.has(id)),
      lookup,
    ),
    retired: yearCounts(
      before.filter(({ id }) => !standing.has(id)),
      lookup,
    ),
    end: yearCounts(after, lookup),
    limits,
    maintenance: await Promise.all(
      [...ownCampaigns].reverse().map(async (one) => {
        const { campaign } = await status(workspace, { period: one.period });
        return {
          periodLabel: one.periodLabel,
          finishedOn: one.finishedOn ?? '',
          entries: one.entries,
          changed: campaign ? campaign.answered.有变化 + campaign.answered.应停用 : 0,
        };
      }),
    ),
    applications: { received: ofKind('application').length, limits: limitOf('application') },
    ownApplications: await ownApplications(workspace, year),
    doubts: { received: ofKind('doubt').length, limits: limitOf('doubt') },
    rectifications: ofKind('rectification').map(({ record }) => ({
      about: record.about,
      due: record.statedDue ?? '',
      done: record.rectifiedOn ?? '',
    })),
    basis: stackInForce(workspace)
      .flatMap((pack) =>
        pack.recurring
          .filter((rule) => rule.fulfilledBy === 'report' && rule.party === 'P')
          .map((rule) => `${pack.name}${rule.article}`),
      )
      .join('；'),
  };
}

function yearCounts(entries: readonly StandingEntry[], lookup: Lookup): YearCounts {
  const counts = Object.fromEntries(YEAR_TYPES.map((type) => [type, { resources: 0, items: 0 }])) as Record<
    YearType,
    { resources: number; items: number }
  >;
  for (const { sharingType, items } of entries) {
    const label = lookup.label('sharing-type', sharingType);
    const count = counts[YEAR_TYPES.find((type) => type === label) ?? '其他'];
    count.resources++;
    count.items += items;
  }
  return counts;
}

/** How the department kept its limits on the year's events, by kind; what is not yet due counts as neither. */
async function yearLimits(workspace: Workspace, year: number): Promise<YearLimit[]> {
  const events = (await readEvents(opened(workspace).library.reader)).filter(
    ({ record }) => yearOf(record.on) === year,
  );
  if (events.length === 0) return [];
  const { duties } = await listDuties(workspace, {});
  const calendar = await calendarOf(workspace);
  const byKind = new Map<EventKind, { count: number; onTime: number; late: number; days: number[] }>();
  for (const { record } of events) {
    let sum = byKind.get(record.kind);
    if (!sum) byKind.set(record.kind, (sum = { count: 0, onTime: 0, late: 0, days: [] }));
    sum.count++;
    const own = duties.filter((duty) => duty.event === record.id && duty.party === 'P');
    if (own.some((duty) => duty.status === 'overdue' || duty.status === 'done-late')) sum.late++;
    else if (own.some((duty) => duty.status === 'done')) sum.onTime++;
    const days = own.flatMap((duty) => daysTaken(calendar, record.on, duty['fulfilledOn']));
    if (days.length > 0) sum.days.push(Math.max(...days));
  }
  return [...byKind].map(([kind, { count, onTime, late, days }]) => ({
    kind: EVENT_KIND_LABELS[kind],
    count,
    onTime,
    late,
    meanDays:
      days.length === 0 ? null : Math.round((10 * days.reduce((a, b) => a + b, 0)) / days.length) / 10,
  }));
}

function daysTaken(calendar: WorkingCalendar, from: CalendarDate, fulfilledOn: unknown): number[] {
  if (typeof fulfilledOn !== 'string' || fulfilledOn < from) return [];
  return [workingDaysBetween(calendar, from, calendarDate(fulfilledOn))];
}
