/** Reading, listing, writing and removing entries; the classification tree. */
import { emptyEntry, type CatalogueEntry } from '#app/catalogue/entry';
import { entryChanges } from '#app/catalogue/entry-changes';
import { rollUp } from '#app/catalogue/roll-up';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { formatResourceCode } from '#app/classification/resource-code';
import { EDITABLE_STATES, SETTLED_STATES, STEP_LABELS } from '#app/review/review-steps';
import { appendAudit } from '#app/storage/audit-store';
import { nextSequence, readCategories, replaceCategories } from '#app/storage/category-store';
import { continueChange, recordChange, rememberCategories } from '#app/storage/change-store';
import { countByFrontCode, listEntries, placeInList } from '#app/storage/entry-list';
import {
  findEntry,
  insertEntry,
  readEntry,
  setRemoved,
  readEntries,
  updateEntry,
  type StoredEntry,
} from '#app/storage/entry-store';
import { listVersions, opinionsOn, readVersion } from '#app/storage/review-store';
import { checkOne, checkWithout } from './check-operations';
import { prepareIndex } from './keep-index';
import { listQuery } from './list-conditions';
import { actorOf, opened, stackInForce, stepsToTake, type Workspace } from './workspace';
import { REVIEW_STEPS, type ReviewStepName } from '#app/contract/calls';

export async function list(
  workspace: Workspace,
  input: CallParsedInput<'entries.list'>,
): Promise<CallOutput<'entries.list'>> {
  const { total, entries } = await listEntries(
    opened(workspace).library.reader,
    await listQuery(workspace, input),
  );
  return {
    total,
    entries: entries.map(({ changedAtMs, ...entry }) => ({
      ...entry,
      changedAt: new Date(changedAtMs).toISOString(),
    })),
  };
}

export async function place(
  workspace: Workspace,
  { entry, ...input }: CallParsedInput<'entries.place'>,
): Promise<CallOutput<'entries.place'>> {
  const wanted = await listQuery(workspace, input);
  return { place: await placeInList(opened(workspace).library.reader, wanted, entry) };
}

export function metaOf(stored: StoredEntry): CallOutput<'entries.read'>['meta'] {
  return {
    state: stored.state,
    version: stored.version,
    revision: stored.revision,
    changedAt: new Date(stored.changedAtMs).toISOString(),
    changedBy: stored.changedBy,
  };
}

export async function read(
  workspace: Workspace,
  input: CallParsedInput<'entries.read'>,
): Promise<CallOutput<'entries.read'>> {
  const { library } = opened(workspace);
  const stored = await findEntry(library.reader, input.entry);
  if (!stored) throw new FailureError('entry-not-found', { entry: input.entry });
  const versions = await listVersions(library.reader, stored.entry.id);
  return {
    entry: stored.entry,
    meta: metaOf(stored),
    findings: [...stored.findings],
    versions: versions.map(({ approvedAtMs, ...version }) => ({
      ...version,
      approvedAt: new Date(approvedAtMs).toISOString(),
    })),
    opinions: (await opinionsOn(library.reader, stored.entry.id)).map((one) => ({
      step: STEP_LABELS[one.step as ReviewStepName] ?? one.step,
      by: one.by,
      on: one.onDate,
      item: one.item,
      field: one.field,
      opinion: one.opinion,
    })),
  };
}

export async function save(
  workspace: Workspace,
  input: CallParsedInput<'entries.save'>,
): Promise<CallOutput<'entries.save'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const by = input.by ?? '';
  const entry = rollUp(input.entry);
  await library.write(async (tx) => {
    const stored = await readEntry(tx, entry.id);
    if (!stored) throw new FailureError('entry-not-found', { entry: entry.id });
    if (stored.revision !== input.revision) {
      throw new FailureError('entry-changed-meanwhile', { names: [stored.entry.name] });
    }
    const state = editedState(stored);
    const atMs = host.nowMs();
    await updateEntry(tx, entry, input.revision, { atMs, by, state });
    const change = { kind: 'save' as const, label: `修改“${entry.name}”`, atMs, by };
    const joined =
      input.continues === true &&
      (await continueChange(tx, change, { id: entry.id, revision: input.revision }));
    if (!joined) {
      await recordChange(tx, change, [
        { id: entry.id, before: stored.entry, afterRevision: input.revision + 1 },
      ]);
    }
    const { fields, itemsAdded, itemsRemoved } = entryChanges(stored.entry, entry);
    await appendAudit(tx, {
      atMs,
      by,
      action: 'entry-saved',
      subject: entry.id,
      detail: {
        fields: fields.map(({ field, before, after }) => ({
          field,
          before: before.slice(0, 200),
          after: after.slice(0, 200),
        })),
        itemsAdded: itemsAdded.length,
        itemsRemoved: itemsRemoved.length,
      },
    });
  });
  const findings = await checkOne(workspace, entry);
  host.emit('library.changed', { entries: [entry.id] });
  const stored = await readEntry(library.reader, entry.id);
  return { entry: stored!.entry, meta: metaOf(stored!), findings };
}

/** The state an edit leads to; an entry on its way through review is not edited behind the reviewers' backs. */
export function editedState(
  stored: Pick<StoredEntry, 'state'> & { entry: { name: string } },
): StoredEntry['state'] {
  if (EDITABLE_STATES.includes(stored.state)) return stored.state;
  if (SETTLED_STATES.includes(stored.state)) return '草稿';
  throw new FailureError('entry-locked', { name: stored.entry.name, state: stored.state });
}

