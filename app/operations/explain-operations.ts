/** One reason for many like findings: given by one command, and taken back by one. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import type { Finding } from '#app/jurisdictions/finding';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import { ruleLabel } from '#app/review/report-rule-labels';
import { appendAudit } from '#app/storage/audit-store';
import { eachFinding } from '#app/storage/finding-list';
import { countTogether, givenTogether } from '#app/storage/settlement-changes';
import type { Connection } from '#app/storage/sqlite';
import type { CallContext } from './host';
import { announceSettlements, concerned, writeSettlements } from './settlement-write';
import { opened, type Workspace } from './workspace';

/**
 * All or nothing. Failures: `invalid-input` for the secrecy rule, whose marks are cleared one by one;
 * `entry-changed-meanwhile` where the findings are no longer as many as `count`; `cancelled`.
 */
export async function explain(
  workspace: Workspace,
  input: CallParsedInput<'findings.explain'>,
  context: CallContext,
): Promise<CallOutput<'findings.explain'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const { rule, query, entry, reason, by } = input;
  if (rule === SECRECY_RULE) {
    throw new FailureError('invalid-input', { field: '问题', reason: '保密审查的提示须逐处核对' });
  }
  const together = host.newId();
  const atMs = host.nowMs();
  const given = { reason, by, on: host.today(), atMs, together };
  const { explained, entries } = await library.write(async (tx) => {
    const found = await openWarnings(tx, { rule, query, entry }, input.count, context);
    const label = `说明“${ruleLabel(rule)}”（${found.length}个）`;
    // Of the secrecy rule alone does a reason rest on more than the words of the finding.
    const changes = found.map((finding) => ({
      entry: finding.entry.id,
      rule,
      field: finding.field,
      item: finding.item?.id ?? '',
      told: finding.message,
      given,
    }));
    const written = await writeSettlements(tx, changes, { label, atMs, by }, context);
    await appendAudit(tx, {
      atMs,
      by,
      action: 'findings-settled',
      subject: label,
      detail: {
        together,
        reason,
        rule,
        ...(query === undefined ? {} : { query }),
        findings: found.length,
        ...concerned(written),
      },
    });
    return { explained: found.length, entries: written };
  });
  await announceSettlements(workspace, entries);
  return { explained, entries: entries.length };
}

/** The warnings meant, each once: two alike in the same words are one to whoever answers them. */
async function openWarnings(
  tx: Connection,
  choice: Pick<CallParsedInput<'findings.explain'>, 'rule' | 'query' | 'entry'>,
  count: number,
  { signal, progress }: CallContext,
): Promise<Finding[]> {
  const found = new Map<string, Finding>();
  let seen = 0;
  for await (const page of eachFinding(tx, { ...choice, severity: 'warning' })) {
    if (signal.aborted) throw new FailureError('cancelled');
    seen += page.length;
    for (const finding of page) {
      found.set(
        [finding.entry.id, finding.field, finding.item?.id ?? '', finding.message].join('\n'),
        finding,
      );
    }
    progress(seen, count, '查找所列问题');
  }
  if (seen !== count) throw new FailureError('entry-changed-meanwhile', { names: ['所列问题'] });
  return [...found.values()];
}

export async function together(
  workspace: Workspace,
  input: CallParsedInput<'findings.together'>,
): Promise<CallOutput<'findings.together'>> {
  return countTogether(opened(workspace).library.reader, input.together);
}

/** All or nothing. Failures: `invalid-input` where nothing of it stands any more; `cancelled`. */
export async function withdraw(
  workspace: Workspace,
  input: CallParsedInput<'findings.withdraw'>,
  context: CallContext,
): Promise<CallOutput<'findings.withdraw'>> {
  const { library } = opened(workspace);
  const { by } = input;
  const atMs = workspace.host.nowMs();
  const { withdrawn, entries } = await library.write(async (tx) => {
    const standing = await givenTogether(tx, input.together);
    if (standing === null) {
      throw new FailureError('invalid-input', { field: '一并说明的问题', reason: '说明已经撤回' });
    }
    const { findings, ...given } = standing;
    const label = `撤回“${ruleLabel(findings[0]!.rule)}”的说明（${findings.length}个）`;
    const written = await writeSettlements(
      tx,
      findings.map(({ entry, rule, field, item, told }) => ({ entry, rule, field, item, told, given: null })),
      { label, atMs, by },
      context,
    );
    await appendAudit(tx, {
      atMs,
      by,
      action: 'settlements-withdrawn',
      subject: label,
      detail: {
        together: input.together,
        given,
        findings: findings.length,
        ...concerned(written),
      },
    });
    return { withdrawn: findings.length, entries: written };
  });
  await announceSettlements(workspace, entries);
  return { withdrawn, entries: entries.length };
}
