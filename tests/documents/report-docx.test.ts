import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, test } from 'vitest';
import { REPORT_KINDS, REPORTS } from '#app/contract/report-kinds';
import { reportDocx, writeReportDocx } from '#app/documents/report-docx';
import { changesReport } from '#app/review/report-changes';
import type { ReportFacts } from '#app/review/report-facts';
import { reportHtml } from '#app/review/report-html';
import { listReport } from '#app/review/report-list';
import type { ReportModel } from '#app/review/report-model';
import { reviewReport } from '#app/review/report-review';
import { paperSettings } from '#app/review/report-settings';
import { reportText } from '#app/review/report-text';
import { PAPERS } from '#tests/review/report-papers-sample';
import { sampleFacts, sampleLine, sampleStep, SM3 } from '#tests/review/report-facts-sample';
import { tempFolder } from '#tests/support/temp-folder';
import { attributes, docxParts, docxText, htmlText } from './docx-parts';

/** A department with everything that a paper can say, and with characters that markup takes amiss. */
function facts(): ReportFacts {
  const entries = Array.from({ length: 30 }, (_, i) =>
    sampleLine({
      id: `e${i}`,
      name: `信息资源<${i}>&“甲”`,
      office: ['综合处', '法规处', ''][i % 3]!,
      sharingType: ['无条件共享', '有条件共享', '不予共享'][i % 3]!,
      sharingCondition: i % 3 === 1 ? '依申请\n逐件审核' : '',
      refusals:
        i % 3 === 2
          ? [
              {
                items: [],
                reason: '涉及商业秘密',
                basis: '《统计法》第九条',
                cited: [{ name: '统计法', number: '', clause: '第九条', rank: '法律' }],
              },
            ]
          : [],
      findings: [
        { rule: 'grading-missing', severity: 'warning', basis: '条例第十三条', message: '没有分级' },
      ],
      change: i < 3 ? '修改' : '无变化',
    }),
  );
  return sampleFacts({
    entries,
    changes: entries.slice(0, 3).map((entry) => ({
      entry,
      fields: [{ field: 'updateCycle', label: '更新周期', before: '每月', after: '每季度' }],
      itemsAdded: ['新项'],
      itemsRemoved: [],
      itemsMoved: true,
      before: { code: entry.code, sharingType: entry.sharingType, items: 3 },
      retired: null,
    })),
    findingTotals: [
      { rule: 'grading-missing', basis: '条例第十三条', counts: { error: 0, warning: 30, advice: 0 } },
    ],
    steps: [
      sampleStep({ step: 'submit', by: '张三' }),
      sampleStep({ step: 'approve', by: '李四', opinion: '同意' }),
      sampleStep({ step: 'assess', by: '王五', secrecy: '无风险', personal: '影响小' }),
      sampleStep({ step: 'consent', by: '钱七', offline: true, time: null, opinion: '同意' }),
    ],
    waivers: [{ step: '保密审查', reason: '上级统一审查' }],
  });
}

const BUILDERS = REPORT_KINDS.map((kind) => [REPORTS[kind].label, PAPERS[kind]] as const);

