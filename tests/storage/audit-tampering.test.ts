import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyAudit } from '#app/storage/audit-verification';
import { openConnection, SqlError, type Connection } from '#app/storage/sqlite';
import { audited } from '#tests/support/audited';
import { chance, SOAK } from '#tests/support/seed';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
/** Every column of what the log vouches for; counters of wrong passwords come and go and are none of it. */
const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  audit_record: ['seq', 'at', 'by_name', 'action', 'subject', 'detail_json', 'prev_sm3', 'sm3'],
  entry_version: ['entry_id', 'version', 'content_json', 'sm3', 'approved_at_ms'],
  review_record: [
    ...[
      'id',
      'step',
      'by_name',
      'entered_by',
      'signed_in',
      'opinion',
      'secrecy',
      'personal',
      'offline',
      'on_date',
    ],
    ...['attachment_id', 'taken_for_all', 'at_ms', 'waiver'],
  ],
  review_record_entry: [
    ...['record_id', 'entry_id', 'from_state', 'to_state', 'revision', 'looked_at', 'version', 'own'],
  ],
  field_opinion: ['record_id', 'number', 'entry_id', 'item_id', 'field', 'opinion'],
  attachment: ['id', 'name', 'size', 'sm3', 'content', 'added_at_ms', 'added_by'],
  attachment_use: ['attachment_id', 'kind', 'subject', 'note'],
  account: [
    'name',
    'roles_json',
    'office',
    'salt',
    'verifier',
    'must_change',
    'disabled',
    'created_at_ms',
    'created_by',
  ],
};

let source = '';
beforeAll(async () => {
  const { staff } = await audited(folder);
  await staff.call('library.close', {});
  source = staff.file;
});

async function opened(file: string): Promise<Connection> {
  const db = await openConnection(file, 'write');
  await db.exec('PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON');
  return db;
}

function copy(name: string): string {
  const file = join(folder, name);
  copyFileSync(source, file);
  return file;
}

/** Changes one byte of a value in place, or answers null where there is nothing to change. */
async function changeOne(
  db: Connection,
  table: string,
  column: string,
  draw: (below: number) => number,
): Promise<string | null> {
  const keys = (await db.all<{ name: string; pk: number }>(`PRAGMA table_info(${table})`))
    .filter(({ pk }) => pk > 0)
    .map(({ name }) => name);
  const rows = await db.all<Record<string, string | number> & { held: string; kind: string }>(
    `SELECT ${keys.map((key) => `${key} AS k_${key}`).join(', ')}, hex(CAST(${column} AS BLOB)) AS held, typeof(${column}) AS kind FROM ${table}`,
  );
  const row = rows[draw(rows.length)];
  if (!row || row.kind === 'null' || row.held === '') return null;
  const bytes = Buffer.from(row.held, 'hex');
  let value: string;
  if (row.kind === 'integer') value = String(Number(bytes.toString()) ^ (1 << draw(8)));
  else {
    const at = draw(bytes.length);
    // A changed letter inside a text is no NUL: that would cut the text off, which is another change.
    const flip = 1 + draw(255);
    bytes[at] = (bytes[at]! ^ flip) === 0 ? 0x2a : bytes[at]! ^ flip;
    value = `CAST(x'${bytes.toString('hex')}' AS ${row.kind === 'blob' ? 'BLOB' : 'TEXT'})`;
  }
  const where = keys.map((key) => `${key} = ?`).join(' AND ');
  try {
    await db.run(
      `UPDATE ${table} SET ${column} = ${value} WHERE ${where}`,
      keys.map((key) => row[`k_${key}`]!),
    );
  } catch (error) {
    // Another row holds that key already, or it would be the key of none.
    if (error instanceof SqlError && error.code === 'SQLITE_CONSTRAINT') return null;
    throw error;
  }
  return `${table}.${column} ${keys.map((key) => row[`k_${key}`]).join(' ')} := ${value.slice(0, 200)}`;
}

