import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sm3Hex } from '#app/digest/sm3';
import { verifyLog } from '#app/operations/audit-operations';
import { EMPTY_HEAD, recordText, type AuditRow } from '#app/storage/audit-store';
import { openConnection, type Connection } from '#app/storage/sqlite';
import { audited } from '#tests/support/audited';
import { newLibrary } from '#tests/support/open-workspace';
import { archiveKey, PASSPHRASE, retainedLibrary, type Retained } from '#tests/support/retained';
import { sampleEntry } from '#tests/support/sample-entry';
import { nameOf, newStaffLibrary, type Staff } from '#tests/support/staff';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
let made = 0;

async function withCopy<T>(source: string, work: (db: Connection) => Promise<T>): Promise<T> {
  const file = join(folder, `copy-${++made}.mulu`);
  copyFileSync(source, file);
  const db = await openConnection(file, 'write');
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Writes the chain anew from a record on, as somebody would who has the file and the program's source. */
async function rewrite(
  db: Connection,
  from: number,
  change: (row: AuditRow) => Partial<AuditRow>,
): Promise<void> {
  const rows = await db.all<AuditRow>('SELECT * FROM audit_record ORDER BY seq');
  let prev = EMPTY_HEAD;
  for (const old of rows) {
    const row = { ...old, ...(old.seq === from ? change(old) : {}), prev_sm3: prev };
    const sm3 = sm3Hex(recordText(row));
    await db.run(
      'UPDATE audit_record SET by_name = ?, subject = ?, detail_json = ?, prev_sm3 = ?, sm3 = ? WHERE seq = ?',
      [row.by_name, row.subject, row.detail_json, prev, sm3, row.seq],
    );
    prev = sm3;
  }
}

describe('audit verify', () => {
  let staff: Staff;
  let early = '';
  let late = '';
  beforeAll(async () => {
    ({ staff } = await audited(folder, 2));
    await staff.as(nameOf('审计员'));
    early = (await staff.call('audit.verify', {})).head;
    await staff.as(nameOf('编制人'));
    await staff.call('entries.create', {});
    await staff.as(nameOf('审计员'));
    late = (await staff.call('audit.verify', {})).head;
    await staff.call('library.close', {});
  });

  test('a head printed or sent earlier is still in the log, the last one as well', async () => {
    await withCopy(staff.file, async (db) => {
      for (const head of [early, late, EMPTY_HEAD]) expect((await verifyLog(db, head)).intact).toBe(true);
      expect((await verifyLog(db, 'f'.repeat(64))).breaks).toMatchObject([
        { reason: expect.stringContaining('截去或重写') },
      ]);
    });
  });

  test('a cut-off end leaves a whole chain, and is found through the head', async () => {
    await withCopy(staff.file, async (db) => {
      const { seq } = (await db.get<{ seq: number }>('SELECT seq FROM audit_record WHERE sm3 = ?', [early]))!;
      await db.run('DELETE FROM audit_record WHERE seq > ?', [seq]);
      expect((await verifyLog(db)).intact).toBe(true);
      expect((await verifyLog(db, early)).intact).toBe(true);
      expect((await verifyLog(db, late)).breaks.map(({ seq: at }) => at)).toEqual([seq + 1]);
    });
  });

  test('a chain written anew from one record on is caught by the head', async () => {
    await withCopy(staff.file, async (db) => {
      await rewrite(db, 12, () => ({ by_name: '别人' }));
      expect((await verifyLog(db)).intact).toBe(true);
      expect((await verifyLog(db, early)).intact).toBe(false);
    });
  });

  test('a second word for the same approval does not cover up a change of it', async () => {
    await withCopy(staff.file, async (db) => {
      const steps = await db.all<AuditRow>(
        "SELECT * FROM audit_record WHERE action LIKE 'review-%' ORDER BY seq LIMIT 2",
      );
      await rewrite(db, steps[1]!.seq, () => ({
        detail_json: steps[0]!.detail_json.replace('"recordSm3":"', '"recordSm3":"x'),
      }));
      expect((await verifyLog(db)).breaks.map(({ reason }) => reason).join()).toMatch(/重复登记/);
    });
  });

  test('something that is no head is refused as input', async () => {
    const core = await newStaffLibrary(folder);
    for (const head of ['', 'abc', 'g'.repeat(64), `x:${'0'.repeat(64)}`]) {
      expect((await core.failure('audit.verify', { head })).code, head).toBe('invalid-input');
    }
  });

  test('the doctor reports what the log shows', async () => {
    const core = await newLibrary(folder);
    const { entry, meta } = await core.call('entries.create', {});
    await core.call('entries.save', { entry: { ...sampleEntry(), id: entry.id }, revision: meta.revision });
    await core.call('review.take', { step: 'submit', entries: [entry.id], by: '王某', opinion: '首次编制' });
    expect((await core.call('library.doctor', {})).found).toEqual([]);
    await core.close();
    const db = await openConnection(core.file, 'write');
    await db.run("UPDATE review_record SET opinion = '无'");
    await db.close();
    await core.call('library.open', { library: core.file });
    expect((await core.call('library.doctor', {})).found).toEqual([expect.stringContaining('审核记录第1号')]);
    await core.close();
  });

  test('names and words that are no whole characters do not break the log', async () => {
    const core = await newLibrary(folder);
    const { entry, meta } = await core.call('entries.create', {});
    const odd = `摘要\u0000\u001f\u007f\u2028"\\\ud800𠮷`.repeat(60);
    await core.call('entries.save', {
      entry: { ...sampleEntry(), id: entry.id, summary: odd },
      revision: meta.revision,
      by: '王\ud800',
    });
    const second = await core.call('entries.read', { entry: entry.id });
    await core.call('entries.save', {
      entry: { ...second.entry, summary: '改' },
      revision: second.meta.revision,
    });
    expect(await core.call('audit.verify', {})).toMatchObject({ intact: true, breaks: [] });
    await core.close();
  });
});

describe('reading and exporting', () => {
  test('records are found by word, kind and day in China, the latest first', async () => {
    const { staff } = await audited(folder, 1);
    await staff.as(nameOf('审计员'));
    const { total, records } = await staff.call('audit.list', { action: 'review-consent' });
    expect(total).toBe(2);
    expect(records[0]).toMatchObject({ label: '负责人审签', account: nameOf('部门负责人') });
    expect((await staff.call('audit.list', { query: '设立依据' })).records[0]).toMatchObject({
      label: '添加附件',
    });
    const all = await staff.call('audit.list', { limit: 3 });
    expect(all.records.map(({ seq }) => seq)).toEqual([all.total, all.total - 1, all.total - 2]);
    expect((await staff.call('audit.list', { from: '2026-11-21', to: '2026-11-21' })).total).toBe(all.total);
    expect((await staff.call('audit.list', { from: '2026-11-22' })).total).toBe(0);
    expect((await staff.call('audit.list', { to: '2026-11-20' })).total).toBe(0);
  });

  test('each line of the export without its sm3 is the text that was digested', async () => {
    const { staff } = await audited(folder, 1);
    await staff.as(nameOf('审计员'));
    const out = join(folder, 'log.jsonl');
    const { lines, records, head, intact } = await staff.call('audit.export', { out });
    const written = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect([written.length, lines, intact]).toEqual([records, records, true]);
    for (const line of written) {
      const { sm3 } = JSON.parse(line) as { sm3: string };
      expect(sm3Hex(line.replace(`,"sm3":"${sm3}"}`, '}'))).toBe(sm3);
    }
    expect(written.at(-1)).toContain(head);
  });
});

describe('archiving: at least 3 years, 10 where nothing else is set', () => {
  let kept: Retained;
  beforeAll(async () => {
    kept = await retainedLibrary(folder);
  });

  test('the archive holds what was removed; the rest stays whole behind the signed checkpoint', async () => {
    await withCopy(kept.file, async (db) => {
      const report = await verifyLog(db);
      expect(report.breaks).toEqual([]);
      const [first] = await db.all<AuditRow>('SELECT * FROM audit_record ORDER BY seq LIMIT 1');
      expect(first!.seq).toBe(kept.checkpoint.count + 1);
      expect(report.records).toBeGreaterThan(kept.checkpoint.count);
      const lines = readFileSync(kept.archive, 'utf8').trimEnd().split('\n');
      expect(lines).toHaveLength(kept.checkpoint.count);
      expect((await verifyLog(db, kept.checkpoint.head)).intact).toBe(true);
      const older = `3:${(JSON.parse(lines[2]!) as { sm3: string }).sm3}`;
      expect((await verifyLog(db, older)).breaks[0]!.reason).toMatch(/归档文件/);
    });
  });

  const cases: [string, string, RegExp][] = [
    ['the signature', 'UPDATE audit_checkpoint SET signature = zeroblob(70)', /签名核验不通过/],
    [
      'the count',
      "UPDATE audit_checkpoint SET content_json = json_set(content_json, '$.count', 3)",
      /签名核验不通过/,
    ],
    [
      'what it vouches for',
      "UPDATE audit_checkpoint SET covered_json = json_remove(covered_json, '$.reviews.1')",
      /所附的登记内容/,
    ],
    ['the certificate', 'UPDATE audit_checkpoint SET certificate = zeroblob(300)', /证书无法读取/],
    ['the checkpoint as a whole', 'DELETE FROM audit_checkpoint', /第1条记录缺失/],
    [
      'an approval whose record was archived',
      "UPDATE review_record SET opinion = '无' WHERE id = 1",
      /审核记录第1号/,
    ],
    ['a scan whose record was archived', "UPDATE attachment SET name = '别的.pdf' WHERE id = 1", /附件第1号/],
    [
      'an account whose record was archived',
      `UPDATE account SET roles_json = '["系统管理员"]' WHERE name = '某编制人'`,
      /账户“某编制人”/,
    ],
  ];
  test.each(cases)('changed afterwards and found: %s', async (_what, sql, expected) => {
    await withCopy(kept.file, async (db) => {
      await db.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
      const { intact, breaks } = await verifyLog(db);
      expect(intact).toBe(false);
      expect(breaks.map(({ place, reason }) => `${place}：${reason}`).join('\n')).toMatch(expected);
    });
  });

  test('a checkpoint of another key is found: the log says which one was put there', async () => {
    await withCopy(kept.file, async (db) => {
      const other = await retainedLibrary(folder);
      await withCopy(other.file, async (theirs) => {
        const row = (await theirs.get<{
          content_json: string;
          signature: Uint8Array;
          certificate: Uint8Array;
        }>('SELECT * FROM audit_checkpoint'))!;
        await db.run('UPDATE audit_checkpoint SET content_json = ?, signature = ?, certificate = ?', [
          row.content_json,
          row.signature,
          row.certificate,
        ]);
      });
      expect((await verifyLog(db)).breaks.map(({ reason }) => reason).join()).toMatch(/没有这个归档点的登记/);
    });
  });

  test('years later the next archive chains on to the first', async () => {
    const { staff, file } = await retainedLibrary(folder);
    await staff.call('library.open', { library: file });
    staff.nowMs += 11 * 366 * 86_400_000;
    staff.today = '2048-12-10';
    await staff.as(nameOf('审计员'));
    const { key, certificate } = await archiveKey(staff, folder, `second-${++made}`);
    const out = join(folder, `second-${made}.jsonl`);
    const { removed } = await staff.call('audit.retain', { key, certificate, passphrase: PASSPHRASE, out });
    expect(removed).toBeGreaterThan(5);
    expect(await staff.call('audit.verify', {})).toMatchObject({ intact: true });
    expect(JSON.parse(readFileSync(out, 'utf8').split('\n')[0]!)).toHaveProperty('checkpoint');
  });

  test('nothing younger is archived, no fewer years than 3 are taken, no file is overwritten', async () => {
    const { staff } = await audited(folder, 1);
    await staff.as(nameOf('审计员'));
    const { key, certificate } = await archiveKey(staff, folder, `none-${++made}`);
    const input = { key, certificate, passphrase: PASSPHRASE, out: join(folder, `none-${made}.jsonl`) };
    expect(await staff.call('audit.retain', input)).toMatchObject({ removed: 0, file: '' });
    expect(existsSync(input.out)).toBe(false);
    expect((await staff.failure('audit.retain', { ...input, keepYears: 2 })).code).toBe('invalid-input');
    expect((await staff.failure('audit.retain', { ...input, out: key })).code).toBe('invalid-input');
    const present = join(folder, `present-${made}`);
    writeFileSync(present, '');
    expect((await staff.failure('audit.retain', { ...input, out: present })).code).toBe('file-exists');
    staff.nowMs += 4 * 366 * 86_400_000;
    staff.today = '2030-12-01';
    expect(await staff.call('audit.retain', input)).toMatchObject({ removed: 0 });
    const wrong = { ...input, keepYears: 3, passphrase: '不对的口令-1' };
    expect((await staff.failure('audit.retain', wrong)).code).toBe('passphrase-wrong');
    expect((await staff.call('audit.retain', { ...input, keepYears: 3 })).removed).toBeGreaterThan(10);
  });

  test('a log that is not whole is not archived: a signature would make a forgery look proved', async () => {
    const { staff } = await audited(folder, 1);
    await staff.call('library.close', {});
    const db = await openConnection(staff.file, 'write');
    await db.run("UPDATE audit_record SET subject = 'x' WHERE seq = 4");
    await db.close();
    await staff.call('library.open', { library: staff.file });
    staff.nowMs += 11 * 366 * 86_400_000;
    staff.today = '2037-12-01';
    await staff.as(nameOf('审计员'));
    const { key, certificate } = await archiveKey(staff, folder, `bad-${++made}`);
    const failure = await staff.failure('audit.retain', {
      key,
      certificate,
      passphrase: PASSPHRASE,
      out: join(folder, 'bad.jsonl'),
    });
    expect(failure).toMatchObject({
      code: 'not-permitted',
      details: { reason: expect.stringContaining('第4条') },
    });
  });
});
