/** What the desk is asked about all entries at once, kept so that it need not go through their texts; the legal bases. */

/** What the check counts as blank (`isBlank` in `app/jurisdictions/checks/words.ts`), the invisible characters too. */
const BLANKS = `9,10,11,12,13,32,160,5760,${Array.from({ length: 14 }, (_, n) => 8192 + n).join()},8232,8233,8239,8287,8288,12288,65279`;

/** FIELD_ELEMENTS and ASKING_SHARING_TYPES of `app/jurisdictions/elements.ts`, as they were. */
const FIELDS = [
  'name',
  'provider',
  'providerCode',
  'summary',
  'formatCategory',
  'sharingType',
  'modeCategory',
  'openToPublic',
  'updateCycle',
  'publishedOn',
  'relatedCode',
];
const SHARING_TYPES = ['无条件共享', '有条件共享', '不予共享'];

const bits = (conditions: readonly string[]): string =>
  conditions.map((condition, bit) => `((${condition}) << ${bit})`).join(' |\n  ');

export const overview = `
-- Bit n: the n-th element that is a field of its own is blank.
ALTER TABLE entry ADD COLUMN blanks INTEGER GENERATED ALWAYS AS (
  ${bits(FIELDS.map((field) => `trim(coalesce(content_json ->> '$.${field}', ''), char(${BLANKS})) = ''`))}
) VIRTUAL;
-- Bit n: the entry or one of its items has the n-th sharing type. Quotes inside of values are escaped.
ALTER TABLE entry ADD COLUMN sharings INTEGER GENERATED ALWAYS AS (
  ${bits(SHARING_TYPES.map((type) => `instr(content_json, '"sharingType":"${type}"') > 0`))}
) VIRTUAL;
CREATE INDEX entry_blanks ON entry (sharing_type, sharings, blanks) WHERE removed_at_ms IS NULL;

-- How many findings of each rule; see \`app/jurisdictions/finding-tally.ts\`.
ALTER TABLE entry_check ADD COLUMN tally TEXT NOT NULL DEFAULT '';
UPDATE entry_check SET tally = coalesce((
  SELECT group_concat(one, ' ') FROM (
    SELECT (f.value ->> 'rule') || ':' || substr(f.value ->> 'severity', 1, 1)
             || ':' || sum(f.value ->> 'settled' IS NULL) || ':' || sum(f.value ->> 'settled' IS NOT NULL) AS one
    FROM json_each(findings_json) AS f
    GROUP BY f.value ->> 'rule', substr(f.value ->> 'severity', 1, 1)
    UNION
    SELECT 'required-field.' || (f.value ->> 'field') FROM json_each(findings_json) AS f
    WHERE f.value ->> 'rule' = 'required-field' AND f.value ->> 'field' IN (${FIELDS.map((field) => `'${field}'`).join(', ')})
    ORDER BY one)), '');
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
