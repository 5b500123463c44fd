/** What a package says beside its entries; one that was queued before this layout has nothing here. */
export const packageTexts = `
CREATE TABLE package_text (
  package_id TEXT NOT NULL REFERENCES package (package_id),
  label      TEXT NOT NULL,
  text       TEXT NOT NULL,
  PRIMARY KEY (package_id, label, text)
) STRICT, WITHOUT ROWID;
`;
