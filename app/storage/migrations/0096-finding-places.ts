/** The place of an entry beside what the check found in it, so that findings are paged by an index alone. */
export const findingPlaces = `
-- \`position\` of the entry, which never changes.
ALTER TABLE entry_check ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
UPDATE entry_check SET place = (SELECT position FROM entry WHERE id = entry_id);
CREATE INDEX entry_check_place ON entry_check (tally, place);
DROP INDEX entry_check_tally;
`;