export async function create(
  workspace: Workspace,
  input: CallParsedInput<'entries.create'>,
): Promise<CallOutput<'entries.create'>> {
  const { library, settings } = opened(workspace);
  const { host } = workspace;
  const id = host.newId();
  const atMs = host.nowMs();
  await library.write(async (tx) => {
    let entry: CatalogueEntry = {
      ...emptyEntry(id),
      provider: settings['department'] ?? '',
      providerCode: settings['creditCode'] ?? '',
    };
    if (input.copyOf !== undefined) {
      const original = await readEntry(tx, input.copyOf);
      if (!original) throw new FailureError('entry-not-found', { entry: input.copyOf });
      entry = {
        ...original.entry,
        id,
        code: '',
        formerCodes: [],
        name: `${original.entry.name}（副本）`,
        items: original.entry.items.map((item) => ({ ...item, id: host.newId() })),
      };
    }
    if (input.front) entry.code = formatResourceCode(input.front, await nextSequence(tx, input.front));
    await insertEntry(tx, entry, { atMs, by: actorOf(workspace) });
    await recordChange(
      tx,
      { kind: 'create', label: `新增“${entry.name || '未命名'}”`, atMs, by: actorOf(workspace) },
      [{ id, before: null, afterRevision: 1 }],
    );
    await appendAudit(tx, { atMs, by: actorOf(workspace), action: 'entry-created', subject: id });
  });
  const stored = (await readEntry(library.reader, id))!;
  await checkOne(workspace, stored.entry);
  host.emit('library.changed', { entries: [id] });
  return { entry: stored.entry, meta: metaOf(stored) };
}

export async function remove(
  workspace: Workspace,
  input: CallParsedInput<'entries.remove'>,
): Promise<CallOutput<'entries.remove'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const atMs = host.nowMs();
  const index = await prepareIndex(workspace);
  const removed = await library.write(async (tx) => {
    const stored = await readEntries(tx, input.entries);
    for (const one of stored) {
      if (one.version > 0)
        throw new FailureError('entry-locked', { name: one.entry.name, state: one.state, retire: true });
      editedState(one);
    }
    await recordChange(
      tx,
      {
        kind: 'remove',
        label: stored.length === 1 ? `删除“${stored[0]!.entry.name}”` : `删除${stored.length}条`,
        atMs,
        by: actorOf(workspace),
      },
      stored.map((one) => ({ id: one.entry.id, before: one.entry, afterRevision: one.revision + 1 })),
    );
    await appendAudit(tx, {
      atMs,
      by: actorOf(workspace),
      action: 'entries-removed',
      subject: String(stored.length),
      detail: { entries: stored.map((one) => one.entry.id).slice(0, 1000) },
    });
    return setRemoved(
      tx,
      stored.map((one) => one.entry.id),
      atMs,
    );
  });
  await checkWithout(workspace, index, input.entries);
  host.emit('library.changed', { entries: input.entries.slice(0, 1000) });
  return { entries: removed };
}

/** What changed since the latest approved version; against nothing where there is none. */
export async function changes(
  workspace: Workspace,
  input: CallParsedInput<'entries.changes'>,
): Promise<CallOutput<'entries.changes'>> {
  const { reader } = opened(workspace).library;
  const stored = await readEntry(reader, input.entry);
  if (!stored) throw new FailureError('entry-not-found', { entry: input.entry });
  const before =
    stored.version > 0
      ? await readVersion(reader, stored.entry.id, stored.version)
      : emptyEntry(stored.entry.id);
  const { fields, itemsAdded, itemsRemoved } = entryChanges(before!, stored.entry);
  return {
    fromVersion: stored.version,
    changes: fields,
    itemsAdded: itemsAdded.map((item) => item.name),
    itemsRemoved: itemsRemoved.map((item) => item.name),
  };
}

export async function categories(workspace: Workspace): Promise<CallOutput<'categories.list'>> {
  const { reader } = opened(workspace).library;
  const [nodes, counts] = await Promise.all([readCategories(reader), countByFrontCode(reader)]);
  return {
    categories: nodes.map((node) => {
      let entries = 0;
      for (const [front, count] of counts) if (front.startsWith(node.code)) entries += count;
      return { ...node, entries };
    }),
  };
}

export async function saveCategories(
  workspace: Workspace,
  input: CallParsedInput<'categories.save'>,
): Promise<CallOutput<'categories.save'>> {
  const codes = new Set(input.categories.map((category) => category.code));
  if (codes.size !== input.categories.length) {
    throw new FailureError('invalid-input', { field: 'categories', reason: '分类代码有重复' });
  }
  await opened(workspace).library.write(async (tx) => {
    const atMs = workspace.host.nowMs();
    const by = actorOf(workspace);
    await recordChange(tx, { kind: 'categories', label: '修改分类', atMs, by }, []);
    await rememberCategories(tx);
    await replaceCategories(tx, input.categories);
    await appendAudit(tx, {
      atMs,
      by,
      action: 'categories-saved',
      subject: String(codes.size),
    });
  });
  return { categories: codes.size };
}

/** What the form needs to know of the rules: required fields, value lists, steps. */
export async function describeFields(workspace: Workspace): Promise<CallOutput<'fields.describe'>> {
  const packs = stackInForce(workspace);
  const required = new Set<string>();
  for (const pack of packs) {
    for (const check of pack.checks) {
      if (check.rule === 'required-field' && check.severity === 'error' && !check.sharing) {
        for (const field of check.fields) required.add(field);
      }
    }
  }
  const steps = stepsToTake(workspace);
  return {
    required: [...required],
    codeTables: Object.fromEntries(
      Object.values(workspace.host.resources.codeTables).map((table) => [
        table.table,
        table.values.map(({ label, parent }) => (parent === undefined ? { label } : { label, parent })),
      ]),
    ),
    steps: REVIEW_STEPS.filter((step) => steps.has(step)),
  };
}
