/** The printed papers (纸面材料) that the program makes, and what each may be asked to be about. */

/** What a paper is about where the caller names it; `none`: it is always about the whole library. */
export type ReportSubject =
  'none' | 'entries' | 'offices' | 'event' | 'row' | 'package' | 'year' | 'period' | 'versions';

/**
 * Every paper by its stable name, with its Chinese name and what `subject` may name: entries by id or code, offices by
 * name, one event or ledger row by id, one package by id, one year, one period of maintenance (`2026-Q3`, `2026`),
 * an entry with the two versions to compare (a number, `draft` or `platform`).
 */
export const REPORTS = {
  submission: { label: '送审单', subject: 'none' },
  review: { label: '审核报告', subject: 'none' },
  changes: { label: '变更对照表', subject: 'none' },
  list: { label: '目录清单', subject: 'none' },
  maintenance: { label: '全面维护记录表', subject: 'period' },
  annual: { label: '年度报告', subject: 'year' },
  confirmation: { label: '处室核对确认表', subject: 'offices' },
  register: { label: '日常更新登记簿', subject: 'year' },
  letter: { label: '报送函', subject: 'package' },
  secrecy: { label: '保密审查表', subject: 'entries' },
  assessment: { label: '个人信息保护影响评估表', subject: 'entries' },
  extension: { label: '延期申请表', subject: 'event' },
  retirement: { label: '停用（注销）审批表', subject: 'entries' },
  transfer: { label: '划转清单', subject: 'entries' },
  staff: { label: '机构人员备案表', subject: 'none' },
  handover: { label: '工作交接清单', subject: 'none' },
  medium: { label: '介质交接登记', subject: 'package' },
  notice: { label: '一次性告知单', subject: 'row' },
  reply: { label: '申请答复单', subject: 'row' },
  correction: { label: '校核处理单', subject: 'row' },
  rectification: { label: '整改报告', subject: 'row' },
  duties: { label: '待办与时限清单', subject: 'none' },
  dossier: { label: '资料袋目录', subject: 'none' },
  versions: { label: '版本对照表', subject: 'versions' },
} as const satisfies Record<string, { readonly label: string; readonly subject: ReportSubject }>;

export type ReportKind = keyof typeof REPORTS;
export const REPORT_KINDS = Object.keys(REPORTS) as [ReportKind, ...ReportKind[]];
