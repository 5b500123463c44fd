/**
 * The page for print and preview: one self-contained HTML document, laid out after GB/T 9704-2012, with the same words
 * as the Word file. Fonts are named, never shipped; what a machine lacks is taken from the next in the row.
 */
import {
  cellOf,
  footerText,
  linesOf,
  printable,
  printedRows,
  SEAL_LINES,
  signatureLines,
  type Cell,
  type ReportBlock,
  type ReportCell,
  type ReportColumn,
  type ReportModel,
  type ReportRun,
  type ReportTable,
} from './report-model';
import { firstRows } from './report-volumes';

/** On screen only: no page can tell which fonts the machine has. */
const FONT_NOTE =
  '标题用方正小标宋，正文用仿宋，本机没有的，标题以华文中宋、宋体，正文以仿宋_GB2312、华文仿宋代替；打印前核对版面。';

/** Rows on one page for print: above this, browsers take minutes and gigabytes; the Word volumes hold everything. */
const MOST_ROWS = 20_000;

const FANGSONG = `"仿宋_GB2312","仿宋",FangSong,"华文仿宋",STFangsong,"Noto Serif CJK SC","宋体",serif`;
const KAITI = `"楷体_GB2312","楷体",KaiTi,"华文楷体",STKaiti,"Noto Serif CJK SC",serif`;
const HEITI = `"黑体",SimHei,"华文黑体",STHeiti,"Noto Sans CJK SC",sans-serif`;
const TITLE = `"方正小标宋简体","方正小标宋_GBK","华文中宋",STZhongsong,"宋体",SimSun,"Noto Serif CJK SC",serif`;

/** A string for CSS `content`. */
function cssText(text: string): string {
  return `"${text.replace(/[\\"<]/g, (c) => `\\${c.codePointAt(0)!.toString(16)} `).replace(/\s+/g, ' ')}"`;
}

/** Page boxes: GB/T 9704 5.2.1 margins, the page number on the outer side (7.5). */
function pageRules(model: ReportModel): string {
  const foot = cssText(footerText(model.footer));
  const number = `"第" counter(page) "页 共" counter(pages) "页"`;
  const font = `font: 9pt ${FANGSONG}; vertical-align: top; padding-top: 7mm`;
  return `
@page { size: A4 portrait; margin: 37mm 26mm 35mm 28mm;
  @top-right { content: ${cssText(model.header)}; font: 9pt ${FANGSONG}; vertical-align: bottom; padding-bottom: 5mm } }
@page landscape { size: A4 landscape; margin: 28mm 37mm 26mm 35mm;
  @top-right { content: ${cssText(model.header)}; font: 9pt ${FANGSONG}; vertical-align: bottom; padding-bottom: 5mm } }
@page :right { @bottom-right { content: ${foot} "　　" ${number}; ${font} } }
@page :left { @bottom-left { content: ${number} "　　" ${foot}; ${font} } }`;
}

