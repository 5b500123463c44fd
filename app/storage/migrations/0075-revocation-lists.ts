/** Revocation lists that the library goes by: the latest of each authority, with the certificate that signed it. */
export const revocationLists = `
CREATE TABLE revocation_list (
  id           INTEGER PRIMARY KEY,
  -- Which list of the authority: its key, what it covers, the distribution point of a list in parts.
  scope        TEXT NOT NULL UNIQUE,
  sm3          TEXT NOT NULL CHECK (length(sm3) = 64),
  der          BLOB NOT NULL,
  issuer_der   BLOB NOT NULL,
  added_at_ms  INTEGER NOT NULL,
  added_by     TEXT NOT NULL
) STRICT;
`;
