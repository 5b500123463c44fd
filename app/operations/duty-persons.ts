/** 办理人: who sees to which duty. Put down for an event with all that it started, or for a recurring duty for good. */
import type { DutyRow } from '#app/deadlines/duty-row';
import { readDutyPersons } from '#app/storage/duty-person-store';
import { opened, type Workspace } from './workspace';

type Named = Pick<DutyRow, 'event' | 'rules' | 'duty'>;

/** `event/<id>`, or `<rule pack>/<duty>` for one that returns. */
const keyOf = (row: Named): string =>
  row.event === null ? `${row.rules}/${row.duty}` : `event/${row.event}`;

/** The rows with who sees to each; '' where nobody was put down. */
export async function withPersons<R extends Named>(
  workspace: Workspace,
  rows: readonly R[],
): Promise<(R & { key: string; person: string })[]> {
  const persons = await readDutyPersons(opened(workspace).library.reader);
  return rows.map((row) => ({ ...row, key: keyOf(row), person: persons.get(keyOf(row)) ?? '' }));
}
