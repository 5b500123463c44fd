/** Every paper built from one set of facts, with something to say in each of its places. */
import type { ReportKind } from '#app/contract/report-kinds';
import { annualReport, type AnnualFacts } from '#app/review/report-annual';
import { changesReport } from '#app/review/report-changes';
import { confirmationReport } from '#app/review/report-confirmation';
import { dutiesReport } from '#app/review/report-duties';
import { extensionReport } from '#app/review/report-extension';
import type { ReportFacts } from '#app/review/report-facts';
import {
  correctionReport,
  noticeReport,
  rectificationReport,
  replyReport,
} from '#app/review/report-ledger-forms';
import { letterReport } from '#app/review/report-letter';
import { listReport } from '#app/review/report-list';
import { maintenanceReport } from '#app/review/report-maintenance';
import { dossierReport, mediumReport } from '#app/review/report-medium';
import type { ReportModel } from '#app/review/report-model';
import { registerReport } from '#app/review/report-register';
import { retirementReport, transferReport } from '#app/review/report-retirement';
import { reviewReport } from '#app/review/report-review';
import { assessmentReport, secrecyReport } from '#app/review/report-secrecy';
import { handoverReport, staffReport } from '#app/review/report-staff';
import { submissionReport } from '#app/review/report-submission';
import { versionsReport } from '#app/review/report-versions';
import { sampleFacts, sampleLine, sampleStep, SM3 } from './report-facts-sample';

const counts = { entries: 30, unchanged: 28, changed: 1, retire: 1, found: 0, remaining: 0 };
const types = (resources: number): AnnualFacts['end'] => ({
  无条件共享: { resources, items: 3 * resources },
  有条件共享: { resources: 1, items: 2 },
  不予共享: { resources: 0, items: 0 },
  其他: { resources: 0, items: 0 },
});
const limit = {
  label: '答复有条件共享申请',
  basis: '政务数据共享条例第二十一条第一款',
  due: '2026-09-29',
  provisional: false,
};
const carried = { name: '目录-第3号<甲>.zwml', size: 123_456, sm3: SM3, note: '第3号报送包，待报送' };

