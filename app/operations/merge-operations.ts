/**
 * Bringing desktops together: the package of a second desktop or of a 直属单位, merged field by field against the last
 * version that both knew. Worked out first, then written in one transaction behind a snapshot, and undone as one.
 */
import type { CatalogueEntry } from '#app/catalogue/entry';
import {
  isImplausibleRemoval,
  likelyVersion,
  matchEntries,
  provenVersion,
  underOwnIds,
  type Candidate,
} from '#app/catalogue/merge-catalogue';
import { sameContent, type Version } from '#app/catalogue/merge-entry';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import {
  ownVersions,
  readFormerContents,
  readMergeBases,
  readMergeKeys,
  readWithRemoved,
  type MergeBase,
  type MergeKey,
} from '#app/storage/merge-store';
import type { Connection } from '#app/storage/sqlite';
import type { CallContext } from './host';
import { deciderFor, readDecisions, type Decisions } from './merge-decisions';
import { unlockKey } from './key-operations';
import { mergeWork, type Theirs, type WorkedOut } from './merge-work';
import { readIncoming, type Incoming } from './read-incoming';
import { opened, type Workspace } from './workspace';
import { KNOWN_UNITS, writeMerge } from './write-merge';

type MergeResult = CallOutput<'package.merge'>;

const BATCH = 200;
const OUT_OF_USE = ['停用', '注销'];

export async function merge(
  workspace: Workspace,
  input: CallParsedInput<'package.merge'>,
  context: CallContext,
): Promise<MergeResult> {
  const key = input.key === undefined ? null : await unlockKey(input.key, input.passphrase ?? '');
  const incoming = await readIncoming(workspace, input.file, key?.privateKey);
  const decisions = await decisionsOf(input);
  const worked = await workOut(workspace, incoming, decisions, context);
  if (!decisions.confirm) await assertPlausible(workspace, incoming, worked);
  if (input.dryRun === true) return worked.result;
  const snapshot = await writeMerge(
    workspace,
    { incoming, ...worked, by: input.by ?? '', file: input.file },
    context,
  );
  return snapshot === null ? worked.result : { ...worked.result, snapshot };
}

async function decisionsOf(input: CallParsedInput<'package.merge'>): Promise<Decisions> {
  const file = input.resolve === undefined ? null : await readDecisions(input.resolve);
  return {
    list: [...(file?.list ?? []), ...(input.decisions ?? [])],
    all: file?.all,
    confirm: input.confirm === true || file?.confirm === true,
  };
}

async function assertPlausible(
  workspace: Workspace,
  { unit, catalogue }: Incoming,
  { result, live }: WorkedOut,
): Promise<void> {
  const { settings } = opened(workspace);
  const known = [settings['creditCode'], ...(settings[KNOWN_UNITS] ?? '').split('\n')];
  if (!known.includes(unit)) {
    const whose = catalogue.department === '' ? unit : `${catalogue.department}（${unit}）`;
    throw new FailureError('merge-implausible', { unit, reason: `来件是“${whose}”的，不是本单位的` });
  }
  if (isImplausibleRemoval(result.removed, live)) {
    throw new FailureError('merge-implausible', {
      removed: result.removed,
      live,
      reason: `合并后${live}条信息资源中有${result.removed}条要停用`,
    });
  }
}

async function workOut(
  workspace: Workspace,
  incoming: Incoming,
  decisions: Decisions,
  context: CallContext,
): Promise<WorkedOut> {
  const { reader } = opened(workspace).library;
  const { catalogue } = incoming;
  const keys = await readMergeKeys(reader);
  const keyOf = new Map(keys.map((key) => [key.id, key]));
  const isOut = (key: MergeKey): boolean => key.removed === 1 || OUT_OF_USE.includes(key.state);
  const theirs: Theirs[] = [
    ...catalogue.entries.map(({ entry, raw }) => ({
      id: entry.id,
      code: entry.code,
      name: entry.name,
      entry,
      raw,
    })),
    ...catalogue.removed.map((one) => ({ ...one, entry: null, raw: null })),
  ];
  const matches = matchEntries(
    theirs,
    keys.map((key) => ({ id: key.id, code: key.code, removed: isOut(key) })),
  );
  const work = mergeWork(incoming, deciderFor(decisions), keys.filter((key) => !isOut(key)).length);

  for (let start = 0; start < theirs.length; start += BATCH) {
    if (context.signal.aborted) throw new FailureError('cancelled');
    context.progress(start, theirs.length, '与目录库比对');
    const batch = matches.slice(start, start + BATCH);
    const ids = batch.flatMap(({ ownId }) => ownId ?? []);
    const contents = new Map((await readWithRemoved(reader, ids)).map((one) => [one.id, one]));
    const bases = await readMergeBases(reader, incoming.peer, ids);
    for (const [i, { ownId }] of batch.entries()) {
      const one = theirs[start + i]!;
      const key = ownId === null ? undefined : keyOf.get(ownId);
      const content = ownId === null ? undefined : contents.get(ownId)?.entry;
      if (!key || !content) {
        work.addNew(one);
        continue;
      }
      const other = one.entry && underOwnIds(one.entry, content);
      const ancestry = catalogue.ancestry.get(one.id) ?? [];
      const stored = bases.get(key.id);
      // Equal contents need no ancestor: nothing is taken and nothing is asked.
      const equal = other !== null && !isOut(key) && sameContent(content, other);
      const base = equal
        ? undefined
        : await baseOf(reader, { key, content, stored, ancestry }, one.id, other);
      work.add(one, { key, content, out: isOut(key), stored }, base, other);
    }
    // Lets other calls of the engine have their turn between batches.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return work;
}

/** The last version that both sides knew, as far as it can be told; undefined: not known. */
async function baseOf(
  reader: Connection,
  own: {
    readonly key: MergeKey;
    readonly content: CatalogueEntry;
    readonly stored: MergeBase | undefined;
    readonly ancestry: readonly string[];
  },
  theirId: string,
  theirs: CatalogueEntry | null,
): Promise<Version> {
  const { key, content, stored, ancestry } = own;
  const candidate = (one: CatalogueEntry): Candidate => ({ sm3: sm3Hex(canonicalJson(one)), content: one });
  // Versions of ours that they built upon after the last merge with them are nearer than what was agreed then.
  const versions = (await ownVersions(reader, key.id)).filter(
    ({ version }) => version > (stored?.ownVersion ?? 0),
  );
  const nearer = provenVersion([candidate(content), ...versions], ancestry);
  if (nearer !== undefined) return nearer;
  if (stored) return stored.content;
  const former = (await readFormerContents(reader, [key.id])).get(key.id) ?? [];
  const proven = provenVersion(former.map(candidate), ancestry);
  if (proven !== undefined || theirs === null || theirId !== key.id) return proven;
  return likelyVersion([...former, ...versions.map((one) => one.content)], content, theirs);
}