describe.each(BUILDERS)('%s as a Word file', (_, build) => {
  let model: ReportModel;
  let parts: Map<string, string>;
  let body: string;
  beforeAll(async () => {
    model = build(facts());
    parts = await docxParts(await reportDocx(model));
    body = parts.get('word/document.xml')!;
  });

  test('says the same words as the page for print, paragraph by paragraph', () => {
    const wanted = reportText(model);
    expect(wanted.length).toBeGreaterThan(10);
    expect(docxText(body)).toEqual(wanted);
    expect(htmlText(reportHtml(model))).toEqual(wanted);
  });

  test('is A4 with margins 37, 35, 28 and 26 mm (GB/T 9704 5.2.1), turned for landscape pages', () => {
    const sections = [...body.matchAll(/<w:sectPr>.*?<\/w:sectPr>/gs)].map(([xml]) => xml);
    expect(sections).toHaveLength(model.sections.length);
    const millimetres = (twips: string | undefined): number => Math.round((Number(twips) * 25.4) / 1440);
    sections.forEach((xml, i) => {
      const size = attributes(xml, 'w:pgSz');
      const margin = attributes(xml, 'w:pgMar');
      const sides = ['w:top', 'w:bottom', 'w:left', 'w:right'].map((side) => millimetres(margin[side]));
      if (model.sections[i]!.orientation === 'portrait') {
        expect([size['w:w'], size['w:h'], size['w:orient']]).toEqual(['11906', '16838', 'portrait']);
        expect(sides).toEqual([37, 35, 28, 26]);
      } else {
        expect([size['w:w'], size['w:h'], size['w:orient']]).toEqual(['16838', '11906', 'landscape']);
        expect(sides).toEqual([28, 26, 35, 37]);
      }
    });
  });

  test('repeats the header row of every table and splits no row across pages', () => {
    const tables = model.sections.flatMap((section) =>
      section.blocks.filter((block) => block.kind === 'table'),
    );
    expect(body.match(/<w:tblHeader\/>/g) ?? []).toHaveLength(tables.length);
    const rows = body.match(/<w:tr>|<w:tr /g) ?? [];
    expect(rows.length).toBeGreaterThan(0);
    expect(body.match(/<w:cantSplit\/>/g)).toHaveLength(rows.length);
  });

  test('has page and page total, short name, version and 16 digits of the SM3 at the foot, on the outer side', () => {
    const footers = [...parts].filter(([name]) => /^word\/footer\d+\.xml$/.test(name));
    expect(footers.length).toBeGreaterThanOrEqual(2);
    const sides = footers.map(([, xml]) => {
      expect(xml).toContain('PAGE');
      expect(xml).toContain('NUMPAGES');
      const text = docxText(xml).join('');
      expect(text).toContain('省信用办　V2');
      expect(text).toContain(SM3.slice(0, 16));
      expect(text).not.toContain(SM3.slice(0, 17));
      expect(text).toMatch(/第.*页 共.*页/);
      return attributes(xml, 'w:jc')['w:val'];
    });
    expect(new Set(sides)).toEqual(new Set(['left', 'right']));
    expect(parts.get('word/settings.xml')).toContain('evenAndOddHeaders');
  });

  test('says 打印件以签字盖章为准 at the head of each page', () => {
    const headers = [...parts].filter(([name]) => /^word\/header\d+\.xml$/.test(name));
    expect(headers.length).toBeGreaterThanOrEqual(2);
    for (const [, xml] of headers) expect(docxText(xml)).toEqual(['打印件以签字盖章为准']);
  });

  test('leaves signature and date to a hand: no name and no figure stands in their lines', () => {
    const lines = docxText(body).filter((text) => /^(意见|签名|日期)：/.test(text));
    if (model.sections.some((section) => section.blocks.some((block) => block.kind === 'signatures'))) {
      expect(lines.length).toBeGreaterThan(0);
    }
    for (const line of lines) expect(line.replace(/意见：|签名：|日期：|[年月日　]/g, '')).toBe('');
    // What a hand ticks, and what a figure is about, is no opinion.
    const choices = /□不?同意共享|^同意、不同意件数及理由：$/gm;
    expect(docxText(body).join('\n').replace(choices, '')).not.toContain('同意');
  });

  test('names fonts with what may stand in for them and embeds none', () => {
    const fonts = parts.get('word/fontTable.xml')!;
    for (const name of ['仿宋', '黑体', '楷体', '方正小标宋简体'])
      expect(fonts).toContain(`w:name="${name}"`);
    expect(fonts).toContain('仿宋_GB2312');
    expect([...parts.keys()].filter((name) => name.endsWith('.odttf'))).toEqual([]);
    expect(parts.get('word/styles.xml')).toMatch(
      /<w:rFonts w:ascii="Times New Roman"[^>]* w:eastAsia="方正小标宋简体"/,
    );
  });

  test('is well-formed XML in every part, whatever the entries say', () => {
    for (const [name, xml] of parts) {
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', (error) => {
        throw new Error(`${name}: ${error.message}`);
      });
      parser.write(xml).close();
    }
  });

  test('uses only styles that its style sheet has', () => {
    const known = new Set(
      [...parts.get('word/styles.xml')!.matchAll(/w:styleId="([^"]+)"/g)].map(([, id]) => id),
    );
    const used = new Set([...body.matchAll(/<w:pStyle w:val="([^"]+)"/g)].map(([, id]) => id));
    for (const style of used) expect(known).toContain(style);
  });
});

