/** Writes a printed paper as a Word document (Office Open XML, ISO/IEC 29500). */
import { AlignmentType, Document, Footer, Header, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import { footerText, printable, type ReportModel } from '#app/review/report-model';
import { docxBlocks, type DocxBlock } from './report-docx-blocks';
import { fontTableXml, sectionProperties, STYLES, stylesXml, textWidth } from './report-docx-styles';

/** The bytes of one document; a paper of more than `ROWS_PER_VOLUME` rows is parted into volumes before. */
export async function reportDocx(model: ReportModel): Promise<Uint8Array> {
  const odd = runningFoot(model, 'right');
  const even = runningFoot(model, 'left');
  const document = new Document({
    title: printable(model.title),
    creator: printable(model.footer.department),
    description: `${model.footer.version} ${model.footer.sm3}`,
    evenAndOddHeaderAndFooters: true,
    sections: model.sections.map((section, i) => {
      const width = textWidth(section.orientation);
      const blocks = i === model.sections.length - 1 ? [...section.blocks, ...model.closing] : section.blocks;
      return {
        properties: sectionProperties(section.orientation),
        headers: { default: runningHead(model), even: runningHead(model) },
        footers: { default: odd, even },
        children: blocks.flatMap((block): DocxBlock[] => docxBlocks(block, width)),
      };
    }),
  });
  return Packer.toBuffer(document, undefined, [
    { path: 'word/styles.xml', data: stylesXml() },
    { path: 'word/fontTable.xml', data: fontTableXml() },
  ]);
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
  const number = new TextRun({
    children: ['第', PageNumber.CURRENT, '页 共', PageNumber.TOTAL_PAGES, '页'],
  });
  const text = new TextRun(printable(footerText(model.footer)));
  const gap = new TextRun('　　');
  return new Footer({
    children: [
      new Paragraph({
        style: STYLES.running,
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        children: side === 'right' ? [text, gap, number] : [number, gap, text],
      }),
    ],
  });
}
