/** The check of the library against its rule stack; findings are remembered with the entries. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { checkCatalogue } from '#app/jurisdictions/check-catalogue';
import { checkEntry, type CheckContext } from '#app/jurisdictions/check-entry';
import type { Finding } from '#app/jurisdictions/finding';
import { countFindings, eachEntry, findEntry, saveFindings } from '#app/storage/entry-store';
import type { CallContext } from './host';
import { opened, stackInForce, type Workspace } from './workspace';

export function checkContext(workspace: Workspace): CheckContext {
  const { settings } = opened(workspace);
  const today = workspace.host.today();
  return {
    packs: stackInForce(workspace),
    codeTables: workspace.host.resources.codeTables,
    department: { name: settings['department'] ?? '', creditCode: settings['creditCode'] ?? '' },
    knownSystems: (settings['informationSystems'] ?? '').split('\n').filter(Boolean),
    today,
  };
}

export function countsOf(findings: Iterable<Finding>): CallOutput<'check.counts'> {
  const counts = { error: 0, warning: 0, advice: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** Checks every entry and those against each other, and remembers the findings. */
export async function recheckAll(
  workspace: Workspace,
  context?: CallContext,
): Promise<{ entries: number; findings: Finding[] }> {
  const { library } = opened(workspace);
  const entries: CatalogueEntry[] = [];
  for await (const { entry } of eachEntry(library.reader)) {
    if (context?.signal.aborted) throw new FailureError('cancelled');
    entries.push(entry);
    if (entries.length % 500 === 0) context?.progress(entries.length, 0, '读取信息资源');
  }
  const findings = checkCatalogue(entries, checkContext(workspace));
  if (!library.readOnly) {
    const byEntry = new Map<string, Finding[]>(entries.map((entry) => [entry.id, []]));
    for (const finding of findings) byEntry.get(finding.entry.id)?.push(finding);
    const found = [...byEntry].map(([id, list]) => ({ id, findings: list }));
    await library.write((tx) => saveFindings(tx, found));
  }
  return { entries: entries.length, findings };
}

/** Checks one entry after an edit: its own rules at once; what concerns other entries is found by a whole check. */
export async function checkOne(workspace: Workspace, entry: CatalogueEntry): Promise<Finding[]> {
  const findings = checkEntry(entry, checkContext(workspace));
  const { library } = opened(workspace);
  await library.write((tx) => saveFindings(tx, [{ id: entry.id, findings }]));
  return findings;
}

export async function checkDraft(
  workspace: Workspace,
  input: CallParsedInput<'entries.check'>,
): Promise<CallOutput<'entries.check'>> {
  return { findings: checkEntry(input.entry, checkContext(workspace)) };
}

export async function run(
  workspace: Workspace,
  input: CallParsedInput<'check.run'>,
  context: CallContext,
): Promise<CallOutput<'check.run'>> {
  const { entries, findings } = await recheckAll(workspace, context);
  if (input.entry === undefined) return { entries, counts: countsOf(findings), findings };
  const stored = await findEntry(opened(workspace).library.reader, input.entry);
  if (!stored) throw new FailureError('entry-not-found', { entry: input.entry });
  const own = findings.filter((finding) => finding.entry.id === stored.entry.id);
  return { entries: 1, counts: countsOf(own), findings: own };
}

export async function counts(workspace: Workspace): Promise<CallOutput<'check.counts'>> {
  return countFindings(opened(workspace).library.reader);
}
