/** The facts that papers are made of: gathered from a library by the operations, turned into blocks by the builders. */
import type { FieldChange } from '#app/catalogue/entry-changes';
import type { ReviewStepName } from '#app/contract/calls';
import type { Severity } from '#app/jurisdictions/finding';
import type { CatalogueVersion } from './catalogue-version';
import type { PaperSettings } from './report-settings';
import type { EntryState } from '#app/contract/entry-states';

export type ChangeKind = '新增' | '修改' | '停用' | '无变化';

/** A finding as a paper needs it. */
export interface ReportFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** Regulation and article. */
  readonly basis: string;
  readonly message: string;
  /** The reason given for it to stay. */
  readonly settled?: { readonly reason: string; readonly by: string; readonly on: string };
}

/** An instrument that a refusal rests on, as far as the text tells. */
export interface CitedBasis {
  readonly name: string;
  /** Document number, '' where none is given. */
  readonly number: string;
  /** 第…条第…款, '' where none is given. */
  readonly clause: string;
  /** 法律, 行政法规 …; null where name and number do not tell. */
  readonly rank: string | null;
}

/** 不予共享 of a whole entry, or of some items of an entry that is otherwise shared. */
export interface Refusal {
  /** Names of the items; empty for the whole entry. */
  readonly items: readonly string[];
  readonly reason: string;
  /** The basis as written. */
  readonly basis: string;
  readonly cited: readonly CitedBasis[];
}

/** One 信息资源 without its items: what a row of any table needs. */
export interface ReportEntry {
  readonly id: string;
  readonly code: string;
  readonly formerCodes: string;
  readonly name: string;
  readonly office: string;
  readonly summary: string;
  readonly format: string;
  readonly items: number;
  readonly sharingType: string;
  readonly sharingCondition: string;
  readonly sharingScope: string;
  readonly sharingPurpose: string;
  readonly refusalReason: string;
  readonly refusalBasis: string;
  /** Empty unless the entry, or some of its items, are 不予共享. */
  readonly refusals: readonly Refusal[];
  readonly mode: string;
  readonly openToPublic: string;
  readonly updateCycle: string;
  readonly grading: string;
  /** Gradings of items that differ from the entry's, with the number of items. */
  readonly itemGradings: Readonly<Record<string, number>>;
  readonly publishedOn: string;
  /** Fields of the rule packs' own (专用, 负面清单, 核定情况 …), filled in ones only, by label. */
  readonly local: Readonly<Record<string, string>>;
  readonly state: EntryState;
  readonly change: ChangeKind;
  /** 需要说明 findings, and those about duplicates whatever their severity. */
  readonly findings: readonly ReportFinding[];
}

/** How one entry differs from the version before. */
export interface EntryChange {
  readonly entry: ReportEntry;
  readonly fields: readonly FieldChange[];
  readonly itemsAdded: readonly string[];
  readonly itemsRemoved: readonly string[];
  readonly itemsMoved: boolean;
  /** What the entry was before; null for a new one. */
  readonly before: Pick<ReportEntry, 'code' | 'sharingType' | 'items'> | null;
  /** Day of the 停用 and the reason entered with it. */
  readonly retired: { readonly onDate: string; readonly reason: string } | null;
}

/** A step of the review chain that still stands for some of the entries on the paper. */
export interface ReportStep {
  readonly step: ReviewStepName;
  readonly by: string;
  readonly onDate: string;
  /** `HH:MM` in China, of a step taken in the program on that very day; null for one entered afterwards. */
  readonly time: string | null;
  readonly offline: boolean;
  readonly opinion: string;
  readonly secrecy: string;
  readonly personal: string;
  /** Taken for everything at once, without opening the differences. */
  readonly takenForAll: boolean;
  readonly entries: number;
  /** Name and code of the entry where it was about one only. */
  readonly only: { readonly name: string; readonly code: string } | null;
  /** What was said of single fields: the entry, then 信息项“×”：字段 or the field's label. */
  readonly fieldOpinions: readonly {
    readonly name: string;
    readonly code: string;
    readonly place: string;
    readonly opinion: string;
  }[];
  /** Taken by somebody who had compiled or submitted some of the entries, and the reason that was entered for it. */
  readonly own: boolean;
  readonly waiver: string;
}

