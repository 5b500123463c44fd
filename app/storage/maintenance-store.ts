/** Full maintenance (全面维护): the campaigns, one for each quarter or year. */
import { calendarDate, type CalendarDate } from '#app/deadlines/calendar-date';
import type { MaintenanceRecord } from '#app/deadlines/duty-records';
import { NEWCOMERS } from './maintenance-scope';
import type { Connection } from './sqlite';

export interface StoredCampaign {
  readonly id: number;
  /** '2026-Q4' or '2026'. */
  readonly period: string;
  readonly startedOn: CalendarDate;
  readonly startedBy: string;
  readonly finishedOn: CalendarDate | null;
  readonly finishedBy: string;
  readonly conclusion: string;
  /** Entries answered for, once it is finished; 0 before. */
  readonly entries: number;
}

interface CampaignRow {
  id: number;
  period: string;
  started_on: string;
  by_name: string;
  finished_on: string | null;
  finished_by: string;
  conclusion: string;
  entry_count: number;
}

const CAMPAIGN = 'id, period, started_on, by_name, finished_on, finished_by, conclusion, entry_count';

function campaignOf(row: CampaignRow): StoredCampaign {
  return {
    id: row.id,
    period: row.period,
    startedOn: calendarDate(row.started_on),
    startedBy: row.by_name,
    finishedOn: row.finished_on === null ? null : calendarDate(row.finished_on),
    finishedBy: row.finished_by,
    conclusion: row.conclusion,
    entries: row.entry_count,
  };
}

/** Latest period first. */
export async function readCampaigns(db: Connection): Promise<StoredCampaign[]> {
  const rows = await db.all<CampaignRow>(
    `SELECT ${CAMPAIGN} FROM maintenance_campaign ORDER BY started_on DESC, id DESC`,
  );
  return rows.map(campaignOf);
}

export async function openCampaign(db: Connection): Promise<StoredCampaign | null> {
  const row = await db.get<CampaignRow>(
    `SELECT ${CAMPAIGN} FROM maintenance_campaign WHERE finished_on IS NULL ORDER BY id LIMIT 1`,
  );
  return row ? campaignOf(row) : null;
}

export async function campaignOfPeriod(db: Connection, period: string): Promise<StoredCampaign | null> {
  const row = await db.get<CampaignRow>(`SELECT ${CAMPAIGN} FROM maintenance_campaign WHERE period = ?`, [
    period,
  ]);
  return row ? campaignOf(row) : null;
}

/** Campaigns that were finished, as the duty list counts them. */
export async function readMaintenance(db: Connection): Promise<MaintenanceRecord[]> {
  const rows = await db.all<{ period: string; finished_on: string }>(
    'SELECT period, finished_on FROM maintenance_campaign WHERE finished_on IS NOT NULL',
  );
  return rows.map((row) => ({ period: row.period, finishedOn: calendarDate(row.finished_on) }));
}

/** Begins a campaign over every entry in the catalogue that is not 停用 or 注销. */
export async function addCampaign(
  tx: Connection,
  campaign: { period: string; startedOn: CalendarDate; by: string },
): Promise<number> {
  await tx.run('INSERT INTO maintenance_campaign (period, started_on, by_name) VALUES (?, ?, ?)', [
    campaign.period,
    campaign.startedOn,
    campaign.by,
  ]);
  const { id } = (await tx.get<{ id: number }>('SELECT last_insert_rowid() AS id'))!;
  await tx.run(
    `INSERT INTO maintenance_scope (campaign_id, entry_id, found)
     SELECT ?, id, 0 FROM entry WHERE removed_at_ms IS NULL AND state NOT IN ('停用', '注销')`,
    [id],
  );
  return id;
}

/** Closes a campaign; who came after the start is kept as 新发现. */
export async function finishCampaign(
  tx: Connection,
  campaign: { id: number; on: CalendarDate; by: string; conclusion: string; entries: number },
): Promise<void> {
  await tx.run(
    `INSERT INTO maintenance_scope (campaign_id, entry_id, found) SELECT ?1, e.id, 1 FROM ${NEWCOMERS}`,
    [campaign.id],
  );
  await tx.run(
    'UPDATE maintenance_campaign SET finished_on = ?, finished_by = ?, conclusion = ?, entry_count = ? WHERE id = ?',
    [campaign.on, campaign.by, campaign.conclusion, campaign.entries, campaign.id],
  );
}
