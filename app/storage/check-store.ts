/** What the last check found, kept beside the entries so that lists and counts need not check again. */
import type { Finding } from '#app/jurisdictions/finding';
import { readTally, tallyText, type RuleTally } from '#app/jurisdictions/finding-tally';
import type { Connection } from './sqlite';

/** How many entries have the same tally. */
export interface TallyGroup {
  readonly tally: string;
  readonly rules: readonly RuleTally[];
  readonly entries: number;
}

/** Each different tally with the number of entries in the catalogue that have it. */
export async function tallyGroups(db: Connection): Promise<TallyGroup[]> {
  const rows = await db.all<{ tally: string; entries: number }>(
    `SELECT tally, sum(n) AS entries FROM (
       SELECT tally, count(*) AS n FROM entry_check GROUP BY tally
       UNION ALL
       SELECT tally, -1 FROM entry JOIN entry_check ON entry_id = id WHERE removed_at_ms IS NOT NULL)
     GROUP BY tally HAVING sum(n) > 0`,
  );
  return rows.map((row) => ({ ...row, rules: readTally(row.tally) }));
}

/** How many of a severity nobody has answered. */
function openOf(findings: readonly Finding[], severity: Finding['severity']): number {
  return findings.filter((finding) => finding.severity === severity && finding.settled === undefined).length;
}

/** Far below the number of values that a statement may bind. */
const ROWS_PER_STATEMENT = 500;

/** Remembers what the check found, so that lists can show and filter by it without checking again. */
export async function saveFindings(
  tx: Connection,
  found: readonly { id: string; findings: readonly Finding[] }[],
): Promise<void> {
  const clean = found.filter(({ findings }) => findings.length === 0).map(({ id }) => id);
  if (clean.length > 0) {
    await tx.run('DELETE FROM entry_check WHERE entry_id IN (SELECT value FROM json_each(?))', [
      JSON.stringify(clean),
    ]);
  }
  const faulty = found.filter(({ findings }) => findings.length > 0);
  for (let at = 0; at < faulty.length; at += ROWS_PER_STATEMENT) {
    const rows = faulty.slice(at, at + ROWS_PER_STATEMENT);
    await tx.run(
      `WITH found (id, errors, warnings, advice, findings, tally) AS (VALUES ${rows.map(() => '(?, ?, ?, ?, ?, ?)').join()})
       INSERT INTO entry_check (entry_id, errors, warnings, advice, findings_json, tally, place)
       SELECT found.*, entry.position FROM found JOIN entry ON entry.id = found.id WHERE true
       ON CONFLICT (entry_id) DO UPDATE SET errors = excluded.errors, warnings = excluded.warnings,
         advice = excluded.advice, findings_json = excluded.findings_json, tally = excluded.tally
       WHERE entry_check.findings_json <> excluded.findings_json`,
      rows.flatMap(({ id, findings }) => [
        id,
        openOf(findings, 'error'),
        openOf(findings, 'warning'),
        openOf(findings, 'advice'),
        JSON.stringify(findings),
        tallyText(findings),
      ]),
    );
  }
}

/** Findings that nobody has answered, of the entries in the catalogue. */
export async function countFindings(
  db: Connection,
): Promise<{ error: number; warning: number; advice: number }> {
  const counts = { error: 0, warning: 0, advice: 0 };
  for (const { rules, entries } of await tallyGroups(db)) {
    for (const { severity, open } of rules) counts[severity] += open * entries;
  }
  return counts;
}
