/** A report kept as PDF from the real window says what its Word file says, on pages that are numbered. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportKind } from '#app/contract/report-kinds';
import { docxParts, docxText } from '#tests/documents/docx-parts';
import { bare, missingPrograms, pdfPages, type PdfPage, type PdfWord } from '#tests/documents/pdf-pages';
import { approveAll, reportLibrary } from '#tests/documents/report-library';
import { sampleEntry } from '#tests/support/sample-entry';
import { ask, goTo } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const missing = missingPrograms(['pdftotext']);
const why = missing.length > 0 ? `（skipped: no ${missing.join(', ')} on this machine）` : '';
const OFFICES = ['登记处', '执法处', '综合处'];
const HEAD = '打印件以签字盖章为准';

describe.skipIf(missing.length > 0)(`a report as PDF${why}`, () => {
  const folder = makeFolder('report-pdf');
  let journey: Journey;

  beforeAll(async () => {
    const library = join(folder, '目录.mulu');
    const made = await reportLibrary(library);
    await made.add(
      Array.from({ length: 40 }, (_, i) =>
        sampleEntry({ name: `资源“${i}”<甲>&乙`, office: OFFICES[i % 3]! }),
      ),
    );
    await approveAll(made);
    await made.call('library.close', {});
    journey = await launch({ library, folder, today: '2026-09-16' });
    await journey.page.getByRole('navigation', { name: '主菜单' }).waitFor();
  });

  afterAll(async () => {
    await journey.close();
    await endJourneys();
  });

  /** A token for a file to write, as the page gets it from the save dialog. */
  async function placeFor(name: string): Promise<{ path: string; token: string }> {
    const path = join(folder, name);
    journey.answerDialogs([path]);
    const { files } = await ask<{ files: { token: string }[] }>(journey, 'window.chooseSave', {
      title: '保存',
    });
    return { path, token: files[0]!.token };
  }

  async function bothForms(kind: ReportKind): Promise<{ words: string[]; pages: PdfPage[] }> {
    const docx = await placeFor(`${kind}.docx`);
    await ask(journey, 'report.write', { kind, out: docx.token });
    const pdf = await placeFor(`${kind}.pdf`);
    await ask(journey, 'report.pdf', { kind, out: pdf.token });
    const parts = await docxParts(readFileSync(docx.path));
    return { words: docxText(parts.get('word/document.xml')!), pages: pdfPages(pdf.path) };
  }

  /** The words between head and foot, in the order in which they were drawn. */
  const bodyOf = (page: PdfPage): string =>
    page.text
      .split('\n')
      .filter((line) => !line.includes(HEAD) && !/第\s*\d+\s*页\s*共\s*\d+\s*页/.test(line))
      .join('\n');

  it.each([
    'submission',
    'review',
    'changes',
    'list',
    'letter',
    'confirmation',
    'extension',
    'staff',
  ] as const)('%s: every paragraph of the Word file is in the PDF, whole', async (kind) => {
    const { words, pages } = await bothForms(kind);
    const printed = pages.map((page) => bare(bodyOf(page))).join('');
    expect(words.length).toBeGreaterThan(10);
    for (const paragraph of words) expect(printed).toContain(bare(paragraph));
    if (kind === 'submission') expect(pages).toHaveLength(1);
    // The check code ends the paper and never stands alone on a page.
    const last = bare(bodyOf(pages.at(-1)!));
    expect(last.indexOf(bare('文件校验码（SM3）')), last).toBeGreaterThan(8);
  });

  it('each page says 第×页 共×页, department, version and check code at its foot, outside of the text', async () => {
    const { pages } = await bothForms('review');
    expect(pages.length).toBeGreaterThan(5);
    pages.forEach((page, i) => {
      const text = bare(page.text);
      expect(text).toContain(`第${i + 1}页共${pages.length}页`);
      expect(text).toContain(HEAD);
      expect(text).toMatch(/示例省信用管理办公室V1校验码[0-9a-f]{16}/);
      const [top, bottom] = page.wide < page.high ? [37, 35] : [28, 26];
      // The box of a word is that of its font, much higher than its letters: its middle tells where it stands.
      const middle = (word: PdfWord): number => (word.top + word.bottom) / 2;
      const foot = page.words.filter((word) => middle(word) > page.high - (bottom * 72) / 25.4);
      expect(bare(foot.map((word) => word.text).join(''))).toContain(`第${i + 1}页共${pages.length}页`);
      const head = page.words.filter((word) => middle(word) < (top * 72) / 25.4);
      expect(bare(head.map((word) => word.text).join(''))).toContain(HEAD);
    });
  });

  it('turns the pages of the annexes and repeats the header row of a table on each of them', async () => {
    const { pages } = await bothForms('review');
    const turned = pages.filter((page) => page.wide > page.high);
    expect(turned.length).toBeGreaterThan(1);
    const listed = turned.filter((page) => /资源“\d+”/.test(bare(page.text)));
    expect(listed.length).toBeGreaterThan(1);
    for (const page of listed) expect(bare(page.text)).toContain('提供方内部部门');
  });

  it('stopped while it is made, it leaves no file', async () => {
    const { path, token } = await placeFor('停止.pdf');
    const answer = await journey.page.evaluate(async (out) => {
      const id = crypto.randomUUID();
      const made = window.mulu.call('report.pdf', { kind: 'review', out }, id);
      setTimeout(() => window.mulu.cancel(id), 150);
      return made;
    }, token);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    // What was being drawn is thrown away; nothing is written afterwards.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(existsSync(path)).toBe(false);
  });

  it('a person keeps it by the buttons of 报告打印', async () => {
    const { page } = journey;
    await goTo(journey, '审核审签');
    await page
      .getByRole('tab', { name: '报告打印' })
      .or(page.getByText('报告打印', { exact: true }))
      .first()
      .click();
    const out = join(folder, '审核报告.pdf');
    journey.answerDialogs([out]);
    await page.getByRole('region', { name: '审核报告' }).getByRole('button', { name: '存为PDF' }).click();
    await expect.poll(() => existsSync(out), { timeout: 60_000 }).toBe(true);
    expect(bare(pdfPages(out)[0]!.text)).toContain('审核报告');
  });
});
