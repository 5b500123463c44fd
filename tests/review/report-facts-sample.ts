/** Facts of a small department, for building papers without a library. */
import { approvalBatches, currentVersion } from '#app/review/catalogue-version';
import { paperSettings } from '#app/review/report-settings';
import type { ReportEntry, ReportFacts, ReportStep } from '#app/review/report-facts';

export const SM3 = '0123456789abcdef'.repeat(4);

export function sampleLine(changes: Partial<ReportEntry> = {}): ReportEntry {
  return {
    id: 'e1',
    code: '307999/000001',
    formerCodes: '',
    name: '企业登记信息',
    office: '综合处',
    summary: '企业登记的基本情况',
    format: '数据库／MySQL',
    items: 3,
    sharingType: '无条件共享',
    sharingCondition: '',
    sharingScope: '',
    sharingPurpose: '',
    refusalReason: '',
    refusalBasis: '',
    refusals: [],
    mode: '共享平台方式／数据库',
    openToPublic: '否',
    updateCycle: '每月',
    grading: '一般数据',
    itemGradings: {},
    publishedOn: '2026-03-02',
    local: {},
    state: '已审定',
    change: '无变化',
    findings: [],
    ...changes,
  };
}

export function sampleStep(changes: Partial<ReportStep> = {}): ReportStep {
  return {
    step: 'approve',
    by: '李四',
    onDate: '2026-09-15',
    time: '10:05',
    offline: false,
    opinion: '',
    secrecy: '',
    personal: '',
    takenForAll: false,
    entries: 1,
    only: null,
    fieldOpinions: [],
    own: false,
    waiver: '',
    ...changes,
  };
}

export function sampleFacts(changes: Partial<ReportFacts> = {}): ReportFacts {
  const record = { step: 'consent', approved: 1, retired: 0, atMs: 0 };
  const batches = approvalBatches([
    { ...record, id: 1, onDate: '2026-03-02' },
    { ...record, id: 2, step: 'submit', approved: 0, onDate: '2026-09-14' },
    { ...record, id: 3, onDate: '2026-09-15' },
  ]);
  return {
    today: '2026-09-16',
    department: '示例省信用管理办公室',
    paper: paperSettings({ department: '示例省信用管理办公室', shortName: '省信用办' }),
    authority: '示例省数据管理局',
    words: { catalogue: '政务信息资源目录', sharingType: '共享类型', updateCycle: '更新周期' },
    bases: [{ title: '政务数据共享条例', number: '国务院令第809号', articles: ['第十三条第一款'] }],
    cites: new Map([['clear', '政务数据共享条例第三条第一款']]),
    version: currentVersion(batches, { pending: 0, inReview: 0 }),
    packed: false,
    sm3: SM3,
    audit: { count: 9, sm3: 'f'.repeat(64) },
    batchNumber: '2026-Q3-01',
    entries: [sampleLine()],
    changes: [],
    findingTotals: [],
    steps: [],
    compilers: [],
    officeConfirmations: new Map(),
    waivers: [],
    samePersonReason: '',
    event: null,
    refusalRule: { ranks: ['法律', '行政法规', '国务院决定'], basis: '政务数据共享条例第十四条（三）' },
    ...changes,
  };
}
