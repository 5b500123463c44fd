/** Taking the steps of the review chain, in the program or as 线下签批登记. */
import type { CallOutput, CallParsedInput, ReviewStepName } from '#app/contract/calls';
import type { Finding } from '#app/jurisdictions/finding';
import { CHAIN_STEPS, STEP_LABELS, takeStep, waitingFor } from '#app/review/review-steps';
import { APPROVING_STEPS, holdsOneOf, rolesForStep, SEPARATE_PERSONS_WAIVER } from '#app/review/roles';
import { readCompilers } from '#app/storage/account-store';
import { appendAudit } from '#app/storage/audit-store';
import { reviewRecordSm3 } from '#app/storage/review-digest';
import { addAttachment, readAttachmentFile } from '#app/storage/attachment-store';
import { setEntryState, type StoredEntry } from '#app/storage/entry-store';
import {
  addReviewRecord,
  addVersion,
  countRounds,
  reviewHistory,
  takenThisRound,
  type ReviewedEntry,
} from '#app/storage/review-store';
import { readSettlements } from '#app/storage/settlement-store';
import { checkChanged, recheckAll } from './check-operations';
import { assertSaid, dateOfOffline, opinionsPerField, selectEntries } from './review-input';
import { clearSecrecy, openMarks } from './settlement-operations';
import { opened, stepsToTake, type Session, type Workspace } from './workspace';

type Taken = CallOutput<'review.take'>;
type Skipped = Taken['skipped'][number];

export async function take(workspace: Workspace, input: CallParsedInput<'review.take'>): Promise<Taken> {
  const { library, session, settings } = opened(workspace);
  const { host } = workspace;
  assertSaid(input);
  const onDate = input.offline ? dateOfOffline(workspace, input.offline.on) : host.today();
  const scan = input.offline?.scan === undefined ? null : await readAttachmentFile(input.offline.scan);

  const selection = await selectEntries(workspace, input);
  const skipped: Skipped[] = selection.missing.map((name) => ({
    entry: { id: '', code: '', name },
    reason: '目录库中没有这条资源',
  }));
  const blocked = input.step === 'submit' ? await blockedByFindings(workspace) : new Map<string, number>();
  const demanded = stepsToTake(workspace);
  const ids = selection.entries.map(({ entry }) => entry.id);
  const assessed = await takenThisRound(library.reader, 'assess', ids);
  const countersigned = await takenThisRound(library.reader, 'countersign', ids);
  const lookedAt = new Set(input.lookedAt ?? (input.entries === 'all' ? [] : ids));

  const compilers = await readCompilers(library.reader, ids);
  const waiver = settings[SEPARATE_PERSONS_WAIVER] ?? '';
  const approves = APPROVING_STEPS.includes(input.step);
  const opinions = await opinionsPerField(workspace, input);

  const taken: (ReviewedEntry & { stored: StoredEntry; marks: readonly Finding[] })[] = [];
  const elsewhere: Skipped[] = [];
  for (const stored of selection.entries) {
    const { entry, state } = stored;
    const skip = (reason: string): void => {
      skipped.push({ entry: { id: entry.id, code: entry.code, name: entry.name }, reason });
    };
    const result = takeStep(state, input.step, {
      demanded,
      taken: new Set<ReviewStepName>([
        ...(assessed.has(entry.id) ? (['assess'] as const) : []),
        ...(countersigned.has(entry.id) ? (['countersign'] as const) : []),
      ]),
    });
    if (!result.allowed && input.entries === 'all') {
      elsewhere.push({ entry: { id: entry.id, code: entry.code, name: entry.name }, reason: result.reason });
    } else if (!result.allowed) skip(result.reason);
    else if ((blocked.get(entry.id) ?? 0) > 0) skip(`有${blocked.get(entry.id)}个必须修改的问题`);
    else {
      const refused = refusedTo(session, input, stored);
      const own = input.step !== 'submit' && (compilers.get(entry.id)?.has(input.by) ?? false);
      if (refused !== null) {
        skip(refused);
        continue;
      }
      // Without accounts a name proves nothing: the same name is put on record, not refused.
      if (own && approves && session && waiver === '') {
        skip(`由“${input.by}”编制或送审，须由他人办理“${STEP_LABELS[input.step]}”（内部控制要求）`);
        continue;
      }
      const marks = input.step === 'clear' ? openMarks(workspace, entry) : [];
      if (marks.length > 0 && !(lookedAt.has(entry.id) && (input.opinion ?? '').trim() !== '')) {
        skip(
          `有${marks.length}处可能涉密或者涉及个人的内容，须逐条核对并写明意见后审查通过：${marks[0]!.message}`,
        );
        continue;
      }
      taken.push({
        id: entry.id,
        from: state,
        to: result.to,
        revision: stored.revision,
        lookedAt: lookedAt.has(entry.id),
        version: result.approved ? stored.version + 1 : null,
        own,
        stored,
        marks,
      });
    }
  }

  // "All" means all that wait at this step; where none does, every entry's reason is the answer.
  if (taken.length === 0 && skipped.length === 0) skipped.push(...elsewhere);

  if (taken.length > 0) {
    await library.write(async (tx) => {
      const atMs = host.nowMs();
      const attachmentId = scan
        ? await addAttachment(tx, scan, { atMs, by: input.offline?.enteredBy ?? input.by })
        : null;
      for (const { stored, to, version } of taken) {
        if (version !== null) await addVersion(tx, stored.entry, version, atMs);
        await setEntryState(tx, stored.entry.id, { state: to, version, step: input.step });
      }
      await clearSecrecy(
        tx,
        taken.map(({ stored, marks }) => ({ entry: stored.entry, marks })),
        { reason: input.opinion ?? '', by: input.by, on: onDate, atMs },
      );
      const ids = new Set(taken.map(({ id }) => id));
      const record = await addReviewRecord(
        tx,
        {
          step: input.step,
          by: input.by,
          enteredBy: input.offline?.enteredBy || input.by,
          opinion: input.opinion ?? '',
          secrecy: input.secrecy ?? '',
          personal: input.personal ?? '',
          offline: input.offline !== undefined,
          onDate,
          attachmentId,
          takenForAll: input.entries === 'all',
          atMs,
          signedIn: session !== undefined,
          waiver: approves && taken.some(({ own }) => own) ? waiver : '',
        },
        taken,
        opinions.filter(({ entry }) => ids.has(entry)),
      );
      await appendAudit(tx, {
        atMs,
        by: input.by,
        action: `review-${input.step}`,
        subject: `${taken.length}`,
        detail: {
          all: input.entries === 'all',
          entries: taken.slice(0, 1000).map(({ id }) => id),
          offline: input.offline !== undefined,
          on: onDate,
          opinion: input.opinion ?? '',
          scanSm3: scan?.sm3 ?? '',
          signedIn: session !== undefined,
          record,
          // Every byte of the record, of its entries and opinions and of the versions it made hangs on this.
          recordSm3: await reviewRecordSm3(tx, record),
          ...(waiver !== '' && approves && taken.some(({ own }) => own) ? { waiver } : {}),
        },
      });
    });
    const cleared = taken.filter(({ marks }) => marks.length > 0).map(({ stored }) => stored.entry);
    if (cleared.length > 0) {
      opened(workspace).settlements = await readSettlements(library.reader);
      await checkChanged(workspace, cleared);
    }
    host.emit('library.changed', { entries: taken.slice(0, 1000).map(({ id }) => id) });
  }
  return { step: input.step, entries: taken.length, skipped };
}

