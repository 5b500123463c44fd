/** A main process that prints one page to PDF as the program does, and ends: 0 written, 3 an expected failure. */
import { readFile } from 'node:fs/promises';
import { app, protocol } from 'electron';
import { APP_SCHEME } from '#main/app-scheme';
import { writePdf } from '#main/print-pdf';

const [html = '', pdf = ''] = process.argv.slice(-2);
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }]);
app.on('window-all-closed', () => undefined);
void app.whenReady().then(async () => {
  const outcome = await writePdf(await readFile(html, 'utf8'), pdf, new AbortController().signal);
  app.exit(outcome.ok ? 0 : 3);
});
