/**
 * The look of a printed paper as Word knows it, after GB/T 9704-2012: A4, margins 37/35/28/26 mm, 22 lines of 28
 * characters, title 2号 小标宋, text 3号 仿宋 at 28 pt, headings 黑体 and 楷体, tables 五号 仿宋.
 */
import {
  AlignmentType,
  BuilderElement,
  createSpacing,
  createStringElement,
  createVerticalAlign,
  DocumentGridType,
  LineRuleType,
  OnOffElement,
  PageOrientation,
  ParagraphProperties,
  RunPropertiesDefaults,
  VerticalAlignTable,
  type IParagraphStyleOptions,
  type ISectionOptions,
  type ISpacingProperties,
  type IStylesOptions,
} from 'docx';
import type { Orientation } from '#app/review/report-model';

/** Twentieths of a point in a millimetre. */
const TWIPS_PER_MM = 1440 / 25.4;
export const mm = (length: number): number => Math.round(length * TWIPS_PER_MM);
const points = (length: number): number => Math.round(length * 20);
/** Sizes are half points in Word. */
const size = (length: number): number => Math.round(length * 2);

const A4 = { width: 11906, height: 16838 };

const PORTRAIT = { top: 37, bottom: 35, left: 28, right: 26 };
/** The portrait page turned so that its bound side is on top (GB/T 9704 8.2). */
const LANDSCAPE = { top: 28, bottom: 26, left: 35, right: 37 };

/** Width between the margins, in twips. */
export function textWidth(orientation: Orientation): number {
  const margin = orientation === 'portrait' ? PORTRAIT : LANDSCAPE;
  const page = orientation === 'portrait' ? A4.width : A4.height;
  return page - mm(margin.left) - mm(margin.right);
}

interface FontNames {
  readonly ascii: string;
  readonly hAnsi: string;
  readonly eastAsia: string;
  readonly cs: string;
}
const LATIN = 'Times New Roman';
const font = (eastAsia: string): FontNames => ({ ascii: LATIN, hAnsi: LATIN, eastAsia, cs: LATIN });

export const FONTS = {
  text: font('仿宋'),
  title: font('方正小标宋简体'),
  heading: font('黑体'),
  subheading: font('楷体'),
} as const;

/** Names that Word and WPS take instead, in this order, where a machine lacks the font. */
const SUBSTITUTES: Readonly<Record<keyof typeof FONTS, string>> = {
  text: '仿宋_GB2312,FangSong,华文仿宋',
  title: '方正小标宋_GBK,华文中宋,STZhongsong,宋体',
  heading: 'SimHei,华文黑体',
  subheading: '楷体_GB2312,KaiTi,华文楷体',
};

/**
 * The font table: which fonts are named and what may stand in for them. None is embedded; the library writes a table
 * only for fonts that are.
 */
