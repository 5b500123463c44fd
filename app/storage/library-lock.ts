/**
 * One host per library. The host holds an exclusive transaction on `LIB.lock`, a tiny SQLite file: the operating
 * system lets go of it when the process ends, however it ends, so no stale lock is ever left behind.
 */
import { FailureError } from '#app/contract/failure';
import { openConnection, SqlError, type Connection } from './sqlite';

export interface LibraryLock {
  release(): Promise<void>;
}

export async function lockLibrary(library: string): Promise<LibraryLock> {
  let connection: Connection;
  try {
    connection = await openConnection(`${library}.lock`, 'create');
  } catch (error) {
    if (error instanceof SqlError) throw new FailureError('file-unwritable', { file: `${library}.lock` });
    throw error;
  }
  try {
    await connection.exec('PRAGMA busy_timeout = 200; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch (error) {
    await connection.close();
    if (error instanceof SqlError && (error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED')) {
      throw new FailureError('library-in-use', { library });
    }
    if (error instanceof SqlError) throw new FailureError('file-unwritable', { file: `${library}.lock` });
    throw error;
  }
  return {
    release: async () => {
      await connection.exec('ROLLBACK');
      await connection.close();
    },
  };
}
