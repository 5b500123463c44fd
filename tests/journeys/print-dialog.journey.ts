/** The print dialog: what is chosen there arrives at the printer, is remembered, and is no dead end without one. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bare, missingPrograms, pdfPages } from '#tests/documents/pdf-pages';
import { approveAll, reportLibrary } from '#tests/documents/report-library';
import { openPrintOffice, type PrintOffice } from '#tests/support/print-office';
import { sampleEntry } from '#tests/support/sample-entry';
import { dialogAtRest, goTo, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const LASER = { name: 'laser', info: '四楼激光打印机' };
const COLOUR = { name: 'colour', info: '二楼彩色打印机' };

const missing = missingPrograms(['pdftotext']);
const why = missing.length > 0 ? `（skipped: no ${missing.join(', ')} on this machine）` : '';

describe('打印', () => {
  const folder = makeFolder('print-dialog');
  const profile = makeFolder('profile');
  const library = join(folder, '目录.mulu');
  let office: PrintOffice;
  let journey: Journey;

  const start = async (): Promise<void> => {
    journey = await launch({ library, folder, profile, today: '2026-09-16', env: office.env });
    await journey.page.getByRole('navigation', { name: '主菜单' }).waitFor();
  };
  const openDialog = async (): Promise<void> => {
    await goTo(journey, '审核审签');
    await journey.page.getByText('报告打印', { exact: true }).click();
    await journey.page
      .getByRole('region', { name: '审核报告' })
      .getByRole('button', { name: /打印$/ })
      .click();
    await dialogAtRest(journey);
  };
  const dialog = () => journey.page.getByRole('dialog', { name: '打印：审核报告' });
  const choose = async (id: string, option: string): Promise<void> => {
    await dialog().locator(`#${id}`).click();
    await journey.page.getByTitle(option, { exact: true }).last().click();
  };
  const print = () => dialog().getByRole('button', { name: /打印$/ }).click();
  /** The paper is made first, which takes its time: the program says when it was handed over. */
  const arrivedAt = async (...printers: readonly string[]): Promise<void> => {
    await journey.page.getByText('审核报告已送打印机').waitFor();
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(() => office.jobs.map(({ printer }) => printer)).toEqual([...printers]);
  };

  beforeAll(async () => {
    const made = await reportLibrary(library);
    await made.add(Array.from({ length: 30 }, (_, i) => sampleEntry({ name: `资源${i}`, office: '登记处' })));
    await approveAll(made);
    await made.call('library.close', {});
    office = await openPrintOffice([LASER, COLOUR]);
    await start();
  });

  afterAll(async () => {
    await journey.close();
    await office.close();
    await endJourneys();
  });

  it('offers the printers of this computer, and what was chosen arrives with the paper', async () => {
    await openDialog();
    await choose('print-printer', `${COLOUR.info}（${COLOUR.name}）`);
    await dialog().locator('#print-copies').fill('2');
    await choose('print-sides', '双面，长边翻转（左右翻页）');
    await dialog().getByText('黑白', { exact: true }).click();
    // This system's printing cannot choose pages by itself, and the dialog says who can.
    expect(await dialog().locator('#print-pages').isDisabled()).toBe(true);
    await dialog().getByText('只打印部分页的，用系统打印对话框选择').waitFor();
    await sight(journey, 'print-dialog');
    await print();
    await arrivedAt(COLOUR.name);
    const { attributes, document } = office.jobs[0]!;
    expect(attributes).toMatchObject({
      copies: '2',
      Duplex: 'DuplexNoTumble',
      ColorModel: 'Gray',
      PageSize: 'A4',
    });
    expect(attributes['job-name']).toContain('审核报告');
    expect(document.toString('latin1', 0, 5)).toBe('%PDF-');
  });

  it.skipIf(missing.length > 0)(`the paper is that of the PDF, its annexes turned${why}`, async () => {
    const kept = join(folder, '审核报告.pdf');
    journey.answerDialogs([kept]);
    await openDialog();
    await dialog().getByRole('button', { name: '存为PDF' }).click();
    await expect.poll(() => existsSync(kept), { timeout: 60_000 }).toBe(true);
    const sent = join(folder, '打印件.pdf');
    writeFileSync(sent, office.jobs[0]!.document);
    const wanted = pdfPages(kept);
    const printed = pdfPages(sent);
    expect(printed.map(({ wide, high }) => wide > high)).toEqual(wanted.map(({ wide, high }) => wide > high));
    for (const [i, page] of printed.entries()) {
      for (const line of page.text.split('\n').map(bare)) expect(bare(wanted[i]!.text)).toContain(line);
    }
  });

  it('is filled in as it was printed last, also after the program was closed', async () => {
    await journey.close();
    await start();
    await openDialog();
    await dialog().getByTitle(`${COLOUR.info}（${COLOUR.name}）`).waitFor();
    expect(await dialog().locator('#print-copies').inputValue()).toBe('2');
    await dialog().getByTitle('双面，长边翻转（左右翻页）').waitFor();
    expect(await dialog().getByRole('radio', { name: '黑白' }).isChecked()).toBe(true);
  });

  it('a printer that is gone is named, and nothing goes to another in its place', async () => {
    office.setPrinters([LASER]);
    await print();
    await dialog().getByText(`找不到打印机“${COLOUR.name}”`).waitFor();
    expect(office.jobs).toHaveLength(1);
    await choose('print-printer', '系统默认打印机');
    await print();
    await arrivedAt(COLOUR.name, LASER.name);
  });

  it('without a printer it says what to do, and the paper can still be kept as PDF', async () => {
    office.setPrinters([]);
    await openDialog();
    await dialog().getByText('本机没有打印机').waitFor();
    expect(await dialog().getByRole('button', { name: /打印$/ }).isDisabled()).toBe(true);
    await sight(journey, 'print-no-printer');
    const refused = await journey.page.evaluate(() =>
      window.mulu.call(
        'report.print',
        {
          kind: 'list',
          print: { printer: '', copies: 1, sides: 'single', grey: false, pages: [], systemDialog: false },
        },
        crypto.randomUUID(),
      ),
    );
    expect(refused).toMatchObject({ ok: false, failure: { code: 'no-printer' } });
    office.setPrinters([LASER]);
    await dialog().getByRole('button', { name: '重新查找打印机' }).click();
    await expect.poll(() => dialog().getByRole('button', { name: /打印$/ }).isEnabled()).toBe(true);
  });

  it('opens from the preview, and closed leaves the preview where it was', async () => {
    const { page } = journey;
    await dialog().getByRole('button', { name: '取消' }).click();
    await page.getByRole('region', { name: '目录清单' }).getByRole('button', { name: '打印预览' }).click();
    await dialogAtRest(journey);
    const preview = page.getByRole('dialog', { name: '目录清单打印预览' });
    await sight(journey, 'print-preview');
    await preview.getByRole('button', { name: /打印$/ }).click();
    const over = page.getByRole('dialog', { name: '打印：目录清单' });
    await over.waitFor();
    await dialogAtRest(journey);
    await over.getByRole('button', { name: '取消' }).click();
    await over.waitFor({ state: 'detached' });
    expect(await preview.isVisible()).toBe(true);
  });
});
