/** Gathers what each of the smaller papers is about and builds it: the one named, else what the library suggests. */
import { FailureError } from '#app/contract/failure';
import { REPORTS, type ReportKind } from '#app/contract/report-kinds';
import { todayInShanghai } from '#app/deadlines/calendar-date';
import { DUTY_STATUS_LABELS } from '#app/deadlines/duty-row';
import { EVENT_KIND_LABELS } from '#app/deadlines/deadline-event';
import { parseCertificate } from '#app/packages/certificate';
import { confirmationReport, NO_OFFICE, type ConfirmationRound } from '#app/review/report-confirmation';
import { dutiesReport } from '#app/review/report-duties';
import { extensionReport, type ExtensionFacts } from '#app/review/report-extension';
import type { ReportEntry, ReportFacts } from '#app/review/report-facts';
import {
  correctionReport,
  noticeReport,
  rectificationReport,
  replyReport,
} from '#app/review/report-ledger-forms';
import { baseName, letterReport } from '#app/review/report-letter';
import { dossierReport, mediumReport, type CarriedFile } from '#app/review/report-medium';
import type { ReportModel } from '#app/review/report-model';
import { registerReport } from '#app/review/report-register';
import { retirementReport, transferReport } from '#app/review/report-retirement';
import { assessmentReport, secrecyReport } from '#app/review/report-secrecy';
import { versionsReport } from '#app/review/report-versions';
import { handoverReport, staffReport, type HandoverFacts } from '#app/review/report-staff';
import { listAttachments } from '#app/storage/attachment-store';
import { listEvents, readEvent } from '#app/storage/event-store';
import { countRecords, readPackageFiles, type PackageFile } from '#app/storage/report-form-store';
import { readRetirements } from '#app/storage/report-store';
import { readTrust } from '#app/storage/trust-store';
import { carriedFiles } from './carried-files';
import { listDuties } from './duty-operations';
import { status } from './maintenance-operations';
import { accountsInUse } from './report-accounts';
import { registerLines, rowFacts, serviceChanges, staffLines } from './report-ledger-rows';
import { comparedVersions } from './version-operations';
import { opened, type Workspace } from './workspace';

interface FormRequest {
  readonly workspace: Workspace;
  readonly facts: ReportFacts;
  /** What `subject` named; null where it was left out. */
  readonly subject: readonly string[] | null;
}

type FormKind = Exclude<ReportKind, 'submission' | 'review' | 'changes' | 'list' | 'maintenance' | 'annual'>;

const FORMS: Readonly<Record<FormKind, (request: FormRequest) => Promise<ReportModel>>> = {
  confirmation: confirmation,
  register: async ({ workspace, facts, subject }) => {
    const year = subject === null ? null : Number(subject[0]);
    return registerReport(facts, await registerLines(workspace, year), year);
  },
  letter: async ({ workspace, facts, subject }) => {
    const [sent] = await packageFiles(workspace, subject);
    return letterReport(facts, sent ? { ...sent, whole: sent.scope === 'whole' } : null);
  },
  secrecy: ({ facts, subject }) => Promise.resolve(secrecyReport(facts, chosenEntries(facts, subject))),
  assessment: ({ facts, subject }) => Promise.resolve(assessmentReport(facts, chosenEntries(facts, subject))),
  extension: async ({ workspace, facts, subject }) =>
    extensionReport(facts, await extensionFacts(workspace, subject?.[0] ?? null)),
  retirement: retirement,
  transfer: ({ facts, subject }) => Promise.resolve(transferReport(facts, chosenEntries(facts, subject))),
  staff: async ({ workspace, facts }) => staffReport(facts, await staffLines(workspace)),
  handover: async ({ workspace, facts }) => handoverReport(facts, await handoverFacts(workspace, facts)),
  medium: async ({ workspace, facts, subject }) => mediumReport(facts, await mediumFiles(workspace, subject)),
  dossier: async ({ workspace, facts }) => {
    const kept = await listAttachments(opened(workspace).library.reader);
    return dossierReport(
      facts,
      await mediumFiles(workspace, null),
      kept
        .slice(-MOST_KEPT)
        .map(({ name, sm3, addedAtMs }) => ({ name, sm3, on: todayInShanghai(addedAtMs) })),
    );
  },
  duties: async ({ workspace, facts }) => dutiesReport(facts, (await listDuties(workspace, {})).duties),
  versions: async ({ workspace, facts, subject }) => {
    if (subject === null) return versionsReport(facts, null);
    const [entry, from, to] = subject.map((one) => one.trim());
    return versionsReport(facts, await comparedVersions(workspace, entry!, versionOf(from), versionOf(to)));
  },
  notice: async ({ workspace, facts, subject }) =>
    noticeReport(facts, await rowFacts(workspace, 'applications', '答复日期', subject?.[0] ?? null)),
  reply: async ({ workspace, facts, subject }) =>
    replyReport(facts, await rowFacts(workspace, 'applications', '答复日期', subject?.[0] ?? null)),
  correction: async ({ workspace, facts, subject }) =>
    correctionReport(facts, await rowFacts(workspace, 'doubts', '处理结果反馈日期', subject?.[0] ?? null)),
  rectification: async ({ workspace, facts, subject }) =>
    rectificationReport(facts, await rowFacts(workspace, 'rectifications', '完成日期', subject?.[0] ?? null)),
};

