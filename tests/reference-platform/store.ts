/** What the platform remembers, in an SQLite file of its own: packages with their receipts, opinions, published catalogues. */
import sqlite3 from 'sqlite3';

type Value = string | number | null | Buffer;

export interface KnownPackage {
  readonly packageId: string;
  readonly unit: string;
  readonly seq: number;
  readonly manifestSm3: string;
  /** SHA-256 of the file, so that other bytes under a known id show. */
  readonly sha256: string;
  /** '' while it waits to be judged. */
  readonly result: '' | 'accepted' | 'partial' | 'rejected';
  readonly receipt: Buffer | null;
  /** `payload/catalogue.json` as it was sent. */
  readonly catalogue: string;
}

export interface PlatformStore {
  package(packageId: string): Promise<KnownPackage | null>;
  packages(): Promise<KnownPackage[]>;
  /** In one transaction with the receipt, where there is one. Answers false when the id is known. */
  add(one: KnownPackage): Promise<boolean>;
  settle(packageId: string, result: KnownPackage['result'], receipt: Buffer): Promise<void>;
  /** The last accepted one of a unit. */
  last(unit: string): Promise<KnownPackage | null>;
  addOpinion(unit: string, id: string, json: string): Promise<void>;
  /** Opinions in the order they were given, those after the one called `after`. */
  opinions(unit: string, after: string): Promise<string[]>;
  publish(unit: string, document: Buffer): Promise<void>;
  published(unit: string): Promise<Buffer | null>;
  close(): Promise<void>;
}

const TABLES = `
CREATE TABLE IF NOT EXISTS package (
  package_id TEXT PRIMARY KEY, unit TEXT NOT NULL, seq INTEGER NOT NULL, manifest_sm3 TEXT NOT NULL,
  sha256 TEXT NOT NULL, result TEXT NOT NULL, receipt BLOB, catalogue TEXT NOT NULL
);
-- The sequence of a unit has no forks: one accepted package for each number.
CREATE UNIQUE INDEX IF NOT EXISTS accepted_once ON package (unit, seq) WHERE result IN ('accepted', 'partial');
CREATE TABLE IF NOT EXISTS opinion (n INTEGER PRIMARY KEY, unit TEXT NOT NULL, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS published (unit TEXT PRIMARY KEY, document BLOB NOT NULL);
`;
const COLUMNS =
  'package_id AS packageId, unit, seq, manifest_sm3 AS manifestSm3, sha256, result, receipt, catalogue';

export async function openStore(file: string): Promise<PlatformStore> {
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(opened)));
  });
  const run = (sql: string, values: Value[] = []): Promise<void> =>
    new Promise((resolve, reject) =>
      database.run(sql, values, (error) => (error ? reject(error) : resolve())),
    );
  const all = <R>(sql: string, values: Value[] = []): Promise<R[]> =>
    new Promise((resolve, reject) =>
      database.all(sql, values, (error, rows) => (error ? reject(error) : resolve(rows as R[]))),
    );
  await new Promise<void>((resolve, reject) =>
    database.exec(TABLES, (error) => (error ? reject(error) : resolve())),
  );

  return {
    package: async (packageId) =>
      (await all<KnownPackage>(`SELECT ${COLUMNS} FROM package WHERE package_id = ?`, [packageId]))[0] ??
      null,
    packages: () => all<KnownPackage>(`SELECT ${COLUMNS} FROM package ORDER BY rowid`),
    add: async (one) => {
      try {
        await run('INSERT INTO package VALUES (?, ?, ?, ?, ?, ?, ?, ?)', [
          one.packageId,
          one.unit,
          one.seq,
          one.manifestSm3,
          one.sha256,
          one.result,
          one.receipt,
          one.catalogue,
        ]);
        return true;
      } catch (error) {
        if (
          (error as { code?: string }).code === 'SQLITE_CONSTRAINT' &&
          /package_id/.test((error as Error).message)
        )
          return false;
        throw error;
      }
    },
    settle: (packageId, result, receipt) =>
      run('UPDATE package SET result = ?, receipt = ? WHERE package_id = ?', [result, receipt, packageId]),
    last: async (unit) =>
      (
        await all<KnownPackage>(
          `SELECT ${COLUMNS} FROM package WHERE unit = ? AND result IN ('accepted', 'partial') ORDER BY seq DESC LIMIT 1`,
          [unit],
        )
      )[0] ?? null,
    addOpinion: (unit, id, json) =>
      run('INSERT INTO opinion (unit, id, json) VALUES (?, ?, ?)', [unit, id, json]),
    opinions: async (unit, after) =>
      (
        await all<{ json: string }>(
          `SELECT json FROM opinion WHERE unit = ?1 AND n > coalesce((SELECT n FROM opinion WHERE id = ?2), 0) ORDER BY n`,
          [unit, after],
        )
      ).map((row) => row.json),
    publish: (unit, document) => run('INSERT OR REPLACE INTO published VALUES (?, ?)', [unit, document]),
    published: async (unit) =>
      (await all<{ document: Buffer }>('SELECT document FROM published WHERE unit = ?', [unit]))[0]
        ?.document ?? null,
    close: () =>
      new Promise((resolve, reject) => {
        database.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}
