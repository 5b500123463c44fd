/** The check of the library against its rule stack; findings are remembered with the entries. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { itemHeaders } from '#app/documents/item-headers';
import { FailureError } from '#app/contract/failure';
import {
  changeEntries,
  changeEntry,
  checkAcross,
  createCatalogueIndex,
  isAcross,
  removeEntry,
  setEntry,
  type CatalogueIndex,
} from '#app/jurisdictions/check-catalogue';
import { checkEntry, type CheckContext } from '#app/jurisdictions/check-entry';
import type { Finding } from '#app/jurisdictions/finding';
import { demandedSteps } from '#app/jurisdictions/rule-stack';
import type { SecrecyGate } from '#app/jurisdictions/secrecy/secrecy-findings';
import { settleFindings, type Settlement } from '#app/jurisdictions/settlement';
import { readAliases } from '#app/storage/mapping-store';
import type { Settings } from '#app/storage/settings-store';
import { readSettlements } from '#app/storage/settlement-store';
import type { Connection } from '#app/storage/sqlite';
import { countFindings, saveFindings } from '#app/storage/check-store';
import {
  eachEntryPageAhead,
  findEntry,
  readEntries,
  readRevisions,
  writeMark,
} from '#app/storage/entry-store';
import type { CallContext } from './host';
import { forgetIndex, prepareIndex, warmIndex } from './keep-index';
import { libraryStack, opened, stackInForce, type Workspace } from './workspace';

/** The rules are compiled once per context, so the same settings and day keep the same one. */
const contexts = new WeakMap<Settings, LibraryContext>();

type LibraryContext = CheckContext & Required<Pick<CheckContext, 'today' | 'secrecy'>>;

export function checkContext(workspace: Workspace): LibraryContext {
  const { settings, secrecyList } = opened(workspace);
  const today = workspace.host.today();
  const known = contexts.get(settings);
  if (known?.today === today && known.secrecy.list === secrecyList) return known;
  const context: LibraryContext = {
    packs: stackInForce(workspace),
    codeTables: workspace.host.resources.codeTables,
    department: { name: settings['department'] ?? '', creditCode: settings['creditCode'] ?? '' },
    knownSystems: (settings['informationSystems'] ?? '').split('\n').filter(Boolean),
    today,
    secrecy: secrecyGate(workspace),
  };
  contexts.set(settings, context);
  return context;
}

/** The article that asks for the secrecy review: of the rules in force, else of those that the library is set to. */
function secrecyGate(workspace: Workspace): SecrecyGate {
  const demands = [...demandedSteps(stackInForce(workspace)), ...demandedSteps(libraryStack(workspace))];
  const asked = demands.find(({ step }) => step === 'clear')?.citations[0];
  return {
    list: opened(workspace).secrecyList,
    citation: asked ?? { regulation: '保密审查词表', article: '', quote: '' },
  };
}

/** Of the findings that nobody has answered. */
export function countsOf(findings: Iterable<Finding>): CallOutput<'check.counts'> {
  const counts = { error: 0, warning: 0, advice: 0 };
  for (const finding of findings) if (finding.settled === undefined) counts[finding.severity]++;
  return counts;
}

/** Checks every entry and those against each other, and remembers the findings. */
export async function recheckAll(
  workspace: Workspace,
  call?: CallContext,
): Promise<{ entries: number; findings: Finding[] }> {
  const current = opened(workspace);
  const { library } = current;
  // This makes the index as well; one in the background that has not begun would only take the time from it.
  current.dropWarming?.();
  const context = checkContext(workspace);
  const index = createCatalogueIndex();
  const own = new Map<string, Finding[]>();
  const revisions = new Map<string, number>();
  const mark = await writeMark(library.reader);
  for await (const page of eachEntryPageAhead(library.reader)) {
    for (const { entry, revision } of page) {
      setEntry(index, entry);
      own.set(entry.id, checkEntry(entry, context));
      revisions.set(entry.id, revision);
    }
    if (call?.signal.aborted) {
      warmIndex(workspace);
      throw new FailureError('cancelled');
    }
    call?.progress(own.size, 0, '校验信息资源');
    // Other calls of the engine get their turn, and a cancel is noticed.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const conclude = async (): Promise<void> => {
    if ((await writeMark(library.reader)) !== mark) await catchUp(workspace, index, own, revisions);
    for (const finding of checkAcross(index, context)) own.get(finding.entry.id)?.push(finding);
    await settleStored(library.reader, own);
    forgetIndex(current);
    current.catalogueIndex = index;
  };
  if (library.readOnly) await conclude();
  else {
    // In the turn of the one writer: what is edited or answered from here on comes after, and is not written over.
    await library.write(async (tx) => {
      await conclude();
      await saveFindings(
        tx,
        [...own].map(([id, findings]) => ({ id, findings })),
      );
    });
  }
  return { entries: own.size, findings: [...own.values()].flat() };
}