describe('layout after GB/T 9704-2012', () => {
  const styleOf = async (id: string): Promise<string> => {
    const parts = await docxParts(await reportDocx(reviewReport(facts())));
    return new RegExp(`<w:style [^>]*w:styleId="${id}".*?</w:style>`, 's').exec(
      parts.get('word/styles.xml')!,
    )![0];
  };

  test('the title is 2号 小标宋 in the middle, the text 3号 仿宋 at exactly 28 pt, two characters in', async () => {
    const title = await styleOf('ReportTitle');
    expect(title).toContain('<w:sz w:val="44"/>');
    expect(title).toContain('方正小标宋简体');
    expect(title).toContain('<w:jc w:val="center"/>');
    const text = await styleOf('ReportBody');
    expect(text).toContain('<w:sz w:val="32"/>');
    expect(text).toMatch(/w:line="560" w:lineRule="exact"/);
    expect(text).toContain('w:firstLineChars="200"');
  });

  test('sets 22 lines of 28 characters on a portrait page (GB/T 9704 5.2.3)', async () => {
    const body = (await docxParts(await reportDocx(reviewReport(facts())))).get('word/document.xml')!;
    const portrait = [...body.matchAll(/<w:sectPr>.*?<\/w:sectPr>/gs)].map(([xml]) => xml)[0]!;
    const grid = attributes(portrait, 'w:docGrid');
    expect(grid['w:type']).toBe('linesAndChars');
    const textHeight = 16838 - 2098 - 1984;
    const textWidth = 11906 - 1587 - 1474;
    expect(Math.floor(textHeight / Number(grid['w:linePitch']))).toBe(22);
    const pitch = 320 + (Number(grid['w:charSpace']) / 4096) * 20;
    expect(Math.floor(textWidth / pitch)).toBe(28);
  });

  test('headings are 黑体 and 楷体; tables are set in 五号, not in 3号', async () => {
    expect(await styleOf('ReportHeading1')).toContain('w:eastAsia="黑体"');
    expect(await styleOf('ReportHeading2')).toContain('w:eastAsia="楷体"');
    expect(await styleOf('ReportTableText')).toContain('<w:sz w:val="21"/>');
  });

  test('the seal has 45 mm of room and never stands alone: the signatures above hold on to it', async () => {
    const body = (await docxParts(await reportDocx(reviewReport(facts())))).get('word/document.xml')!;
    const seal = body.slice(0, body.indexOf('（单位盖章）'));
    const row = seal.slice(seal.lastIndexOf('<w:tr>'));
    expect(Number(attributes(row, 'w:trHeight')['w:val'])).toBeGreaterThanOrEqual(
      Math.floor((45 * 1440) / 25.4),
    );
    const signature = seal.slice(0, seal.lastIndexOf('部门负责人'));
    expect(signature.slice(signature.lastIndexOf('<w:p>'))).toContain('<w:keepNext/>');
  });

  test('changed words are underlined, so that black-and-white paper shows them', async () => {
    const body = (await docxParts(await reportDocx(changesReport(facts())))).get('word/document.xml')!;
    expect(body).toMatch(/<w:r><w:rPr><w:u w:val="single"\/><\/w:rPr><w:t[^>]*>季度<\/w:t><\/w:r>/);
    expect(reportHtml(changesReport(facts()))).toContain('<u>季度</u>');
  });
});

describe('the page for print', () => {
  const html = reportHtml(reviewReport(facts()));

  test('is self-contained: no script, nothing fetched', () => {
    expect(html).not.toMatch(/<script|<link|<img|url\(|@import|src=|href=/i);
  });

  test('sets A4 and the margins, landscape pages turned, page numbers on the outer side', () => {
    expect(html).toContain('@page { size: A4 portrait; margin: 37mm 26mm 35mm 28mm;');
    expect(html).toContain('@page landscape { size: A4 landscape; margin: 28mm 37mm 26mm 35mm;');
    expect(html).toMatch(/@page :right \{ @bottom-right \{[^}]*counter\(page\)[^}]*counter\(pages\)/);
    expect(html).toMatch(/@page :left \{ @bottom-left \{/);
    expect(html).toContain('display: table-header-group');
    expect(html).toContain('tr { break-inside: avoid; }');
  });

  test('carries head and foot for a browser engine that cannot place them itself', () => {
    expect(html).toContain('<meta name="report-header" content="打印件以签字盖章为准">');
    expect(html).toContain(`<meta name="report-footer" content="省信用办　V2　校验码${SM3.slice(0, 16)}">`);
  });

  test('text that looks like markup stays text, in the page and in its style sheet', () => {
    const hostile = '"</style><script>alert(1)</script>\\';
    const page = reportHtml(
      listReport(
        sampleFacts({
          paper: paperSettings({ department: hostile, 'report.heading': hostile, shortName: hostile }),
          entries: [sampleLine({ name: hostile })],
        }),
      ),
    );
    expect(page).not.toContain('<script');
    expect(page.match(/<\/style>/g)).toHaveLength(1);
  });
});

describe('writing the file', () => {
  const folder = tempFolder();

  test('the same paper gives the same bytes, in memory and on the disk', async () => {
    const model = reviewReport(facts());
    const file = join(folder, 'review.docx');
    await writeReportDocx(file, model);
    expect(Buffer.from(await reportDocx(model)).equals(readFileSync(file))).toBe(true);
  });

  test('work that is no longer wanted ends as cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    const writing = writeReportDocx(join(folder, 'never.docx'), listReport(facts()), stop.signal);
    await expect(writing).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });

  test('a long table lets others in between its rows, and a request to stop made there is heard', async () => {
    const entries = Array.from({ length: 2000 }, (_, i) => sampleLine({ name: `资源${i}` }));
    const long = listReport(sampleFacts({ entries }));
    const file = join(folder, 'stopped.docx');
    const stop = new AbortController();
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      if (turns === 5) stop.abort();
      else setImmediate(turn);
    };
    setImmediate(turn);
    await expect(writeReportDocx(file, long, stop.signal)).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
    // Heard at the fifth of twenty blocks of rows, long before anything was packed.
    expect(turns).toBe(5);
    expect(existsSync(file)).toBe(false);
  });

  test('a place that cannot be written fails with the system’s own error', async () => {
    const file = join(folder, 'no-such-folder', 'review.docx');
    await expect(writeReportDocx(file, reviewReport(facts()))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(existsSync(file)).toBe(false);
  });
});
