/** Revocation lists that the library goes by, and packages cut into parts for small media. */
export const revocationLists = `
-- The latest list of each authority, with the certificate that signed it.
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

-- Bytes of each part where the package was copied in parts; NULL: copied whole.
ALTER TABLE delivery_attempt ADD COLUMN part_bytes INTEGER CHECK (part_bytes > 0);
`;
