/** 介质交接登记 and 资料袋目录. */
import { chineseDate, type ReportFacts } from './report-facts';
import { head } from './report-frame';
import { formHead, formPaper, rowsOrBlank } from './report-forms';
import { BLANK, type Cell, type ReportBlock, type ReportModel } from './report-model';
import { handSigned } from './report-signing';

/** A file that is carried: its name, size and check code. */
export interface CarriedFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** SM3 of the file as it lies on the medium. */
  readonly sm3: string;
  readonly note: string;
}

/** Bytes as people say them. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes}字节`;
  const [value, unit] = bytes < 1024 ** 2 ? [bytes / 1024, 'KB'] : [bytes / 1024 ** 2, 'MB'];
  return `${value.toFixed(value < 10 ? 1 : 0)}${unit}`;
}

export function mediumReport(facts: ReportFacts, files: readonly CarriedFile[]): ReportModel {
  const title = `${facts.department}介质交接登记`;
  const rows = files.map((file, i): Cell[] => [
    String(i + 1),
    BLANK,
    { text: file.name, small: file.note === '' ? [] : [file.note] },
    sizeText(file.size),
    file.sm3,
    BLANK,
    '□无毒□查杀后无毒',
    BLANK,
    BLANK,
  ]);
  return formPaper(facts, title, 'landscape', [
    ...formHead(facts, title, 'landscape'),
    {
      kind: 'table',
      caption: '',
      columns: [
        { title: '序号', width: 4, align: 'center' },
        { title: '介质编号', width: 9 },
        { title: '文件名', width: 20 },
        { title: '大小', width: 7, align: 'right' },
        { title: '文件校验码（SM3）', width: 23 },
        { title: '份数', width: 5 },
        { title: '杀毒结果', width: 12 },
        { title: '送达时间、地点', width: 11 },
        { title: '签收', width: 9 },
      ],
      rows: rowsOrBlank(rows, 9),
    },
    {
      kind: 'note',
      text: '签收前用文件校验码核对介质内的文件，一致的签收；不一致的不予签收，注明原因。介质编号按本单位台账填写。',
    },
    handSigned(facts, 'medium', ['送交人', '签收人'], { opinion: false, height: 14 }),
  ]);
}

/** A scan or other file that the library keeps with the batch. */
export interface KeptFile {
  readonly name: string;
  readonly sm3: string;
  readonly on: string;
}

/** Papers of one 报送 in the order they are put together. */
const PAPERS = [
  '报送函',
  '审核报告',
  '变更对照表',
  '目录清单',
  '送审单',
  '保密审查表',
  '个人信息保护影响评估表',
  '处室核对确认表',
  '回执或受理凭据',
];

export function dossierReport(
  facts: ReportFacts,
  packages: readonly CarriedFile[],
  kept: readonly KeptFile[],
): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}报送资料袋目录`;
  const paper = (name: string): Cell[] => [name, BLANK, BLANK, BLANK, BLANK];
  const file = (name: string, sm3: string, note: string): Cell[] => [name, BLANK, BLANK, sm3, note || BLANK];
  const lines = [
    ...PAPERS.map(paper),
    ...packages.map((one) => file(one.name, one.sm3, one.note)),
    ...kept.map((one) => file(one.name, one.sm3, one.on === '' ? '' : `${chineseDate(one.on)}存入`)),
  ];
  const blocks: ReportBlock[] = [
    ...head(facts, title),
    { kind: 'note', text: '归档号：　　　　　　　　　　　　　　保管期限：' },
    {
      kind: 'table',
      caption: '',
      columns: [
        { title: '序号', width: 7, align: 'center' },
        { title: '材料名称', width: 32 },
        { title: '页数', width: 8 },
        { title: '份数', width: 8 },
        { title: '电子件文件校验码（SM3）', width: 29 },
        { title: '备注', width: 16 },
      ],
      rows: lines.map((cells, i): Cell[] => [String(i + 1), ...cells]),
    },
    handSigned(facts, 'dossier', ['归档人'], { opinion: false, height: 14 }),
  ];
  return formPaper(facts, title, 'portrait', blocks);
}
