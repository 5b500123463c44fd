/**
 * Writes a printed paper as a Word document (Office Open XML, ISO/IEC 29500). The parts stream into the container, so
 * that a report of many thousand rows takes little memory, and the same paper gives the same bytes.
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { FailureError } from '#app/contract/failure';
import { footerText, type ReportModel } from '#app/review/report-model';
import { docxSection, paragraphXml, runXml } from './report-docx-blocks';
import { fontTableXml, sectionXml, STYLES, stylesXml, textWidth, WORD, XML_HEAD } from './report-docx-styles';
import { xmlText } from './report-docx-text';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
// Local time on purpose: the container stores local time, so the bytes do not depend on the time zone.
const STAMP = new Date(2017, 0, 1);
const PART_SIZE = 64 * 1024;

/** Parts beside the document itself: relation, content type and content. */
const PARTS: readonly {
  readonly name: string;
  readonly kind: 'styles' | 'fontTable' | 'settings' | 'header' | 'footer';
  readonly xml: (model: ReportModel) => string;
}[] = [
  { name: 'styles', kind: 'styles', xml: stylesXml },
  { name: 'fontTable', kind: 'fontTable', xml: fontTableXml },
  { name: 'settings', kind: 'settings', xml: settingsXml },
  { name: 'header1', kind: 'header', xml: runningHead },
  { name: 'header2', kind: 'header', xml: runningHead },
  { name: 'footer1', kind: 'footer', xml: (model) => runningFoot(model, 'right') },
  { name: 'footer2', kind: 'footer', xml: (model) => runningFoot(model, 'left') },
];
const relationOf = (name: string): string => `rId${PARTS.findIndex((part) => part.name === name) + 1}`;

/** The document as bytes, for a paper of modest size. */
export async function reportDocx(model: ReportModel): Promise<Uint8Array> {
  const { stream, failure } = docxStream(model);
  try {
    return await buffer(stream);
  } catch (error) {
    throw failure() ?? error;
  }
}

/**
 * Writes the document to `file`, which is overwritten and may be left half written: the caller names a place beside the
 * one that was asked for. Rejects with `cancelled` when the signal is raised; errors of the file system pass through.
 */
export async function writeReportDocx(file: string, model: ReportModel, signal?: AbortSignal): Promise<void> {
  const { stream, failure } = docxStream(model, signal);
  try {
    await pipeline(stream, createWriteStream(file, { flush: true }));
  } catch (error) {
    throw failure() ?? error;
  }
}

function docxStream(model: ReportModel, signal?: AbortSignal): { stream: Readable; failure: () => unknown } {
  const zip = new ZipFile();
  const stream = zip.outputStream as Readable;
  let failure: unknown = null;
  const stop = (error: Error): void => {
    failure ??= error;
    stream.destroy(error);
  };
  zip.on('error', stop);
  const options = { mtime: STAMP, forceDosTimestamp: true };
  for (const [name, text] of staticParts(model)) zip.addBuffer(Buffer.from(text, 'utf8'), name, options);
  const source = Readable.from(inParts(documentXml(model), signal), { objectMode: false });
  source.on('error', stop);
  zip.addReadStream(source, 'word/document.xml', options);
  zip.end();
  return { stream, failure: () => failure };
}

/** Gathers small strings into parts worth compressing, and looks between them whether the work is still wanted. */
function* inParts(pieces: Iterable<string>, signal?: AbortSignal): Generator<string> {
  let part = '';
  for (const piece of pieces) {
    part += piece;
    if (part.length < PART_SIZE) continue;
    if (signal?.aborted) throw new FailureError('cancelled');
    yield part;
    part = '';
  }
  yield part;
}

