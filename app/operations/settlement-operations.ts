/** Answering findings with a reason, clearing secrecy marks, and the gate that lets nothing out before that. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import type { Finding } from '#app/jurisdictions/finding';
import { keyOfFinding, keyOfName, type FindingName } from '#app/jurisdictions/finding-name';
import { SECRECY_RULE, secrecyFindings } from '#app/jurisdictions/secrecy/secrecy-findings';
import { openSecrecyMarks, settleFindings, toldBy } from '#app/jurisdictions/settlement';
import { appendAudit } from '#app/storage/audit-store';
import { readEntry } from '#app/storage/entry-store';
import {
  addSettlements,
  readSecrecyList,
  readSettlements,
  removeSettlement,
  saveSecrecyList,
} from '#app/storage/settlement-store';
import type { Connection } from '#app/storage/sqlite';
import { refusal } from './admission';
import { checkContext, checkOne, recheckAll } from './check-operations';
import type { CallContext } from './host';
import { writeSettlements } from './settlement-write';
import { actorOf, opened, type Workspace } from './workspace';

/**
 * Failures: `entry-not-found`; `invalid-input` for a finding that the check no longer has, one that must be mended, or
 * a secrecy mark cleared without a name; `not-permitted` for a secrecy mark cleared by another than the 保密审查人.
 */
export async function settle(
  workspace: Workspace,
  input: CallParsedInput<'findings.settle'>,
  context: CallContext,
): Promise<CallOutput<'findings.settle'>> {
  const { library, session } = opened(workspace);
  const { host } = workspace;
  const { entry } = (await readEntry(library.reader, input.entry)) ?? notFound(input.entry);
  // Checked anew, as one entry is in no time: a secrecy mark is cleared by the text and the word list as they are now.
  const present = new Map((await checkOne(workspace, entry)).map((one) => [keyOfFinding(one), one]));
  // Two findings alike in the same words are answered by one reason.
  const meant = [
    ...new Set(input.findings.map((named) => findingOf(present, { ...named, entry: entry.id }))),
  ];
  const secrecy = meant.some(({ rule }) => rule === SECRECY_RULE);
  if (secrecy && session && !session.roles.includes('保密审查人')) {
    throw refusal({ name: session.account, roles: session.roles }, ['保密审查人']);
  }
  if (secrecy && input.reason !== '' && input.by === '') {
    throw new FailureError('invalid-input', { field: '保密审查人', reason: '没有填写姓名' });
  }
  const atMs = host.nowMs();
  const rows = meant.map((finding) => ({
    entry: entry.id,
    rule: finding.rule,
    field: finding.field,
    item: finding.item?.id ?? '',
    told: toldBy(entry, finding),
    reason: input.reason,
    by: input.by,
    on: host.today(),
  }));
  // What the 保密审查人 cleared is not taken back by whoever presses Ctrl+Z: it is withdrawn by name.
  const [cleared, explained] = [rows.filter(isSecrecy), rows.filter((row) => !isSecrecy(row))];
  await library.write(async (tx) => {
    if (input.reason !== '') await addSettlements(tx, cleared, atMs);
    else for (const row of cleared) await removeSettlement(tx, row);
    if (explained.length > 0) {
      const name = `“${entry.name || '未命名'}”的问题`;
      const label = input.reason === '' ? `撤回${name}说明` : `说明${name}（${explained.length}个）`;
      const changes = explained.map(({ reason, by, on, ...place }) => ({
        ...place,
        given: reason === '' ? null : { reason, by, on, atMs, together: null },
      }));
      await writeSettlements(tx, changes, { label, atMs, by: input.by }, context);
    }
    await appendAudit(tx, {
      atMs,
      by: input.by,
      action:
        input.reason === '' ? 'settlements-withdrawn' : secrecy ? 'secrecy-cleared' : 'findings-settled',
      subject: entry.id,
      detail: settledDetail(meant, input.reason),
    });
  });
  opened(workspace).settlements = await readSettlements(library.reader);
  await checkOne(workspace, entry);
  host.emit('library.changed', { entries: [entry.id] });
  return { settled: rows.length };
}

const isSecrecy = ({ rule }: { readonly rule: string }): boolean => rule === SECRECY_RULE;

/** Each finding with the words it was answered for, as far as a log record reaches. */
function settledDetail(findings: readonly Finding[], reason: string): Record<string, unknown> {
  return {
    reason,
    findings: findings.slice(0, 200).map(({ rule, field, item, message }) => ({
      rule,
      field,
      item: item?.id ?? '',
      message: message.slice(0, 300),
    })),
  };
}

function notFound(entry: string): never {
  throw new FailureError('entry-not-found', { entry });
}

