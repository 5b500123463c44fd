/** One change to many entries: values, texts, certain mendings, codes. */
import { batchChanged, recoded } from '#app/catalogue/batch-change';
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { codeGiver } from '#app/classification/recode';
import { parseResourceCode } from '#app/classification/resource-code';
import { mendAll } from '#app/jurisdictions/certain-mend';
import type { CodeTables } from '#app/jurisdictions/checks/lookup';
import { raiseSequence } from '#app/storage/category-store';
import { listEntryIds } from '#app/storage/entry-list';
import type { StoredEntry } from '#app/storage/entry-store';
import { planBatch, writePlan } from './batch-write';
import type { CallContext } from './host';
import { listQuery } from './list-conditions';
import { sequencesOf } from './recode-operations';
import { actorOf, opened, type Workspace } from './workspace';

type Change = CallParsedInput<'entries.batch'>['change'];

const LABELS: Readonly<Record<Change['kind'], string>> = {
  set: '批量填写',
  replace: '批量替换',
  mend: '批量修正',
  code: '批量编排代码',
};

/**
 * Failures: `entry-changed-meanwhile` when the entries are no longer those of the preview, `cancelled`, `disk-space`;
 * then nothing is written.
 */
export async function batch(
  workspace: Workspace,
  input: CallParsedInput<'entries.batch'>,
  context: CallContext,
): Promise<CallOutput<'entries.batch'>> {
  const { library } = opened(workspace);
  const { change } = input;
  const ids = Array.isArray(input.entries)
    ? input.entries
    : await listEntryIds(library.reader, await listQuery(workspace, input.entries));
  const giver = change.kind === 'code' ? codeGiver(await sequencesOf(library.reader, [change.front])) : null;
  const plan = await planBatch(
    workspace,
    ids,
    changer(change, giver, workspace.host.resources.codeTables),
    JSON.stringify(change),
    context,
  );
  if (!input.apply) return { ...plan.result, applied: false };
  const { changed, changes } = plan.result;
  const last = giver?.last ?? new Map<string, number>();
  return writePlan(
    workspace,
    plan,
    input.token,
    {
      label: `${LABELS[change.kind]}（${changed}条）`,
      by: input.by || actorOf(workspace),
      action: 'entries-batch',
      detail: {
        change,
        changed,
        changes,
        entries: plan.staged.slice(0, 1000).map(({ entry }) => entry.id),
      },
      ...(last.size > 0 && {
        also: async (tx) => {
          for (const [front, highest] of last) await raiseSequence(tx, front, highest);
        },
      }),
    },
    context,
  );
}

function changer(
  change: Change,
  giver: ReturnType<typeof codeGiver> | null,
  codeTables: CodeTables,
): (stored: StoredEntry) => CatalogueEntry | string {
  switch (change.kind) {
    case 'set':
    case 'replace':
      return ({ entry }) => batchChanged(entry, change);
    case 'mend':
      return ({ entry, findings }) =>
        mendAll(
          entry,
          findings.filter(
            ({ rule, severity, settled }) =>
              settled === undefined &&
              (change.rules === undefined || change.rules.includes(rule)) &&
              (change.severity === undefined || change.severity === severity),
          ),
          codeTables,
        );
    case 'code':
      return ({ entry }) => {
        if (change.onlyBlank && entry.code.trim() !== '') return entry;
        if (parseResourceCode(entry.code)?.front === change.front) return entry;
        return recoded(entry, giver!.next(change.front));
      };
  }
}
