/** The parts of an .xlsx package beside its sheets: where the sheets are, shared texts, and which styles mean a date. */
import { attribute, readXmlPart } from './xml-parts';
import { decodeCellText, detachedText } from './cell-text';
import { hasMember, overLimit, unreadable, type ZipArchive } from './zip-archive';

export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly date1904: boolean;
  readonly sharedStrings: readonly string[];
  /** Per cell style: how a number in it is to be read. */
  readonly styles: readonly NumberStyle[];
  /** The workbook refers to other files; their values are taken as stored. */
  readonly externalLinks: boolean;
}

export type NumberStyle =
  | { readonly kind: 'plain' }
  | { readonly kind: 'date' }
  | { readonly kind: 'padded'; readonly digits: number };

interface Relationship {
  readonly type: string;
  readonly target: string;
}

const SHARED_LIMITS = { texts: 3_000_000, characters: 250_000_000 } as const;

export async function readWorkbookParts(archive: ZipArchive, signal?: AbortSignal): Promise<WorkbookParts> {
  const top = await readRelationships(archive, '_rels/.rels', '', signal);
  const main = [...top.values()].find((link) => link.type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (!hasMember(archive, main)) {
    const kind = hasMember(archive, 'word/document.xml') || hasMember(archive, 'content.xml');
    throw unreadable(
      kind ? '这是其他类型的文件，不是 .xlsx 工作簿' : '不是 .xlsx 工作簿（缺少 workbook.xml）',
    );
  }
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const links = await readRelationships(
    archive,
    `${folder}_rels/${main.slice(folder.length)}.rels`,
    folder,
    signal,
  );
  const book = await readBook(archive, main, links, signal);
  const part = (type: string): string | null =>
    [...links.values()].find((link) => link.type === type)?.target ?? null;
  const shared = part('sharedStrings');
  const styles = part('styles');
  return {
    ...book,
    sharedStrings: shared ? await readSharedStrings(archive, shared, signal) : [],
    styles: styles && hasMember(archive, styles) ? await readStyles(archive, styles, signal) : [],
    externalLinks: [...links.values()].some((link) => link.type === 'externalLink'),
  };
}

async function readRelationships(
  archive: ZipArchive,
  part: string,
  folder: string,
  signal?: AbortSignal,
): Promise<Map<string, Relationship>> {
  const links = new Map<string, Relationship>();
  if (!hasMember(archive, part)) return links;
  await readXmlPart(
    archive,
    part,
    {
      open(name, attributes) {
        if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
        const type = attribute(attributes, 'Type');
        links.set(attribute(attributes, 'Id'), {
          type: type.slice(type.lastIndexOf('/') + 1),
          target: resolvePart(folder, attribute(attributes, 'Target')),
        });
      },
    },
    { signal },
  );
  return links;
}

function resolvePart(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folder + target;
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

async function readBook(
  archive: ZipArchive,
  main: string,
  links: ReadonlyMap<string, Relationship>,
  signal?: AbortSignal,
): Promise<{ sheets: SheetPart[]; date1904: boolean }> {
  const sheets: SheetPart[] = [];
  let date1904 = false;
  await readXmlPart(
    archive,
    main,
    {
      open(name, attributes) {
        if (name === 'workbookPr') {
          date1904 = ['1', 'true', 'on'].includes(attribute(attributes, 'date1904'));
        }
        if (name !== 'sheet') return;
        const link = links.get(attributes['r:id'] ?? relationshipId(attributes));
        // Chart and dialog sheets have no rows.
        if (!link || link.type !== 'worksheet') return;
        sheets.push({
          name: decodeCellText(attribute(attributes, 'name')),
          part: link.target,
          hidden: attribute(attributes, 'state').toLowerCase().includes('hidden'),
        });
      },
    },
    { signal },
  );
  for (const sheet of sheets) {
    if (!hasMember(archive, sheet.part)) throw unreadable(`工作簿缺少工作表“${sheet.name}”的内容`);
  }
  return { sheets, date1904 };
}

function relationshipId(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
}

async function readSharedStrings(archive: ZipArchive, part: string, signal?: AbortSignal): Promise<string[]> {
  const texts: string[] = [];
  let current = '';
  let characters = 0;
  let inText = false;
  let phonetic = 0;
  await readXmlPart(
    archive,
    part,
    {
      open(name) {
        if (name === 'si') current = '';
        else if (name === 'rPh') phonetic++;
        else if (name === 't') inText = phonetic === 0;
      },
      text(text) {
        if (inText) current += text;
      },
      close(name) {
        if (name === 't') inText = false;
        else if (name === 'rPh') phonetic--;
        else if (name === 'si') {
          texts.push(detachedText(decodeCellText(current)));
          characters += current.length;
          if (texts.length > SHARED_LIMITS.texts || characters > SHARED_LIMITS.characters) {
            throw overLimit('shared-strings', SHARED_LIMITS.texts, '工作簿的文字内容过多');
          }
        }
      },
    },
    { signal },
  );
  return texts;
}

async function readStyles(archive: ZipArchive, part: string, signal?: AbortSignal): Promise<NumberStyle[]> {
  const formats = new Map<number, string>();
  const styles: NumberStyle[] = [];
  let inCells = false;
  await readXmlPart(
    archive,
    part,
    {
      open(name, attributes) {
        if (name === 'numFmt') {
          formats.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode'));
        } else if (name === 'cellXfs') inCells = true;
        else if (name === 'xf' && inCells) {
          const id = Number(attribute(attributes, 'numFmtId') || '0');
          styles.push(numberStyle(id, formats.get(id)));
        }
      },
      close(name) {
        if (name === 'cellXfs') inCells = false;
      },
    },
    { signal },
  );
  return styles;
}

/** Built-in formats 14–22 are dates and times, 27–36 and 50–58 those of Chinese, Japanese and Korean programs. */
export function numberStyle(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) {
    const dated = (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36;
    return dated || (id >= 50 && id <= 58) ? { kind: 'date' } : { kind: 'plain' };
  }
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .toLowerCase()
    .split(';')[0]!;
  if (/y/.test(bare) || (/d/.test(bare) && /m/.test(bare))) return { kind: 'date' };
  if (/^0{2,}$/.test(bare)) return { kind: 'padded', digits: bare.length };
  return { kind: 'plain' };
}