export function fontTableXml(): string {
  const fonts = Object.entries(FONTS).map(
    ([key, { eastAsia }]) =>
      `<w:font w:name="${eastAsia}"><w:altName w:val="${SUBSTITUTES[key as keyof typeof FONTS]}"/>` +
      '<w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>',
  );
  const space = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="${space}">${fonts.join('')}</w:fonts>`;
}

/** Ids of the paragraph styles. */
export const STYLES = {
  title: 'ReportTitle',
  meta: 'ReportMeta',
  heading1: 'ReportHeading1',
  heading2: 'ReportHeading2',
  body: 'ReportBody',
  flush: 'ReportFlush',
  note: 'ReportNote',
  caption: 'ReportCaption',
  tableHead: 'ReportTableHead',
  tableText: 'ReportTableText',
  tableCentred: 'ReportTableCentred',
  tableRight: 'ReportTableRight',
  small: 'ReportSmall',
  seal: 'ReportSeal',
  running: 'ReportRunning',
} as const;

/** 三号. The character grid counts from the document's default size, so this must stay the default. */
const TEXT_SIZE = 16;

interface StyleLook {
  /** In points. */
  readonly size: number;
  readonly font?: FontNames;
  /** Exact line pitch, and room above and below, in points. */
  readonly line: number;
  readonly before?: number;
  readonly after?: number;
  readonly align?: 'center' | 'both' | 'right';
  /** First line two characters in. */
  readonly indented?: boolean;
  readonly keepNext?: boolean;
  /** 0 for the title: its place in Word's outline. */
  readonly outline?: number;
}

const LOOKS: Readonly<Record<keyof typeof STYLES, StyleLook & { readonly name: string }>> = {
  title: {
    name: '公文标题',
    size: 22,
    font: FONTS.title,
    line: 32,
    after: 14,
    align: 'center',
    keepNext: true,
    outline: 0,
  },
  meta: { name: '件首', size: 12, line: 18, align: 'center' },
  heading1: {
    name: '一级标题',
    size: 16,
    font: FONTS.heading,
    line: 28,
    indented: true,
    keepNext: true,
    outline: 1,
  },
  heading2: {
    name: '二级标题',
    size: 16,
    font: FONTS.subheading,
    line: 28,
    indented: true,
    keepNext: true,
    outline: 2,
  },
  body: { name: '公文正文', size: 16, line: 28, align: 'both', indented: true },
  flush: { name: '主送', size: 16, line: 28 },
  note: { name: '小字说明', size: 10.5, line: 16 },
  caption: {
    name: '表题',
    size: 12,
    font: FONTS.heading,
    line: 18,
    before: 8,
    after: 4,
    align: 'center',
    keepNext: true,
  },
  tableHead: { name: '表头', size: 10.5, font: FONTS.heading, line: 15, align: 'center', keepNext: true },
  tableText: { name: '表文', size: 10.5, line: 14 },
  tableCentred: { name: '表文居中', size: 10.5, line: 14, align: 'center' },
  tableRight: { name: '表文居右', size: 10.5, line: 14, align: 'right' },
  small: { name: '栏下小字', size: 9, line: 12 },
  seal: { name: '落款', size: 16, line: 28, align: 'center' },
  running: { name: '页眉页脚', size: 9, line: 14 },
};

const ALIGN = { center: AlignmentType.CENTER, both: AlignmentType.BOTH, right: AlignmentType.RIGHT };

/** Exact line pitch and room around a paragraph, in points. */
export function spacing(look: {
  readonly line: number;
  readonly before?: number;
  readonly after?: number;
}): ISpacingProperties {
  const { line, before = 0, after = 0 } = look;
  return {
    before: points(before),
    after: points(after),
    line: points(line),
    lineRule: LineRuleType.EXACT,
  };
}

/** What 28 characters a line leave to each (GB/T 9704 5.2.3), in twips: 2 mm a line less than 三号 would take. */
const CHARACTER_PITCH = Math.floor(textWidth('portrait') / 28);
const TIGHTENED = CHARACTER_PITCH - points(TEXT_SIZE);

/**
 * The pitch is set line by line and character by character, and nothing snaps to the page's grid: a grid cell narrower
 * than its character is filled by Word as the standard means it, by other programs with every second cell empty.
 */
function paragraphStyle(key: keyof typeof STYLES): IParagraphStyleOptions {
  const look = LOOKS[key];
  return {
    id: STYLES[key],
    name: look.name,
    basedOn: 'Normal',
    quickFormat: true,
    paragraph: {
      ...(look.keepNext && { keepNext: true }),
      spacing: spacing(look),
      ...(look.indented && { indent: { firstLineChars: 200, firstLine: points(2 * look.size) } }),
      ...(look.align && { alignment: ALIGN[look.align] }),
      ...(look.outline !== undefined && { outlineLevel: look.outline }),
    },
    run: {
      ...(look.font && { font: look.font }),
      snapToGrid: false,
      ...(look.size === TEXT_SIZE && { characterSpacing: TIGHTENED }),
      size: size(look.size),
    },
  };
}

/** Id of the style of tables, whose text stands in the middle of its cells: said once instead of in every cell. */
export const TABLE_STYLE = 'ReportTable';

function tableStyle(): BuilderElement<{ type: string; id: string; custom: string }> {
  return new BuilderElement({
    name: 'w:style',
    attributes: {
      type: { key: 'w:type', value: 'table' },
      id: { key: 'w:styleId', value: TABLE_STYLE },
      custom: { key: 'w:customStyle', value: '1' },
    },
    children: [
      createStringElement('w:name', '公文表格'),
      new BuilderElement({
        name: 'w:tcPr',
        children: [createVerticalAlign(VerticalAlignTable.CENTER)],
      }),
    ],
  });
}

/** The style sheet of the document: the papers' own styles and none of the library's. */
export function reportStyles(): IStylesOptions {
  const paragraph = new ParagraphProperties();
  paragraph.push(new OnOffElement('w:snapToGrid', false));
  paragraph.push(createSpacing(spacing({ line: 28 })));
  const defaults = new BuilderElement({
    name: 'w:docDefaults',
    children: [
      new RunPropertiesDefaults({
        font: FONTS.text,
        size: size(TEXT_SIZE),
        language: { value: 'en-US', eastAsia: 'zh-CN' },
      }),
      new BuilderElement({ name: 'w:pPrDefault', children: [paragraph] }),
    ],
  });
  const styles = (Object.keys(STYLES) as (keyof typeof STYLES)[]).map(paragraphStyle);
  return {
    importedStyles: [defaults, tableStyle()],
    paragraphStyles: [{ id: 'Normal', name: 'Normal', quickFormat: true }, ...styles],
  };
}

/** Page, margins and grid: 22 lines of 28 characters on 156 × 225 mm (GB/T 9704 5.2.3). */
export function sectionPage(orientation: Orientation): NonNullable<ISectionOptions['properties']> {
  const landscape = orientation === 'landscape';
  const margin = landscape ? LANDSCAPE : PORTRAIT;
  const height = (landscape ? A4.width : A4.height) - mm(margin.top) - mm(margin.bottom);
  return {
    page: {
      // The library turns the page itself.
      size: {
        ...A4,
        orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
      },
      margin: {
        top: mm(margin.top),
        right: mm(margin.right),
        bottom: mm(margin.bottom),
        left: mm(margin.left),
        header: mm(margin.top - 9),
        footer: mm(margin.bottom - 12),
        gutter: 0,
      },
    },
    // The character pitch is in 1/4096 of a point, against the default size of the text.
    grid: landscape
      ? { type: DocumentGridType.LINES, linePitch: Math.floor(height / 15) }
      : {
          type: DocumentGridType.LINES_AND_CHARS,
          linePitch: Math.floor(height / 22),
          charSpace: (TIGHTENED / 20) * 4096,
        },
  };
}