const RULES = `
html { color: #000; background: #fff; }
body { margin: 0; font: 16pt/28pt ${FANGSONG}; text-align: justify; overflow-wrap: anywhere; line-break: strict; }
.sheet { break-before: page; }
.sheet:first-of-type { break-before: auto; }
.landscape { page: landscape; }
h1 { margin: 0 0 14pt; font: 22pt/32pt ${TITLE}; text-align: center; text-wrap: balance; break-after: avoid; }
h2 { margin: 0; font: 16pt/28pt ${HEITI}; text-indent: 2em; break-after: avoid; }
h3 { margin: 0; font: 16pt/28pt ${KAITI}; text-indent: 2em; break-after: avoid; }
p { margin: 0; text-indent: 2em; }
p.meta { font-size: 12pt; line-height: 18pt; text-align: center; text-indent: 0; white-space: pre-wrap; }
p.note { font-size: 10.5pt; line-height: 16pt; text-indent: 0; white-space: pre-wrap; }
p.flush { text-indent: 0; }
p.meta.right { text-align: right; }
p.fine { font-size: 9pt; line-height: 12pt; }
p.meta + :not(p.meta) { margin-top: 6pt; }
p.caption { margin-top: 8pt; font: 12pt/18pt ${HEITI}; text-align: center; text-indent: 0; break-after: avoid; }
table { width: 100%; margin: 4pt 0 8pt; border-collapse: collapse; table-layout: fixed; font-size: 10.5pt; line-height: 14pt; }
th, td { border: 0.5pt solid #000; padding: 2pt 3pt; vertical-align: middle; text-align: left; font-weight: normal; white-space: pre-wrap; }
th { font-family: ${HEITI}; text-align: center; }
td.label { text-align: center; }
td.top { vertical-align: top; }
td.center { text-align: center; }
td.right { text-align: right; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
/* A row for a hand is as high as one that is filled in. */
td:empty::after { content: "\\200b"; }
u { text-underline-offset: 2pt; }
.small { font-size: 9pt; line-height: 12pt; }
.form td { line-height: 13pt; }
.signatures { break-before: avoid; break-inside: avoid; }
.signatures td { vertical-align: top; line-height: 13pt; }
.signatures td.label { vertical-align: middle; }
.signatures .hand { text-align: right; }
.blank td { vertical-align: top; }
.ending { break-inside: avoid; }
/* Without words of its own it takes the last rows above with it. */
.bare { break-before: avoid; }
.seals { break-inside: avoid; break-before: avoid; display: flex; justify-content: flex-end; }
.seals.two { justify-content: space-between; }
.seal { display: flex; flex-direction: column; align-items: center; justify-content: center; box-sizing: border-box;
  min-height: 45mm; min-width: 45mm; width: fit-content; max-width: 100%; margin-right: 4em; }
.two .seal { margin: 0; width: 50%; }
.seal p { text-align: center; text-indent: 0; white-space: pre-wrap; }
header { display: none; }
@media screen {
  html { background: #e8eaed; }
  header { display: block; max-width: 156mm; margin: 0 auto; padding: 4mm 0; font-size: 9pt; line-height: 14pt; text-align: right; }
  .sheet { box-sizing: border-box; width: 210mm; margin: 0 auto 6mm; padding: 37mm 26mm 35mm 28mm; background: #fff; }
  .landscape { width: 297mm; padding: 28mm 37mm 26mm 35mm; }
}
/* A turned page is wider than a small screen's preview; what is printed keeps its size. */
@media screen and (max-width: 305mm) { .landscape { zoom: 0.85; } }`;

/** The whole document. Above 20,000 rows the rest is left to the Word volumes, and the page says so. */
export function reportHtml(model: ReportModel): string {
  const { title, header, footer, sections, closing } = firstRows(model, MOST_ROWS);
  const parts: string[] = [
    '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n',
    `<title>${escaped(title)}</title>\n`,
    `<meta name="report-header" content="${escaped(header)}">\n`,
    `<meta name="report-footer" content="${escaped(footerText(footer))}">\n`,
    `<style>${pageRules(model)}${RULES}\n</style>\n</head>\n<body>\n<header>${escaped(header)}<br>${FONT_NOTE}</header>\n`,
  ];
  sections.forEach((section, i) => {
    parts.push(`<section class="sheet ${section.orientation}">\n`);
    const blocks = i === sections.length - 1 ? [...section.blocks, ...closing] : section.blocks;
    const ending = endingOf(blocks);
    for (const block of blocks.slice(0, ending)) parts.push(...blockHtml(block));
    const first = blocks[ending];
    const own = first?.kind === 'blank' || (first?.kind === 'note' && first.fine !== true);
    parts.push(
      `<div class="ending${own ? '' : ' bare'}">\n`,
      ...blocks.slice(ending).flatMap(blockHtml),
      '</div>\n',
    );
    parts.push('</section>\n');
  });
  parts.push('</body>\n</html>\n');
  return parts.join('');
}

/**
 * Where the end of a section begins: signatures, seal and check code with the small print and the frame above them. It
 * stays on one page, so that none of them stands alone on the next.
 */
function endingOf(blocks: readonly ReportBlock[]): number {
  const last = blocks.findLastIndex(
    ({ kind }) => kind !== 'signatures' && kind !== 'seal' && kind !== 'note' && kind !== 'blank',
  );
  return last + 1;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (c) => ENTITIES[c]!);
}

