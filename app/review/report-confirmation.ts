/** 处室核对确认表: one for each office, checked and signed by its head, entered afterwards. */
import { chineseDate, presentEntries, type ReportEntry, type ReportFacts } from './report-facts';
import { closing, documentModel, titleBlock } from './report-frame';
import { BLANK, orNone, type Cell, type ReportModel, type ReportSection } from './report-model';
import { handSigned } from './report-signing';

/** The round of full maintenance that the sheets belong to; null for a check between rounds. */
export interface ConfirmationRound {
  readonly periodLabel: string;
  readonly basis: string;
  readonly due: string;
}

/** What stands for entries without an office, on paper and where the caller names offices. */
export const NO_OFFICE = '未填处室';

function sheet(
  facts: ReportFacts,
  round: ConfirmationRound | null,
  office: string,
  entries: readonly ReportEntry[],
): ReportSection {
  const name = office.trim() === '' ? NO_OFFICE : office;
  const title = `${facts.department}${facts.words.catalogue}处室核对确认表`;
  const period =
    round === null
      ? '期间：　　　　　　　　　　'
      : `期间：${round.periodLabel}${round.basis === '' ? '' : `（${round.basis}）`}`;
  return {
    orientation: 'landscape',
    blocks: [
      titleBlock(facts, title, 'landscape'),
      {
        kind: 'meta',
        lines: [
          `处室：${name}　共${entries.length}条　目录版本：${facts.version.label}　生成日期：${chineseDate(facts.today)}`,
          `${period}${round === null || round.due === '' ? '' : `　${chineseDate(round.due)}前完成`}`,
        ],
      },
      {
        kind: 'table',
        caption: '',
        columns: [
          { title: '序号', width: 4, align: 'center' },
          { title: '信息资源代码', width: 12 },
          { title: '信息资源名称', width: 14 },
          { title: '摘要', width: 25 },
          { title: facts.words.sharingType, width: 6 },
          { title: facts.words.updateCycle, width: 6 },
          { title: '核对结果', width: 17 },
          { title: '变化内容、停用理由', width: 16 },
        ],
        rows: entries.map((entry, i): Cell[] => [
          String(i + 1),
          orNone(entry.code),
          orNone(entry.name),
          orNone(entry.summary),
          orNone(entry.sharingType),
          orNone(entry.updateCycle),
          '□无变化　□有变化\n□停用',
          BLANK,
        ]),
      },
      { kind: 'blank', label: '新增的信息资源（表内没有、应当列入的）：', height: 20 },
      handSigned(facts, 'confirmation', ['处室负责人'], { opinion: true, height: 16 }),
    ],
  };
}

/** Sheets of the offices named, or of all in the order of the catalogue, each on pages of its own. */
export function confirmationReport(
  facts: ReportFacts,
  round: ConfirmationRound | null,
  wanted: readonly string[] | null,
): ReportModel {
  const offices = new Map<string, ReportEntry[]>();
  for (const office of wanted ?? []) offices.set(office, []);
  for (const entry of presentEntries(facts)) {
    const own = offices.get(entry.office);
    if (own) own.push(entry);
    else if (wanted === null) offices.set(entry.office, [entry]);
  }
  const title = `${facts.department}${facts.words.catalogue}处室核对确认表`;
  const sheets = [...offices].map(([office, entries]) => sheet(facts, round, office, entries));
  const sections = sheets.length > 0 ? sheets : [sheet(facts, round, '', [])];
  return { ...documentModel(facts, title, sections), closing: closing(facts, 'brief') };
}