/** Attachments listed on the 资料袋目录: the latest. */
const MOST_KEPT = 100;
/** Names shown for each state in the 工作交接清单. */
const MOST_NAMES = 30;

export function isForm(kind: ReportKind): kind is FormKind {
  return Object.hasOwn(FORMS, kind);
}

/**
 * Fails with `invalid-input` where `subject` is not what the kind asks for, before anything is read: a paper that is
 * about the whole library takes none, and one event, row, package or year is one.
 */
export function assertSubject(kind: ReportKind, subject: readonly string[] | undefined): void {
  if (subject === undefined || subject.length === 0) return;
  const { label, subject: asked } = REPORTS[kind];
  const refuse = (reason: string): never => {
    throw new FailureError('invalid-input', {
      field: '对象',
      value: subject[0],
      reason: `${label}${reason}`,
    });
  };
  if (asked === 'none') refuse('不需要指定对象');
  if (asked === 'versions') {
    const known = subject.slice(1).every((one) => /^(draft|platform|[1-9]\d{0,8})$/.test(one));
    if (subject.length !== 3 || !known)
      refuse('的对象写信息资源和对照的两个版本：版本号、draft（现内容）或 platform（平台所存）');
    return;
  }
  if (asked !== 'entries' && asked !== 'offices' && subject.length > 1) refuse('只能指定一个对象');
  if (asked === 'year' && !/^(19|20|21)\d{2}$/.test(subject[0]!)) refuse('按年度生成，对象写四位年份');
}

/** `draft`, `platform` or the number of a version, which `assertSubject` has seen. */
function versionOf(text: string | undefined): 'draft' | 'platform' | number {
  return text === 'draft' || text === 'platform' ? text : Number(text);
}

export async function formModel(
  workspace: Workspace,
  facts: ReportFacts,
  kind: FormKind,
  subject: readonly string[] | undefined,
): Promise<ReportModel> {
  return FORMS[kind]({
    workspace,
    facts,
    subject: subject === undefined || subject.length === 0 ? null : subject,
  });
}

/** Entries on the paper by id or code, in the order of the catalogue; fails with `entry-not-found`. */
function chosenEntries(facts: ReportFacts, subject: readonly string[] | null): ReportEntry[] | null {
  if (subject === null) return null;
  const wanted = new Set(subject);
  const found = facts.entries.filter((entry) => wanted.has(entry.id) || wanted.has(entry.code));
  const known = new Set(found.flatMap((entry) => [entry.id, entry.code]));
  const missing = subject.find((name) => !known.has(name));
  if (missing !== undefined) throw new FailureError('entry-not-found', { entry: missing });
  return found;
}

async function confirmation({ workspace, facts, subject }: FormRequest): Promise<ReportModel> {
  const { campaign } = await status(workspace, {});
  const round: ConfirmationRound | null =
    campaign === null || campaign.finishedOn !== null
      ? null
      : {
          periodLabel: campaign.periodLabel,
          basis: campaign.rule ? `${campaign.rule.regulation}${campaign.rule.article}` : '',
          due: campaign.rule?.due ?? '',
        };
  const offices = new Set(facts.entries.map((entry) => entry.office));
  const wanted = subject?.map((office) => (office === NO_OFFICE ? '' : office)) ?? null;
  const missing = wanted?.find((office) => !offices.has(office));
  if (missing !== undefined) {
    throw new FailureError('invalid-input', {
      field: '处室',
      value: missing,
      reason: '目录中没有这个处室',
      allowed: [...offices].filter(Boolean),
    });
  }
  return confirmationReport(facts, round, wanted);
}

