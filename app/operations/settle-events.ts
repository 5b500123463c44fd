/**
 * Events whose entries have all reached the platform count as 报送 (条例第十七条第二款): the receipt says so, and nobody
 * has to remember to register it. An event for which no entries were named is left to the clerk.
 */
import { EVENT_KIND_LABELS } from '#app/deadlines/deadline-event';
import { calendarDate, todayInShanghai, type CalendarDate } from '#app/deadlines/calendar-date';
import { appendAudit } from '#app/storage/audit-store';
import { deliveriesOf, openEventsWithEntries, type EntryDelivery } from '#app/storage/event-entry-store';
import { clearAct, readEvent, setAct } from '#app/storage/event-store';
import type { Connection } from '#app/storage/sqlite';

const later = (a: CalendarDate, b: CalendarDate): CalendarDate => (a > b ? a : b);

/** The day of 报送: when it went out over the network; what is carried is handed over on the day it is received. */
function submittedOn({ sentAtMs, receivedOn }: EntryDelivery): CalendarDate {
  const received = calendarDate(receivedOn);
  if (sentAtMs === null) return received;
  const sent = todayInShanghai(sentAtMs);
  return sent < received ? sent : received;
}

/** How the notes of acts begin that were registered here and not by a person. */
const OWN_NOTE = '所涉信息资源已随';

/** Takes back what was registered here where it no longer holds for the entries named now. */
export async function unsettleEvent(tx: Connection, id: string): Promise<void> {
  const event = await readEvent(tx, id);
  const own = event?.acts.filter(({ note }) => note.startsWith(OWN_NOTE)) ?? [];
  if (!event || own.length === 0) return;
  if ((await deliveriesOf(tx, { id, on: event.record.on })) !== null) return;
  for (const { act } of own) await clearAct(tx, id, act);
}

/** Answers what was registered, in Chinese. */
export async function settleEvents(tx: Connection, atMs: number): Promise<string[]> {
  const notices: string[] = [];
  for (const event of await openEventsWithEntries(tx)) {
    const deliveries = await deliveriesOf(tx, event);
    if (deliveries === null) continue;
    const on = deliveries.map(submittedOn).reduce(later);
    const received = deliveries.map((one) => calendarDate(one.receivedOn)).reduce(later);
    const batches = [...new Set(deliveries.map((one) => one.seq))].sort((a, b) => a - b);
    const note = `${OWN_NOTE}第${batches.join('、')}号报送包报送并被接收`;
    await setAct(tx, { event: event.id, act: 'submitted', on, note });
    await setAct(tx, { event: event.id, act: 'received', on: received, note });
    await appendAudit(tx, {
      atMs,
      by: '',
      action: 'event-act',
      subject: event.id,
      detail: { act: 'submitted', on, received, packages: deliveries.map((one) => one.packageId) },
    });
    notices.push(`“${event.about}”（${EVENT_KIND_LABELS[event.kind]}）已登记为${on}报送：${note}。`);
  }
  return notices;
}
