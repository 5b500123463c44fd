/** One run of the report bench: `own` or `docx`, the library, the resources, a folder. Prints one JSON line. */
import { join } from 'node:path';
import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { writeReportFiles } from '#app/operations/report-operations';
import { openAt } from '#app/operations/library-operations';
import { gatherFacts } from '#app/operations/report-facts';
import type { Workspace } from '#app/operations/workspace';
import { cellOf, linesOf, printedRows, type ReportModel } from '#app/review/report-model';
import { reviewReport } from '#app/review/report-review';
import { tableRows } from '#app/review/report-volumes';
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
const { host } = await benchOperations(resources);
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
  const out = join(folder, `review-${process.pid}.docx`);
  const ms = await timed(() => writeReportFiles(workspace, { kind: 'review', out }, noContext));
  const peak = peakMb();
  say({ ms, peakMb: peak, rows: tableRows(reviewReport(await facts())) });
}
await workspace.current!.library.close();
