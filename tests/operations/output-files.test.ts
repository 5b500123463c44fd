/** No call writes over the library or over a file that it was given to read. */
import { copyFileSync, linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CallInput, CallName } from '#app/contract/calls';
import { addEntry, approveAll, openOffice, PASSPHRASE } from '#tests/sync/delivery-kit';

const office = await openOffice();

describe('what a call writes', () => {
  test('is never another library, closed or open, nor a file beside it, whatever it is called', async () => {
    const other = await office.newDesk();
    await addEntry(other.core);
    const desk = await office.newDesk();
    const { core, at } = desk;
    await addEntry(core);
    await approveAll(core);
    const { ledgers } = await core.call('ledger.list', {});
    // Closed, and under a name that says nothing.
    const renamed = at('去年的备份.xlsx');
    await other.core.call('library.backup', { out: renamed });
    const linked = at('link.docx');
    symlinkSync(renamed, linked);
    const before = readFileSync(renamed);
    const packing = { key: office.key, certificate: office.certificate, passphrase: PASSPHRASE };
    const sheet = at('sheet.xlsx');
    writeFileSync(sheet, 'a workbook');
    const refused = async <N extends CallName>(name: N, input: CallInput<N>): Promise<void> => {
      const failure = await core.failure(name, input);
      expect(failure.code, `${name} ${JSON.stringify(input)}`).toBe('library-exists');
    };
    for (const out of [
      renamed,
      linked,
      other.core.file,
      `${other.core.file}-wal`,
      `${other.core.file}.lock`,
    ]) {
      await refused('package.make', { ...packing, out });
      await refused('audit.export', { out });
      await refused('workbook.export', { to: 'xlsx', out });
      await refused('workbook.import', { file: sheet, errors: out });
      await refused('duties.list', { ics: out });
      await refused('report.write', { kind: 'list', out });
      await refused('report.model', { kind: 'list', out });
      await refused('ledger.page', { ledger: ledgers[0]!.ledger, out });
    }
    expect(readFileSync(renamed).equals(before)).toBe(true);
    expect((await other.core.call('entries.list', {})).total).toBe(1);
    // Other files are written over as ever.
    await core.call('audit.export', { out: sheet });
    await other.core.close();
    await core.close();
  });

  test('is never the library, under whatever name, nor a file that the call reads', async () => {
    const desk = await office.newDesk();
    const { core, at } = desk;
    await addEntry(core);
    await approveAll(core);
    const { ledgers } = await core.call('ledger.list', {});
    const library = core.file;
    const [linked, hard] = [at('link.mulu'), at('hard.mulu')];
    symlinkSync(library, linked);
    linkSync(library, hard);
    const key = at('own.key');
    copyFileSync(office.key, key);
    const sheet = at('sheet.xlsx');
    writeFileSync(sheet, 'a workbook');
    const packing = { key, certificate: office.certificate, passphrase: PASSPHRASE };
    const refused = async <N extends CallName>(name: N, input: CallInput<N>): Promise<void> => {
      expect((await core.failure(name, input)).code, `${name} ${JSON.stringify(input)}`).toBe(
        'invalid-input',
      );
    };

    for (const out of [library, `${library}-wal`, `${library}.lock`, linked, hard]) {
      await refused('package.make', { ...packing, out });
      await refused('audit.export', { out });
      await refused('workbook.export', { to: 'json', out });
      await refused('workbook.import', { file: sheet, errors: out });
      await refused('duties.list', { ics: out });
      // A page is asked for with the place that the window prints it to.
      await refused('report.model', { kind: 'list', out });
      await refused('ledger.page', { ledger: ledgers[0]!.ledger, out });
    }
    await refused('package.make', { ...packing, out: key });
    await refused('package.make', { ...packing, out: join(desk.folder, '.', 'own.key') });
    await refused('workbook.import', { file: sheet, errors: sheet });
    await refused('workbook.export', { to: 'xlsx', out: sheet, template: sheet });

    expect(readFileSync(key, 'utf8')).toBe(readFileSync(office.key, 'utf8'));
    expect(readFileSync(sheet, 'utf8')).toBe('a workbook');
    expect((await core.call('library.doctor', {})).found).toEqual([]);
    expect((await core.call('entries.list', {})).total).toBe(1);
    await core.close();
  });
});
