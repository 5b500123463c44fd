/** One reason for many findings: given by one command, and taken back by one. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import type { Finding } from '#app/jurisdictions/finding';
import { keyOfFinding, keyOfName } from '#app/jurisdictions/finding-name';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import { ruleLabel } from '#app/review/report-rule-labels';
import { appendAudit } from '#app/storage/audit-store';
import { readEntries } from '#app/storage/entry-store';
import { eachFinding } from '#app/storage/finding-list';
import { countTogether, givenTogether } from '#app/storage/settlement-changes';
import type { Connection } from '#app/storage/sqlite';
import type { CallContext } from './host';
import { announceSettlements, concerned, writeSettlements } from './settlement-write';
import { opened, type Workspace } from './workspace';

type Choice = CallParsedInput<'findings.explain'>['findings'];
type Listed = Extract<Choice, { kind: 'listed' }>;
type Named = Extract<Choice, { kind: 'named' }>['named'];

/**
 * All or nothing. Failures: `invalid-input` for the secrecy rule, whose marks are cleared one by one, and for a finding
 * named that is no 需要说明; `findings-changed-meanwhile` where the findings are no longer as many as `count`, or one
 * named is gone or answered; `cancelled`.
 */
export async function explain(
  workspace: Workspace,
  input: CallParsedInput<'findings.explain'>,
  context: CallContext,
): Promise<CallOutput<'findings.explain'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const { findings: choice, reason, by } = input;
  const named = choice.kind === 'listed' ? [choice] : choice.named;
  if (named.some(({ rule }) => rule === SECRECY_RULE)) refuse('保密审查的提示须逐处核对');
  const together = host.newId();
  const atMs = host.nowMs();
  const given = { reason, by, on: host.today(), atMs, together };
  const { explained, entries } = await library.write(async (tx) => {
    const found =
      choice.kind === 'listed'
        ? await listedWarnings(tx, choice, context)
        : await namedWarnings(tx, choice.named);
    const label = `说明${aboutOf(found)}（${found.length}个）`;
    // Of the secrecy rule alone does a reason rest on more than the words of the finding.
    const changes = found.map((finding) => ({
      entry: finding.entry.id,
      rule: finding.rule,
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
        ...saidOf(choice),
        findings: found.length,
        ...concerned(written),
      },
    });
    return { explained: found.length, entries: written };
  });
  await announceSettlements(workspace, entries);
  return { explained, entries: entries.length };
}

function refuse(reason: string, value = ''): never {
  throw new FailureError('invalid-input', { field: '问题', value, reason });
}

/** The rules of these findings as a label names them: the first, and how many there are. */
function aboutOf(findings: readonly { readonly rule: string }[]): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const first = `“${ruleLabel(rules[0]!)}”`;
  return rules.length === 1 ? first : `${first}等${rules.length}类问题`;
}

/** What a log record says of how the findings were chosen. */
function saidOf(choice: Choice): Record<string, unknown> {
  if (choice.kind === 'named') return { rules: [...new Set(choice.named.map(({ rule }) => rule))].sort() };
  const { rule, query } = choice;
  return { rule, ...(query === undefined ? {} : { query }) };
}

/** The warnings meant by conditions, each once. */
async function listedWarnings(
  tx: Connection,
  { rule, query, entry, count }: Listed,
  { signal, progress }: CallContext,
): Promise<Finding[]> {
  const found = new Map<string, Finding>();
  let seen = 0;
  for await (const page of eachFinding(tx, { rule, query, entry, severity: 'warning' })) {
    if (signal.aborted) throw new FailureError('cancelled');
    seen += page.length;
    for (const finding of page) found.set(keyOfFinding(finding), finding);
    progress(seen, count, '查找所列问题');
  }
  if (seen !== count) throw new FailureError('findings-changed-meanwhile', { before: count, count: seen });
  return [...found.values()];
}

/** More entries than this are not named in a failure. */
const MOST_NAMED = 5;

/**
 * What stands open for each of `named`; undefined where it is gone, deleted or answered. Goes by the findings stored,
 * which every saving brings up to date: thousands of entries checked anew would keep all other writing waiting.
 */
async function openNamed(db: Connection, named: Named): Promise<(Finding | undefined)[]> {
  const stored = await readEntries(db, [...new Set(named.map(({ entry }) => entry))]);
  const open = new Map<string, Finding>();
  for (const finding of stored.flatMap(({ findings }) => findings)) {
    if (finding.settled === undefined) open.set(keyOfFinding(finding), finding);
  }
  return named.map((one) => open.get(keyOfName(one)));
}

const placesOfGone = (found: readonly (Finding | undefined)[]): number[] =>
  found.flatMap((finding, index) => (finding === undefined ? [index] : []));

/** The findings named, each once. A failure says in `gone` at which places of `named` those stand that are no more. */
async function namedWarnings(tx: Connection, named: Named): Promise<Finding[]> {
  const open = await openNamed(tx, named);
  const found = new Set(open.filter((finding) => finding !== undefined));
  for (const { severity, message } of found) {
    if (severity !== 'warning') refuse('只有“需要说明”的问题可以说明理由', message);
  }
  const gone = placesOfGone(open);
  if (gone.length > 0) {
    const lost = await readEntries(tx, [...new Set(gone.map((index) => named[index]!.entry))]);
    const names = lost.map(({ entry }) => `“${entry.name || '未命名'}”`);
    throw new FailureError('findings-changed-meanwhile', {
      count: gone.length,
      gone,
      names: `${names.slice(0, MOST_NAMED).join('、')}${names.length > MOST_NAMED ? '等' : ''}`,
    });
  }
  return [...found];
}

export async function gone(
  workspace: Workspace,
  { named }: CallParsedInput<'findings.gone'>,
): Promise<CallOutput<'findings.gone'>> {
  return { gone: placesOfGone(await openNamed(opened(workspace).library.reader, named)) };
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
    const label = `撤回${aboutOf(findings)}的说明（${findings.length}个）`;
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
