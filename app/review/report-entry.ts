/** Takes from an entry what papers print, so that a large catalogue is not held whole while one is made. */
import { entryClass, type CatalogueEntry } from '#app/catalogue/entry';
import { isAcross } from '#app/jurisdictions/check-catalogue';
import { citedInstruments } from '#app/jurisdictions/checks/instruments';
import type { Lookup } from '#app/jurisdictions/checks/lookup';
import type { Finding } from '#app/jurisdictions/finding';
import type { ChangeKind, CitedBasis, Refusal, ReportEntry, ReportFinding } from './report-facts';
import type { EntryState } from '#app/contract/entry-states';

export interface EntryReading {
  readonly state: EntryState;
  readonly change: ChangeKind;
  readonly findings: readonly Finding[];
  readonly lookup: Lookup;
  /** Labels of the extension fields that the rule packs in force define. */
  readonly localLabels: ReadonlySet<string>;
}

export function reportEntry(entry: CatalogueEntry, reading: EntryReading): ReportEntry {
  const { lookup } = reading;
  const sharingType = lookup.label('sharing-type', entry.sharingType);
  return {
    id: entry.id,
    code: entry.code,
    formerCodes: entry.formerCodes.join('、'),
    name: entry.name,
    office: entry.office,
    summary: entry.summary,
    format: [entry.formatCategory, entry.formatType || entry.formatOther].filter(Boolean).join('／'),
    items: entry.items.length,
    sharingType,
    sharingCondition: entry.sharingCondition,
    sharingScope: entry.sharingScope,
    sharingPurpose: entry.sharingPurpose,
    refusalReason: entry.refusalReason,
    refusalBasis: entry.refusalBasis,
    refusals: refusalsOf(entry, sharingType, lookup),
    mode: [entry.modeCategory, entry.modeType].filter(Boolean).join('／'),
    openToPublic: entry.openToPublic,
    updateCycle: entry.updateCycle,
    grading: entry.grading,
    itemGradings: itemGradings(entry),
    publishedOn: entry.publishedOn,
    local: localFields(entry, reading.localLabels),
    state: reading.state,
    change: reading.change,
    findings: reading.findings.filter(isPrinted).map(printedFinding),
  };
}

export function classOf(code: string): string {
  return entryClass({ code }) ?? '未编码或其他';
}

function isPrinted(finding: Finding): boolean {
  return finding.severity === 'warning' || isAcross(finding);
}

/** Regulation and article of a finding, as printed. */
export function findingBasis(finding: Finding): string {
  return `${finding.citation.regulation}${finding.citation.article}`;
}

function printedFinding(finding: Finding): ReportFinding {
  const { severity, rule, item, message, settled } = finding;
  const about = item && item.name !== '' ? `信息项“${item.name}”：` : '';
  return {
    severity,
    rule,
    basis: findingBasis(finding),
    message: `${about}${message}`,
    ...(settled && { settled }),
  };
}

function itemGradings(entry: CatalogueEntry): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { grading } of entry.items) {
    const own = grading.trim();
    if (own !== '' && own !== entry.grading.trim()) counts[own] = (counts[own] ?? 0) + 1;
  }
  return counts;
}

/** 个人信息 is asked for by many departments in a column of their own; it is wanted on paper wherever it stands. */
function localFields(entry: CatalogueEntry, labels: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entry.extra).filter(
      ([label, value]) => value.trim() !== '' && (labels.has(label) || label.includes('个人信息')),
    ),
  );
}

function refusalsOf(entry: CatalogueEntry, sharingType: string, lookup: Lookup): Refusal[] {
  if (sharingType === '不予共享') {
    const basis = entry.refusalBasis.trim() || entry.sharingCondition.trim();
    const reason = entry.refusalReason.trim() || entry.sharingCondition.trim();
    return [{ items: [], reason, basis, cited: citedBases(basis, lookup) }];
  }
  const byCondition = new Map<string, string[]>();
  for (const item of entry.items) {
    if (lookup.label('sharing-type', item.sharingType) !== '不予共享') continue;
    const condition = item.sharingCondition.trim();
    const names = byCondition.get(condition);
    if (names) names.push(item.name);
    else byCondition.set(condition, [item.name]);
  }
  return [...byCondition].map(([condition, items]) => ({
    items,
    reason: condition,
    basis: condition,
    cited: citedBases(condition, lookup),
  }));
}

const CLAUSE =
  /第[一二三四五六七八九十百千零〇两\d]+条(?:之[一二三四五六七八九十]+)?(?:第[一二三四五六七八九十\d]+款)?(?:第?[(（][一二三四五六七八九十\d]+[)）]项?|第[一二三四五六七八九十\d]+项)?/g;
const NUMBER =
  /[\p{Script=Han}]{1,20}[〔[(（]\s*\d{4}\s*[〕\])）]\s*第?\s*\d+\s*号|\p{Script=Han}{2,12}令第?[一二三四五六七八九十百千零〇\d]+号/u;

/** The instruments named in a text, each with the number and the clauses written between its name and the next. */
export function citedBases(text: string, lookup: Lookup): CitedBasis[] {
  const plain = text.normalize('NFKC').replace(/[ \t\u3000]+/g, '');
  const instruments = citedInstruments(text, lookup);
  const places = instruments.map(({ name }) => plain.indexOf(name));
  return instruments.map(({ name, rank }, i) => {
    const from = places[i]!;
    const later = places.filter((place) => place > from);
    const words =
      from < 0 ? '' : plain.slice(from + name.length, later.length > 0 ? Math.min(...later) : undefined);
    return {
      name,
      rank,
      number: NUMBER.exec(words)?.[0] ?? (NUMBER.test(name) ? name : ''),
      clause: [...new Set(words.match(CLAUSE) ?? [])].join('、'),
    };
  });
}
