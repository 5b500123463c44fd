/** Versions of an entry: any two compared, an old one made the draft again, and the history of who did what. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { entryChanges, hasChanges } from '#app/catalogue/entry-changes';
import type { CallOutput, CallParsedInput, ReviewStepName } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import type { VersionComparison } from '#app/review/report-versions';
import { STEP_LABELS } from '#app/review/review-steps';
import { appendAudit } from '#app/storage/audit-store';
import { listAttachments } from '#app/storage/attachment-store';
import { entryChangeSets, recordChange } from '#app/storage/change-store';
import { findEntry, readEntry, updateEntry, type StoredEntry } from '#app/storage/entry-store';
import { acceptedVersions } from '#app/storage/package-store';
import { listVersions, opinionsOn, readVersion, reviewHistory, versionSm3 } from '#app/storage/review-store';
import { checkOne } from './check-operations';
import { editedState } from './entry-operations';
import { actorOf, opened, type Workspace } from './workspace';

type Version = CallParsedInput<'versions.compare'>['from'];
type HistoryRecord = CallOutput<'entries.history'>['records'][number];

async function wanted(workspace: Workspace, idOrCode: string): Promise<StoredEntry> {
  const stored = await findEntry(opened(workspace).library.reader, idOrCode);
  if (!stored) throw new FailureError('entry-not-found', { entry: idOrCode });
  return stored;
}

async function contentOf(
  workspace: Workspace,
  stored: StoredEntry,
  version: Version,
): Promise<CatalogueEntry> {
  if (version === 'draft') return stored.entry;
  const { reader } = opened(workspace).library;
  const number = version === 'platform' ? await platformVersion(workspace, stored) : version;
  const content = await readVersion(reader, stored.entry.id, number);
  if (!content) throw noVersion(stored, number);
  return content;
}

/** The version that the platform took last; fails with `invalid-input` where it took none. */
async function platformVersion(workspace: Workspace, stored: StoredEntry): Promise<number> {
  const taken = (await acceptedVersions(opened(workspace).library.reader)).get(stored.entry.id);
  if (taken !== undefined) return taken;
  throw new FailureError('invalid-input', {
    field: '版本',
    value: 'platform',
    reason: '共享平台还没有用回执接收过这条信息资源',
  });
}

/** Two versions of an entry as a paper compares them. */
export async function comparedVersions(
  workspace: Workspace,
  idOrCode: string,
  from: Version,
  to: Version,
): Promise<VersionComparison> {
  const stored = await wanted(workspace, idOrCode);
  const before = await contentOf(workspace, stored, from);
  const after = await contentOf(workspace, stored, to);
  const { fields, itemsAdded, itemsRemoved, itemsMoved } = entryChanges(before, after);
  const label = async (version: Version): Promise<string> => {
    if (version === 'draft') return '现内容';
    if (version === 'platform') return `平台所存（第${await platformVersion(workspace, stored)}版）`;
    return `第${version}版`;
  };
  return {
    name: after.name,
    code: after.code,
    from: { label: await label(from), sm3: versionSm3(before) },
    to: { label: await label(to), sm3: versionSm3(after) },
    fields,
    items: after.items.length,
    itemsAdded: itemsAdded.map((item) => item.name),
    itemsRemoved: itemsRemoved.map((item) => item.name),
    itemsMoved,
  };
}

const noVersion = (stored: StoredEntry, version: number): FailureError =>
  new FailureError('invalid-input', {
    field: '版本',
    value: version,
    reason:
      stored.version === 0 ? '还没有审定的版本' : `没有这个版本，已审定的最新版本是第${stored.version}版`,
  });

export async function compare(
  workspace: Workspace,
  input: CallParsedInput<'versions.compare'>,
): Promise<CallOutput<'versions.compare'>> {
  const stored = await wanted(workspace, input.entry);
  const from = await contentOf(workspace, stored, input.from);
  const to = await contentOf(workspace, stored, input.to);
  const { fields, itemsAdded, itemsRemoved, itemsMoved } = entryChanges(from, to);
  return {
    from: { version: input.from, sm3: versionSm3(from) },
    to: { version: input.to, sm3: versionSm3(to) },
    changes: fields,
    itemsAdded: itemsAdded.map((item) => item.name),
    itemsRemoved: itemsRemoved.map((item) => item.name),
    itemsMoved,
  };
}

