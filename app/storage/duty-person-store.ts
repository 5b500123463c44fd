/** Who sees to which duty (办理人). */
import type { Connection } from './sqlite';

/** By the key of the duty. */
export async function readDutyPersons(db: Connection): Promise<Map<string, string>> {
  const rows = await db.all<{ duty: string; person: string }>('SELECT duty, person FROM duty_person');
  return new Map(rows.map(({ duty, person }) => [duty, person]));
}

/** An empty name takes the duty from whoever had it. */
export async function setDutyPerson(tx: Connection, duty: string, person: string): Promise<void> {
  if (person === '') await tx.run('DELETE FROM duty_person WHERE duty = ?', [duty]);
  else
    await tx.run(
      'INSERT INTO duty_person (duty, person) VALUES (?, ?) ON CONFLICT (duty) DO UPDATE SET person = excluded.person',
      [duty, person],
    );
}
