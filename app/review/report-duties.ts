/** 待办与时限清单: what is due on the day of printing, for the wall and for whoever stands in. */
import { DUTY_STATUS_LABELS, type DutyStatus } from '#app/deadlines/duty-row';
import type { Party } from '#app/deadlines/limit-rule';
import { chineseDate, type ReportFacts } from './report-facts';
import { formHead, formPaper } from './report-forms';
import type { Cell, ReportBlock, ReportModel } from './report-model';

export interface PrintedDuty {
  readonly label: string;
  readonly subject: string;
  readonly regulation: string;
  readonly article: string;
  readonly party: Party;
  readonly period: string | null;
  readonly due: string;
  readonly lastWorkingDay: string;
  readonly status: DutyStatus;
  readonly provisional: boolean;
  readonly remainingWorkingDays: number | null;
}

function left(days: number | null): string {
  if (days === null) return '—';
  return days < 0 ? `逾期${-days}个工作日` : days === 0 ? '今天到期' : `还剩${days}个工作日`;
}

function table(caption: string, duties: readonly PrintedDuty[]): ReportBlock {
  return {
    kind: 'table',
    caption,
    columns: [
      { title: '序号', width: 5, align: 'center' },
      { title: '事项', width: 30 },
      { title: '依据', width: 21 },
      { title: '期限', width: 19 },
      { title: '情况', width: 9, align: 'center' },
      { title: '剩余', width: 16 },
    ],
    rows: duties.map((duty, i): Cell[] => [
      String(i + 1),
      duty.subject === '' || duty.period !== null
        ? duty.subject || duty.label
        : `${duty.label}：${duty.subject}`,
      `${duty.regulation}${duty.article}`,
      [
        `${chineseDate(duty.due)}${duty.provisional ? '（暂定）' : ''}`,
        ...(duty.lastWorkingDay === duty.due ? [] : [`最后一个工作日${chineseDate(duty.lastWorkingDay)}`]),
      ].join('\n'),
      DUTY_STATUS_LABELS[duty.status],
      left(duty.remainingWorkingDays),
    ]),
  };
}

/** Open duties only: the department's own first, then the clocks of the 主管部门, which bind somebody else. */
export function dutiesReport(facts: ReportFacts, duties: readonly PrintedDuty[]): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}待办与时限清单`;
  const open = duties.filter(({ status }) => status !== 'done' && status !== 'done-late');
  const own = open.filter(({ party }) => party !== 'A');
  const others = open.filter(({ party }) => party === 'A');
  const overdue = own.filter(({ status }) => status === 'overdue').length;
  return formPaper(facts, title, 'portrait', [
    ...formHead(facts, title),
    ...(own.length === 0 ? [] : [table('本部门办理', own)]),
    ...(others.length === 0 ? [] : [table('主管部门办理（供了解进度）', others)]),
    {
      kind: 'note',
      text:
        open.length === 0
          ? '目前没有待办事项。'
          : `本部门待办${own.length}项，其中逾期${overdue}项。剩余按工作日计算，暂定的期限待放假安排公布后核定。`,
    },
  ]);
}
