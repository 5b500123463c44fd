/** Which elements are blank in how many entries, from the indexes alone. */
import { lackPattern } from '#app/jurisdictions/finding-tally';
import {
  ASKING_SHARING_TYPES,
  FIELD_ELEMENTS,
  type ElementNeed,
  type FieldElement,
} from '#app/jurisdictions/elements';
import type { SqlCondition } from './entry-list';
import type { Connection } from './sqlite';

/** As the migration lays the bits of `entry.blanks` out. */
const bitOf = (field: FieldElement): number => 1 << FIELD_ELEMENTS.indexOf(field);

export interface BlankGroup {
  /** Sharing types of the entry, as written, and of its items. */
  readonly sharing: readonly string[];
  readonly entries: number;
  readonly isBlank: (field: FieldElement) => boolean;
}

/** The entries by sharing type and by the fields that are blank in them. */
export async function blankGroups(db: Connection): Promise<BlankGroup[]> {
  const rows = await db.all<{ sharing: string; sharings: number; blanks: number; entries: number }>(
    `SELECT sharing_type AS sharing, sharings, blanks, count(*) AS entries FROM entry INDEXED BY entry_blanks
     WHERE removed_at_ms IS NULL GROUP BY sharing_type, sharings, blanks`,
  );
  return rows.map(({ sharing, sharings, blanks, entries }) => ({
    sharing: [sharing, ...ASKING_SHARING_TYPES.filter((_, bit) => (sharings & (1 << bit)) !== 0)],
    entries,
    isBlank: (field) => (blanks & bitOf(field)) !== 0,
  }));
}

/** Condition of the entry list: entries that need the element and lack it. */
export function lacking({ lack }: ElementNeed): SqlCondition {
  if ('rule' in lack) {
    return {
      sql: "+id IN (SELECT entry_id FROM entry_check WHERE ' ' || tally || ' ' GLOB ?)",
      values: [lackPattern(lack)],
    };
  }
  return {
    // From the index alone; asked of the row itself, its text would be read for each.
    sql: '+rowid IN (SELECT rowid FROM entry INDEXED BY entry_blanks WHERE removed_at_ms IS NULL AND blanks & ? <> 0)',
    values: [bitOf(lack.blank)],
  };
}
