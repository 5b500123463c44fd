/**
 * Reminds of what is overdue and due soon: once a library is open, and again on each new day while the program runs.
 *
 * A program left open over the weekend must not go on showing Friday's remaining days, so a new day is told as well.
 */
import type { Outcome } from '#app/contract/failure';
import type { WindowEventPayload } from '#app/contract/window-calls';

/** How often it is looked whether the day has changed. */
const LOOK_EVERY_MS = 60_000;

export type DutyReminder = WindowEventPayload<'duties.reminder'>;

export interface ReminderParts {
  readonly today: () => string;
  /** The library that is open, by its path; null when none is. */
  readonly library: () => string | null;
  /** Asks the engine for `duties.list`. */
  readonly duties: () => Promise<Outcome<unknown>>;
  readonly onDay: (today: string) => void;
  readonly remind: (reminder: DutyReminder) => void;
}

interface Duty {
  readonly label: string;
  readonly party: string;
  readonly due: string;
  readonly status: string;
  readonly remainingWorkingDays: number | null;
}

/** What to remind of, or null where nothing of the department's own is overdue or due soon. */
export function reminderOf(today: string, duties: readonly Duty[]): DutyReminder | null {
  const own = duties.filter((duty) => duty.party === 'P');
  const overdue = own.filter((duty) => duty.status === 'overdue');
  const dueSoon = own.filter((duty) => duty.status === 'due-soon');
  const [first] = [...overdue, ...dueSoon].sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  if (first === undefined) return null;
  return {
    today,
    overdue: overdue.length,
    dueSoon: dueSoon.length,
    first: { label: first.label, due: first.due },
  };
}

/**
 * Looks whether there is something to remind of; `look` is called after a library was opened or somebody signed in,
 * and by the clock. A list that cannot be had yet (nobody is signed in) is asked for again at the next look.
 */
export function createDutyReminder(parts: ReminderParts): {
  look: () => Promise<void>;
  start: () => () => void;
} {
  let day = parts.today();
  let reminded = '';
  const look = async (): Promise<void> => {
    const today = parts.today();
    if (today !== day) {
      day = today;
      parts.onDay(today);
    }
    const library = parts.library();
    const key = `${today} ${library}`;
    if (library === null || reminded === key) return;
    reminded = key;
    const outcome = await parts.duties();
    if (!outcome.ok) {
      if (reminded === key) reminded = '';
      return;
    }
    const reminder = reminderOf(today, (outcome.value as { readonly duties: readonly Duty[] }).duties);
    if (reminder !== null) parts.remind(reminder);
  };
  return {
    look,
    start: () => {
      const timer = setInterval(() => void look(), LOOK_EVERY_MS);
      return () => clearInterval(timer);
    },
  };
}
