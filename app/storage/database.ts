/**
 * An open library (目录库): one SQLite file, one writer, one reader.
 *
 * Two connections, because on one connection reads see the uncommitted rows of an import and a second caller's insert
 * dies with a concurrent rollback. Writes wait for each other in a queue; each runs as one transaction.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError } from '#app/contract/failure';
import { lockLibrary, type LibraryLock } from './library-lock';
import { APPLICATION_ID, assertKnownLayout, migrate } from './migrate';
import { LATEST_MIGRATION } from './migrations/index';
import { fileSize, freeSpace, isNetworkPlace, isWritable, requireSpace } from './place';
import { snapshotFolder } from './snapshots';
import { openConnection, SqlError, type Connection } from './sqlite';

export interface Library {
  readonly file: string;
  readonly readOnly: boolean;
  /** Things the user should know about this opening, in Chinese. */
  readonly notices: readonly string[];
  readonly reader: Connection;
  /** Runs `work` as one transaction, after those asked for before it; what it throws rolls everything back. */
  write<T>(work: (tx: Connection) => Promise<T>): Promise<T>;
  /** The writer outside a transaction, in turn: VACUUM INTO and the like. */
  maintain<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The pragmas of every connection; `foreign_keys` is off on each new connection unless asked for. */
const PRAGMAS = `
  PRAGMA busy_timeout = 5000;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;
  PRAGMA synchronous = FULL;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -32000;
  PRAGMA mmap_size = 268435456;
`;

