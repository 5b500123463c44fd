/** What the window's own host makes of pages that the engine answers. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { done } from '#app/contract/failure';
import { runCall } from '#app/operations/create-operations';
import { createFileTokens } from '#main/file-tokens';
import { createWindowOperations } from '#main/window-operations';
import { newLibrary } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const { signal } = new AbortController();
const notAsked = (): never => {
  throw new Error('not part of this test');
};

test('a PDF is written where it was asked for, and never over the open library', async () => {
  const core = await newLibrary(folder);
  const { entry, meta } = await core.call('entries.create', {});
  await core.call('entries.save', { entry: { ...sampleEntry(), id: entry.id }, revision: meta.revision });
  const window = createWindowOperations({
    version: '',
    today: () => core.today,
    userData: folder,
    tokens: createFileTokens(),
    ask: notAsked,
    named: null,
    takeAsked: () => null,
    started: Promise.resolve('not-named'),
    page: (name, input) => runCall(core.operations, name, input, { signal, progress: () => undefined }),
    writePdf: (html, file) => {
      writeFileSync(file, html);
      return Promise.resolve(done({ file }));
    },
    printers: () => Promise.resolve([]),
    choosesPages: false,
    print: notAsked,
    reveal: notAsked,
    zoom: notAsked,
  });
  const { ledgers } = await core.call('ledger.list', {});
  const { ledger } = ledgers[0]!;
  const refused = { ok: false, failure: { code: 'invalid-input' } };
  for (const out of [core.file, `${core.file}-wal`]) {
    expect(await window['report.pdf']({ kind: 'list', out }, '1', signal)).toMatchObject(refused);
    expect(await window['ledger.pdf']({ ledger, out }, '2', signal)).toMatchObject(refused);
  }
  expect(readFileSync(core.file).subarray(0, 15).toString('latin1')).toBe('SQLite format 3');
  for (const out of ['list.pdf', 'ledger.pdf'].map((name) => join(folder, name))) {
    const written = out.endsWith('list.pdf')
      ? await window['report.pdf']({ kind: 'list', out }, '3', signal)
      : await window['ledger.pdf']({ ledger, out }, '4', signal);
    expect(written).toEqual({ ok: true, value: { file: out } });
    expect(existsSync(out)).toBe(true);
  }
  await core.close();
});
