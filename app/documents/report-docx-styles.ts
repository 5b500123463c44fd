/**
 * The look of a printed paper as Word knows it, after GB/T 9704-2012: A4, margins 37/35/28/26 mm, 22 lines of 28
 * characters, title 2号 小标宋, text 3号 仿宋 at 28 pt, headings 黑体 and 楷体, tables 五号 仿宋.
 */
import type { Orientation } from '#app/review/report-model';

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

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

/** The font table: which fonts are named and what may stand in for them. None is embedded. */
export function fontTableXml(): string {
  const fonts = Object.entries(FONTS).map(
    ([key, { eastAsia }]) =>
      `<w:font w:name="${eastAsia}"><w:altName w:val="${SUBSTITUTES[key as keyof typeof FONTS]}"/>` +
      '<w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>',
  );
  return `${XML_HEAD}<w:fonts xmlns:w="${WORD}">${fonts.join('')}</w:fonts>`;
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
  readonly align?: 'center' | 'both';
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
  tableText: { name: '表文', size: 10.5, line: 15 },
  small: { name: '栏下小字', size: 9, line: 12 },
  seal: { name: '落款', size: 16, line: 28, align: 'center' },
  running: { name: '页眉页脚', size: 9, line: 14 },
};

function fontXml({ ascii, hAnsi, eastAsia, cs }: FontNames): string {
  return `<w:rFonts w:ascii="${ascii}" w:hAnsi="${hAnsi}" w:eastAsia="${eastAsia}" w:cs="${cs}"/>`;
}

function spacingXml(look: Pick<StyleLook, 'line' | 'before' | 'after'>): string {
  const { line, before = 0, after = 0 } = look;
  return `<w:spacing w:before="${points(before)}" w:after="${points(after)}" w:line="${points(line)}" w:lineRule="exact"/>`;
}

/** What 28 characters a line leave to each (GB/T 9704 5.2.3), in twips: 2 mm a line less than 三号 would take. */
const CHARACTER_PITCH = Math.floor(textWidth('portrait') / 28);
const TIGHTENED = CHARACTER_PITCH - points(TEXT_SIZE);

/**
 * The pitch is set line by line and character by character, and nothing snaps to the page's grid: a grid cell narrower
 * than its character is filled by Word as the standard means it, by other programs with every second cell empty.
 */
function styleXml(id: string, look: StyleLook & { readonly name: string }): string {
  const paragraph = [
    look.keepNext ? '<w:keepNext/>' : '',
    '<w:snapToGrid w:val="0"/>',
    spacingXml(look),
    look.indented ? `<w:ind w:firstLineChars="200" w:firstLine="${points(2 * look.size)}"/>` : '',
    look.align ? `<w:jc w:val="${look.align}"/>` : '',
    look.outline === undefined ? '' : `<w:outlineLvl w:val="${look.outline}"/>`,
  ];
  const run = [
    look.font ? fontXml(look.font) : '',
    '<w:snapToGrid w:val="0"/>',
    look.size === TEXT_SIZE ? `<w:spacing w:val="${TIGHTENED}"/>` : '',
    `<w:sz w:val="${size(look.size)}"/><w:szCs w:val="${size(look.size)}"/>`,
  ];
  return (
    `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${look.name}"/>` +
    `<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${paragraph.join('')}</w:pPr><w:rPr>${run.join('')}</w:rPr></w:style>`
  );
}

/** The style sheet of the document. */
export function stylesXml(): string {
  const styles = (Object.keys(STYLES) as (keyof typeof STYLES)[]).map((key) =>
    styleXml(STYLES[key], LOOKS[key]),
  );
  const half = size(TEXT_SIZE);
  return (
    `${XML_HEAD}<w:styles xmlns:w="${WORD}"><w:docDefaults>` +
    `<w:rPrDefault><w:rPr>${fontXml(FONTS.text)}<w:sz w:val="${half}"/><w:szCs w:val="${half}"/>` +
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>' +
    `<w:pPrDefault><w:pPr>${spacingXml({ line: 28 })}</w:pPr></w:pPrDefault></w:docDefaults>` +
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>' +
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>' +
    `${styles.join('')}</w:styles>`
  );
}

/**
 * Page, margins and grid: 22 lines of 28 characters on 156 × 225 mm (GB/T 9704 5.2.3). `references` names the heads and
 * feet of the pages.
 */
export function sectionXml(orientation: Orientation, references: string): string {
  const landscape = orientation === 'landscape';
  const margin = landscape ? LANDSCAPE : PORTRAIT;
  const [wide, high] = landscape ? [A4.height, A4.width] : [A4.width, A4.height];
  const height = high - mm(margin.top) - mm(margin.bottom);
  // The character pitch is in 1/4096 of a point, against the default size of the text.
  const grid = landscape
    ? `<w:docGrid w:type="lines" w:linePitch="${Math.floor(height / 15)}"/>`
    : `<w:docGrid w:type="linesAndChars" w:linePitch="${Math.floor(height / 22)}" w:charSpace="${(TIGHTENED / 20) * 4096}"/>`;
  return (
    `<w:sectPr>${references}<w:pgSz w:w="${wide}" w:h="${high}" w:orient="${orientation}"/>` +
    `<w:pgMar w:top="${mm(margin.top)}" w:right="${mm(margin.right)}" w:bottom="${mm(margin.bottom)}" w:left="${mm(margin.left)}"` +
    ` w:header="${mm(margin.top - 9)}" w:footer="${mm(margin.bottom - 12)}" w:gutter="0"/>${grid}</w:sectPr>`
  );
}
