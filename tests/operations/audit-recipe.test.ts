import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { openConnection } from '#app/storage/sqlite';
import { audited } from '#tests/support/audited';
import { RESOURCES } from '#tests/support/open-workspace';
import { nameOf } from '#tests/support/staff';
import { retainedLibrary } from '#tests/support/retained';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const has = (program: string, args: string[]): boolean => spawnSync(program, args).status === 0;
const openssl = has('openssl', ['dgst', '-sm3', '-r', '/dev/null']);

/** Where the machine has no `sqlite3` program: the same answers from the driver that the program brings along. */
function standIn(): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const driver = fileURLToPath(import.meta.resolve('sqlite3'));
  writeFileSync(
    join(bin, 'sqlite3'),
    `#!${process.execPath}
const sqlite3 = require(${JSON.stringify(driver)});
const [file, sql] = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const out = /writefile\\('([^']*)', (\\w+)\\)/.exec(sql);
new sqlite3.Database(file, sqlite3.OPEN_READONLY).all(out ? sql.replace(out[0], out[2] + ' AS c') : sql, (error, rows) => {
  if (error) { console.error(error.message); process.exit(1); }
  if (out) require('node:fs').writeFileSync(out[1], rows[0].c);
  else process.stdout.write(rows.map((row) => Object.values(row).join('|') + '\\n').join(''));
});
`,
    { mode: 0o755 },
  );
  return bin;
}

let script = '';
let path = process.env['PATH'] ?? '';
let source = '';
let head = '';
beforeAll(async () => {
  const text = readFileSync(join(RESOURCES, 'audit-recipe.md'), 'utf8');
  script = join(folder, 'audit.sh');
  writeFileSync(script, [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((block) => block[1]).join('\n'));
  if (!has('sqlite3', ['-version'])) path = `${standIn()}${delimiter}${path}`;
  const { staff } = await audited(folder);
  await staff.as(nameOf('审计员'));
  ({ head } = await staff.call('audit.verify', {}));
  await staff.call('library.close', {});
  source = staff.file;
});

function recipe(library: string, ...args: string[]): { status: number; said: string } {
  const { status, stdout, stderr } = spawnSync('bash', [script, library, ...args], {
    env: { ...process.env, PATH: path },
    encoding: 'utf8',
  });
  return { status: status ?? -1, said: stdout + stderr };
}

async function changed(name: string, sql: string): Promise<string> {
  const file = join(folder, `${name}.mulu`);
  copyFileSync(source, file);
  const db = await openConnection(file, 'write');
  await db.exec(`PRAGMA foreign_keys = OFF; ${sql}`);
  await db.close();
  return file;
}

describe.skipIf(!openssl)(
  'resources/audit-recipe.md: sqlite3 and openssl alone, without this program',
  () => {
    test('an untouched library is whole, and its head is the one that the program says', () => {
      const { status, said } = recipe(source, head);
      expect(said).toContain(`末条校验码 ${head}`);
      expect(status, said).toBe(0);
    });

    test.each([
      ['log', "UPDATE audit_record SET subject = subject || 'x' WHERE seq = 7", '操作日志第7条被改动'],
      ['gap', 'DELETE FROM audit_record WHERE seq = 7', '操作日志第7条缺失'],
      [
        'version',
        `UPDATE entry_version SET content_json = replace(content_json, '示例市', '示范市') WHERE version = 2`,
        '第2版',
      ],
      ['opinion', "UPDATE field_opinion SET opinion = '无意见' WHERE number = 1", '审核记录第2号'],
      ['approval', "UPDATE review_record SET by_name = '别人' WHERE id = 4", '审核记录第4号'],
      ['scan', "UPDATE attachment SET content = x'0001' WHERE id = 2", '附件第2号的内容'],
    ])('%s: what was changed is named', async (name, sql, expected) => {
      const { status, said } = recipe(await changed(name, sql));
      expect(said).toContain(expected);
      expect(status).toBe(1);
    });

    test('a cut-off end shows by the head that was printed', async () => {
      const file = await changed(
        'cut',
        'DELETE FROM audit_record WHERE seq = (SELECT max(seq) FROM audit_record)',
      );
      expect(recipe(file, head)).toMatchObject({ status: 1, said: expect.stringContaining('截去或重写') });
    });

    test('after archiving, the signed checkpoint stands for what was removed, and the archive chains up to it', async () => {
      const { file, archive, checkpoint } = await retainedLibrary(folder);
      const { status, said } = recipe(file);
      expect(status, said).toBe(0);
      const lines = readFileSync(archive, 'utf8').trimEnd().split('\n');
      for (const line of lines) {
        const { sm3 } = JSON.parse(line) as { sm3: string };
        const text = line.replace(/,"sm3":"[0-9a-f]{64}"\}$/, '}').replace(/"sm3":"[0-9a-f]{64}",/, '');
        const said2 = execFileSync('openssl', ['dgst', '-sm3', '-r'], { input: text, encoding: 'utf8' });
        expect(said2.slice(0, 64)).toBe(sm3);
      }
      expect((JSON.parse(lines.at(-1)!) as { sm3: string }).sm3).toBe(checkpoint.head);
    });
  },
);