/** Nothing is rewound: the old content becomes a new draft, the approved versions stay, and undo takes it back. */
export async function restore(
  workspace: Workspace,
  input: CallParsedInput<'versions.restore'>,
): Promise<CallOutput<'versions.restore'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const found = await wanted(workspace, input.entry);
  const id = found.entry.id;
  const by = input.by || actorOf(workspace);
  const restored = await library.write(async (tx) => {
    const stored = await readEntry(tx, id);
    if (!stored) throw new FailureError('entry-not-found', { entry: input.entry });
    if (input.revision !== undefined && input.revision !== stored.revision) {
      throw new FailureError('entry-changed-meanwhile', { names: [stored.entry.name] });
    }
    const content = await readVersion(tx, id, input.version);
    if (!content) throw noVersion(stored, input.version);
    // A published code changes only by an act of its own, so an old version comes back under the code of the latest.
    const latest = (await readVersion(tx, id, stored.version)) ?? content;
    const entry = { ...content, code: latest.code, formerCodes: latest.formerCodes };
    const state = editedState(stored);
    const differences = entryChanges(stored.entry, entry);
    if (!hasChanges(differences)) return null;
    const atMs = host.nowMs();
    await updateEntry(tx, entry, stored.revision, { atMs, by, state });
    const label = `恢复“${stored.entry.name}”的第${input.version}版`;
    await recordChange(tx, { kind: 'save', label, atMs, by }, [
      { id, before: stored.entry, afterRevision: stored.revision + 1 },
    ]);
    await appendAudit(tx, {
      atMs,
      by,
      action: 'version-restored',
      subject: id,
      detail: {
        version: input.version,
        sm3: versionSm3(content),
        fields: differences.fields.length,
        itemsAdded: differences.itemsAdded.length,
        itemsRemoved: differences.itemsRemoved.length,
      },
    });
    return entry;
  });
  if (restored) {
    await checkOne(workspace, restored);
    host.emit('library.changed', { entries: [id] });
  }
  const now = (await readEntry(library.reader, id))!;
  return { entry: id, state: now.state, revision: now.revision, changed: restored !== null };
}

const NOTHING = { opinion: '', changes: [], itemsAdded: [], itemsRemoved: [], version: null, sm3: '' };

/** Edits (as far back as undo reaches), steps with their opinions, versions and attachments, the latest first. */
export async function history(
  workspace: Workspace,
  input: CallParsedInput<'entries.history'>,
): Promise<CallOutput<'entries.history'>> {
  const db = opened(workspace).library.reader;
  const stored = await wanted(workspace, input.entry);
  const id = stored.entry.id;
  const records: (HistoryRecord & { atMs: number })[] = [];
  const add = (atMs: number, record: Omit<HistoryRecord, 'at'>): void => {
    records.push({ atMs, at: new Date(atMs).toISOString(), ...record });
  };

  // Each change holds the content before it; what it led to is what stood before the next one.
  let after = stored.entry;
  for (const set of await entryChangeSets(db, id)) {
    const changed = set.before === null ? null : entryChanges(set.before, after);
    add(set.atMs, {
      ...NOTHING,
      by: set.by,
      kind: 'change',
      what: set.label,
      changes: changed?.fields ?? [],
      itemsAdded: (changed?.itemsAdded ?? after.items).map((item) => item.name),
      itemsRemoved: (changed?.itemsRemoved ?? []).map((item) => item.name),
    });
    if (set.before !== null) after = set.before;
  }

  const opinions = await opinionsOn(db, id);
  for (const row of await reviewHistory(db, { entry: id, limit: 1000 })) {
    const own = opinions
      .filter((one) => one.record === row.record)
      .map((one) => [one.field, one.opinion].filter(Boolean).join('：'));
    add(row.atMs, {
      ...NOTHING,
      by: row.by,
      kind: 'review',
      what:
        STEP_LABELS[row.step as ReviewStepName] +
        (row.offline === 1 ? `（线下签批登记，${row.onDate}）` : ''),
      opinion: [row.opinion, row.secrecy, row.personal, ...own].filter(Boolean).join('；'),
    });
  }
  for (const { version, sm3, approvedAtMs } of await listVersions(db, id)) {
    add(approvedAtMs, { ...NOTHING, by: '', kind: 'version', what: `审定第${version}版`, version, sm3 });
  }
  for (const one of await listAttachments(db, { kind: 'entry', subject: id })) {
    add(one.addedAtMs, {
      ...NOTHING,
      by: one.addedBy,
      kind: 'attachment',
      what: `添加附件“${one.name}”`,
      opinion: one.note,
      sm3: one.sm3,
    });
  }
  // Of things at the same instant the step stands after the version that it made.
  const order = { attachment: 0, change: 1, review: 2, version: 3 } as const;
  records.sort((a, b) => b.atMs - a.atMs || order[b.kind] - order[a.kind]);
  return { records: records.slice(0, input.limit ?? 200).map(({ atMs: _, ...record }) => record) };
}
