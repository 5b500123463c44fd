/** Brings a library to the newest layout: all pending migrations in one transaction, after a copy of the file. */
import { FailureError } from '#app/contract/failure';
import { LATEST_MIGRATION, MIGRATIONS } from './migrations/index';
import type { Connection } from './sqlite';

/** `application_id` of a library: the ASCII letters "mulu". */
export const APPLICATION_ID = 0x6d756c75;

export async function libraryLayout(
  connection: Connection,
): Promise<{ applicationId: number; version: number }> {
  const application = await connection.get<{ application_id: number }>('PRAGMA application_id');
  const version = await connection.get<{ user_version: number }>('PRAGMA user_version');
  return { applicationId: application?.application_id ?? 0, version: version?.user_version ?? 0 };
}

/** Refuses a file of another program and one written by a newer version of this one. */
export async function assertKnownLayout(connection: Connection, library: string): Promise<number> {
  const { applicationId, version } = await libraryLayout(connection);
  if (applicationId !== APPLICATION_ID) throw new FailureError('library-foreign', { library });
  if (version > LATEST_MIGRATION) {
    throw new FailureError('library-newer', { library, version, known: LATEST_MIGRATION });
  }
  return version;
}

/** Runs what is pending; `from` is the version found, 0 for an empty file. `upTo` serves the tests of migrations. */
export async function migrate(connection: Connection, from: number, upTo = LATEST_MIGRATION): Promise<void> {
  const pending = MIGRATIONS.filter((migration) => migration.number > from && migration.number <= upTo);
  if (pending.length === 0) return;
  await connection.exec('PRAGMA foreign_keys = OFF; BEGIN EXCLUSIVE');
  try {
    for (const migration of pending) await connection.exec(migration.sql);
    await connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${upTo}`);
    const broken = await connection.all('PRAGMA foreign_key_check');
    if (broken.length > 0) throw new Error(`migration left ${broken.length} broken references`);
    const integrity = await connection.get<{ integrity_check: string }>('PRAGMA integrity_check');
    if (integrity?.integrity_check !== 'ok') throw new Error(`migration left: ${integrity?.integrity_check}`);
    await connection.exec('COMMIT');
  } catch (error) {
    await connection.exec('ROLLBACK');
    throw error;
  } finally {
    await connection.exec('PRAGMA foreign_keys = ON');
  }
}
