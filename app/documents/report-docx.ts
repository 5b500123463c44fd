/** Writes a printed paper as a Word document, through the `docx` library. The same paper gives the same bytes. */
import { writeFile } from 'node:fs/promises';
import { AlignmentType, Document, Footer, Header, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import { FailureError } from '#app/contract/failure';
import { footerText, printable, type ReportModel } from '#app/review/report-model';
import { docxSection, sectionEnd } from './report-docx-blocks';
import { reportLooks } from './report-docx-looks';
import type { RowByRow } from './report-docx-table';
import { fontTableXml, reportStyles, sectionPage, STYLES, textWidth } from './report-docx-styles';
import { withFixedTimes } from './zip-times';

/** The document as bytes. Rejects with `cancelled` when the signal is raised. */
export async function reportDocx(model: ReportModel, signal?: AbortSignal): Promise<Uint8Array> {
  const tables: RowByRow[] = [];
  const document = documentOf(model, tables);
  const context = { file: document, viewWrapper: document.Document, stack: [] };
  for (const table of tables) await table.write(context, signal);
  await heard(signal);
  const bytes = await Packer.toBuffer(document, undefined, [
    { path: 'word/fontTable.xml', data: fontTableXml() },
  ]);
  // Packing is one piece of work: what was asked meanwhile is heard after it.
  await heard(signal);
  return withFixedTimes(bytes);
}

async function heard(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal?.aborted) throw new FailureError('cancelled');
}

/**
 * Writes the document to `file`, which is overwritten and may be left half written: the caller names a place beside the
 * one that was asked for. Rejects with `cancelled` when the signal is raised; errors of the file system pass through.
 */
export async function writeReportDocx(file: string, model: ReportModel, signal?: AbortSignal): Promise<void> {
  await writeFile(file, await reportDocx(model, signal), { flush: true });
}

/** A document that does not say when it was packed: the day that counts is on the paper. */
class UndatedDocument extends Document {
  override get CoreProperties(): Document['CoreProperties'] {
    const properties = super.CoreProperties;
    const written = properties.prepForXml.bind(properties);
    properties.prepForXml = (context) => {
      const whole = written(context);
      const parts = whole?.['cp:coreProperties'] as Readonly<Record<string, unknown>>[];
      return {
        'cp:coreProperties': parts.filter((part) => !Object.keys(part)[0]!.startsWith('dcterms:')),
      };
    };
    return properties;
  }
}

function documentOf(model: ReportModel, tables: RowByRow[]): Document {
  const { department, version, sm3 } = model.footer;
  const looks = reportLooks();
  return new UndatedDocument({
    title: printable(model.title),
    creator: printable(department),
    lastModifiedBy: printable(department),
    description: printable(`${version} ${sm3}`),
    styles: reportStyles(),
    evenAndOddHeaderAndFooters: true,
    defaultTabStop: 720,
    sections: model.sections.map((section, i) => {
      const last = i === model.sections.length - 1;
      const blocks = last ? [...section.blocks, ...model.closing] : section.blocks;
      const children = docxSection(blocks, { width: textWidth(section.orientation), looks, tables });
      return {
        properties: sectionPage(section.orientation),
        // Later sections take the head and foot of the first.
        ...(i === 0 && {
          headers: { default: runningHead(model), even: runningHead(model) },
          footers: { default: runningFoot(model, 'right'), even: runningFoot(model, 'left') },
        }),
        children: last ? children : [...children, sectionEnd()],
      };
    }),
  });
}

function runningHead(model: ReportModel): Header {
  return new Header({
    children: [
      new Paragraph({
        style: STYLES.running,
        alignment: AlignmentType.RIGHT,
        children: [new TextRun(printable(model.header))],
      }),
    ],
  });
}

/** The page number stands on the outer side: right on odd pages, left on even ones (GB/T 9704 7.5). */
function runningFoot(model: ReportModel, side: 'left' | 'right'): Footer {
  const text = printable(footerText(model.footer));
  const number = ['第', PageNumber.CURRENT, '页 共', PageNumber.TOTAL_PAGES, '页'];
  const children = side === 'right' ? [text, '　　', ...number] : [...number, '　　', text];
  return new Footer({
    children: [
      new Paragraph({
        style: STYLES.running,
        // Said even where it is the default: a page turned over must not inherit the other side.
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        children: [new TextRun({ children })],
      }),
    ],
  });
}
