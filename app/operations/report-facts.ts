/** Gathers from an open library what its papers say: whose it is, under which law, which version, who took which step. */
import { ENTRY_FIELDS, ITEM_FIELDS } from '#app/catalogue/entry-fields';
import type { CallOutput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { calendarDate, minuteInShanghai } from '#app/deadlines/calendar-date';
import { periodOf, periodText } from '#app/deadlines/period';
import { workingDaysBetween } from '#app/deadlines/working-days';
import { lookupIn } from '#app/jurisdictions/checks/lookup';
import type { RulePack } from '#app/jurisdictions/rule-pack';
import { demandedSteps, localTerm } from '#app/jurisdictions/rule-stack';
import { approvalBatches, approvedVersion, currentVersion } from '#app/review/catalogue-version';
import type {
  ReportBasis,
  ReportEvent,
  ReportFacts,
  ReportStep,
  ReportWords,
} from '#app/review/report-facts';
import { withoutHeldBack } from '#app/review/report-held-back';
import { paperSettings } from '#app/review/report-settings';
import { STEP_LABELS } from '#app/review/review-steps';
import { SEPARATE_PERSONS_WAIVER } from '#app/review/roles';
import { auditHead } from '#app/storage/audit-store';
import { readEvents } from '#app/storage/event-store';
import {
  countStates,
  readCompilerNames,
  readConfirmations,
  readDeliveries,
  readFieldOpinions,
  readReviewActs,
  type Confirmation,
  type FieldOpinionRow,
  type ReviewAct,
} from '#app/storage/report-store';
import { calendarOf } from './calendar-operations';
import { listDuties } from './duty-operations';
import type { CallContext } from './host';
import { packedSteps, type Packed } from './packed-facts';
import { pendingCounts, walkEntries } from './report-entries';
import { opened, stackInForce, type Workspace } from './workspace';

/** Events that a catalogue is updated for. */
const UPDATE_EVENTS: ReadonlySet<string> = new Set([
  'law-change',
  'function-change',
  'data-change',
  'sharing-change',
]);
/** Articles named for one regulation in 依据, which is to fit two printed lines. */
const MOST_ARTICLES = 6;

export interface FactsOptions {
  /**
   * Which catalogue is printed: the working one with everything on its way (unless given), or the approved one alone,
   * as it is packed. `approved` fails with `nothing-to-pack` before the first approval.
   */
  readonly catalogue?: 'working' | 'approved' | 'approved-if-any';
  /** For the paper inside a package: what is packed and nothing else, without what the secrecy gate holds back. */
  readonly packed?: Packed;
}

export async function gatherFacts(
  workspace: Workspace,
  context: CallContext,
  options: FactsOptions = {},
): Promise<ReportFacts> {
  const { library, settings } = opened(workspace);
  const { host } = workspace;
  const db = library.reader;
  const packs = stackInForce(workspace);
  const acts = await readReviewActs(db);
  const batches = approvalBatches(acts, await readDeliveries(db));
  const approved = approvedVersion(batches);
  const packed = options.packed ?? null;
  const wanted = packed ? 'approved' : (options.catalogue ?? 'working');
  const approvedOnly = wanted === 'approved' || (wanted === 'approved-if-any' && approved !== null);
  const version = approvedOnly ? approved : currentVersion(batches, pendingCounts(await countStates(db)));
  if (!version) throw new FailureError('nothing-to-pack');
  const since = version.base?.lastRecord ?? 0;
  const walked = await walkEntries(
    db,
    {
      version,
      approvedOnly,
      packed,
      lookup: lookupIn(host.resources.codeTables),
      localLabels: new Set(packs.flatMap((pack) => pack.extensionFields.map((field) => field.label))),
    },
    context,
  );
  const paper = paperSettings(settings);
  const opinions = await readFieldOpinions(db, since);
  const said = packed ? await packedSteps(db, packed, opinions) : { acts, opinions };
  const facts: ReportFacts = {
    today: host.today(),
    department: paper.organisation,
    paper,
    authority: settings['authority'] ?? '',
    words: wordsOf(packs),
    bases: packs.map(basisOf),
    cites: citesOf(packs),
    version,
    packed: packed !== null,
    audit: await auditHead(db),
    batchNumber: batchNumber(acts, since),
    steps: stepsSince(said.acts, said.opinions, since),
    compilers: packed
      ? []
      : await readCompilerNames(
          db,
          walked.changes.map(({ entry }) => entry.id),
        ),
    officeConfirmations: officeConfirmations(await readConfirmations(db, since), packed),
    waivers: demandedSteps(packs).flatMap(({ step }) => {
      const reason = settings[`waive.${step}`] ?? '';
      return reason === '' ? [] : [{ step: STEP_LABELS[step], reason }];
    }),
    samePersonReason: (settings[SEPARATE_PERSONS_WAIVER] ?? '').trim(),
    event: await latestEvent(workspace),
    refusalRule: refusalRule(packs),
    ...walked,
  };
  return packed ? withoutHeldBack(facts, packed.gate.rings) : facts;
}

/** The last day by office; of what is packed alone, under the office that it is packed with. */
function officeConfirmations(
  confirmations: readonly Confirmation[],
  packed: Packed | null,
): Map<string, string> {
  const days = new Map<string, string>();
  for (const { entry, office, onDate } of confirmations) {
    const own = packed ? packed.sealed.get(entry)?.entry.office : office;
    if (own !== undefined && onDate > (days.get(own) ?? '')) days.set(own, onDate);
  }
  return days;
}

/** Local words only: the words of the national texts are the program's own or, as 共享属性, mean something wider. */
function wordsOf(packs: readonly RulePack[]): ReportWords {
  const local = packs.filter((pack) => pack.scope !== '国家');
  return {
    catalogue: localTerm(local, 'catalogue') ?? '政务信息资源目录',
    sharingType: localTerm(local, 'sharingType') ?? '共享类型',
    updateCycle: localTerm(local, 'updateCycle') ?? '更新周期',
  };
}

function basisOf(pack: RulePack): ReportBasis {
  const articles = [
    ...pack.reviewSteps.filter((step) => step.demanded).map((step) => step.article),
    ...pack.limits
      .filter((limit) => limit.party === 'P' && limit.family === 'catalogue')
      .map((limit) => limit.article),
    ...(pack.refusalBases ? [pack.refusalBases.article] : []),
  ];
  return {
    title: pack.fullTitle,
    number: pack.documentNumber ?? '',
    articles: [...new Set(articles)].slice(0, MOST_ARTICLES),
  };
}

/** Articles by the stable name of the step, provision or ledger that they stand behind. */
function citesOf(packs: readonly RulePack[]): Map<string, string> {
  const cites = new Map<string, Set<string>>();
  for (const pack of packs) {
    const rules = [
      ...pack.reviewSteps.filter((rule) => rule.demanded).map(({ step, article }) => ({ id: step, article })),
      ...pack.provisions,
      ...pack.ledgers,
    ];
    for (const { id, article } of rules)
      cites.set(id, (cites.get(id) ?? new Set()).add(`${pack.name}${article}`));
  }
  return new Map([...cites].map(([id, articles]) => [id, [...articles].join('；')]));
}

function refusalRule(packs: readonly RulePack[]): ReportFacts['refusalRule'] {
  const pack = packs.find((one) => one.refusalBases !== null);
  const rule = pack?.refusalBases;
  return pack && rule ? { ranks: rule.ranks, basis: `${pack.name}${rule.article}` } : null;
}

/** 送审批次号: year, quarter and the running number of the submission in it, of the last one in this round. */
function batchNumber(acts: readonly ReviewAct[], since: number): string {
  const submissions = acts.filter((act) => act.step === 'submit');
  const last = submissions.at(-1);
  if (!last || last.id <= since) return '';
  const quarterOf = (act: ReviewAct): string => periodText(periodOf(calendarDate(act.onDate), 'quarter'));
  const quarter = quarterOf(last);
  const running = submissions.filter((act) => quarterOf(act) === quarter).length;
  return `${quarter}-${String(running).padStart(2, '0')}`;
}

/** Steps of this round that still stand, and every return: its opinion was answered by what came after. */
function stepsSince(
  acts: readonly ReviewAct[],
  opinions: readonly FieldOpinionRow[],
  since: number,
): ReportStep[] {
  return acts
    .filter((act) => act.id > since && (act.step === 'return' || act.standing > 0))
    .map((act) => ({
      step: act.step,
      by: act.by,
      onDate: act.onDate,
      time: act.offline === 0 ? timeOn(act.atMs, act.onDate) : null,
      offline: act.offline === 1,
      opinion: act.opinion,
      secrecy: act.secrecy,
      personal: act.personal,
      takenForAll: act.takenForAll === 1,
      entries: act.entries,
      only: act.entries === 1 ? { name: act.onlyName, code: act.onlyCode } : null,
      fieldOpinions: opinions
        .filter((opinion) => opinion.record === act.id)
        .map(({ name, code, opinion, item, field }) => ({
          name,
          code,
          opinion,
          place: placeOf({ item, field }),
        })),
      own: act.own > 0,
      waiver: act.waiver,
    }));
}

/** 信息项“身份证号”：数据类型, or the field's own label. */
function placeOf({ item, field }: { item: string; field: string }): string {
  const labels: Readonly<Record<string, { readonly label: string }>> =
    item === '' ? ENTRY_FIELDS : ITEM_FIELDS;
  const label = field === '' ? '' : (labels[field]?.label ?? field.replace(/^extra\./, ''));
  if (item === '') return label;
  return label === '' ? `信息项“${item}”` : `信息项“${item}”：${label}`;
}

/** The time of day of an act that was done on the date it bears. */
function timeOn(atMs: number, onDate: string): string | null {
  const [date, time] = minuteInShanghai(atMs).split(' ');
  return date === onDate ? time! : null;
}

type Duty = CallOutput<'duties.list'>['duties'][number];

/** The latest event that the catalogue is being updated for and that still has something open. */
async function latestEvent(workspace: Workspace): Promise<ReportEvent | null> {
  const events = await readEvents(opened(workspace).library.reader);
  if (events.length === 0) return null;
  const { duties } = await listDuties(workspace, {});
  const own = duties.filter((duty) => duty.party === 'P');
  const openOf = (id: string): Duty[] =>
    own.filter((duty) => duty.event === id && duty.remainingWorkingDays !== null);
  const latest = events.findLast(
    ({ record, acts }) =>
      UPDATE_EVENTS.has(record.kind) &&
      (openOf(record.id).length > 0 || (acts.length === 0 && !own.some((duty) => duty.event === record.id))),
  );
  if (!latest) return null;
  const { record } = latest;
  const today = calendarDate(workspace.host.today());
  const calendar = await calendarOf(workspace);
  return {
    kind: record.kind,
    about: record.about,
    on: record.on,
    limits: openOf(record.id).map(({ regulation, article, due, provisional }) => ({
      regulation,
      article,
      due,
      provisional,
    })),
    workingDaysUsed: today > record.on ? workingDaysBetween(calendar, record.on, today) : 0,
  };
}
