/**
 * exceljs's streaming writer, with what it lacks: fixed times, back-pressure, an end when the file cannot be written or
 * the caller gives up. All that is used of exceljs beyond its published types is named here.
 */
import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import type { DataValidation, PageSetup, Style, Worksheet, WorksheetView } from 'exceljs';

/** The earliest time that ZIP knows. Files would otherwise tell when they were made, and differ each time. */
const NO_TIME = new Date(Date.UTC(1980, 0, 1));
/** Bytes of a sheet that may wait to be compressed. */
const WAITING_BYTES = 4 * 1024 * 1024;

interface Archive {
  append(source: unknown, data: { readonly name: string; readonly date?: Date }): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  unpipe(target: Writable): unknown;
  abort(): unknown;
}

type SheetView = Partial<WorksheetView> & { readonly activeCell?: string };

export interface SheetWriter extends Pick<Worksheet, 'addRow'> {
  columns: readonly { readonly width: number; readonly hidden: boolean; readonly style: Partial<Style> }[];
  readonly dataValidations: { add(range: string, rule: DataValidation): void };
  commit(): void;
}

interface SheetInside {
  readonly stream: { readonly pipes: readonly Writable[] };
  readonly _merges: { push(range: string): void };
}

export interface BookWriter {
  addSheet(
    name: string,
    view: SheetView,
    page: Partial<PageSetup>,
    state?: 'visible' | 'hidden',
  ): SheetWriter;
  defineName(name: string, place: string): void;
  /** Writes what is left and ends the file. Rejects with the error of the file system where there is one. */
  finish(): Promise<void>;
  /** Stops writing; the caller takes the file away. */
  abandon(): void;
  /** Never resolves; rejects when the file or the archive fails. */
  readonly broken: Promise<never>;
}

/** Loaded when first needed: it takes a tenth of a second that the start of the program does not have. */
async function writerClass() {
  const { default: excel } = await import('exceljs');
  return class PinnedWriter extends excel.stream.xlsx.WorkbookWriter {
    declare readonly zip: Archive;
    /** The first step of the constructor that adds a member. */
    override addThemes(): Promise<void> {
      const append = this.zip.append.bind(this.zip);
      // Bytes, because the archiver would make them of a text in a way that Node warns of.
      this.zip.append = (source, data) =>
        append(typeof source === 'string' ? Buffer.from(source) : source, { ...data, date: NO_TIME });
      return super.addThemes();
    }
  };
}

export async function pinnedWriter(file: WriteStream): Promise<BookWriter> {
  let fail: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => (fail = reject));
  // Heard by whoever waits; an error while nobody does is heard by the next one.
  broken.catch(() => undefined);
  file.on('error', fail);
  const book = new (await writerClass())({ stream: file, useStyles: true });
  book.zip.on('error', fail);
  book.created = NO_TIME;
  book.modified = NO_TIME;
  book.creator = 'mulu';
  book.lastModifiedBy = 'mulu';
  book.views = [
    { x: 0, y: 0, width: 24_000, height: 12_000, firstSheet: 0, activeTab: 0, visibility: 'visible' },
  ];
  return {
    broken,
    addSheet: (name, view, page, state = 'visible') =>
      book.addWorksheet(name, { views: [view], pageSetup: page, state }) as unknown as SheetWriter,
    defineName: (name, place) => book.definedNames.add(place, name),
    finish: () => Promise.race([book.commit(), broken]),
    abandon: () => {
      book.zip.unpipe(file);
      book.zip.abort();
    },
  };
}

/** Lets others have a turn, and waits while more of the sheet is waiting than may. Rejects when the file fails. */
export async function drained(book: BookWriter, sheet: SheetWriter): Promise<void> {
  const [pipe] = (sheet as unknown as SheetInside).stream.pipes;
  await Promise.race([new Promise((resolve) => setImmediate(resolve)), book.broken]);
  while (pipe !== undefined && pipe.writableLength > WAITING_BYTES) {
    await Promise.race([once(pipe, 'drain'), book.broken]);
  }
}

/**
 * Merges `range` (`A1:B2`) without touching its cells. exceljs's own `mergeCells` holds all rows of the range in memory
 * and compares each range with all before.
 */
export function addMerge(sheet: SheetWriter, range: string): void {
  (sheet as unknown as SheetInside)._merges.push(range);
}
