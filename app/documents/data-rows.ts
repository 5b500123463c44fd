/** The rows below a header: which of them hold data, and which are notes, sums, numberings or headers once more. */
import { ENTRY_FIELDS } from '#app/catalogue/entry-fields';
import { foldLabel } from '#app/classification/code-table';
import { dittoReader } from './ditto';
import { codeText } from '#app/catalogue/field-values';
import type { RecognisedSheet } from './recognise-sheet';
import type { RawRow } from './raw-sheet';
import { entryColumn, itemColumn } from './sheet-columns';
import type { DataRow, SheetContext } from './sheet-context';

const FOOTER =
  /^[(（【[]?(?:附?注|备注|说明|(?:填表|填报|填写|编制)说明|(?:填报|填表|制表|编制|审核|复核|审批|经办|联系|负责|(?:部门|单位|处室)负责)人|(?:联系|办公)?电话|(?:填报|填表|制表|编制|审核)(?:日期|时间)|(?:填报|填表|编制)(?:单位|部门)|单位[(（]?盖章[)）]?|盖章)[)）】\]]?\s*[:：]/;
const SUM = /^(?:合\s*计|总\s*计|小\s*计|共\s*计)(?:[:：\d(（]|$)/;
/** What stands where a code belongs on a row of sums: a count. */
const COUNT = /^\d{0,5}\s*[条个项]?$/;
const PAGE =
  /^[-—\s]*(?:第\s*\d+\s*页[\s,，/]*(?:共\s*\d+\s*页)?|共\s*\d+\s*页|[(（]?(?:续表|接上页|转下页|见下页)\s*\d*[)）]?)[-—\s]*$/;
/** The lines of a block of notes, once its first has been seen. */
const NOTE_LINE = /^[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]|[。；;：:]$/;

/** What templates write below a header to say how each column is filled in. */
const HINT =
  /^[(（]?(?:必填项?|选填项?|必选|可选|非必填|条件必填|必录|自动生成|系统生成|下拉选择|下拉选项|单选|多选|手工填写|文本|数字|日期)[)）]?$/;

/** Why a row is no data, as the clerk reads it. */
export type SkipReason = '说明或落款' | '合计' | '列序号' | '重复的表头' | '小标题' | '页码或续表';

interface KeyColumns {
  readonly name: number;
  readonly code: number;
  readonly itemName: number;
  readonly ids: readonly number[];
}

/** The data rows in order; what is no data is reported as `note-row`. */
export function dataRows(context: SheetContext): { rows: DataRow[]; rowCount: number } {
  const { recognised, columns, trimmed } = context;
  const { sheet, firstRow, view } = recognised;
  const keys: KeyColumns = {
    name: entryColumn(columns, 'name'),
    code: entryColumn(columns, 'code'),
    itemName: itemColumn(columns, 'name'),
    ids: [columns.entryId, columns.itemId],
  };
  const provider = entryColumn(columns, 'provider');
  const office = entryColumn(columns, 'office');
  const used = recognised.columns.filter(({ target }) => target !== null).map(({ index }) => index);
  const ids = keys.ids.filter((index) => index >= 0);
  const ditto = dittoReader(
    used.filter((index) => !ids.includes(index)),
    ids,
  );
  const rows: DataRow[] = [];
  let rowCount = 0;
  let inNotes = false;
  for (let at = firstRow; at < sheet.rows.length; at++) {
    let raw = sheet.rows[at]!;
    if (raw.cells.every((text) => text.trim() === '') && !context.notes.has(raw.number)) continue;
    rowCount++;
    const holdsData = used.some((index) => (raw.cells[index] ?? '').trim() !== '');
    if (!holdsData && !context.notes.has(raw.number)) continue;
    const skipped = skipReason(recognised, raw, keys, inNotes);
    inNotes = skipped === '说明或落款';
    if (skipped) {
      const column = raw.cells.findIndex((text) => text !== '');
      context.problem(raw.number, column, 'note-row', `本行是${skipped}，未作为信息资源导入`);
      continue;
    }
    const same = ditto(raw);
    raw = same.row;
    for (const column of same.columns) {
      context.problem(raw.number, column, 'ditto', `“同上”按上一行的内容读取：${raw.cells[column]!}`);
    }
    reportManyItems(context, raw, keys.itemName);
    rows.push({
      raw,
      number: raw.number,
      name: trimmed(raw, keys.name),
      code: codeText(trimmed(raw, keys.code), context.values.exact),
      provider: trimmed(raw, provider),
      office: trimmed(raw, office),
      entryId: trimmed(raw, columns.entryId),
      itemId: trimmed(raw, columns.itemId),
      nameAnchor: keys.name < 0 ? 0 : view.anchor(raw.number, keys.name),
      codeAnchor: keys.code < 0 ? 0 : view.anchor(raw.number, keys.code),
      broken: reportNotes(context, raw.number, keys),
    });
  }
  return { rows, rowCount };
}

/** Names under each other, or many with marks between them, outside of brackets. */
function reportManyItems(context: SheetContext, row: RawRow, column: number): void {
  const text = context.trimmed(row, column).replace(/[(（][^()（）]*[)）]/g, '');
  const parts = (marks: RegExp): number => text.split(marks).filter((part) => part.trim() !== '').length;
  const items = Math.max(
    parts(/\n/) >= 3 ? parts(/\n/) : 0,
    parts(/[、，,；;]/) >= 4 ? parts(/[、，,；;]/) : 0,
  );
  if (items === 0 || text.length > 40 * items) return;
  const message = `这个单元格像是写了${items}个信息项，应当一行写一个；按一个信息项读取，请分行后再导入`;
  context.problem(row.number, column, 'items-in-one-cell', message);
}

/** Reports what cells of the row could not give; true where that concerns the name or the code. */
function reportNotes(context: SheetContext, row: number, keys: KeyColumns): boolean {
  let broken = false;
  for (const { column, kind, text } of context.notes.get(row) ?? []) {
    const map = context.recognised.columns[column];
    if (!map?.target) continue;
    const cell = `“${map.header || `${map.letter}列`}”单元格`;
    if (kind === 'digits') {
      const message = `${cell}以数字保存且超过15位，末尾数字可能已被表格软件改动：${text}`;
      context.problem(row, column, 'number-precision', message);
      continue;
    }
    if (kind === 'error') context.problem(row, column, 'cell-error', `${cell}是错误值${text}，按空白处理`);
    else {
      const message = `${cell}是公式而没有计算结果，按空白处理；请在表格软件中打开并保存后再导入`;
      context.problem(row, column, 'formula-without-value', message);
    }
    if (column === keys.name || column === keys.code) broken = true;
  }
  for (const { column, text } of context.numbers.get(row) ?? []) {
    const map = context.recognised.columns[column];
    const target = map?.target;
    if (target?.level !== 'entry' || ENTRY_FIELDS[target.key].kind !== 'code') continue;
    const message = `“${map!.header || `${map!.letter}列`}”单元格以数字保存，前面的0可能已经丢失：${text}。核对后把单元格改为文本`;
    context.problem(row, column, 'number-code', message);
  }
  return broken;
}

/** `inNotes`: the row before was one. */
function skipReason(
  recognised: RecognisedSheet,
  row: RawRow,
  keys: KeyColumns,
  inNotes: boolean,
): SkipReason | null {
  const filled: number[] = [];
  row.cells.forEach((text, column) => {
    if (text.trim() !== '') filled.push(column);
  });
  const at = filled[0];
  if (at === undefined) return null;
  const holds = (column: number): boolean => column >= 0 && (row.cells[column] ?? '').trim() !== '';
  // A row with an identifier is a resource, whatever it is called.
  if (keys.ids.some(holds)) return null;
  const first = row.cells[at]!.trim();
  if (filled.length === 1 && PAGE.test(first)) return '页码或续表';
  if (filled.every((column) => FOOTER.test(row.cells[column]!.trim()))) return '说明或落款';
  const name = keys.name < 0 ? '' : (row.cells[keys.name] ?? '').trim();
  if (SUM.test(name) && (!holds(keys.code) || COUNT.test(row.cells[keys.code]!.trim()))) return '合计';
  if (!holds(keys.code) && !holds(keys.itemName)) {
    if (SUM.test(first)) return '合计';
    if (FOOTER.test(first)) return '说明或落款';
    if (filled.length === 1) {
      if (inNotes && NOTE_LINE.test(first)) return '说明或落款';
      if (recognised.view.spans(row.number, at, 3)) return first.length > 40 ? '说明或落款' : '小标题';
      if (first.length > 100 || (first.length > 60 && /[。；：:]/.test(first))) return '说明或落款';
    }
  }
  if (filled.length >= 3 && filled.every((column) => HINT.test(row.cells[column]!.trim())))
    return '说明或落款';
  if (filled.length >= 3 && isNumbering(filled.map((column) => row.cells[column]!.trim()))) return '列序号';
  return isHeaderAgain(recognised, row, filled) ? '重复的表头' : null;
}

function isNumbering(texts: readonly string[]): boolean {
  const numbers = texts.map((text) => Number(/^[(（]?(\d{1,3})[)）]?$/.exec(text)?.[1] ?? NaN));
  return numbers.every((number, i) => number === numbers[0]! + i) && numbers[0]! <= 2;
}

function isHeaderAgain(recognised: RecognisedSheet, row: RawRow, filled: readonly number[]): boolean {
  let same = 0;
  for (const column of filled) {
    const header = recognised.columns[column]?.header ?? '';
    if (header !== '' && foldLabel(header) === foldLabel(row.cells[column]!)) same++;
  }
  return same >= 3 && same * 2 >= filled.length;
}
