/**
 * Turns a report's page into a PDF or into print, in a hidden window that runs no script and reaches nothing.
 */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { BrowserWindow, session } from 'electron';
import { done, failed, FailureError, type Outcome } from '#app/contract/failure';
import type { PrintChoice } from '#app/contract/print-choice';
import { APP_SCHEME } from './app-scheme';
import { printOptions, printResult } from './print-options';
import { guardContents, guardSession } from './session-guard';

const PRINT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";
/** From this Chromium on the page's own style sheet numbers the pages, on the outer side (GB/T 9704 7.5). */
const MARGIN_BOXES_SINCE = 131;
const RUNNING =
  "box-sizing:border-box;width:100%;padding:0 26mm;text-align:right;font:9pt '仿宋_GB2312','仿宋',FangSong,STFangsong," +
  "'Noto Serif CJK SC',SimSun,serif";
const PAGE_NUMBER = '第<span class="pageNumber"></span>页 共<span class="totalPages"></span>页';

/** What the page says should stand at its head or foot, as markup; the page has escaped it already. */
function running(html: string, place: 'header' | 'footer'): string {
  return new RegExp(`<meta name="report-${place}" content="([^"<>]*)">`).exec(html)?.[1] ?? '';
}

/** Head and foot for an engine that has no margin boxes: it fills them in itself and gives every page the same side. */
function runningTemplates(html: string): { headerTemplate: string; footerTemplate: string } {
  const foot = running(html, 'footer');
  const line = (content: string, place: string): string =>
    `<div style="${RUNNING};${place}">${content}</div>`;
  return {
    headerTemplate: line(running(html, 'header'), 'padding-top:15mm'),
    footerTemplate: line(`${foot}${foot === '' ? '' : '　　'}${PAGE_NUMBER}`, 'padding-bottom:15mm'),
  };
}

/** Shows `html` to `work` in a window of its own; rejects with `cancelled` when the signal is raised. */
async function withPage<T>(
  html: string,
  signal: AbortSignal,
  work: (window: BrowserWindow) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw new FailureError('cancelled');
  // A session without `persist:` lives in memory only, and each print has its own.
  const partition = `print-${randomUUID()}`;
  const printing = session.fromPartition(partition);
  guardSession(printing, false);
  const url = `${APP_SCHEME}://print/report`;
  printing.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: details.url !== url && !details.url.startsWith('data:') }),
  );
  printing.protocol.handle(
    APP_SCHEME,
    () =>
      new Response(html, {
        headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': PRINT_POLICY },
      }),
  );
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
    },
  });
  guardContents(window.webContents);
  const drawn = window
    .loadURL(url)
    .then(() => work(window))
    .finally(() => {
      window.destroy();
      printing.protocol.unhandle(APP_SCHEME);
    });
  // A page that is being drawn knows no stop, and a window closed under it breaks every later print: who gave up is
  // answered at once, the page is drawn to its end and thrown away.
  const stopped = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new FailureError('cancelled')), { once: true }),
  );
  return Promise.race([drawn, stopped]);
}

/** Prints `html` to PDF bytes; paper size and margins come from its `@page` rule. */
export function pdfOf(html: string, signal: AbortSignal): Promise<Uint8Array> {
  const chromium = Number.parseInt(process.versions['chrome'] ?? '0', 10);
  const numbered = chromium >= MARGIN_BOXES_SINCE;
  return withPage(html, signal, (window) =>
    window.webContents.printToPDF({
      preferCSSPageSize: true,
      printBackground: true,
      displayHeaderFooter: !numbered,
      ...runningTemplates(html),
    }),
  );
}

/** Writes the PDF beside its place first, so that a full disk never leaves half a report behind. */
export async function writePdf(
  html: string,
  file: string,
  signal: AbortSignal,
): Promise<Outcome<{ file: string }>> {
  const bytes = await pdfOf(html, signal);
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, bytes);
    await rename(beside, file);
    return done({ file });
  } catch (error) {
    await rm(beside, { force: true });
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC') return failed('disk-space', { file });
    if (code === 'EISDIR') return failed('file-is-directory', { file });
    if (code !== undefined) return failed('file-unwritable', { file });
    throw error;
  }
}

/** Prints `html` as chosen. */
export function printHtml(
  html: string,
  choice: PrintChoice,
  signal: AbortSignal,
): Promise<Outcome<{ printed: boolean }>> {
  return withPage(
    html,
    signal,
    (window) =>
      new Promise((resolve) => {
        window.webContents.print(printOptions(choice), (success, reason) =>
          resolve(printResult(success, reason)),
        );
      }),
  );
}
