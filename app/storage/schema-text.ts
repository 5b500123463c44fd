/** The layout of a library as text: what `schema.sql` holds and reviewers read when a migration changes it. */
import { migrate } from './migrate';
import { openConnection } from './sqlite';

export async function schemaText(): Promise<string> {
  const connection = await openConnection(':memory:', 'create');
  try {
    await migrate(connection, 0);
    const rows = await connection.all<{ sql: string }>(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name",
    );
    const head =
      '-- Generated from app/storage/migrations by `npm run schema`; changed only by a new migration.\n\n';
    return head + rows.map((row) => `${row.sql};\n`).join('\n');
  } finally {
    await connection.close();
  }
}