export const PAPERS: Readonly<Record<ReportKind, (facts: ReportFacts) => ReportModel>> = {
  submission: submissionReport,
  review: reviewReport,
  changes: changesReport,
  list: listReport,
  maintenance: (facts) =>
    maintenanceReport(facts, {
      periodLabel: '2026年第三季度',
      basis: '陕政发〔2017〕34号第九条',
      due: '2026-09-30',
      startedOn: '2026-09-01',
      startedBy: '张三',
      finishedOn: '2026-09-20',
      finishedBy: '张三',
      conclusion: '',
      offices: [{ office: '综合处', ...counts }],
      total: counts,
      overdue: [{ code: '2', name: '乙', updateCycle: '每月', updatedOn: '2026-07-01' }],
      answers: [
        {
          code: '1',
          name: '甲',
          office: '综合处',
          answer: '有变化',
          note: '加字段',
          by: '张三',
          on: '2026-09-02',
        },
      ],
    }),
  annual: (facts) =>
    annualReport(facts, {
      year: 2026,
      until: '2026-12-31',
      start: types(10),
      added: types(5),
      retired: types(1),
      end: types(14),
      limits: [{ kind: '法律法规调整', count: 2, onTime: 1, late: 1, meanDays: 9.5 }],
      maintenance: [{ periodLabel: '2026年第三季度', finishedOn: '2026-09-20', entries: 30, changed: 2 }],
      applications: { received: 3, limits: null },
      ownApplications: [{ resource: '省税务局：纳税信用等级', use: '信用评价', effect: '' }],
      doubts: { received: 1, limits: { kind: '疑义', count: 1, onTime: 1, late: 0, meanDays: 4 } },
      rectifications: [{ about: '目录不全', due: '2026-10-10', done: '' }],
      basis: '陕政发〔2017〕34号第二十三条',
    }),
  confirmation: (facts) =>
    confirmationReport(
      facts,
      { periodLabel: '2026年第三季度', basis: '陕政发〔2017〕34号第九条', due: '2026-09-30' },
      null,
    ),
  register: (facts) =>
    registerReport(
      facts,
      [
        {
          kind: '法律法规调整',
          about: '《企业登记条例》修订',
          instrument: '国务院令第900号',
          on: '2026-09-01',
          limits: [
            { basis: '政务数据共享条例第十七条第二款', due: '2026-09-15', provisional: false },
            { basis: '陕政发〔2017〕34号第九条', due: '2026-09-22', provisional: true },
          ],
          resources: '企业登记信息',
          batch: '2026-Q3-01',
          approvedOn: '2026-09-10',
          submittedOn: '2026-09-11',
          publishedOn: '',
          inTime: '是',
          extension: '',
        },
      ],
      2026,
    ),
  letter: (facts) =>
    letterReport(facts, {
      seq: 3,
      file: 'D:\\报送\\目录-第3号<甲>.zwml',
      entries: 4,
      removed: 1,
      whole: false,
    }),
  versions: (facts) =>
    versionsReport(facts, {
      name: '企业登记信息<甲>',
      code: '307999/000001',
      from: { label: '第1版', sm3: SM3 },
      to: { label: '现内容', sm3: SM3 },
      fields: [
        { field: 'updateCycle', label: '更新周期', before: '每月', after: '每季度' },
        {
          field: 'dataType',
          label: '数据类型',
          before: '字符型C',
          after: '数值型N',
          item: { id: 'i1', name: '法定代表人' },
        },
      ],
      items: 3,
      itemsAdded: ['经营范围'],
      itemsRemoved: [],
      itemsMoved: true,
    }),
  secrecy: (facts) => secrecyReport(facts, null),
  assessment: (facts) => assessmentReport(facts, facts.entries.slice(0, 2)),
  extension: (facts) =>
    extensionReport(facts, {
      kind: '法律法规调整',
      about: '《企业登记条例》修订',
      on: '2026-09-01',
      limits: [
        {
          label: '更新目录并报送审核',
          regulation: '政务数据共享条例',
          article: '第十七条第二款',
          workingDays: 10,
          due: '2026-09-15',
          provisional: false,
          extendedDue: '2026-09-22',
        },
      ],
    }),
  retirement: (facts) =>
    retirementReport(facts, {
      entries: facts.entries.slice(0, 2),
      services: [
        {
          resource: facts.entries[0]?.name ?? '甲',
          matter: '终止',
          reason: '职能已划转',
          users: '省税务局',
          talkedOn: '2026-09-01',
          outcome: '无异议',
          filedOn: '2026-09-08',
          transition: '保留接口三个月',
        },
      ],
      retired: new Map(),
    }),
  transfer: (facts) => transferReport(facts, facts.entries.slice(0, 2)),
  staff: (facts) =>
    staffReport(facts, [
      {
        duty: '编制人',
        name: '张三',
        office: '综合处',
        phone: '029-00000000',
        changedOn: '2026-09-01',
        change: '接替王某',
      },
    ]),
  handover: (facts) =>
    handoverReport(facts, {
      duties: [
        {
          label: '更新目录并报送审核',
          subject: '《企业登记条例》修订',
          basis: '政务数据共享条例第十七条第二款',
          due: '2026-09-15',
          status: '临期',
        },
      ],
      drafts: [{ state: '草稿', entries: 3, names: ['甲', '乙'] }],
      packages: [{ name: '目录-第3号.zwml', state: '待报送', sm3: SM3 }],
      certificates: [{ use: '平台证书', subject: 'CN=示例平台', notAfter: '2027-01-01' }],
      accounts: [{ name: '张三', roles: '编制人、审核人' }],
      records: [{ name: '报送包', count: '3个' }],
    }),
  medium: (facts) => mediumReport(facts, [carried]),
  notice: (facts) =>
    noticeReport(facts, {
      values: {
        申请部门: '省税务局',
        申请的信息资源: '企业登记信息',
        收到日期: '2026-09-15',
        需要补充的材料: '使用依据',
      },
      limits: [limit],
    }),
  reply: (facts) =>
    replyReport(facts, {
      values: {
        申请部门: '省税务局',
        申请的信息资源: '企业登记信息',
        共享类型: '有条件共享',
        使用依据: '税收征收管理法',
        收到日期: '2026-09-15',
        答复结果: '同意',
      },
      limits: [limit],
    }),
  correction: (facts) =>
    correctionReport(facts, {
      values: { 反馈部门: '省税务局', 信息资源: '企业登记信息', 问题: '地址有误', 收到日期: '2026-09-15' },
      limits: [{ ...limit, label: '核实、更正并反馈校核处理结果' }],
    }),
  rectification: (facts) =>
    rectificationReport(facts, {
      values: {
        通知文号: '示数函〔2026〕9号',
        问题: '目录不全',
        收到日期: '2026-09-01',
        整改期限: '2026-10-10',
      },
      limits: [],
    }),
  duties: (facts) =>
    dutiesReport(facts, [
      {
        label: '目录更新并报送',
        subject: '《某某登记条例》修订，登记事项增加',
        regulation: '政务数据共享条例',
        article: '第十七条第二款',
        party: 'P',
        period: null,
        due: '2026-09-30',
        lastWorkingDay: '2026-09-30',
        status: 'overdue',
        provisional: false,
        remainingWorkingDays: -2,
      },
      {
        label: '目录全面维护',
        subject: '目录全面维护（2026年第三季度）',
        regulation: '陕政发〔2017〕34号',
        article: '第九条',
        party: 'P',
        period: '2026-Q3',
        due: '2026-10-04',
        lastWorkingDay: '2026-09-30',
        status: 'ok',
        provisional: true,
        remainingWorkingDays: 10,
      },
      {
        label: '主管部门审核',
        subject: '《某某登记条例》修订，登记事项增加',
        regulation: '政务数据共享条例',
        article: '第十七条第三款',
        party: 'A',
        period: null,
        due: '2026-09-18',
        lastWorkingDay: '2026-09-18',
        status: 'due-soon',
        provisional: false,
        remainingWorkingDays: 0,
      },
    ]),
  dossier: (facts) =>
    dossierReport(facts, [carried], [{ name: '审签扫描件.pdf', sm3: SM3, on: '2026-09-15' }]),
};