export async function createLibrary(file: string): Promise<Library> {
  if (existsSync(file)) throw new FailureError('library-exists', { library: file });
  if (await isNetworkPlace(file)) throw new FailureError('library-on-network', { library: file });
  if (!(await isWritable(file))) throw new FailureError('file-unwritable', { file });
  await requireSpace(file, 20 * 1024 ** 2);
  const lock = await lockLibrary(file);
  try {
    const connection = await openConnection(file, 'create');
    try {
      await migrate(connection, 0);
    } catch (error) {
      await connection.close();
      await rm(file, { force: true });
      throw asFailure(error, file);
    }
    await connection.close();
    return await openLocked(file, lock, []);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

export async function openLibrary(file: string, options: { readOnly?: boolean } = {}): Promise<Library> {
  await assertLibraryFile(file);
  if (options.readOnly || !(await isWritable(file))) return openReadOnly(file, options.readOnly ?? false);
  if (await isNetworkPlace(file)) throw new FailureError('library-on-network', { library: file });
  const lock = await lockLibrary(file).catch(async (error: unknown) => {
    throw await blameFullDisk(error, file);
  });
  try {
    const notices: string[] = [];
    if ((await fileSize(`${file}-wal`)) > 0) {
      notices.push('上次没有正常退出，已从日志中恢复全部已保存的内容。');
    }
    return await openLocked(file, lock, notices);
  } catch (error) {
    await lock.release();
    throw await blameFullDisk(asFailure(error, file), file);
  }
}

/** On a full disk SQLite cannot even make its log, and complains of the file instead: says what is really wrong. */
async function blameFullDisk(error: unknown, file: string): Promise<unknown> {
  const failure =
    error instanceof FailureError ? error.failure.code : error instanceof SqlError ? error.code : '';
  if (failure !== 'file-unwritable' && failure !== 'SQLITE_CANTOPEN') return error;
  return (await freeSpace(file)) < 2 ** 20 ? new FailureError('disk-space', { file }) : error;
}

/** Failures: `library-not-found`, `file-unreadable`, `file-is-directory`, `library-foreign`. */
export async function assertLibraryFile(file: string): Promise<void> {
  let kind;
  try {
    kind = await stat(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new FailureError(code === 'EACCES' ? 'file-unreadable' : 'library-not-found', {
      library: file,
      file,
    });
  }
  if (kind.isDirectory()) throw new FailureError('file-is-directory', { file });
  const head = Buffer.alloc(16);
  try {
    const handle = await open(file, 'r');
    try {
      await handle.read(head, 0, 16, 0);
    } finally {
      await handle.close();
    }
  } catch {
    throw new FailureError('file-unreadable', { file });
  }
  if (!isDatabase(head)) throw new FailureError('library-foreign', { library: file });
}

/** Where SQLite keeps `application_id` in the head of its file: four bytes, the most significant first. */
const APPLICATION_ID_AT = 68;

/** Whether a file that is there is a library, open or closed, whatever it is called. */
export async function holdsLibrary(file: string): Promise<boolean> {
  const head = Buffer.alloc(APPLICATION_ID_AT + 4);
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    await handle.read(head, 0, head.length, 0);
    return isDatabase(head) && head.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID;
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}

const isDatabase = (head: Buffer): boolean => head.toString('latin1', 0, 16) === 'SQLite format 3\0';

async function openReadOnly(file: string, asked: boolean): Promise<Library> {
  // Without writing, the entries in a left-over log cannot be brought in: showing the file without them would be a lie.
  if ((await fileSize(`${file}-wal`)) > 0)
    throw new FailureError('library-read-only', { library: file, log: true });
  const reader = await openConnection(file, 'immutable');
  try {
    await reader.exec('PRAGMA trusted_schema = OFF; PRAGMA query_only = ON');
    const version = await assertKnownLayout(reader, file);
    if (version < LATEST_MIGRATION) throw new FailureError('library-read-only', { library: file, old: true });
  } catch (error) {
    await reader.close();
    throw asFailure(error, file);
  }
  const refuse = (): Promise<never> =>
    Promise.reject(new FailureError('library-read-only', { library: file }));
  return {
    file,
    readOnly: true,
    notices: [
      asked ? '目录库以只读方式打开。' : '目录库所在位置不能写入，以只读方式打开；要修改请先复制到本机。',
    ],
    reader,
    write: refuse,
    maintain: refuse,
    close: () => reader.close(),
  };
}

async function openLocked(file: string, lock: LibraryLock, notices: string[]): Promise<Library> {
  const writer = await openConnection(file, 'write');
  let reader: Connection;
  try {
    await writer.exec(PRAGMAS);
    const version = await assertKnownLayout(writer, file);
    if (version < LATEST_MIGRATION) {
      await backUpBeforeMigration(writer, file, version);
      await migrate(writer, version);
      notices.push('目录库已升级到当前版本，升级前的副本存放在自动备份文件夹（.snapshots）。');
    }
    if (notices.length > 0) {
      const check = await writer.get<{ quick_check: string }>('PRAGMA quick_check(1)');
      if (check?.quick_check !== 'ok') throw new FailureError('library-damaged', { library: file });
    }
    await writer.exec('PRAGMA journal_mode = WAL; DELETE FROM staged_entry');
    reader = await openConnection(file, 'write');
    await reader.exec(`${PRAGMAS} PRAGMA query_only = ON;`);
  } catch (error) {
    await writer.close();
    throw error;
  }

  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) return Promise.reject(new Error('the library is closed'));
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };

  return {
    file,
    readOnly: false,
    notices,
    reader,
    write: (work) =>
      inTurn(async () => {
        try {
          await writer.exec('BEGIN IMMEDIATE');
          const result = await work(writer);
          await writer.exec('COMMIT');
          return result;
        } catch (error) {
          await writer.exec('ROLLBACK').catch(() => undefined);
          throw asFailure(error, file);
        }
      }),
    maintain: (work) =>
      inTurn(() =>
        work(writer).catch((error: unknown) => {
          throw asFailure(error, file);
        }),
      ),
    close: async () => {
      if (closed) return;
      await inTurn(async () => {
        closed = true;
        await reader.close();
        // Leaves the closed file alone as the whole library: no log beside it that a copy would miss.
        await writer.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
        await writer.close();
      });
      await lock.release();
    },
  };
}

async function backUpBeforeMigration(writer: Connection, file: string, version: number): Promise<void> {
  await requireSpace(file, 2 * (await fileSize(file)));
  await writer.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
  const folder = snapshotFolder(file);
  await mkdir(folder, { recursive: true });
  await copyFile(file, join(folder, `before-layout-${LATEST_MIGRATION}-from-${version}.mulu`));
}

/** Turns what the database reports about the disk and the file into failures with a code. */
export function asFailure(error: unknown, file: string): unknown {
  if (!(error instanceof SqlError)) return error;
  switch (error.code) {
    case 'SQLITE_FULL':
      return new FailureError('disk-space', { file });
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new FailureError('library-damaged', { library: file, reason: error.message });
    case 'SQLITE_READONLY':
      return new FailureError('library-read-only', { library: file });
    case 'SQLITE_IOERR':
    case 'SQLITE_CANTOPEN':
      return new FailureError('file-unwritable', { file, reason: error.message });
    case 'SQLITE_INTERRUPT':
      return new FailureError('cancelled');
    default:
      return error;
  }
}
