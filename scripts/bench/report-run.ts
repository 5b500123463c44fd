/** One run of the report bench: `own` or `docx`, the library, the resources, a folder. Prints one JSON line. */
import { join } from 'node:path';
import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { writeReportDocx } from '#app/documents/report-docx';
import { openAt } from '#app/operations/library-operations';
import { gatherFacts } from '#app/operations/report-facts';
import type { Workspace } from '#app/operations/workspace';
import { cellOf, linesOf, printedRows, type ReportModel } from '#app/review/report-model';
import { reviewReport } from '#app/review/report-review';
import { reportVolumes, tableRows } from '#app/review/report-volumes';
import { benchOperations, noContext } from './big-library';
import { timed } from './bench-row';

export interface ReportRun {
  readonly ms: number;
  /** Largest resident size of the process, in millions of bytes. */
  readonly peakMb: number;
  readonly rows: number;
}

/** The tables of the paper as the library writes them, without head, foot, styles or anything between. */
async function packTables(model: ReportModel): Promise<void> {
  const paragraph = (text: string): Paragraph => new Paragraph({ children: [new TextRun(text)] });
  const tables = model.sections.flatMap((section) =>
    section.blocks.flatMap((block) =>
      block.kind !== 'table'
        ? []
        : [
            new Table({
              rows: printedRows(block).map(
                (row) =>
                  new TableRow({
                    children: row.map(
                      (cell) =>
                        new TableCell({
                          children: linesOf(cellOf(cell).text).map((line) =>
                            paragraph(line.map((run) => run.text).join('')),
                          ),
                        }),
                    ),
                  }),
              ),
            }),
          ],
    ),
  );
  await Packer.toBuffer(new Document({ sections: [{ children: tables }] }));
}

const [mode, library = '', resources = '', folder = ''] = process.argv.slice(2);
const { host } = await benchOperations(folder, resources);
const workspace = { host, current: null } as Workspace;
await openAt(workspace, { library, readOnly: true });
const facts = (): ReturnType<typeof gatherFacts> => gatherFacts(workspace, noContext);
const say = (run: ReportRun): void => console.log(JSON.stringify(run));
const peakMb = (): number => process.resourceUsage().maxRSS / 1000;
if (mode === 'docx') {
  const model = reviewReport(await facts());
  const ms = await timed(() => packTables(model));
  say({ ms, peakMb: peakMb(), rows: tableRows(model) });
} else {
  // Both are timed from the facts on: reading the catalogue is no part of packing. The peak is of all of it.
  const known = await facts();
  const out = join(folder, `review-${process.pid}.docx`);
  let rows = 0;
  const ms = await timed(async () => {
    const model = reviewReport(known);
    rows = tableRows(model);
    for (const volume of reportVolumes(model)) await writeReportDocx(out, volume);
  });
  say({ ms, peakMb: peakMb(), rows });
}
await workspace.current!.library.close();
