/** Full maintenance (全面维护): campaigns, the entries each must look at, and what was answered for them. */
import { calendarDate, type CalendarDate } from '#app/deadlines/calendar-date';
import type { MaintenanceRecord } from '#app/deadlines/duty-records';
import { containing } from './entry-list';
import type { Connection, SqlValue } from './sqlite';
import type { MaintenanceAnswer } from '#app/contract/maintenance-words';

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

export interface MaintenanceTally {
  /** Entries to be looked at; those in the recycle bin, and those retired before anyone answered, fall out. */
  readonly entries: number;
  readonly answered: Readonly<Record<MaintenanceAnswer, number>>;
  readonly remaining: number;
  /** 新发现: in the catalogue now, not at the start. */
  readonly found: number;
}

export interface OfficeTally extends MaintenanceTally {
  readonly office: string;
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

/**
 * Rows to look at: in scope, still in the catalogue, and either answered or still alive. `?1` is the campaign. Once a
 * campaign is finished its answers stand, whatever becomes of the entries, and nothing waits for one.
 */
const SCOPE = `
  maintenance_scope AS s
  JOIN maintenance_campaign AS c ON c.id = s.campaign_id
  JOIN entry AS e ON e.id = s.entry_id
  LEFT JOIN maintenance_answer AS a ON a.campaign_id = s.campaign_id AND a.entry_id = s.entry_id
  WHERE s.campaign_id = ?1
    AND (a.answer IS NOT NULL OR (c.finished_on IS NULL AND e.state NOT IN ('停用', '注销')))
    AND (e.removed_at_ms IS NULL OR (c.finished_on IS NOT NULL AND a.answer IS NOT NULL))`;

/** Entries that came into the catalogue after the start and that nobody has answered for. */
const NEWCOMERS = `
  entry AS e
  WHERE e.removed_at_ms IS NULL AND e.state NOT IN ('停用', '注销')
    AND NOT EXISTS (SELECT 1 FROM maintenance_scope AS s WHERE s.campaign_id = ?1 AND s.entry_id = e.id)`;

interface TallyRow {
  office: string;
  entries: number;
  unchanged: number;
  changed: number;
  retire: number;
  found: number;
}

/** What stands where in each office, the busiest first. */
export async function tallyByOffice(db: Connection, campaign: number): Promise<OfficeTally[]> {
  const rows = await db.all<TallyRow>(
    `SELECT office, sum(entries) AS entries, sum(unchanged) AS unchanged, sum(changed) AS changed,
            sum(retire) AS retire, sum(found) AS found
     FROM (
       SELECT e.office AS office, count(*) AS entries, sum(a.answer IS '无变化') AS unchanged,
              sum(a.answer IS '有变化') AS changed, sum(a.answer IS '应停用') AS retire, sum(s.found) AS found
       FROM ${SCOPE} GROUP BY e.office
       UNION ALL
       SELECT e.office, 0, 0, 0, 0, count(*) FROM ${NEWCOMERS}
         AND EXISTS (SELECT 1 FROM maintenance_campaign WHERE id = ?1 AND finished_on IS NULL)
       GROUP BY e.office
       UNION ALL
       SELECT e.office, 0, 0, 0, 0, count(*) FROM maintenance_scope AS s JOIN entry AS e ON e.id = s.entry_id
       WHERE s.campaign_id = ?1 AND s.found = 1
         AND EXISTS (SELECT 1 FROM maintenance_campaign WHERE id = ?1 AND finished_on IS NOT NULL)
         AND NOT EXISTS (SELECT 1 FROM maintenance_answer AS a WHERE a.campaign_id = ?1 AND a.entry_id = e.id)
       GROUP BY e.office
     ) GROUP BY office ORDER BY entries DESC, office`,
    [campaign],
  );
  return rows.map((row) => ({
    office: row.office,
    entries: row.entries,
    answered: { 无变化: row.unchanged, 有变化: row.changed, 应停用: row.retire },
    remaining: row.entries - row.unchanged - row.changed - row.retire,
    found: row.found,
  }));
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

export interface MaintenanceEntry {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly office: string;
  readonly summary: string;
  readonly sharingType: string;
  readonly updateCycle: string;
  readonly state: string;
  readonly items: number;
  readonly answer: MaintenanceAnswer | null;
  readonly note: string | null;
  readonly by: string | null;
  readonly on: string | null;
  readonly offline: number | null;
}

export interface MaintenanceQuery {
  readonly office?: string | undefined;
  readonly answer?: MaintenanceAnswer | '未答复' | undefined;
  readonly query?: string | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

/** One page of the entries of a campaign, in the order of the catalogue. */
export async function listMaintenance(
  db: Connection,
  campaign: number,
  wanted: MaintenanceQuery,
): Promise<{ total: number; entries: MaintenanceEntry[] }> {
  const conditions: string[] = [];
  const values: SqlValue[] = [campaign];
  const needs = (condition: string, value: SqlValue): void => {
    values.push(value);
    conditions.push(condition.replace('?', `?${values.length}`));
  };
  if (wanted.office !== undefined) needs('e.office = ?', wanted.office);
  if (wanted.answer === '未答复') conditions.push('a.answer IS NULL');
  else if (wanted.answer) needs('a.answer = ?', wanted.answer);
  for (const word of (wanted.query ?? '').trim().split(/\s+/).filter(Boolean)) {
    needs("e.search_text LIKE ? ESCAPE '\\'", containing(word));
  }
  const where = [SCOPE, ...conditions].join(' AND ');
  const total = await db.get<{ total: number }>(`SELECT count(*) AS total FROM ${where}`, values);
  const entries = await db.all<MaintenanceEntry>(
    `SELECT e.id, e.code, e.name, e.office, coalesce(e.content_json ->> '$.summary', '') AS summary,
            e.sharing_type AS sharingType, e.update_cycle AS updateCycle, e.state, e.item_count AS items,
            a.answer, a.note, a.by_name AS "by", a.on_date AS "on",
            (SELECT offline FROM maintenance_confirmation WHERE id = a.confirmation_id) AS offline
     FROM ${where} ORDER BY e.position LIMIT ?${values.length + 1} OFFSET ?${values.length + 2}`,
    [...values, wanted.limit ?? 100, wanted.offset ?? 0],
  );
  return { total: total?.total ?? 0, entries };
}

export interface Confirmation {
  readonly campaign: number;
  /** Entries by id; null for every one without an answer (of `office`, where given). */
  readonly entries: readonly string[] | null;
  readonly office: string | null;
  readonly answer: MaintenanceAnswer;
  readonly note: string;
  readonly opinion: string;
  readonly by: string;
  readonly enteredBy: string;
  readonly on: CalendarDate;
  readonly offline: boolean;
  readonly attachmentId: number | null;
  readonly atMs: number;
}

/**
 * Records an answer and answers how many entries it was given for. Named entries may be answered anew, and entries that
 * came after the start join the scope; an answer for all or an office touches only those without one.
 */
export async function addConfirmation(tx: Connection, given: Confirmation): Promise<number> {
  await tx.run(
    `INSERT INTO maintenance_confirmation (campaign_id, for_all, office, answer, opinion, by_name, entered_by, on_date,
                                           offline, attachment_id, entry_count, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
    [
      given.campaign,
      given.entries === null ? 1 : 0,
      given.office,
      given.answer,
      given.opinion,
      given.by,
      given.enteredBy,
      given.on,
      given.offline ? 1 : 0,
      given.attachmentId,
      given.atMs,
    ],
  );
  const { id } = (await tx.get<{ id: number }>('SELECT last_insert_rowid() AS id'))!;
  const answered =
    given.entries === null
      ? await answerRest(tx, id, given)
      : await answerNamed(tx, id, given, given.entries);
  await tx.run('UPDATE maintenance_confirmation SET entry_count = ? WHERE id = ?', [answered, id]);
  return answered;
}

async function answerRest(tx: Connection, confirmation: number, given: Confirmation): Promise<number> {
  const { changes } = await tx.run(
    `INSERT INTO maintenance_answer (campaign_id, entry_id, answer, note, by_name, on_date, confirmation_id)
     SELECT ?1, e.id, ?2, ?3, ?4, ?5, ?6 FROM ${SCOPE} AND a.answer IS NULL AND (?7 IS NULL OR e.office = ?7)`,
    [given.campaign, given.answer, given.note, given.by, given.on, confirmation, given.office],
  );
  return changes;
}

async function answerNamed(
  tx: Connection,
  confirmation: number,
  given: Confirmation,
  ids: readonly string[],
): Promise<number> {
  const wanted = JSON.stringify(ids);
  await tx.run(
    `INSERT OR IGNORE INTO maintenance_scope (campaign_id, entry_id, found)
     SELECT ?, value, 1 FROM json_each(?)`,
    [given.campaign, wanted],
  );
  const { changes } = await tx.run(
    `INSERT INTO maintenance_answer (campaign_id, entry_id, answer, note, by_name, on_date, confirmation_id)
     SELECT ?, value, ?, ?, ?, ?, ? FROM json_each(?) WHERE true
     ON CONFLICT (campaign_id, entry_id) DO UPDATE SET answer = excluded.answer, note = excluded.note,
       by_name = excluded.by_name, on_date = excluded.on_date, confirmation_id = excluded.confirmation_id`,
    [given.campaign, given.answer, given.note, given.by, given.on, confirmation, wanted],
  );
  return changes;
}

/** Ids of the entries that a person names by id or by a code that only one entry carries; the rest by name. */
export async function resolveEntries(
  db: Connection,
  wanted: readonly string[],
): Promise<{ ids: string[]; missing: string[] }> {
  const rows = await db.all<{ asked: string; id: string | null; entries: number }>(
    `SELECT w.value AS asked, coalesce(byId.id, min(byCode.id)) AS id,
            CASE WHEN byId.id IS NOT NULL THEN 1 ELSE count(byCode.id) END AS entries
     FROM json_each(?) AS w
     LEFT JOIN entry AS byId ON byId.id = w.value AND byId.removed_at_ms IS NULL
     LEFT JOIN entry AS byCode ON byId.id IS NULL AND byCode.code = w.value AND byCode.code <> ''
       AND byCode.removed_at_ms IS NULL
     GROUP BY w.key`,
    [JSON.stringify(wanted)],
  );
  const found = rows.filter((row) => row.entries === 1);
  return {
    ids: [...new Set(found.map((row) => row.id!))],
    missing: rows.filter((row) => row.entries !== 1).map((row) => row.asked),
  };
}

/** The offices of these entries, each once. */
export async function officesOf(db: Connection, entries: readonly string[]): Promise<string[]> {
  const rows = await db.all<{ office: string }>(
    'SELECT DISTINCT office FROM entry WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(entries)],
  );
  return rows.map(({ office }) => office);
}
