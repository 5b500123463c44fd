/** Gathers findings of one entry: one finding for one fault, however many items or texts of law it concerns. */
import type { CatalogueEntry, InformationItem } from '#app/catalogue/entry';
import { isOnlyOfItems, ITEM_FIELDS, type ItemFieldKey } from '#app/catalogue/entry-fields';
import type { Citation, Finding } from '#app/jurisdictions/finding';
import { distinctCitations, graver, type ActiveRule } from './check-context';
import { quoted } from './words';

/**
 * Above this many items, a fault that not all items share is still told in one finding that lists the first ones. So
 * is a fault in a field that only the entry has.
 */
const MOST_SINGLE_ITEMS = 30;

interface Draft {
  readonly finding: Finding;
  readonly others: readonly Citation[];
  /** The rules, each of one text or several, that found it. */
  readonly sources: readonly ActiveRule[];
}

export interface Report {
  /** A fault of the entry as a whole. */
  readonly entry: (field: string, message: string, fix: string) => void;
  /** A fault of certain items. Called once per group of items; the same message of several groups is one fault. */
  readonly items: (field: string, items: readonly InformationItem[], message: string, fix: string) => void;
}

export interface ReportBook {
  readonly report: Report;
  /** Sets the rule that the following faults break. */
  readonly use: (rule: ActiveRule) => void;
  readonly close: () => Finding[];
}

export function openReport(entry: CatalogueEntry): ReportBook {
  const drafts: Draft[] = [];
  let active: ActiveRule | undefined;
  let pending:
    Map<string, { field: string; message: string; fix: string; items: InformationItem[] }> | undefined;

  const add = (
    field: string,
    message: string,
    fix: string,
    about: { readonly item?: InformationItem; readonly value?: string | undefined } = {},
  ): void => {
    const { rule, severity, citation, others } = active!;
    const { item, value } = about;
    const finding: Finding = {
      severity,
      rule: rule.rule,
      citation,
      entry: { id: entry.id, code: entry.code, name: entry.name },
      field,
      ...(item && { item: { id: item.id, name: item.name } }),
      ...(value !== undefined && { value }),
      message,
      fix,
    };
    drafts.push({ finding, others, sources: [active!] });
  };

  /** How many items hold each text in a field, texts that are quoted alike counted as one. */
  const holders = new Map<ItemFieldKey, ReadonlyMap<string, number>>();
  /** What tells the items apart from all others, in a field that only items have; undefined where nothing does. */
  const valueOf = (field: string, items: readonly InformationItem[]): string | undefined => {
    const first = items[0];
    if (first === undefined || !isOnlyOfItems(field)) return undefined;
    const value = first[field];
    const told = quoted(value);
    if (!items.every((item) => item[field] === value || quoted(item[field]) === told)) return undefined;
    let counts = holders.get(field);
    if (!counts) holders.set(field, (counts = countTexts(entry.items.map((item) => item[field]))));
    return counts.get(told) === items.length ? value : undefined;
  };

  const flush = (): void => {
    if (!pending) return;
    const total = entry.items.length;
    for (const { field, message, fix, items } of pending.values()) {
      const ofItems = Object.hasOwn(ITEM_FIELDS, field);
      if (items.length === total && (total !== 1 || !ofItems)) {
        add(field, total > 1 ? `${message}（涉及全部${total}个信息项）` : message, fix, {
          value: valueOf(field, items),
        });
      } else if (!ofItems || items.length > MOST_SINGLE_ITEMS) {
        add(field, `${message}（涉及${namesOf(items)}）`, fix, { value: valueOf(field, items) });
      } else {
        for (const item of items) add(field, message, fix, { item });
      }
    }
    pending = undefined;
  };

  return {
    report: {
      entry: (field, message, fix) => add(field, message, fix),
      items: (field, items, message, fix) => {
        pending ??= new Map();
        const key = `${field}\u0001${message}`;
        const group = pending.get(key);
        if (group) group.items.push(...items);
        else pending.set(key, { field, message, fix, items: [...items] });
      },
    },
    use: (rule) => {
      flush();
      active = rule;
    },
    close: () => {
      flush();
      return mergeDrafts(drafts);
    },
  };
}

function countTexts(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const told = quoted(text);
    counts.set(told, (counts.get(told) ?? 0) + 1);
  }
  return counts;
}

function namesOf(items: readonly InformationItem[]): string {
  const names = items.slice(0, 3).map((item) => item.name || '未命名');
  return items.length > 3 ? `${names.join('、')}等${items.length}个信息项` : `信息项${names.join('、')}`;
}

/** The same fault found on the strength of several texts is told once, with the gravest and highest ranking one. */
function mergeDrafts(drafts: readonly Draft[]): Finding[] {
  if (drafts.length === 0) return [];
  const merged = new Map<string, Draft>();
  for (const draft of drafts) {
    const { rule, field, item } = draft.finding;
    let key = `${rule}\u0001${field}\u0001${item?.id ?? ''}`;
    // Two findings of one and the same rule are two faults.
    while (merged.get(key)?.sources.includes(draft.sources[0]!)) key += '+';
    const known = merged.get(key);
    if (!known) merged.set(key, draft);
    else {
      const [first, second] = graver(draft.finding.severity, known.finding.severity)
        ? [draft, known]
        : [known, draft];
      merged.set(key, {
        finding: first.finding,
        others: [...first.others, second.finding.citation, ...second.others],
        sources: [...known.sources, ...draft.sources],
      });
    }
  }
  return [...merged.values()].map(withOthers);
}

function withOthers({ finding, others }: Draft): Finding {
  const also = distinctCitations(finding.citation, others);
  if (also.length === 0) return finding;
  const names = also.map((citation) => `${citation.regulation}${citation.article}`).join('、');
  return { ...finding, fix: `${finding.fix}（另见${names}）` };
}