describe('a log that an auditor accepts', () => {
  test('the untouched library is intact, with its head', async () => {
    const db = await opened(copy('whole.mulu'));
    const report = await verifyAudit(db);
    expect(report.breaks).toEqual([]);
    expect(await verifyAudit(db, { expectedHead: report.head })).toMatchObject({ intact: true });
    expect(
      await verifyAudit(db, { expectedHead: `${report.records}:${report.head.toUpperCase()}` }),
    ).toMatchObject({ intact: true });
    expect(await verifyAudit(db, { expectedHead: `${report.records - 1}:${report.head}` })).toMatchObject({
      intact: false,
    });
    await db.close();
  });

  test('one changed byte in any column that the log vouches for is found, column by column', async () => {
    const db = await opened(copy('columns.mulu'));
    const draw = chance('a byte in every column').below;
    for (const [table, columns] of Object.entries(COLUMNS)) {
      for (const column of columns) {
        let what: string | null = null;
        for (let tries = 0; tries < 20 && what === null; tries++) {
          await db.exec('BEGIN');
          what = await changeOne(db, table, column, draw);
          if (what === null) await db.exec('ROLLBACK');
        }
        if (what === null) continue;
        const { intact, breaks } = await verifyAudit(db);
        expect(intact, what).toBe(false);
        expect(breaks[0]!.place).not.toBe('');
        await db.exec('ROLLBACK');
      }
    }
    expect((await verifyAudit(db)).intact).toBe(true);
    await db.close();
  });

  test(`${SOAK ? 1000 : 30} random changes of one byte in log, versions and approvals: none is missed`, async () => {
    const db = await opened(copy('random.mulu'));
    const draw = chance('random changes of the log').below;
    const places = [
      'audit_record',
      'entry_version',
      'review_record',
      'review_record_entry',
      'field_opinion',
    ].flatMap((table) => COLUMNS[table]!.map((column) => [table, column] as const));
    let made = 0;
    while (made < (SOAK ? 1000 : 30)) {
      const [table, column] = places[draw(places.length)]!;
      await db.exec('BEGIN');
      const what = await changeOne(db, table, column, draw);
      if (what !== null) {
        made++;
        expect((await verifyAudit(db)).intact, `change ${made}: ${what}`).toBe(false);
      }
      await db.exec('ROLLBACK');
    }
    await db.close();
  }, 600_000);

  test('bytes changed in the file itself, wherever a value lies in it, are found', async () => {
    const draw = chance('bytes of the file').below;
    const plain = await openConnection(source, 'read');
    const values = await plain.all<{ value: string }>(
      `SELECT sm3 AS value FROM audit_record UNION SELECT sm3 FROM entry_version UNION SELECT entry_id FROM entry_version
       UNION SELECT json_extract(content_json, '$.summary') FROM entry_version
       UNION SELECT opinion FROM review_record WHERE opinion <> '' UNION SELECT opinion FROM field_opinion
       UNION SELECT by_name FROM review_record ORDER BY value`,
    );
    await plain.close();
    const bytes = readFileSync(source);
    for (let i = 0; i < 12; i++) {
      const value = Buffer.from(values[draw(values.length)]!.value, 'utf8');
      const offset = draw(value.length);
      const changed = Buffer.from(bytes);
      let places = 0;
      for (let at = bytes.indexOf(value); at >= 0; at = bytes.indexOf(value, at + value.length)) {
        changed[at + offset]! ^= 1;
        places++;
      }
      expect(places).toBeGreaterThan(0);
      const file = join(folder, `raw-${i}.mulu`);
      writeFileSync(file, changed);
      const db = await openConnection(file, 'read');
      expect((await verifyAudit(db)).intact, `${value.toString('utf8')} at ${offset}`).toBe(false);
      await db.close();
    }
  });
});

