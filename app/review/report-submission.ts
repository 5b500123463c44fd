/** 送审单: one page for each batch, signed by hand from the bottom row up. */
import { changeCounts, chineseDate, presentEntries, severityCounts, type ReportFacts } from './report-facts';
import { closing, documentModel, titleBlock } from './report-frame';
import { BLANK, type Cell, type ReportForm, type ReportModel, type ReportSection } from './report-model';
import {
  compilersText,
  controlNotes,
  peopleText,
  saysMore,
  signatureBoxes,
  type SignerRole,
} from './report-signing';

/** 送审事由 on the form, and the kinds of event that each stands for. */
const REASONS: readonly { readonly label: string; readonly event: string }[] = [
  { label: '首次编制', event: '' },
  { label: '法律法规调整', event: 'law-change' },
  { label: '职能变化', event: 'function-change' },
  { label: '数据变更', event: 'data-change' },
  { label: '共享类型变化', event: 'sharing-change' },
  { label: '全面维护', event: '' },
  { label: '项目转入', event: '' },
  { label: '划转', event: '' },
  { label: '停用', event: '' },
  { label: '补正', event: '' },
];

/** The head of the department signs last and stands on top. */
const BOXES: readonly SignerRole[] = [
  '部门负责人',
  '共享工作机构负责人',
  '保密审查人',
  '审核人',
  '处室负责人',
];

function box(ticked: boolean, label: string): string {
  return `${ticked ? '■' : '□'}${label}`;
}

function reasons(facts: ReportFacts): string {
  const { 停用: retired } = changeCounts(facts);
  return REASONS.map(({ label, event }) => {
    const ticked =
      label === '首次编制'
        ? facts.version.base === null
        : label === '停用'
          ? retired > 0
          : label === '补正'
            ? facts.entries.some((entry) => entry.state === '退回补正')
            : event !== '' && facts.event?.kind === event;
    return box(ticked, label);
  }).join('　');
}

function limits(facts: ReportFacts): Cell {
  const { event } = facts;
  if (!event || event.limits.length === 0) return BLANK;
  const dates = event.limits.map(
    ({ regulation, article, due, provisional }) =>
      `${regulation}${article}：${chineseDate(due)}${provisional ? '（暂定）' : ''}`,
  );
  return `${dates.join('；')}；已用${event.workingDaysUsed}个工作日`;
}

/** What the batch touches. Personal and important data are for a person to judge, so their boxes stay open. */
function touches(facts: ReportFacts): string {
  const present = presentEntries(facts);
  const shared = (type: string): boolean => present.some((entry) => entry.sharingType === type);
  const refused = present.some((entry) => entry.refusals.length > 0);
  return [
    box(false, '个人信息'),
    box(false, '敏感个人信息'),
    box(refused, '不予共享'),
    box(shared('有条件共享'), '有条件共享'),
    box(false, '重要数据'),
  ].join('　');
}

export function submissionReport(facts: ReportFacts): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}送审单`;
  const counts = changeCounts(facts);
  const items = presentEntries(facts).reduce((sum, entry) => sum + entry.items, 0);
  const found = severityCounts(facts);
  const compiler = peopleText(facts, 'submit') || compilersText(facts);
  const opinion = facts.steps.findLast((step) => step.step === 'submit')?.opinion ?? '';
  const label = (text: string): Cell => ({ text, label: true, align: 'center' });
  const form: ReportForm = {
    kind: 'form',
    widths: [27, 73],
    rows: [
      [label('送审批次号／目录版本'), `${facts.batchNumber || '　　　　　'}／${facts.version.label}`],
      [
        label('送审处室（单位）／编制人／电话'),
        `${facts.department}／${compiler || '　　　　　'}／${facts.paper.contactPhone || '　　　　　　　'}`,
      ],
      [label('送审事由'), reasons(facts)],
      [
        label('事由依据及日期'),
        facts.event ? `${facts.event.about}（${chineseDate(facts.event.on)}）` : BLANK,
      ],
      [label('办理时限'), limits(facts)],
      [
        label('送审内容'),
        `新增${counts.新增}条、修改${counts.修改}条、停用${counts.停用}条、划转　　条；信息项${items}项${saysMore(opinion) ? `；说明：${opinion}` : ''}；附件见下`,
      ],
      [
        label('校验结果'),
        `必须修改${found.error}；需要说明${found.warning}${found.warning > 0 ? '（见附件）' : ''}；建议${found.advice}`,
      ],
      [label('涉及'), touches(facts)],
    ],
  };
  const sections: ReportSection[] = [
    {
      orientation: 'portrait',
      blocks: [
        titleBlock(facts, title),
        // Batch and version stand in the form itself: one page has no room for them twice.
        { kind: 'meta', lines: [`部门：${facts.department}　生成日期：${chineseDate(facts.today)}`] },
        form,
        { kind: 'signatures', boxes: signatureBoxes(facts, 'submission', BOXES), opinion: true, height: 12 },
        ...controlNotes(facts),
        {
          kind: 'note',
          text: '签批栏自下而上依次办理。附件：1 变更对照表　2 目录清单　3 评估表　4 保留问题说明',
        },
      ],
    },
  ];
  return { ...documentModel(facts, title, sections), closing: closing(facts, 'brief') };
}
