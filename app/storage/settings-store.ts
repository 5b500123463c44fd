/** Settings of the library: who it belongs to, which rules it works under, names used on paper. */
import type { Connection } from './sqlite';

export type Settings = Readonly<Record<string, string>>;

export async function readSettings(db: Connection): Promise<Settings> {
  const rows = await db.all<{ key: string; value: string }>('SELECT key, value FROM setting');
  return Object.fromEntries(rows.map((row) => [row.key, row.value]));
}

export async function saveSettings(tx: Connection, settings: Settings): Promise<void> {
  for (const [key, value] of Object.entries(settings)) {
    await tx.run(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      [key, value],
    );
  }
}
