/** What waits at a step of the review, as a filter of the entry list. */
import type { EntryState, ReviewStepName } from '#app/contract/calls';
import { call, type OutputOf } from '#renderer/call';

export type InboxStep = OutputOf<'review.inbox'>['steps'][number];

/** States of the entries that wait at a step; those that went back to the compiler wait for 提交送审 again. */
export function statesOf(step: InboxStep): EntryState[] {
  return step.step === 'submit' ? ['草稿', '退回修改', '退回补正'] : [step.state];
}

/** Steps that are signed by somebody: each can be entered as 线下签批登记. */
export function isSigned(step: ReviewStepName): boolean {
  return step !== 'submit';
}

const PAGE = 1000;

/** Ids of all entries in some states, in the order of the list. */
export async function allEntryIds(states: readonly EntryState[], query: string): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const outcome = await call('entries.list', {
      states: [...states],
      ...(query === '' ? {} : { query }),
      offset: ids.length,
      limit: PAGE,
    });
    if (!outcome.ok) return ids;
    ids.push(...outcome.value.entries.map((entry) => entry.id));
    if (outcome.value.entries.length < PAGE) return ids;
  }
}