function* documentXml(model: ReportModel): Generator<string> {
  const references =
    `<w:headerReference w:type="default" r:id="${relationOf('header1')}"/>` +
    `<w:headerReference w:type="even" r:id="${relationOf('header2')}"/>` +
    `<w:footerReference w:type="default" r:id="${relationOf('footer1')}"/>` +
    `<w:footerReference w:type="even" r:id="${relationOf('footer2')}"/>`;
  yield `${XML_HEAD}<w:document xmlns:w="${WORD}" xmlns:r="${RELATIONS}"><w:body>`;
  for (const [i, section] of model.sections.entries()) {
    const last = i === model.sections.length - 1;
    const blocks = last ? [...section.blocks, ...model.closing] : section.blocks;
    yield* docxSection(blocks, textWidth(section.orientation));
    const xml = sectionXml(section.orientation, references);
    // The paragraph that ends a section is as low as can be, so that it never starts a page of its own.
    yield last
      ? xml
      : `<w:p><w:pPr><w:pStyle w:val="${STYLES.small}"/><w:spacing w:line="20" w:lineRule="exact"/>${xml}</w:pPr></w:p>`;
  }
  yield '</w:body></w:document>';
}

function runningHead(model: ReportModel): string {
  const text = paragraphXml(runXml(model.header), { style: STYLES.running, align: 'right' });
  return `${XML_HEAD}<w:hdr xmlns:w="${WORD}">${text}</w:hdr>`;
}

function fieldXml(name: 'PAGE' | 'NUMPAGES'): string {
  return (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' +
    `<w:r><w:instrText xml:space="preserve"> ${name} </w:instrText></w:r>` +
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>' +
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
  );
}

/** The page number stands on the outer side: right on odd pages, left on even ones (GB/T 9704 7.5). */
function runningFoot(model: ReportModel, side: 'left' | 'right'): string {
  const number = `${runXml('第')}${fieldXml('PAGE')}${runXml('页 共')}${fieldXml('NUMPAGES')}${runXml('页')}`;
  const text = runXml(footerText(model.footer));
  const gap = runXml('　　');
  const runs = side === 'right' ? text + gap + number : number + gap + text;
  // Said even where it is the default: a page turned over must not inherit the other side.
  const xml = paragraphXml(runs, { style: STYLES.running, spacing: `<w:jc w:val="${side}"/>` });
  return `${XML_HEAD}<w:ftr xmlns:w="${WORD}">${xml}</w:ftr>`;
}

function settingsXml(): string {
  return (
    `${XML_HEAD}<w:settings xmlns:w="${WORD}"><w:defaultTabStop w:val="720"/><w:evenAndOddHeaders/>` +
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>' +
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>' +
    '</w:compat></w:settings>'
  );
}

function staticParts(model: ReportModel): [string, string][] {
  const core = `${PACKAGE}/metadata/core-properties`;
  const { department, version, sm3 } = model.footer;
  return [
    [
      '[Content_Types].xml',
      `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
        `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
        `<Override PartName="/word/document.xml" ContentType="${TYPE}.document.main+xml"/>` +
        PARTS.map(
          ({ name, kind }) => `<Override PartName="/word/${name}.xml" ContentType="${TYPE}.${kind}+xml"/>`,
        ).join('') +
        '</Types>',
    ],
    [
      '_rels/.rels',
      `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/>` +
        `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    ],
    [
      'docProps/core.xml',
      `${XML_HEAD}<cp:coreProperties xmlns:cp="${core}" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
        `<dc:title>${xmlText(model.title)}</dc:title><dc:creator>${xmlText(department)}</dc:creator>` +
        `<dc:description>${xmlText(`${version} ${sm3}`)}</dc:description></cp:coreProperties>`,
    ],
    [
      'word/_rels/document.xml.rels',
      `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
        PARTS.map(
          ({ name, kind }) =>
            `<Relationship Id="${relationOf(name)}" Type="${RELATIONS}/${kind}" Target="${name}.xml"/>`,
        ).join('') +
        '</Relationships>',
    ],
    ...PARTS.map(({ name, xml }): [string, string] => [`word/${name}.xml`, xml(model)]),
  ];
}
