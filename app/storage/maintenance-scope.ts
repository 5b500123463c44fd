/** The entries that a campaign of full maintenance (全面维护) looks at: counted by office, and listed. */
import { containing } from './entry-list';
import type { Connection, SqlValue } from './sqlite';
import type { MaintenanceAnswer } from '#app/contract/maintenance-words';

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

/**
 * Rows to look at: in scope, still in the catalogue, and either answered or still alive. `?1` is the campaign. Once a
 * campaign is finished its answers stand, whatever becomes of the entries, and nothing waits for one.
 */
export const SCOPE = `
  maintenance_scope AS s
  JOIN maintenance_campaign AS c ON c.id = s.campaign_id
  JOIN entry AS e ON e.id = s.entry_id
  LEFT JOIN maintenance_answer AS a ON a.campaign_id = s.campaign_id AND a.entry_id = s.entry_id
  WHERE s.campaign_id = ?1
    AND (a.answer IS NOT NULL OR (c.finished_on IS NULL AND e.state NOT IN ('停用', '注销')))
    AND (e.removed_at_ms IS NULL OR (c.finished_on IS NOT NULL AND a.answer IS NOT NULL))`;

/** Entries that came into the catalogue after the start and that nobody has answered for. */
export const NEWCOMERS = `
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
