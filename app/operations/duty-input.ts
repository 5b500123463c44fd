/** What the duty list is made of, read from the library: never the entries, so that their number does not matter. */
import { calendarDate } from '#app/deadlines/calendar-date';
import type { DutyInput } from '#app/deadlines/duties';
import type { WorkingCalendar } from '#app/deadlines/working-days';
import { readEvents, readReports, type StoredEvent } from '#app/storage/event-store';
import { readMaintenance } from '#app/storage/maintenance-store';
import { libraryStack, opened, type Workspace } from './workspace';

/** `events` limits it to these; all that count where absent. */
export async function dutyInput(
  workspace: Workspace,
  calendar: WorkingCalendar,
  events?: readonly StoredEvent[],
): Promise<DutyInput> {
  const { library, settings } = opened(workspace);
  const today = calendarDate(workspace.host.today());
  const stored = events ?? (await readEvents(library.reader));
  return {
    packs: libraryStack(workspace),
    calendar,
    today,
    since: calendarDate(settings['createdOn'] ?? today),
    maintenance: await readMaintenance(library.reader),
    reports: await readReports(library.reader),
    events: stored.filter((event) => event.withdrawn === null).map((event) => event.record),
  };
}
