/**
 * Paragraphs and cells of large tables. Thousands of them share a few looks; the properties of a look are turned into
 * XML once and stand in every paragraph or cell that has it, which halves the time and the memory of a long table.
 */
import {
  AlignmentType,
  Paragraph,
  ParagraphProperties,
  TableCell,
  TextRun,
  UnderlineType,
  VerticalAlignTable,
  WidthType,
  XmlComponent,
  type IParagraphOptions,
} from 'docx';
import type { CellAlign, ReportRun } from '#app/review/report-model';

export interface ParagraphLook {
  readonly style: string;
  readonly align?: CellAlign;
  readonly keepNext?: boolean;
  readonly spacing?: IParagraphOptions['spacing'];
}

export interface CellLook {
  /** In twips. */
  readonly width: number;
  /** Columns it covers, 1 unless given. */
  readonly span?: number;
  /** Text at the top instead of in the middle. */
  readonly top?: boolean;
}

/** Makes the paragraphs and cells of one document; those given the same object as look share its properties. */
export interface Looks {
  /** A paragraph of runs of printable text; `\n` is not known here, lines are paragraphs of their own. */
  readonly paragraph: (runs: readonly ReportRun[], look: ParagraphLook) => Paragraph;
  readonly cell: (children: readonly Paragraph[], look: CellLook) => TableCell;
}

type WriteContext = Parameters<XmlComponent['prepForXml']>[0];
type Written = ReturnType<XmlComponent['prepForXml']>;

class WrittenOnce extends XmlComponent {
  private readonly write: (context: WriteContext) => Written;
  private written: Written;

  constructor(write: (context: WriteContext) => Written) {
    super('');
    this.write = write;
  }

  override prepForXml(context: WriteContext): Written {
    return (this.written ??= this.write(context));
  }
}

class LookedParagraph extends Paragraph {
  private readonly look: WrittenOnce;
  private readonly runs: readonly TextRun[];

  constructor(look: WrittenOnce, runs: readonly TextRun[]) {
    super({});
    this.look = look;
    this.runs = runs;
  }

  override prepForXml(context: WriteContext): Written {
    return {
      'w:p': [this.look.prepForXml(context), ...this.runs.map((run) => run.prepForXml(context))],
    };
  }
}

class LookedCell extends TableCell {
  private readonly look: WrittenOnce;
  constructor(look: WrittenOnce, children: readonly Paragraph[]) {
    super({ children });
    this.look = look;
  }
  override prepForXml(context: WriteContext): Written {
    return {
      'w:tc': [this.look.prepForXml(context), ...this.options.children.map((run) => run.prepForXml(context))],
    };
  }
}

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT };

function paragraphProperties({ style, align, keepNext, spacing }: ParagraphLook): WrittenOnce {
  const properties = new ParagraphProperties({
    style,
    ...(keepNext && { keepNext }),
    ...(spacing && { spacing }),
    // Left is what every style says already.
    ...(align && align !== 'left' && { alignment: ALIGN[align] }),
  });
  return new WrittenOnce((context) => properties.prepForXml(context));
}

function cellProperties({ width, span = 1, top = false }: CellLook): WrittenOnce {
  const cell = new TableCell({
    children: [],
    width: { size: width, type: WidthType.DXA },
    ...(span > 1 && { columnSpan: span }),
    // The middle is what the style of the table says already.
    ...(top && { verticalAlign: VerticalAlignTable.TOP }),
  });
  return new WrittenOnce((context) => (cell.prepForXml(context)!['w:tc'] as Written[])[0]);
}

function textRun({ text, underline }: ReportRun): TextRun {
  return new TextRun(underline ? { text, underline: { type: UnderlineType.SINGLE } } : { text });
}

export function reportLooks(): Looks {
  const paragraphs = new Map<ParagraphLook, WrittenOnce>();
  const cells = new Map<CellLook, WrittenOnce>();
  return {
    paragraph: (runs, look) =>
      new LookedParagraph(shared(paragraphs, look, paragraphProperties), runs.map(textRun)),
    cell: (children, look) => new LookedCell(shared(cells, look, cellProperties), children),
  };
}

function shared<T>(known: Map<T, WrittenOnce>, look: T, make: (look: T) => WrittenOnce): WrittenOnce {
  let properties = known.get(look);
  if (!properties) known.set(look, (properties = make(look)));
  return properties;
}
