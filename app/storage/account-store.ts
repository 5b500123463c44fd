/** Accounts of the library: who may sign in, with which roles; a verifier of the password, never the password. */
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import { ROLES, type Role } from '#app/review/roles';
import type { Connection } from './sqlite';

export interface StoredAccount {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Internal office that the account belongs to; '' for none in particular. */
  readonly office: string;
  /** 16 random bytes. */
  readonly salt: Uint8Array;
  /** scrypt of the password with the salt, 32 bytes. */
  readonly verifier: Uint8Array;
  readonly mustChange: boolean;
  readonly disabled: boolean;
  /** Wrong passwords in a row. */
  readonly failures: number;
  readonly lockedUntilMs: number | null;
  readonly createdAtMs: number;
  readonly createdBy: string;
}

interface AccountRow {
  name: string;
  roles_json: string;
  office: string;
  salt: Uint8Array;
  verifier: Uint8Array;
  must_change: number;
  disabled: number;
  failures: number;
  locked_until_ms: number | null;
  created_at_ms: number;
  created_by: string;
}

function stored(row: AccountRow): StoredAccount {
  return {
    name: row.name,
    roles: rolesOf(row.roles_json),
    office: row.office,
    salt: row.salt,
    verifier: row.verifier,
    mustChange: row.must_change !== 0,
    disabled: row.disabled !== 0,
    failures: row.failures,
    lockedUntilMs: row.locked_until_ms,
    createdAtMs: row.created_at_ms,
    createdBy: row.created_by,
  };
}

/** A changed byte takes roles away and never gives any. */
function rolesOf(json: string): Role[] {
  try {
    const names = JSON.parse(json) as unknown;
    return ROLES.filter((role) => Array.isArray(names) && names.includes(role));
  } catch {
    return [];
  }
}

export async function accountsExist(db: Connection): Promise<boolean> {
  return (await db.get('SELECT 1 FROM account LIMIT 1')) !== undefined;
}

export async function readAccounts(db: Connection): Promise<StoredAccount[]> {
  return (await db.all<AccountRow>('SELECT * FROM account ORDER BY created_at_ms, name')).map(stored);
}

export async function findAccount(db: Connection, name: string): Promise<StoredAccount | null> {
  const row = await db.get<AccountRow>('SELECT * FROM account WHERE name = ?', [name]);
  return row ? stored(row) : null;
}

/** Writes an account as it is now, new or changed. */
export async function saveAccount(tx: Connection, account: StoredAccount): Promise<void> {
  await tx.run(
    `INSERT INTO account (name, roles_json, office, salt, verifier, must_change, disabled, failures, locked_until_ms,
                          created_at_ms, created_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET
       roles_json = excluded.roles_json, office = excluded.office, salt = excluded.salt, verifier = excluded.verifier,
       must_change = excluded.must_change, disabled = excluded.disabled, failures = excluded.failures,
       locked_until_ms = excluded.locked_until_ms`,
    [
      account.name,
      canonicalJson([...account.roles]),
      account.office,
      account.salt,
      account.verifier,
      account.mustChange ? 1 : 0,
      account.disabled ? 1 : 0,
      account.failures,
      account.lockedUntilMs,
      account.createdAtMs,
      account.createdBy,
    ],
  );
}

/**
 * SM3 over what an account is (roles, office, verifier, disabled or not), which the log holds: an account changed
 * behind the program's back shows. Failed attempts and locks come and go and are not part of it.
 */
export function accountSm3(account: StoredAccount): string {
  return sm3Hex(
    canonicalJson({
      createdAt: account.createdAtMs,
      createdBy: account.createdBy,
      disabled: account.disabled,
      mustChange: account.mustChange,
      name: account.name,
      office: account.office,
      roles: [...account.roles],
      salt: hex(account.salt),
      verifier: hex(account.verifier),
    }),
  );
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Those who compiled the content that waits for approval, or sent it for review, by entry. */
export async function readCompilers(
  db: Connection,
  entries: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await db.all<{ id: string; name: string }>(
    `WITH wanted AS (SELECT entry.id, entry.version FROM entry JOIN json_each(?) AS e ON e.value = entry.id),
          sent AS (
            SELECT w.id, max(e.record_id) AS record FROM wanted AS w
            JOIN review_record_entry AS e ON e.entry_id = w.id
            JOIN review_record AS r ON r.id = e.record_id AND r.step = 'submit'
            GROUP BY w.id)
     SELECT w.id, c.name FROM wanted AS w JOIN entry_compiler AS c ON c.entry_id = w.id AND c.version = w.version
     UNION
     SELECT sent.id, r.by_name FROM sent JOIN review_record AS r ON r.id = sent.record WHERE r.by_name <> ''`,
    [JSON.stringify(entries)],
  );
  const compilers = new Map<string, Set<string>>();
  for (const { id, name } of rows) {
    const names = compilers.get(id) ?? new Set<string>();
    names.add(name);
    compilers.set(id, names);
  }
  return compilers;
}
