/** Asks the shipped packs and calendar for the limits of one event, as the command line does. */
import { parseDeadlineEvent, type DeadlineEventText } from '#app/deadlines/deadline-event';
import { deadlineAnswer, type DeadlineAnswer } from '#app/deadlines/limits';
import type { LimitPack } from '#app/deadlines/limit-rule';
import type { Outcome } from '#app/contract/failure';
import { shippedCalendar, shippedPacks } from './load-resources';

const packs = shippedPacks();
const calendar = shippedCalendar();

export function askOutcome(
  rules: string,
  event: DeadlineEventText,
  known: readonly LimitPack[] = packs,
): Outcome<DeadlineAnswer> {
  const parsed = parseDeadlineEvent(event);
  if (!parsed.ok) return parsed;
  return deadlineAnswer({ packs: known, calendar, rules, event: parsed.value });
}

export function ask(rules: string, event: DeadlineEventText, known?: readonly LimitPack[]): DeadlineAnswer {
  const outcome = askOutcome(rules, event, known);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  return outcome.value;
}

/** Due date by regulation and duty; a provisional one is marked with a question mark. */
export function dues(answer: DeadlineAnswer): Record<string, string> {
  return Object.fromEntries(
    answer.limits.map((limit) => [
      `${limit.regulation} ${limit.duty}`,
      limit.provisional ? `${limit.due}?` : limit.due,
    ]),
  );
}

/** Why each limit was not started, by regulation and duty. */
export function reasons(answer: DeadlineAnswer): Record<string, string> {
  return Object.fromEntries(
    answer.notTriggered.map((limit) => [`${limit.regulation} ${limit.duty}`, limit.why]),
  );
}