/** Number of findings of one rule on the strength of one article. */
export interface FindingTotal {
  readonly rule: string;
  readonly basis: string;
  readonly counts: Readonly<Record<Severity, number>>;
}

/** What started the present round, with the limits that run from it; from the latest open event. */
export interface ReportEvent {
  readonly kind: string;
  readonly about: string;
  readonly on: string;
  readonly limits: readonly {
    readonly regulation: string;
    readonly article: string;
    readonly due: string;
    readonly provisional: boolean;
  }[];
  readonly workingDaysUsed: number;
}

/** A regulation the catalogue is compiled under. */
export interface ReportBasis {
  readonly title: string;
  readonly number: string;
  readonly articles: readonly string[];
}

/** Local words for the program's terms. */
export interface ReportWords {
  readonly catalogue: string;
  readonly sharingType: string;
  readonly updateCycle: string;
}

export interface ReportFacts {
  readonly today: string;
  /** Name of the unit on paper. */
  readonly department: string;
  readonly paper: PaperSettings;
  /** 主管部门 as the library names it; '' where not set. */
  readonly authority: string;
  readonly words: ReportWords;
  readonly bases: readonly ReportBasis[];
  /** Regulation and article by the stable name of a step, provision or ledger of the rules in force. */
  readonly cites: ReadonlyMap<string, string>;
  readonly version: CatalogueVersion;
  /** True for the paper inside a package, which speaks of the entries packed and of no others. */
  readonly packed: boolean;
  /** 文件校验码（SM3） of the content on the paper, 64 hexadecimal digits. */
  readonly sm3: string;
  /** Head of the operation log when the paper was made. */
  readonly audit: { readonly count: number; readonly sm3: string };
  /** 送审批次号 such as 2026-Q3-02; '' before anything was sent for review. */
  readonly batchNumber: string;
  readonly entries: readonly ReportEntry[];
  /** Entries that are new, changed or gone against the version before, in catalogue order. */
  readonly changes: readonly EntryChange[];
  readonly findingTotals: readonly FindingTotal[];
  /** Steps of the present round, the earliest first. */
  readonly steps: readonly ReportStep[];
  /** Those who compiled what is new or changed, as it was recorded; none in a package. */
  readonly compilers: readonly string[];
  /** Last day on which the head of an office confirmed, by office. */
  readonly officeConfirmations: ReadonlyMap<string, string>;
  /** Demanded steps that the administrator waived, with the reason. */
  readonly waivers: readonly { readonly step: string; readonly reason: string }[];
  /** Reason for which one person may compile and approve, as the administrator set it; '' where persons are separate. */
  readonly samePersonReason: string;
  readonly event: ReportEvent | null;
  /** What can carry 不予共享 under the highest regulation in force, with its article. */
  readonly refusalRule: { readonly ranks: readonly string[]; readonly basis: string } | null;
}

/** 2026年3月2日; the text itself where it is no date. */
export function chineseDate(date: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  return parts ? `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日` : date;
}

/** Entries that the catalogue holds now: those on the paper without the ones it loses. */
export function presentEntries(facts: ReportFacts): ReportEntry[] {
  return facts.entries.filter((entry) => entry.change !== '停用');
}

export function changeCounts(facts: ReportFacts): Record<ChangeKind, number> {
  const counts: Record<ChangeKind, number> = { 新增: 0, 修改: 0, 停用: 0, 无变化: 0 };
  for (const entry of facts.entries) counts[entry.change]++;
  return counts;
}

export function severityCounts(facts: ReportFacts): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, advice: 0 };
  for (const total of facts.findingTotals) {
    for (const severity of ['error', 'warning', 'advice'] as const)
      counts[severity] += total.counts[severity];
  }
  return counts;
}
