/** The Word files as another office program lays them out: what no look at the XML can tell. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { REPORT_KINDS, REPORTS, type ReportKind } from '#app/contract/report-kinds';
import { reportDocx } from '#app/documents/report-docx';
import { footerText, type ReportModel } from '#app/review/report-model';
import { fullFacts, PAPERS } from '#tests/review/report-papers-sample';
import { tempFolder } from '#tests/support/temp-folder';
import { docxParts, docxText } from './docx-parts';
import { bare, missingPrograms, pdfPages, type PdfPage } from './pdf-pages';

const missing = missingPrograms(['soffice', 'pdftotext', 'pdfinfo', 'pdffonts', 'pdftoppm']);
const why = missing.length > 0 ? `（skipped: no ${missing.join(', ')} on this machine）` : '';

const POINTS_PER_MM = 72 / 25.4;
/** A punctuation mark may hang over the right margin by its own width, 三号. */
const HANGING = 17;
const A4 = { wide: 595.3, high: 841.9 };
/** GB/T 9704 5.2.1, and turned with the bound side on top (8.2). */
const MARGINS = {
  portrait: { top: 37, bottom: 35, left: 28, right: 26 },
  landscape: { top: 28, bottom: 26, left: 35, right: 37 },
};

describe.skipIf(missing.length > 0)(`every paper as LibreOffice lays it out${why}`, () => {
  const folder = tempFolder();
  const facts = { ...fullFacts(45), samePersonReason: '单位仅一名工作人员，由分管领导另行核对' };
  const models = new Map<ReportKind, ReportModel>();
  const laid = new Map<ReportKind, PdfPage[]>();

  beforeAll(async () => {
    for (const kind of REPORT_KINDS) {
      models.set(kind, PAPERS[kind](facts));
      writeFileSync(join(folder, `${kind}.docx`), await reportDocx(models.get(kind)!));
    }
    const profile = join(folder, 'profile');
    mkdirSync(profile, { recursive: true });
    execFileSync(
      'soffice',
      [
        `-env:UserInstallation=file://${profile}`,
        ...['--headless', '--convert-to', 'pdf', '--outdir', folder],
        ...REPORT_KINDS.map((kind) => join(folder, `${kind}.docx`)),
      ],
      { stdio: 'ignore', timeout: 170_000 },
    );
    for (const kind of REPORT_KINDS) laid.set(kind, pdfPages(join(folder, `${kind}.pdf`)));
  }, 180_000);

  describe.each(REPORT_KINDS.map((kind) => [REPORTS[kind].label, kind] as const))('%s', (_, kind) => {
    let pages: PdfPage[];
    let model: ReportModel;
    beforeAll(() => {
      pages = laid.get(kind)!;
      model = models.get(kind)!;
    });
    const orientationOf = ({ wide, high }: PdfPage): 'portrait' | 'landscape' =>
      wide < high ? 'portrait' : 'landscape';

    test('each page is A4, upright or turned as its part of the paper asks', () => {
      for (const page of pages) {
        const [short, long] = [Math.min(page.wide, page.high), Math.max(page.wide, page.high)];
        expect(short).toBeCloseTo(A4.wide, -1);
        expect(long).toBeCloseTo(A4.high, -1);
      }
      const found = pages.map(orientationOf).filter((one, i, all) => one !== all[i - 1]);
      const wanted = model.sections
        .map((section) => section.orientation)
        .filter((one, i, all) => one !== all[i - 1]);
      expect(found).toEqual(wanted);
    });

    test('no word leaves the text area, and head and foot stand outside of it (GB/T 9704 5.2.1)', () => {
      for (const page of pages) {
        const margin = MARGINS[orientationOf(page)];
        const area = {
          left: margin.left * POINTS_PER_MM,
          right: page.wide - margin.right * POINTS_PER_MM,
          top: margin.top * POINTS_PER_MM,
          bottom: page.high - margin.bottom * POINTS_PER_MM,
        };
        for (const word of page.words) {
          expect(word.left).toBeGreaterThan(area.left - 3);
          expect(word.right).toBeLessThan(area.right + HANGING);
          const inside = word.top > area.top - 4 && word.bottom < area.bottom + 6;
          const running = word.bottom < area.top + 2 || word.top > area.bottom - 2;
          expect(inside || running, `“${word.text}” at ${word.top}`).toBe(true);
        }
      }
    });

    test('head, foot and 第×页 共×页 stand on each page', () => {
      pages.forEach((page, i) => {
        const text = bare(page.text);
        expect(text).toContain(`第${i + 1}页共${pages.length}页`);
        expect(text).toContain('打印件以签字盖章为准');
        expect(text).toContain(bare(footerText(model.footer)));
      });
    });

    test('every paragraph of the Word file is on the pages, whole: nothing is cut off in a cell', async () => {
      const parts = await docxParts(readFileSync(join(folder, `${kind}.docx`)));
      const printed = pages.map((page) => bare(bodyOf(page, model))).join('');
      for (const paragraph of docxText(parts.get('word/document.xml')!)) {
        expect(printed).toContain(bare(paragraph));
      }
    });

    test('where a table goes on over pages, its header row comes again', () => {
      for (const block of model.sections.flatMap((section) => section.blocks)) {
        if (block.kind !== 'table' || block.rows.length < 25) continue;
        const heads = bare(block.columns.map((column) => column.title).join(''));
        const times = pages.filter((page) => bare(page.text).includes(heads)).length;
        expect(times).toBeGreaterThan(1);
      }
    });

    test('signatures and seal never stand on a page of their own, nor does the check code', () => {
      pages.forEach((page, i) => {
        if (i === 0) return;
        const text = bare(bodyOf(page, model));
        expect(besidesSigning(text, model).length, `page ${i + 1}: ${text}`).toBeGreaterThan(8);
      });
    });

    test('all fonts are in the file, and the page is not empty when it is drawn', () => {
      const list = execFileSync('pdffonts', [join(folder, `${kind}.pdf`)], { encoding: 'utf8' });
      const fonts = list.trim().split('\n').slice(2);
      expect(fonts.length).toBeGreaterThan(0);
      for (const line of fonts) expect(line).toMatch(/\byes\s+(yes|no)\s+(yes|no)\s+\d+/);
      const drawn = execFileSync('pdftoppm', [
        '-r',
        '20',
        '-gray',
        '-f',
        '1',
        '-l',
        '1',
        join(folder, `${kind}.pdf`),
      ]);
      expect(drawn.subarray(-20_000).some((value) => value < 128)).toBe(true);
    });
  });

  test('the 送审单 is one page, with every step noted below its box and the waiver with its reason', () => {
    expect(laid.get('submission')).toHaveLength(1);
    expect(bare(laid.get('submission')![0]!.text)).toContain('单位仅一名工作人员');
  });

  test.each([
    'letter',
    'extension',
    'retirement',
    'transfer',
    'staff',
    'medium',
    'notice',
    'reply',
    'correction',
    'rectification',
    'dossier',
    'register',
  ] as const)('the %s of a common matter is one page', (kind) => {
    expect(laid.get(kind)).toHaveLength(1);
  });

  test('the seal of the review report stands on one page with the signatures', () => {
    const sealed = laid.get('review')!.filter((page) => page.text.includes('（单位盖章）'));
    expect(sealed).toHaveLength(1);
    expect(sealed[0]!.text).toContain('部门负责人');
    expect(sealed[0]!.text).toContain('编制人');
  });

  test('each office begins its 处室核对确认表 on a page of its own', () => {
    const pages = laid.get('confirmation')!.map((page) => bare(page.text));
    for (const office of ['综合处', '法规处', '信用管理处']) {
      expect(pages.filter((page) => page.includes(bare(`处室：${office}共15条`)))).toHaveLength(1);
    }
    for (const page of pages) expect(page.match(/处室:/g)?.length ?? 0).toBeLessThan(2);
  });
});

/** The words of a page between its head and its foot. */
function bodyOf(page: PdfPage, model: ReportModel): string {
  const foot = bare(footerText(model.footer));
  const lines = page.text.split('\n').filter((line) => {
    const text = bare(line);
    return text !== bare(model.header) && !text.includes(foot);
  });
  return lines.join('\n');
}

/** What stands on a page besides signatures, seal, the way to be reached and the check code: the paper's own words. */
function besidesSigning(page: string, model: ReportModel): string {
  const blocks = model.sections.flatMap((section) => section.blocks);
  const signing = blocks.flatMap((block) =>
    block.kind === 'signatures'
      ? block.boxes.flatMap(({ role, notes }) => [role, ...notes])
      : block.kind === 'seal'
        ? [block.unit, block.beside ?? '']
        : [],
  );
  const closing = model.closing.flatMap((block) => (block.kind === 'note' ? [block.text] : []));
  const own = [...signing, ...closing]
    .map(bare)
    .filter((one) => one !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((text, one) => text.replaceAll(one, ''), page);
  return own.replace(/签名:|日期:|意见:|年月日|\(单位盖章\)|联系人:|电话:|多页装订的,加盖骑缝章。/g, '');
}
