/**
 * The review chain once more, written down by hand: who may take which step from which state, and where it leads, with
 * every step demanded. Operations, command line and window are held to it on a library with an entry in each state.
 */
import { beforeAll, expect } from 'vitest';
import { REVIEW_STEPS, type ReviewStepName } from '#app/contract/calls';
import type { Role } from '#app/review/roles';
import { openConnection, type Connection } from '#app/storage/sqlite';
import { sampleEntry } from './sample-entry';
import { nameOf, staffed, type Staff } from './staff';
import { ENTRY_STATES, type EntryState } from '#app/contract/entry-states';

interface Way {
  readonly from: EntryState;
  readonly to: EntryState;
  readonly roles: readonly Role[];
}
const way = (from: EntryState, to: EntryState, ...roles: readonly Role[]): Way => ({ from, to, roles });

export const TRANSITIONS: Readonly<Record<ReviewStepName, readonly Way[]>> = {
  submit: [
    way('草稿', '待处室确认', '编制人'),
    way('退回修改', '待处室确认', '编制人'),
    way('退回补正', '待处室确认', '编制人'),
  ],
  confirm: [way('待处室确认', '待审核', '处室负责人')],
  approve: [way('待审核', '待评估与保密审查', '审核人')],
  assess: [way('待评估与保密审查', '待评估与保密审查', '审核人', '保密审查人')],
  clear: [way('待评估与保密审查', '待负责人审签', '保密审查人')],
  countersign: [way('待负责人审签', '待负责人审签', '共享工作机构负责人')],
  consent: [way('待负责人审签', '已审定', '部门负责人')],
  return: [
    way('待处室确认', '退回修改', '处室负责人'),
    way('待审核', '退回修改', '审核人'),
    way('待评估与保密审查', '退回修改', '审核人', '保密审查人'),
    way('待负责人审签', '退回修改', '共享工作机构负责人', '部门负责人'),
    way('已审定', '退回修改', '审核人', '部门负责人'),
    way('已报送', '退回补正', '编制人', '审核人'),
    way('已接收', '退回补正', '编制人', '审核人'),
    way('主管部门审核中', '退回补正', '编制人', '审核人'),
  ],
  retire: (['草稿', '退回修改', '退回补正', '已审定', '已接收', '已发布'] as const).map((from) =>
    way(from, '停用', '审核人', '部门负责人'),
  ),
  publish: (['已审定', '待报送', '已报送', '已接收', '主管部门审核中'] as const).map((from) =>
    way(from, '已发布', '编制人', '审核人'),
  ),
};

/** Whether the role has any way with the step; otherwise the call itself is refused. */
export function mayTake(role: Role, step: ReviewStepName): boolean {
  return TRANSITIONS[step].some(({ roles }) => roles.includes(role));
}

/** The states after `role` has tried `step` on an entry in each state, by the state before. */
function statesAfter(role: Role, step: ReviewStepName): Record<EntryState, EntryState> {
  const after = Object.fromEntries(ENTRY_STATES.map((state) => [state, state])) as Record<
    EntryState,
    EntryState
  >;
  for (const { from, to, roles } of TRANSITIONS[step]) if (roles.includes(role)) after[from] = to;
  return after;
}

export interface TransitionLibrary {
  readonly staff: Staff;
  /** Ids by the state that `arrange` puts the entry in. */
  readonly ids: Readonly<Record<EntryState, string>>;
}

/**
 * The library of these tests, made before the first of them; `closed` where another host opens it. Answers how to come
 * by it.
 */
export function transitionLibrary(folder: string, closed: 'closed' | 'open'): () => TransitionLibrary {
  let library: TransitionLibrary | undefined;
  beforeAll(async () => {
    library = await makeLibrary(folder);
    if (closed === 'closed') await library.staff.call('library.close', {});
  }, 60_000);
  return () => library!;
}

/**
 * Lets `role` attempt each step on an entry in every state, and holds the states that follow to the table. `judge` looks
 * at what was answered; `allowed`: the table gives the role some way with the step.
 */
export async function tryEachStep<A>(
  library: TransitionLibrary,
  role: Role,
  attempt: (step: ReviewStepName, entries: readonly string[]) => Promise<A>,
  judge: (answer: A, step: ReviewStepName, allowed: boolean) => void,
  steps: readonly ReviewStepName[] = REVIEW_STEPS,
): Promise<void> {
  for (const step of steps) {
    await arrange(library, step);
    const answer = await attempt(step, Object.values(library.ids));
    expect(await statesNow(library), `${step} by ${role}`).toEqual(statesAfter(role, step));
    judge(answer, step, mayTake(role, step));
  }
}

/** A library with accounts, every step demanded, and one entry for each state. */
async function makeLibrary(folder: string): Promise<TransitionLibrary> {
  const staff = await staffed(folder);
  await staff.call('settings.save', { settings: { officeConfirmation: '是', countersign: '是' } });
  await staff.as(nameOf('编制人'));
  const ids = {} as Record<EntryState, string>;
  for (const state of ENTRY_STATES) {
    const { entry, meta } = await staff.call('entries.create', {});
    await staff.call('entries.save', {
      entry: { ...sampleEntry(), id: entry.id },
      revision: meta.revision,
    });
    ids[state] = entry.id;
  }
  await staff.call('session.signOut', {});
  return { staff, ids };
}

async function within<T>(file: string, work: (db: Connection) => Promise<T>): Promise<T> {
  const db = await openConnection(file, 'write');
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Puts each entry into its state, with what must be on record before `step`. */
export async function arrange({ staff, ids }: TransitionLibrary, step: ReviewStepName): Promise<void> {
  await within(staff.file, async (db) => {
    await db.exec('BEGIN IMMEDIATE');
    for (const table of ['field_opinion', 'review_record_entry', 'review_record', 'entry_version'])
      await db.run(`DELETE FROM ${table}`);
    for (const [state, id] of Object.entries(ids))
      await db.run('UPDATE entry SET state = ?, version = 0 WHERE id = ?', [state, id]);
    for (const taken of ['assess', 'countersign'].filter((one) => one !== step)) {
      await db.run(
        `INSERT INTO review_record (step, by_name, entered_by, signed_in, opinion, secrecy, personal, offline, on_date,
                                    taken_for_all, at_ms)
         VALUES (?, '某', '某', 1, '', '', '', 0, '2026-11-20', 0, 0)`,
        [taken],
      );
      await db.run(
        `INSERT INTO review_record_entry (record_id, entry_id, from_state, to_state, revision, looked_at)
         SELECT (SELECT max(id) FROM review_record), id, state, state, revision, 1 FROM entry`,
      );
    }
    await db.exec('COMMIT');
  });
}

/** The state of each entry now, by the state it was put in. */
export async function statesNow({ staff, ids }: TransitionLibrary): Promise<Record<string, string>> {
  const rows = await within(staff.file, (db) =>
    db.all<{ id: string; state: string }>('SELECT id, state FROM entry'),
  );
  const now = new Map(rows.map(({ id, state }) => [id, state]));
  return Object.fromEntries(Object.entries(ids).map(([state, id]) => [state, now.get(id) ?? '']));
}

/** What every step is given, so that none fails for want of words. */
export const WORDS = { opinion: '已核对', secrecy: '不涉密', personal: '不涉及个人信息' } as const;
