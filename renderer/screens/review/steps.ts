/** What waits at a step of the review, as a filter of the entry list. */
import type { ReviewStepName } from '#app/contract/calls';
import { call, type InputOf, type OutputOf } from '#renderer/call';

export type InboxStep = OutputOf<'review.inbox'>['steps'][number];

/** Steps that are signed by somebody: each can be entered as 线下签批登记. */
export function isSigned(step: ReviewStepName): boolean {
  return step !== 'submit';
}

/**
 * Steps at which entries wait for somebody; drafts wait for nobody but the compiler. Each entry waits at one step, also
 * where two are due in its state, so that their numbers can be added.
 */
export function stepsUnderWay(steps: readonly InboxStep[]): InboxStep[] {
  return steps.filter(({ state }) => state.startsWith('待'));
}

const PAGE = 1000;

/** Ids of all entries that fit, in the order of the list. */
export async function allEntryIds(
  filter: Pick<InputOf<'entries.list'>, 'states' | 'waitsFor'>,
  query: string,
): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const outcome = await call('entries.list', {
      ...filter,
      ...(query === '' ? {} : { query }),
      offset: ids.length,
      limit: PAGE,
    });
    if (!outcome.ok) return ids;
    ids.push(...outcome.value.entries.map((entry) => entry.id));
    if (outcome.value.entries.length < PAGE) return ids;
  }
}
