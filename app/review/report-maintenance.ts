/** 全面维护记录表: printed and kept even where nothing changed. */
import { chineseDate, type ReportFacts } from './report-facts';
import { documentModel, titleBlock } from './report-frame';
import {
  BLANK,
  orNone,
  type Cell,
  type ReportBlock,
  type ReportModel,
  type SignatureBox,
} from './report-model';
import { arrangedBoxes } from './report-signing';

/** What stands where in the entries of one office, or of all. */
export interface MaintenanceCounts {
  /** 应核对. */
  readonly entries: number;
  readonly unchanged: number;
  readonly changed: number;
  readonly retire: number;
  readonly found: number;
  /** Entries that nobody has answered for yet. */
  readonly remaining: number;
}

export interface MaintenanceAnswerLine {
  readonly code: string;
  readonly name: string;
  readonly office: string;
  /** 有变化 or 应停用. */
  readonly answer: string;
  readonly note: string;
  readonly by: string;
  readonly on: string;
}

export interface MaintenanceFacts {
  /** 2026年第三季度. */
  readonly periodLabel: string;
  /** Regulation and article that ask for it; '' where the department maintains of its own accord. */
  readonly basis: string;
  readonly due: string;
  readonly startedOn: string;
  readonly startedBy: string;
  /** Null while it is going on. */
  readonly finishedOn: string | null;
  readonly finishedBy: string;
  readonly conclusion: string;
  readonly offices: readonly (MaintenanceCounts & { readonly office: string })[];
  readonly total: MaintenanceCounts;
  /** Entries found changed or to be retired, in catalogue order. */
  readonly answers: readonly MaintenanceAnswerLine[];
  /** Entries whose data are overdue by what was registered, on the day of the paper; none for a campaign gone by. */
  readonly overdue: readonly OverdueLine[];
}

export interface OverdueLine {
  readonly code: string;
  readonly name: string;
  readonly updateCycle: string;
  /** Day of the last update. */
  readonly updatedOn: string;
}

function countCells(counts: MaintenanceCounts): Cell[] {
  return [counts.entries, counts.unchanged, counts.changed, counts.retire, counts.found].map(String);
}

function officesTable({ offices, total }: MaintenanceFacts): ReportBlock {
  return {
    kind: 'table',
    caption: '表1　按处室核对情况',
    columns: [
      { title: '处室', width: 22 },
      { title: '应核对', width: 9, align: 'right' },
      { title: '无变化', width: 9, align: 'right' },
      { title: '有变化', width: 9, align: 'right' },
      { title: '应停用', width: 9, align: 'right' },
      { title: '新发现', width: 9, align: 'right' },
      { title: '处室负责人签名', width: 19 },
      { title: '日期', width: 14 },
    ],
    rows: offices.map((office): Cell[] => [
      orNone(office.office),
      ...countCells(office),
      { ...BLANK, height: 10 },
      BLANK,
    ]),
    footRows: [['合计', ...countCells(total), BLANK, BLANK]],
  };
}

function answersTable(answers: readonly MaintenanceAnswerLine[]): ReportBlock {
  return {
    kind: 'table',
    caption: '表2　有变化资源',
    columns: [
      { title: '代码', width: 16 },
      { title: '名称', width: 22 },
      { title: '变化内容', width: 30 },
      { title: '处理（批次号）', width: 18 },
      { title: '完成日期', width: 14 },
    ],
    rows: answers.map((line): Cell[] => [
      orNone(line.code),
      orNone(line.name),
      line.note.trim() === '' ? line.answer : `${line.answer}：${line.note}`,
      BLANK,
      BLANK,
    ]),
  };
}

/** What nobody registered is not known: without a line the rows are for a hand, as cause and measure always are. */
function overdueTable(lines: readonly OverdueLine[]): ReportBlock {
  return {
    kind: 'table',
    caption: '表3　更新周期逾期',
    columns: [
      { title: '代码', width: 16 },
      { title: '名称', width: 22 },
      { title: '更新周期', width: 12 },
      { title: '上次更新', width: 14 },
      { title: '原因', width: 18 },
      { title: '措施', width: 18 },
    ],
    rows:
      lines.length === 0
        ? [1, 2, 3].map(() => [BLANK, BLANK, BLANK, BLANK, BLANK, BLANK])
        : lines.map((line) => [
            orNone(line.code),
            orNone(line.name),
            orNone(line.updateCycle),
            chineseDate(line.updatedOn),
            BLANK,
            BLANK,
          ]),
  };
}

function boxes(maintenance: MaintenanceFacts): SignatureBox[] {
  const started = `系统内办理：${maintenance.startedBy} ${chineseDate(maintenance.startedOn)}，开始维护`;
  const finished = maintenance.finishedOn
    ? [`系统内办理：${maintenance.finishedBy} ${chineseDate(maintenance.finishedOn)}，完成维护`]
    : [];
  return [
    { role: '编制人', notes: [started, ...finished] },
    { role: '审核人', notes: [] },
    { role: '共享工作机构负责人', notes: [] },
  ];
}

export function maintenanceReport(facts: ReportFacts, maintenance: MaintenanceFacts): ReportModel {
  const { total } = maintenance;
  const title = `${facts.department}${facts.words.catalogue}全面维护记录表（${maintenance.periodLabel}）`;
  const open = maintenance.finishedOn === null;
  const facing = (label: string, value: string): ReportBlock => ({
    kind: 'note',
    text: `${label}：${value}`,
  });
  return documentModel(facts, title, [
    {
      orientation: 'portrait',
      blocks: [
        titleBlock(facts, title),
        {
          kind: 'meta',
          lines: [
            `部门：${facts.department}　生成日期：${chineseDate(facts.today)}`,
            `目录版本：${facts.version.label}${open ? '　维护尚未完成' : ''}`,
          ],
        },
        facing('期间', maintenance.periodLabel),
        facing(
          '依据',
          maintenance.basis === ''
            ? '本部门自行开展'
            : `${maintenance.basis}${maintenance.due === '' ? '' : `（${chineseDate(maintenance.due)}前完成）`}`,
        ),
        facing(
          '起止日期',
          `${chineseDate(maintenance.startedOn)}至${maintenance.finishedOn ? chineseDate(maintenance.finishedOn) : ''}`,
        ),
        facing('组织人', orNone(maintenance.startedBy)),
        facing(
          '参加处室',
          orNone(
            maintenance.offices
              .map(({ office }) => office)
              .filter(Boolean)
              .join('、'),
          ),
        ),
        officesTable(maintenance),
        ...(total.remaining > 0
          ? [{ kind: 'note', text: `尚有${total.remaining}条未核对。` } satisfies ReportBlock]
          : []),
        answersTable(maintenance.answers),
        overdueTable(maintenance.overdue),
        maintenance.conclusion.trim() === ''
          ? { kind: 'blank', label: '结论：', height: 25 }
          : { kind: 'note', text: `结论：${maintenance.conclusion}` },
        { kind: 'note', text: '没有变化的，本表同样存档，不要求另行报送。' },
        {
          kind: 'signatures',
          boxes: arrangedBoxes(facts, 'maintenance', boxes(maintenance)),
          opinion: false,
          height: 14,
        },
        { kind: 'note', text: '多页装订的，加盖骑缝章。' },
        { kind: 'seal', unit: facts.department },
      ],
    },
  ]);
}