/** Why this account may not take the step on this entry, or null: the table of roles, and the office for 处室确认. */
function refusedTo(
  session: Session | undefined,
  { step, offline }: CallParsedInput<'review.take'>,
  { state, entry }: StoredEntry,
): string | null {
  if (!session) return null;
  const wanted = rolesForStep(step, { state, offline: offline !== undefined });
  if (!holdsOneOf(session.roles, wanted)) {
    return `“${state}”的资源由${wanted.join('、')}办理“${STEP_LABELS[step]}”`;
  }
  const ofOtherOffice = step === 'confirm' && session.office !== '' && entry.office !== session.office;
  const entersPaper = offline !== undefined && session.roles.includes('编制人');
  return ofOtherOffice && !entersPaper ? `属于“${entry.office || '未填处室'}”，由该处室负责人确认` : null;
}

/** 必须修改 findings per entry, from a fresh check: nothing stale lets a fault through. */
async function blockedByFindings(workspace: Workspace): Promise<Map<string, number>> {
  const { findings } = await recheckAll(workspace);
  const blocked = new Map<string, number>();
  for (const { severity, entry } of findings) {
    if (severity === 'error') blocked.set(entry.id, (blocked.get(entry.id) ?? 0) + 1);
  }
  return blocked;
}

export async function inbox(workspace: Workspace): Promise<CallOutput<'review.inbox'>> {
  const { reader } = opened(workspace).library;
  const demanded = stepsToTake(workspace);
  const chain = CHAIN_STEPS.filter((step) => step === 'submit' || demanded.has(step));
  const rounds = await countRounds(reader);
  return {
    steps: chain.map((step) => {
      const { states, having, lacking } = waitingFor(step, demanded);
      const waiting = rounds.filter(
        (round) =>
          states.includes(round.state) &&
          (having === null || round.steps.has(having)) &&
          (lacking === null || !round.steps.has(lacking)),
      );
      return { step, state: states[0]!, entries: waiting.reduce((sum, { entries }) => sum + entries, 0) };
    }),
  };
}

export async function compilers(
  workspace: Workspace,
  { entries }: CallParsedInput<'review.compilers'>,
): Promise<CallOutput<'review.compilers'>> {
  const { library, settings } = opened(workspace);
  const byEntry = await readCompilers(library.reader, entries);
  const names = new Set([...byEntry.values()].flatMap((one) => [...one]));
  return { names: [...names].sort(), separate: (settings[SEPARATE_PERSONS_WAIVER] ?? '') === '' };
}

export async function history(
  workspace: Workspace,
  input: CallParsedInput<'review.history'>,
): Promise<CallOutput<'review.history'>> {
  const rows = await reviewHistory(opened(workspace).library.reader, {
    entry: input.entry,
    limit: input.limit ?? 200,
  });
  return {
    records: rows.map((row) => ({
      record: row.record,
      signedIn: row.signedIn === 1,
      samePerson: row.own,
      waiver: row.waiver,
      step: STEP_LABELS[row.step as ReviewStepName] ?? row.step,
      by: row.by,
      on: row.onDate,
      offline: row.offline === 1,
      enteredBy: row.enteredBy,
      opinion: [
        row.opinion,
        row.secrecy && `保密风险评估：${row.secrecy}`,
        row.personal && `个人信息保护影响评估：${row.personal}`,
      ]
        .filter(Boolean)
        .join('；'),
      entries: row.entries,
      scan: row.scanName === null ? null : { name: row.scanName, sm3: row.scanSm3 ?? '' },
    })),
  };
}
