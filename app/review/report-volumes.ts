/**
 * 分册: a paper with more rows than an office program opens at ease is printed in volumes, each a whole document with
 * its own title, header rows and 文件校验码.
 */
import type { ReportBlock, ReportModel, ReportSection, ReportTable } from './report-model';

/** Table rows in one volume: about as many as office programs on a department's machines page through without pause. */
export const ROWS_PER_VOLUME = 5000;
/**
 * Cells in one volume, whatever its rows: a file is made whole in memory, about 10 kB a cell, and a table of fourteen
 * columns must not take more than a narrow one of 5,000 rows.
 */
export const CELLS_PER_VOLUME = 40_000;

export interface VolumeSize {
  readonly rows: number;
  readonly cells: number;
}
const VOLUME_SIZE: VolumeSize = { rows: ROWS_PER_VOLUME, cells: CELLS_PER_VOLUME };

export function tableRows(model: ReportModel): number {
  let rows = 0;
  for (const section of model.sections) {
    for (const block of section.blocks) if (block.kind === 'table') rows += block.rows.length;
  }
  return rows;
}

function tableCells(model: ReportModel): number {
  let cells = 0;
  for (const section of model.sections) {
    for (const block of section.blocks)
      if (block.kind === 'table') cells += block.rows.length * block.columns.length;
  }
  return cells;
}

/** The volumes of a paper: itself where it fits into one. */
export function reportVolumes(model: ReportModel, size: VolumeSize = VOLUME_SIZE): ReportModel[] {
  if (tableRows(model) <= size.rows && tableCells(model) <= size.cells) return [model];
  const volumes: ReportSection[][] = [[]];
  let rowsLeft = size.rows;
  let cellsLeft = size.cells;
  for (const section of model.sections) {
    let blocks: ReportBlock[] = [];
    const endSection = (): void => {
      if (blocks.length > 0) volumes.at(-1)!.push({ ...section, blocks });
      blocks = [];
    };
    const nextVolume = (): void => {
      endSection();
      volumes.push([]);
      rowsLeft = size.rows;
      cellsLeft = size.cells;
    };
    for (const block of section.blocks) {
      if (block.kind !== 'table') {
        blocks.push(block);
        continue;
      }
      let rest: ReportTable | null = block;
      while (rest) {
        const columns = rest.columns.length;
        if ((rowsLeft === 0 || cellsLeft < columns) && rest.rows.length > 0) nextVolume();
        const [part, left] = splitTable(rest, Math.min(rowsLeft, Math.floor(cellsLeft / columns)));
        blocks.push(part);
        rowsLeft -= part.rows.length;
        cellsLeft -= part.rows.length * columns;
        rest = left;
      }
    }
    endSection();
  }
  return volumes.map((sections, i) => ({
    ...model,
    sections: withVolumeHead(model, sections, i, volumes.length),
  }));
}

function splitTable(table: ReportTable, room: number): [ReportTable, ReportTable | null] {
  if (table.rows.length <= room) return [table, null];
  const { footRows, ...bare } = table;
  const caption =
    table.caption.endsWith('（续）') || table.caption === '' ? table.caption : `${table.caption}（续）`;
  return [
    { ...bare, rows: table.rows.slice(0, room) },
    { ...bare, caption, rows: table.rows.slice(room), ...(footRows && { footRows }) },
  ];
}

/** Every volume says which of how many it is; those after the first begin with the title again. */
function withVolumeHead(
  model: ReportModel,
  sections: readonly ReportSection[],
  index: number,
  count: number,
): ReportSection[] {
  const mark: ReportBlock = { kind: 'meta', lines: [`第${index + 1}分册　共${count}分册`] };
  const [first, ...others] = sections;
  if (!first) return [];
  const title = model.sections[0]?.blocks.find((block) => block.kind === 'title') ?? {
    kind: 'title',
    text: model.title,
  };
  const head = index === 0 ? 1 : 0;
  const blocks =
    index === 0 && first.blocks[0]?.kind === 'title'
      ? [...first.blocks.slice(0, head), mark, ...first.blocks.slice(head)]
      : [title, mark, ...first.blocks];
  return [{ ...first, blocks }, ...others];
}

/** The paper cut to its first `limit` rows, with a sentence where rows are left out; itself where it fits. */
export function firstRows(model: ReportModel, limit: number): ReportModel {
  const rows = tableRows(model);
  if (rows <= limit) return model;
  let room = limit;
  const sections = model.sections.map((section) => ({
    ...section,
    blocks: section.blocks.flatMap((block): ReportBlock[] => {
      if (block.kind !== 'table') return [block];
      const [part, left] = splitTable(block, room);
      room -= part.rows.length;
      if (!left) return [part];
      const note = `本表共${block.rows.length}行，此处印${part.rows.length}行；全部内容见 Word 文件各分册。`;
      return part.rows.length === 0
        ? [{ kind: 'note', text: `${block.caption}：${note}` }]
        : [part, { kind: 'note', text: note }];
    }),
  }));
  return { ...model, sections };
}