function findingOf(present: ReadonlyMap<string, Finding>, named: FindingName): Finding {
  const found = present.get(keyOfName(named));
  if (!found) {
    throw new FailureError('invalid-input', {
      field: '问题',
      value: named.message,
      reason: '内容已经改动，问题不再存在',
    });
  }
  if (found.severity === 'error') {
    throw new FailureError('invalid-input', {
      field: '问题',
      value: named.message,
      reason: '必须修改的问题不能以说明代替修改',
    });
  }
  return found;
}

/** Clears every open secrecy mark of the entries, in the transaction of the step that does so. */
export async function clearSecrecy(
  tx: Connection,
  cleared: readonly { readonly entry: CatalogueEntry; readonly marks: readonly Finding[] }[],
  said: { readonly reason: string; readonly by: string; readonly on: string; readonly atMs: number },
): Promise<void> {
  const { reason, by, on, atMs } = said;
  for (const { entry, marks } of cleared) {
    if (marks.length === 0) continue;
    const rows = marks.map((finding) => ({
      entry: entry.id,
      rule: finding.rule,
      field: finding.field,
      item: finding.item?.id ?? '',
      told: toldBy(entry, finding),
      reason,
      by,
      on,
    }));
    await addSettlements(tx, rows, atMs);
    await appendAudit(tx, {
      atMs,
      by,
      action: 'secrecy-cleared',
      subject: entry.id,
      detail: settledDetail(marks, reason),
    });
  }
}

/** Secrecy marks of this content that nobody has cleared. */
export function openMarks(workspace: Workspace, entry: CatalogueEntry): Finding[] {
  const { secrecy } = checkContext(workspace);
  if (!secrecy) return [];
  const found = secrecyFindings(entry, secrecy);
  if (found.length === 0) return [];
  return openSecrecyMarks(settleFindings(entry, found, opened(workspace).settlements.get(entry.id)));
}

const NAMED = 5;

/** Looks at entries on their way out, each as it goes by. */
export interface SecrecyWatch {
  look(entry: CatalogueEntry): void;
  /** Failure `secrecy-not-cleared` when one of those looked at holds marks that nobody has cleared. */
  assertCleared(): void;
}

export function secrecyWatch(workspace: Workspace): SecrecyWatch {
  const names: string[] = [];
  let count = 0;
  return {
    look: (entry) => {
      if (openMarks(workspace, entry).length === 0) return;
      count++;
      if (names.length < NAMED) names.push(`“${entry.name || entry.code}”`);
    },
    assertCleared: () => {
      if (count === 0) return;
      throw new FailureError('secrecy-not-cleared', {
        count,
        names: `${names.join('、')}${count > NAMED ? '等' : ''}`,
      });
    },
  };
}

/** The same for entries that are all at hand. */
export async function assertSecrecyCleared(
  workspace: Workspace,
  leaving: AsyncIterable<CatalogueEntry> | Iterable<CatalogueEntry>,
): Promise<void> {
  const watch = secrecyWatch(workspace);
  for await (const entry of leaving) watch.look(entry);
  watch.assertCleared();
}

export async function readSecrecy(workspace: Workspace): Promise<CallOutput<'secrecy.read'>> {
  const { library, secrecyList } = opened(workspace);
  return {
    list: secrecyList,
    preset: workspace.host.resources.secrecyList,
    own: (await readSecrecyList(library.reader)) !== null,
  };
}

export async function saveSecrecy(
  workspace: Workspace,
  input: CallParsedInput<'secrecy.save'>,
  context: CallContext,
): Promise<CallOutput<'secrecy.save'>> {
  const current = opened(workspace);
  const { host } = workspace;
  const list = input.list && {
    ...input.list,
    words: [...new Set(input.list.words)],
    exceptions: [...new Set(input.list.exceptions)],
  };
  const before = current.secrecyList;
  const after = list ?? host.resources.secrecyList;
  const atMs = host.nowMs();
  const by = actorOf(workspace);
  await current.library.write(async (tx) => {
    await saveSecrecyList(tx, list, { atMs, by });
    await appendAudit(tx, {
      atMs,
      by,
      action: 'secrecy-list-saved',
      subject: `${after.words.length}个词条`,
      detail: {
        added: after.words.filter((word) => !before.words.includes(word)),
        removed: before.words.filter((word) => !after.words.includes(word)),
        exceptionsAdded: after.exceptions.filter((word) => !before.exceptions.includes(word)),
        exceptionsRemoved: before.exceptions.filter((word) => !after.exceptions.includes(word)),
        identityNumbers: after.identityNumbers,
        phoneNumbers: after.phoneNumbers,
        preset: list === null,
      },
    });
  });
  current.secrecyList = after;
  const { findings } = await recheckAll(workspace, context);
  host.emit('library.changed', { entries: [] });
  const marked = new Set(openSecrecyMarks(findings).map(({ entry }) => entry.id)).size;
  return { words: after.words.length, exceptions: after.exceptions.length, marked };
}
