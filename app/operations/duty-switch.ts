/** What a switch of jurisdiction would bring and take away, shown before it is made. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { ENTRY_FIELDS, ITEM_FIELDS, type FieldDefinition } from '#app/catalogue/entry-fields';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { dutyList, type DutyInput } from '#app/deadlines/duties';
import type { DutyRow } from '#app/deadlines/duty-row';
import { checkCatalogue } from '#app/jurisdictions/check-catalogue';
import type { RulePack } from '#app/jurisdictions/rule-pack';
import { demandedSteps, packsInForce } from '#app/jurisdictions/rule-stack';
import { ruleLabel } from '#app/review/report-rule-labels';
import { eachEntry } from '#app/storage/entry-store';
import { calendarOf } from './calendar-operations';
import { checkContext, countsOf } from './check-operations';
import { dutyInput } from './duty-input';
import type { CallContext } from './host';
import { libraryStack, opened, stackOf, type Workspace } from './workspace';

type Preview = CallOutput<'rules.switchPreview'>;
type LawItem = Preview['limits']['appear'][number];
type Items = Map<string, LawItem>;

function fieldLabel(field: string): string {
  if (field.startsWith('extra.')) return field.slice('extra.'.length);
  const tables: Readonly<Record<string, FieldDefinition>> = field.startsWith('item.')
    ? ITEM_FIELDS
    : ENTRY_FIELDS;
  return tables[field.replace(/^item\./, '')]?.label ?? field;
}

function collect(
  packs: readonly RulePack[],
  itemsOf: (pack: RulePack) => readonly { id: string; label: string; article: string }[],
): Items {
  const items: Items = new Map();
  for (const pack of packs) {
    for (const item of itemsOf(pack)) {
      // What several texts ask for is one thing to the clerk: the first, the highest ranking, is named.
      if (!items.has(item.id)) items.set(item.id, { ...item, regulation: pack.name });
    }
  }
  return items;
}

const limitsOf = (packs: readonly RulePack[]): Items =>
  collect(packs, (pack) =>
    [...pack.limits, ...pack.recurring].map(({ id, label, article }) => ({
      id: `${pack.id}/${id}`,
      label,
      article,
    })),
  );

const fieldsOf = (packs: readonly RulePack[]): Items =>
  collect(packs, (pack) => [
    ...pack.elements
      .filter((element) => element.requirement !== 'optional')
      .map(({ field, label, article }) => ({ id: field, label: label ?? fieldLabel(field), article })),
    ...pack.extensionFields.map(({ label, article }) => ({ id: `extra.${label}`, label, article })),
  ]);

const checksOf = (packs: readonly RulePack[]): Items =>
  collect(packs, (pack) =>
    pack.checks.map((rule) => {
      const fields = 'fields' in rule && Array.isArray(rule.fields) ? (rule.fields as string[]) : [];
      const named = fields.length === 0 ? '' : `（${fields.map(fieldLabel).join('、')}）`;
      return {
        id: [rule.rule, ...fields].join(' '),
        label: `${ruleLabel(rule.rule)}${named}`,
        article: rule.article,
      };
    }),
  );

const ledgersIn = (packs: readonly RulePack[]): Items =>
  collect(packs, (pack) =>
    pack.ledgers.map(({ id, label, article }) => ({ id: `${pack.id}/${id}`, label, article })),
  );

function stepsOf(packs: readonly RulePack[]): Items {
  return new Map(
    demandedSteps(packs).map(({ step, label, citations }) => [
      step,
      { id: step, label, regulation: citations[0]?.regulation ?? '', article: citations[0]?.article ?? '' },
    ]),
  );
}

function differences(before: Items, after: Items): Preview['limits'] {
  return {
    appear: [...after].filter(([id]) => !before.has(id)).map(([, item]) => item),
    disappear: [...before].filter(([id]) => !after.has(id)).map(([, item]) => item),
  };
}

function dutyDifferences(before: DutyInput, after: DutyInput): Preview['duties'] {
  const keyOf = (row: DutyRow): string => [row.rules, row.duty, row.period, row.event, row.sharing].join('|');
  const open = (input: DutyInput): Map<string, DutyRow> =>
    new Map(
      dutyList(input)
        .duties.filter((row) => row.fulfilledOn === null)
        .map((row) => [keyOf(row), row]),
    );
  const [old, next] = [open(before), open(after)];
  const only = (rows: Map<string, DutyRow>, others: Map<string, DutyRow>): Preview['duties']['appear'] =>
    structuredClone(
      [...rows].filter(([key]) => !others.has(key)).map(([, row]) => row),
    ) as unknown as Preview['duties']['appear'];
  return { appear: only(next, old), disappear: only(old, next) };
}

/** Failure `rule-pack-unknown` for rules that the program does not know. Changes nothing. */
export async function switchPreview(
  workspace: Workspace,
  input: CallParsedInput<'rules.switchPreview'>,
  context: CallContext,
): Promise<Preview> {
  const today = workspace.host.today();
  const [before, after] = [libraryStack(workspace), stackOf(workspace, input.rules)];
  const [oldLaw, newLaw] = [packsInForce(before, today), packsInForce(after, today)];
  const duties = await dutyInput(workspace, await calendarOf(workspace));

  const entries: CatalogueEntry[] = [];
  for await (const { entry } of eachEntry(opened(workspace).library.reader)) {
    if (context.signal.aborted) throw new FailureError('cancelled');
    entries.push(entry);
    if (entries.length % 500 === 0) context.progress(entries.length, 0, '读取信息资源');
  }
  const now = checkContext(workspace);
  return {
    from: before.map((pack) => pack.id),
    to: after.map((pack) => pack.id),
    notInForce: after
      .filter((pack) => !newLaw.includes(pack))
      .map((pack) => ({ rules: pack.id, from: pack.validFrom, to: pack.validTo })),
    duties: dutyDifferences(duties, { ...duties, packs: after }),
    limits: differences(limitsOf(oldLaw), limitsOf(newLaw)),
    steps: differences(stepsOf(oldLaw), stepsOf(newLaw)),
    fields: differences(fieldsOf(oldLaw), fieldsOf(newLaw)),
    checks: differences(checksOf(oldLaw), checksOf(newLaw)),
    ledgers: differences(ledgersIn(before), ledgersIn(after)),
    findings: {
      before: countsOf(checkCatalogue(entries, now)),
      after: countsOf(checkCatalogue(entries, { ...now, packs: newLaw })),
    },
  };
}
