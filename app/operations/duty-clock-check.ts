/** Whether today can be right: a computer whose date was set back would make late work look on time. */
import { calendarDate, todayInShanghai } from '#app/deadlines/calendar-date';
import type { Connection } from '#app/storage/sqlite';

/** A sentence in Chinese where the last record of the log is of a later day than today, else none. */
export async function clockWarnings(db: Connection, today: string): Promise<string[]> {
  const last = await db.get<{ seq: number; at: string }>(
    'SELECT seq, at FROM audit_record ORDER BY seq DESC LIMIT 1',
  );
  // The only record of a new library is its making, a moment ago: that says nothing about the clock.
  if (!last || last.seq === 1) return [];
  const day = todayInShanghai(Date.parse(last.at));
  if (calendarDate(today) >= day) return [];
  return [`今天（${today}）早于操作日志最后一条的日期${day}，时限可能算错。核对电脑的日期。`];
}
