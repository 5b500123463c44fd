/**
 * The only file that knows the driver (`sqlite3`, unmaintained and one day to be replaced): promises over its
 * callbacks. Every call passes a callback, because a failing call without one ends the process.
 *
 * Traps of the driver kept out here: a BigInt binds as NULL, a Date as a floating number, `undefined` as NULL, and
 * `run` with two statements silently runs the first; so only text, safe integers, finite numbers, null and bytes bind.
 */
import sqlite3 from 'sqlite3';

export type SqlValue = string | number | null | Uint8Array;
export type SqlRow = Record<string, SqlValue>;

export interface Connection {
  /** The account in whose name a transaction runs; absent where nobody is signed in. */
  readonly account?: string;
  /** Runs one statement; `changes` counts the rows it changed. */
  run(sql: string, values?: readonly SqlValue[]): Promise<{ changes: number }>;
  all<R = SqlRow>(sql: string, values?: readonly SqlValue[]): Promise<R[]>;
  get<R = SqlRow>(sql: string, values?: readonly SqlValue[]): Promise<R | undefined>;
  /** Runs any number of statements without values. */
  exec(sql: string): Promise<void>;
  /** Stops what runs at the moment; it rejects with SQLITE_INTERRUPT. */
  interrupt(): void;
  close(): Promise<void>;
}

/** An error of the database with the driver's code, for example SQLITE_BUSY, SQLITE_FULL, SQLITE_CORRUPT. */
export class SqlError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'SqlError';
    this.code = code;
  }
}

function asSqlError(error: Error, sql?: string): SqlError {
  const code = (error as { code?: string }).code ?? 'SQLITE_ERROR';
  return new SqlError(code, sql === undefined ? error.message : `${error.message} in: ${sql.slice(0, 200)}`);
}

function checked(values: readonly SqlValue[]): SqlValue[] {
  return values.map((value) => {
    if (value === null || typeof value === 'string') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    throw new TypeError(`a value of type ${typeof value} cannot be bound`);
  });
}

export type OpenMode = 'create' | 'write' | 'read' | 'immutable';

export function openConnection(file: string, mode: OpenMode): Promise<Connection> {
  const flags = {
    create: sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE,
    write: sqlite3.OPEN_READWRITE,
    read: sqlite3.OPEN_READONLY,
    immutable: sqlite3.OPEN_READONLY | sqlite3.OPEN_URI,
  }[mode];
  const name = mode === 'immutable' ? immutableUri(file) : file;
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(name, flags, (error) =>
      error ? reject(asSqlError(error)) : resolve(connectionOf(database)),
    );
  });
}

/** A file URI that tells SQLite that nobody writes the file: no lock, no journal, so discs and read-only folders open. */
function immutableUri(file: string): string {
  const escaped = file.replaceAll('\\', '/').replace(/[%?#]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `file:${/^[A-Za-z]:/.test(escaped) ? '/' : ''}${escaped}?immutable=1`;
}

function connectionOf(database: sqlite3.Database): Connection {
  return {
    run: (sql, values = []) =>
      new Promise((resolve, reject) => {
        database.run(sql, checked(values), function (this: sqlite3.RunResult, error: Error | null) {
          if (error) reject(asSqlError(error, sql));
          else resolve({ changes: this.changes });
        });
      }),
    all: <R>(sql: string, values: readonly SqlValue[] = []) =>
      new Promise<R[]>((resolve, reject) => {
        database.all(sql, checked(values), (error, rows) =>
          error ? reject(asSqlError(error, sql)) : resolve(rows as R[]),
        );
      }),
    get: <R>(sql: string, values: readonly SqlValue[] = []) =>
      new Promise<R | undefined>((resolve, reject) => {
        database.get(sql, checked(values), (error, row) =>
          error ? reject(asSqlError(error, sql)) : resolve(row as R | undefined),
        );
      }),
    exec: (sql) =>
      new Promise((resolve, reject) => {
        database.exec(sql, (error) => (error ? reject(asSqlError(error, sql)) : resolve()));
      }),
    interrupt: () => database.interrupt(),
    close: () =>
      new Promise((resolve, reject) => {
        database.close((error) => (error ? reject(asSqlError(error)) : resolve()));
      }),
  };
}