async function packageFiles(workspace: Workspace, subject: readonly string[] | null): Promise<PackageFile[]> {
  const packageId = subject?.[0] ?? null;
  const found = await readPackageFiles(opened(workspace).library.reader, packageId);
  if (packageId !== null && found.length === 0) {
    throw new FailureError('invalid-input', { field: '报送包', value: packageId, reason: '没有这个报送包' });
  }
  return found;
}

async function mediumFiles(workspace: Workspace, subject: readonly string[] | null): Promise<CarriedFile[]> {
  const packages = await packageFiles(workspace, subject);
  return (await Promise.all(packages.map((one) => carriedFiles(workspace, one)))).flat();
}

/** The event named, else the latest that has an open limit which can be extended; null: a blank form. */
async function extensionFacts(workspace: Workspace, subject: string | null): Promise<ExtensionFacts | null> {
  const { reader } = opened(workspace).library;
  const { duties } = await listDuties(workspace, {});
  const extendable = duties.filter(
    (duty) => duty.party === 'P' && duty.event !== null && typeof duty['extendedDue'] === 'string',
  );
  const named = subject === null ? null : await readEvent(reader, subject);
  if (subject !== null && !named) throw new FailureError('event-not-found', { event: subject });
  const open = extendable.filter((duty) => duty.remainingWorkingDays !== null).map((duty) => duty.event!);
  const event =
    named ??
    (open.length === 0
      ? null
      : ((await listEvents(reader, { ids: [...new Set(open)], limit: 1 })).events[0] ?? null));
  if (!event) return null;
  const { record } = event;
  return {
    kind: EVENT_KIND_LABELS[record.kind],
    about: record.about,
    on: record.on,
    limits: extendable
      .filter((duty) => duty.event === record.id)
      .map((duty) => ({
        label: duty.label,
        regulation: duty.regulation,
        article: duty.article,
        workingDays: typeof duty['workingDays'] === 'number' ? duty['workingDays'] : null,
        due: String(duty['baseDue'] ?? duty.due),
        provisional: duty.provisional,
        extendedDue: String(duty['extendedDue']),
      })),
  };
}

/** The entries named, else those taken out of the catalogue in this round and those found to be 应停用. */
async function retirement({ workspace, facts, subject }: FormRequest): Promise<ReportModel> {
  const chosen = chosenEntries(facts, subject);
  const entries = chosen ?? facts.entries.filter((entry) => entry.change === '停用');
  const names = new Set(entries.flatMap((entry) => [entry.name, entry.code]));
  return retirementReport(facts, {
    entries,
    services: (await serviceChanges(workspace)).filter((one) => names.has(one.resource)),
    retired: await readRetirements(opened(workspace).library.reader),
  });
}

async function handoverFacts(workspace: Workspace, facts: ReportFacts): Promise<HandoverFacts> {
  const { reader } = opened(workspace).library;
  const { duties } = await listDuties(workspace, {});
  const states = new Map<string, string[]>();
  const settled = new Set(['已审定', '已发布', '停用', '注销']);
  for (const { state, name } of facts.entries) {
    if (!settled.has(state)) states.set(state, [...(states.get(state) ?? []), name]);
  }
  const records = await countRecords(reader);
  const trust = await readTrust(reader);
  const uses = { root: '根证书', platform: '平台证书', updates: '更新证书' } as const;
  return {
    duties: duties
      .filter((duty) => duty.party === 'P' && duty.remainingWorkingDays !== null)
      .map((duty) => ({
        label: duty.label,
        subject: duty.subject,
        basis: `${duty.regulation}${duty.article}`,
        due: duty.due,
        status: DUTY_STATUS_LABELS[duty.status],
      })),
    drafts: [...states].map(([state, names]) => ({
      state,
      entries: names.length,
      names: names.slice(0, MOST_NAMES),
    })),
    packages: (await readPackageFiles(reader, null)).map(({ file, state, sm3 }) => ({
      name: baseName(file),
      state,
      sm3,
    })),
    certificates: trust.map(({ role, der }) => {
      const certificate = parseCertificate(der);
      return {
        use: uses[role],
        subject: certificate.subjectText,
        notAfter: todayInShanghai(certificate.notAfter.getTime()),
      };
    }),
    accounts:
      (await accountsInUse(workspace))?.map(({ name, roles }) => ({ name, roles: roles.join('、') })) ?? null,
    records: [
      { name: '审核审签记录', count: `${records.steps}次` },
      { name: '事项记录', count: `${records.events}项` },
      { name: '附件（扫描件、依据文件）', count: `${records.attachments}件` },
      { name: '报送包', count: `${records.packages}个` },
      { name: '回执', count: `${records.receipts}份` },
      { name: '目录库文件', count: '1个' },
    ],
  };
}