function blockHtml(block: ReportBlock): string[] {
  switch (block.kind) {
    case 'title':
      return [`<h1>${block.text.split('\n').map(escaped).join('<br>')}</h1>\n`];
    case 'meta':
      return block.lines.map(
        (line) => `<p class="meta${block.align ? ' right' : ''}">${escaped(line)}</p>\n`,
      );
    case 'heading':
      return [block.level === 1 ? `<h2>${escaped(block.text)}</h2>\n` : `<h3>${escaped(block.text)}</h3>\n`];
    case 'paragraph':
      return [`<p${block.flush ? ' class="flush"' : ''}>${escaped(block.text)}</p>\n`];
    case 'note':
      return [`<p class="${block.fine ? 'note fine' : 'note'}">${escaped(block.text)}</p>\n`];
    case 'table':
      return tableHtml(block);
    case 'form':
      return [
        `<table class="form">${columnsHtml(block.widths)}<tbody>\n`,
        ...block.rows.map((row) => rowHtml(row, [])),
        '</tbody></table>\n',
      ];
    case 'signatures': {
      const lines = signatureLines(block.opinion);
      const hand = lines.map(
        (line, i) => `<div${i === lines.length - 1 ? ' class="hand"' : ''}>${escaped(line)}</div>`,
      );
      return [
        `<table class="signatures">${columnsHtml([27, 73])}<tbody>\n`,
        ...block.boxes.map(
          ({ role, notes }) =>
            `<tr style="height:${block.height}mm"><td class="label">${escaped(role)}</td>` +
            `<td>${hand.join('')}${smallHtml(notes)}</td></tr>\n`,
        ),
        '</tbody></table>\n',
      ];
    }
    case 'blank':
      return [
        `<table class="blank"><tbody><tr style="height:${block.height}mm"><td>${escaped(block.label)}</td></tr></tbody></table>\n`,
      ];
    case 'seal':
      return [
        `<div class="seals${block.beside === undefined ? '' : ' two'}">`,
        ...[block.beside, block.unit].map((unit) =>
          unit === undefined
            ? ''
            : `<div class="seal"><p>${escaped(unit)}</p><p>${SEAL_LINES.place}</p><p>${SEAL_LINES.date}</p></div>`,
        ),
        '</div>\n',
      ];
  }
}

function columnsHtml(widths: readonly number[]): string {
  const sum = widths.reduce((total, width) => total + width, 0);
  return `<colgroup>${widths.map((width) => `<col style="width:${((100 * width) / sum).toFixed(2)}%">`).join('')}</colgroup>`;
}

function tableHtml(table: ReportTable): string[] {
  const caption = table.caption === '' ? '' : `<p class="caption">${escaped(table.caption)}</p>\n`;
  const titles = table.columns.map((column) => `<th>${escaped(column.title)}</th>`).join('');
  return [
    `${caption}<table>${columnsHtml(table.columns.map((column) => column.width))}<thead><tr>${titles}</tr></thead><tbody>\n`,
    ...printedRows(table).map((row) => rowHtml(row, table.columns)),
    '</tbody></table>\n',
  ];
}

function rowHtml(row: readonly Cell[], columns: readonly ReportColumn[]): string {
  let column = 0;
  const cells = row.map((cell) => {
    const one = cellOf(cell);
    const html = cellHtml(one, columns[column]);
    column += one.span ?? 1;
    return html;
  });
  return `<tr>${cells.join('')}</tr>\n`;
}

function cellHtml(cell: ReportCell, column: ReportColumn | undefined): string {
  const align = cell.align ?? column?.align ?? 'left';
  const classes = [cell.label ? 'label' : '', align === 'left' ? '' : align, cell.top ? 'top' : '']
    .filter(Boolean)
    .join(' ');
  const attributes =
    (classes === '' ? '' : ` class="${classes}"`) +
    (cell.span && cell.span > 1 ? ` colspan="${cell.span}"` : '') +
    (cell.height ? ` style="height:${cell.height}mm"` : '');
  const lines = linesOf(cell.text);
  const text =
    lines.length === 1 ? runsHtml(lines[0]!) : lines.map((line) => `<div>${runsHtml(line)}</div>`).join('');
  return `<td${attributes}>${text}${smallHtml(cell.small ?? [])}</td>`;
}

function runsHtml(runs: readonly ReportRun[]): string {
  return runs.map((run) => (run.underline ? `<u>${escaped(run.text)}</u>` : escaped(run.text))).join('');
}

function smallHtml(lines: readonly string[]): string {
  return lines.map((line) => `<div class="small">${escaped(line)}</div>`).join('');
}