describe('records taken out, put in and rewritten', () => {
  const cases: [string, string, RegExp][] = [
    ['a record removed', 'DELETE FROM audit_record WHERE seq = 5', /第5条记录缺失/],
    ['the first record removed', 'DELETE FROM audit_record WHERE seq = 1', /第1条记录缺失/],
    ['a review record removed', 'DELETE FROM review_record WHERE id = 2', /审核记录第2号/],
    [
      'a review record with all its rows removed',
      'DELETE FROM field_opinion WHERE record_id = 2; DELETE FROM review_record_entry WHERE record_id = 2; DELETE FROM review_record WHERE id = 2',
      /已缺失/,
    ],
    [
      'an approval put in',
      `INSERT INTO review_record SELECT 99, step, by_name, entered_by, signed_in, opinion, secrecy, personal, offline, on_date, attachment_id, taken_for_all, at_ms, waiver FROM review_record WHERE id = 1`,
      /审核记录第99号：.*没有这条审核记录的登记/,
    ],
    [
      'an entry slipped under an approval',
      `INSERT INTO review_record_entry SELECT record_id, 'other', from_state, to_state, revision, looked_at, version, own FROM review_record_entry WHERE record_id = 1 LIMIT 1`,
      /审核记录第1号/,
    ],
    ['a version removed', 'DELETE FROM entry_version WHERE version = 2', /审核记录/],
    [
      'a version put in',
      `INSERT INTO entry_version SELECT entry_id, 9, content_json, sm3, approved_at_ms FROM entry_version LIMIT 1`,
      /第9版.*没有审定这个版本/,
    ],
    [
      'a version exchanged with its digest',
      `UPDATE entry_version SET content_json = '{}', sm3 = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' WHERE version = 2`,
      /不符/,
    ],
    [
      'a scan exchanged with its digest',
      `UPDATE attachment SET content = x'00', size = 1, sm3 = '${'0'.repeat(64)}' WHERE id = 2`,
      /附件第2号/,
    ],
    ['an attachment removed', 'DELETE FROM attachment WHERE id = 1', /附件第1号：操作日志有登记/],
    ['an account removed', "DELETE FROM account WHERE name = '某审计员'", /账户“某审计员”：操作日志有登记/],
    ['all accounts removed, so that nobody signs in', 'DELETE FROM account', /账户已缺失/],
    [
      'a role given',
      `UPDATE account SET roles_json = '["部门负责人"]' WHERE name = '某编制人'`,
      /账户“某编制人”/,
    ],
    [
      'a password exchanged',
      `UPDATE account SET salt = x'00112233445566778899aabbccddeeff' WHERE name = '某部门负责人'`,
      /账户“某部门负责人”/,
    ],
  ];
  test.each(cases)('%s is named with its place', async (what, sql, expected) => {
    const db = await opened(copy(`case-${what.length}-${sql.length}.mulu`));
    await db.exec(sql);
    const { intact, breaks } = await verifyAudit(db);
    expect(intact).toBe(false);
    expect(breaks.map(({ place, reason }) => `${place}：${reason}`).join('\n')).toMatch(expected);
    await db.close();
  });

  test('records cut off at the end show by the head that was printed or sent', async () => {
    const db = await opened(copy('cut.mulu'));
    const { head, records } = await verifyAudit(db);
    // Only sign-ins and the like: nothing else hangs on these records.
    await db.run("DELETE FROM audit_record WHERE seq = ? AND action NOT LIKE 'review-%'", [records]);
    const last = await db.get<{ action: string }>(
      'SELECT action FROM audit_record ORDER BY seq DESC LIMIT 1',
    );
    expect(last).toBeDefined();
    const report = await verifyAudit(db, { expectedHead: head });
    if (report.records === records) await db.run('DELETE FROM audit_record WHERE seq = ?', [records]);
    const { breaks } = await verifyAudit(db, { expectedHead: head });
    expect(breaks.map(({ reason }) => reason).join()).toMatch(/截去或重写/);
    await db.close();
  });
});
