/** 版本对照表: two versions of one entry beside each other. */
import type { FieldChange } from '#app/catalogue/entry-changes';
import { differenceLines } from './report-changes';
import type { ReportFacts } from './report-facts';
import { formHead, formPaper, rowsOrBlank } from './report-forms';
import { NONE, orNone, type Cell, type ReportModel } from './report-model';
import { handSigned } from './report-signing';

export interface VersionSide {
  /** 第2版, 现内容, 平台所存（第1版）. */
  readonly label: string;
  /** SM3 of its canonical form. */
  readonly sm3: string;
}

export interface VersionComparison {
  readonly name: string;
  readonly code: string;
  readonly from: VersionSide;
  readonly to: VersionSide;
  readonly fields: readonly FieldChange[];
  readonly items: number;
  readonly itemsAdded: readonly string[];
  readonly itemsRemoved: readonly string[];
  readonly itemsMoved: boolean;
}

/** `compared` null: a blank table for a hand. */
export function versionsReport(facts: ReportFacts, compared: VersionComparison | null): ReportModel {
  const title = `${facts.department}${facts.words.catalogue}版本对照表`;
  const lines = compared === null ? [] : differenceLines(compared);
  const rows = lines.map((line, i): Cell[] => [String(i + 1), line.what, line.before, line.after]);
  const said = (side: VersionSide): string => `${side.label}　校验码（SM3）${side.sm3}`;
  return formPaper(facts, title, 'landscape', [
    ...formHead(facts, title, 'landscape'),
    {
      kind: 'note',
      text: `信息资源：${compared === null ? '' : `${orNone(compared.name)}（${orNone(compared.code)}）`}`,
    },
    { kind: 'note', text: `变更前：${compared === null ? '' : said(compared.from)}` },
    { kind: 'note', text: `变更后：${compared === null ? '' : said(compared.to)}` },
    {
      kind: 'table',
      caption: '',
      columns: [
        { title: '序号', width: 6, align: 'center' },
        { title: '变更项目', width: 24 },
        { title: '变更前', width: 35 },
        { title: '变更后', width: 35 },
      ],
      rows:
        compared !== null && rows.length === 0
          ? [[{ text: `${NONE}（两版内容相同）`, span: 4, align: 'center' }]]
          : rowsOrBlank(rows, 4),
    },
    handSigned(facts, 'versions', ['编制人', '审核人'], { opinion: false, height: 14 }),
  ]);
}