/** What was edited or removed while the check went through the catalogue is looked at once more, as it stands now. */
async function catchUp(
  workspace: Workspace,
  index: CatalogueIndex,
  own: Map<string, Finding[]>,
  revisions: ReadonlyMap<string, number>,
): Promise<void> {
  const { library } = opened(workspace);
  const now = await readRevisions(library.reader);
  for (const id of own.keys()) {
    if (now.has(id)) continue;
    own.delete(id);
    removeEntry(index, id);
  }
  const edited = [...now].filter(([id, revision]) => revisions.get(id) !== revision).map(([id]) => id);
  if (edited.length === 0) return;
  const context = checkContext(workspace);
  for (const { entry } of await readEntries(library.reader, edited)) {
    setEntry(index, entry);
    own.set(entry.id, checkEntry(entry, context));
  }
}

/** Puts the reasons that the library holds beside the findings, those given while the check was under way too. */
async function settleStored(reader: Connection, found: Map<string, Finding[]>): Promise<void> {
  const settlements = await readSettlements(reader);
  const stored = await readEntries(reader, [...settlements.keys()]);
  settleAll(
    stored.map(({ entry }) => entry),
    found,
    settlements,
  );
}

/** Checks one entry after an edit, and again what other entries share with it (duplicates): never the whole catalogue. */
export async function checkOne(workspace: Workspace, entry: CatalogueEntry): Promise<Finding[]> {
  return (await checkChanged(workspace, [entry])).get(entry.id) ?? [];
}

/**
 * The same for several entries at once. Answers the findings of each entry given. `own`: findings of entries by
 * themselves, where they are known already.
 */
export async function checkChanged(
  workspace: Workspace,
  entries: readonly CatalogueEntry[],
  own?: ReadonlyMap<string, readonly Finding[]>,
): Promise<Map<string, Finding[]>> {
  const { library } = opened(workspace);
  const context = checkContext(workspace);
  const index = await prepareIndex(workspace);
  const affected = changeEntries(index, entries);
  const found = new Map<string, Finding[]>();
  const looked: CatalogueEntry[] = [...entries];
  for (const entry of entries) {
    found.set(entry.id, [...(own?.get(entry.id) ?? checkEntry(entry, context))]);
  }
  for (const stored of await readEntries(
    library.reader,
    [...affected].filter((id) => !found.has(id)),
  )) {
    looked.push(stored.entry);
    found.set(
      stored.entry.id,
      stored.findings.filter((finding) => !isAcross(finding)),
    );
  }
  for (const finding of checkAcross(index, context, found.keys())) found.get(finding.entry.id)?.push(finding);
  settleAll(looked, found, opened(workspace).settlements);
  await library.write((tx) =>
    saveFindings(
      tx,
      [...found].map(([id, findings]) => ({ id, findings })),
    ),
  );
  return found;
}

/**
 * After entries were removed: those that were duplicates of them may no longer be. `index` was ready before, and still
 * knows what the removed ones shared with others.
 */
export async function checkWithout(
  workspace: Workspace,
  index: CatalogueIndex,
  removed: readonly string[],
): Promise<void> {
  const concerned = new Set(removed.flatMap((id) => [...changeEntry(index, id, null)]));
  for (const id of removed) concerned.delete(id);
  const left = await readEntries(opened(workspace).library.reader, [...concerned]);
  const own = new Map(
    left.map(({ entry, findings }) => [entry.id, findings.filter((finding) => !isAcross(finding))]),
  );
  await checkChanged(
    workspace,
    left.map(({ entry }) => entry),
    own,
  );
}

/** Puts the reasons given beside the findings of these entries. */
function settleAll(
  entries: readonly CatalogueEntry[],
  found: Map<string, Finding[]>,
  settlements: ReadonlyMap<string, readonly Settlement[]>,
): void {
  for (const entry of entries) {
    const own = found.get(entry.id);
    if (own) found.set(entry.id, settleFindings(entry, own, settlements.get(entry.id)));
  }
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

/** For a page that checks by itself what is typed: of the packs what the check reads, and no more. */
export async function context(workspace: Workspace): Promise<CallOutput<'check.context'>> {
  const { packs, codeTables, department, knownSystems, today, secrecy } = checkContext(workspace);
  return {
    packs: packs.map(({ id, name, checks }) => ({ id, name, checks: [...checks] })),
    codeTables,
    department,
    knownSystems: [...knownSystems],
    today,
    secrecy,
    aliases: await readAliases(opened(workspace).library.reader),
    itemHeaders: itemHeaders(workspace.host.resources.layouts),
  };
}