const NAMES = ['企业登记基本信息', '行政处罚决定公示信息', '法人及其他组织统一社会信用代码信息'];
const OFFICES = ['综合处', '法规处', '信用管理处'];
const TYPES = ['无条件共享', '有条件共享', '不予共享'];

/** A department of `count` entries in the middle of a round, with something in each table. */
export function fullFacts(count: number): ReportFacts {
  const entries = Array.from({ length: count }, (_, i) =>
    sampleLine({
      id: `e${i}`,
      code: `307999/${String(i + 1).padStart(6, '0')}`,
      name: `${NAMES[i % 3]!}${i}号`,
      office: OFFICES[i % 3]!,
      summary: '依法登记的企业名称、住所、法定代表人、注册资本、经营范围、登记日期等基本情况',
      sharingType: TYPES[i % 3]!,
      ...(i % 3 === 1
        ? {
            sharingCondition: '依申请\n逐件审核',
            sharingScope: '省级行政执法部门',
            sharingPurpose: '行政执法',
          }
        : {}),
      local: i % 5 === 0 ? { 是否涉及个人信息: '是' } : {},
      refusals:
        i % 3 === 2
          ? [
              {
                items: [],
                reason: '能够识别统计调查对象身份',
                basis: '《中华人民共和国统计法》第二十八条',
                cited: [{ name: '中华人民共和国统计法', number: '', clause: '第二十八条', rank: '法律' }],
              },
            ]
          : [],
      findings: [
        {
          rule: 'grading-missing',
          severity: 'warning',
          basis: '政务数据共享条例第十三条第二款',
          message: '没有填写数据分类分级',
        },
      ],
      change: i < 20 ? '修改' : '无变化',
    }),
  );
  return sampleFacts({
    entries,
    changes: entries.slice(0, 20).map((entry) => ({
      entry,
      fields: [{ field: 'updateCycle', label: '更新周期', before: '每月', after: '每季度' }],
      itemsAdded: ['经营范围'],
      itemsRemoved: [],
      itemsMoved: false,
      before: { code: entry.code, sharingType: entry.sharingType, items: 3 },
      retired: null,
    })),
    findingTotals: [
      {
        rule: 'grading-missing',
        basis: '政务数据共享条例第十三条第二款',
        counts: { error: 0, warning: count, advice: 0 },
      },
    ],
    event: {
      kind: 'law-change',
      about: '《示例省社会信用条例》修订（省人大常委会公告第12号）',
      on: '2026-09-01',
      limits: [
        {
          regulation: '政务数据共享条例',
          article: '第十七条第二款',
          due: '2026-09-15',
          provisional: false,
        },
        { regulation: '陕政发〔2017〕34号', article: '第九条', due: '2026-09-22', provisional: false },
      ],
      workingDaysUsed: 4,
    },
    steps: (['submit', 'confirm', 'approve', 'assess', 'clear', 'countersign', 'consent'] as const).map(
      (step, i) =>
        sampleStep({
          step,
          by: `张${'一二三四五六七'[i]!}`,
          takenForAll: true,
          secrecy: step === 'assess' ? '未发现保密风险' : '',
          personal: step === 'assess' ? '影响较小，措施得当' : '',
        }),
    ),
  });
}
