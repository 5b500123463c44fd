/** Values that no code table knows: what the import offers for mapping, and what the user has said they mean. */
import { foldLabel, findCodeValue } from '#app/classification/code-table';
import { ENTRY_FIELDS, ITEM_FIELDS, type FieldDefinition } from '#app/catalogue/entry-fields';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { codeTableOf } from '#app/catalogue/field-values';
import type { UnknownValue } from '#app/documents/unknown-values';
import { nearestLabels } from '#app/jurisdictions/checks/lookup';
import { appendAudit } from '#app/storage/audit-store';
import { readAliases, removeAlias, saveAlias } from '#app/storage/mapping-store';
import { actorOf, opened, type Workspace } from './workspace';

function fieldLabel(field: string): string {
  const fields: Readonly<Record<string, FieldDefinition>> = { ...ITEM_FIELDS, ...ENTRY_FIELDS };
  return Object.hasOwn(fields, field) ? fields[field]!.label : field;
}

/** Unknown values with the values of their code table that come nearest. */
export function presentUnknown(
  workspace: Workspace,
  unknown: readonly UnknownValue[],
): CallOutput<'workbook.import'>['unknownValues'] {
  const { codeTables } = workspace.host.resources;
  return unknown.map(({ field, value, rows, sheet, cell }) => ({
    field,
    label: fieldLabel(field),
    value,
    rows,
    sheet,
    cell,
    suggestions: nearestLabels(codeTables[codeTableOf(field)!]!, value),
  }));
}

export async function list(workspace: Workspace): Promise<CallOutput<'values.list'>> {
  const aliases = await readAliases(opened(workspace).library.reader);
  return { values: aliases.map((alias) => ({ ...alias, label: fieldLabel(alias.field) })) };
}

/**
 * Teaches what values mean, for imports from now on; what is in the library already stays as it is.
 *
 * Failure `invalid-input`: a field without a code table, a meaning that the table does not have, or a value that the
 * table knows by itself.
 */
export async function save(
  workspace: Workspace,
  input: CallParsedInput<'values.save'>,
): Promise<CallOutput<'values.save'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const { codeTables } = host.resources;
  const refuse = (field: string, value: string, reason: string, allowed?: string): never => {
    throw new FailureError('invalid-input', { field, value, reason, ...(allowed ? { allowed } : {}) });
  };
  for (const { field, from, to } of input.values) {
    const table = codeTables[codeTableOf(field) ?? ''];
    if (!table) return refuse(field, from, '这一栏没有代码表');
    if (to === null) continue;
    const label = fieldLabel(field);
    if (!table.values.some((value) => value.label === to)) {
      const allowed = table.values.map((value) => value.label).slice(0, 20);
      refuse(label, to, '不在代码表中', allowed.join('、'));
    }
    if (findCodeValue(table, from)) refuse(label, from, '代码表已有这个值');
  }
  const atMs = host.nowMs();
  const by = input.by ?? actorOf(workspace);
  return library.write(async (tx) => {
    let saved = 0;
    let removed = 0;
    const known = await readAliases(tx);
    for (const { field, from, to } of input.values) {
      // One meaning per value, however it is spaced.
      for (const old of known) {
        if (old.field === field && foldLabel(old.from) === foldLabel(from)) {
          removed += await removeAlias(tx, field, old.from);
        }
      }
      if (to === null) continue;
      await saveAlias(tx, { field, from, to, atMs, by });
      saved++;
    }
    await appendAudit(tx, {
      atMs,
      by,
      action: 'values-saved',
      subject: `${input.values.length}个值`,
      detail: { values: input.values.slice(0, 100) },
    });
    return { saved, removed: Math.max(0, removed - saved) };
  });
}
