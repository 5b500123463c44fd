/** What the desk is asked about all entries at once, kept so that it need not go through their texts; the legal bases. */
export const overview = `
-- Bit n: the n-th of FIELD_ELEMENTS (\`app/jurisdictions/elements.ts\`) is blank.
ALTER TABLE entry ADD COLUMN blanks INTEGER GENERATED ALWAYS AS (
  ((trim(coalesce(content_json ->> '$.name', '')) = '') << 0) |
  ((trim(coalesce(content_json ->> '$.provider', '')) = '') << 1) |
  ((trim(coalesce(content_json ->> '$.providerCode', '')) = '') << 2) |
  ((trim(coalesce(content_json ->> '$.summary', '')) = '') << 3) |
  ((trim(coalesce(content_json ->> '$.formatCategory', '')) = '') << 4) |
  ((trim(coalesce(content_json ->> '$.sharingType', '')) = '') << 5) |
  ((trim(coalesce(content_json ->> '$.modeCategory', '')) = '') << 6) |
  ((trim(coalesce(content_json ->> '$.openToPublic', '')) = '') << 7) |
  ((trim(coalesce(content_json ->> '$.updateCycle', '')) = '') << 8) |
  ((trim(coalesce(content_json ->> '$.publishedOn', '')) = '') << 9) |
  ((trim(coalesce(content_json ->> '$.relatedCode', '')) = '') << 10)
) VIRTUAL;
CREATE INDEX entry_blanks ON entry (sharing_type, blanks) WHERE removed_at_ms IS NULL;

-- How many findings of each rule; see \`app/jurisdictions/finding-tally.ts\`.
ALTER TABLE entry_check ADD COLUMN tally TEXT NOT NULL DEFAULT '';
UPDATE entry_check SET tally = coalesce((
  SELECT group_concat(one, ' ') FROM (
    SELECT (f.value ->> 'rule') || ':' || substr(f.value ->> 'severity', 1, 1)
             || ':' || sum(f.value ->> 'settled' IS NULL) || ':' || sum(f.value ->> 'settled' IS NOT NULL) AS one
    FROM json_each(findings_json) AS f
    GROUP BY f.value ->> 'rule', substr(f.value ->> 'severity', 1, 1) ORDER BY one)), '');
CREATE INDEX entry_check_tally ON entry_check (tally);
CREATE INDEX entry_check_of ON entry_check (entry_id, tally);

-- 法规依据 of the department, to choose from: full name, number and clause in one text.
CREATE TABLE legal_basis (
  text        TEXT PRIMARY KEY,
  added_at_ms INTEGER NOT NULL,
  added_by    TEXT NOT NULL
) STRICT;

CREATE INDEX audit_import ON audit_record (seq) WHERE action = 'workbook-imported';
`;
