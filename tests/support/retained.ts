/** A library whose old records were archived behind a signed checkpoint; openssl makes the certificate. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { CheckpointContent } from '#app/storage/audit-coverage';
import { openConnection } from '#app/storage/sqlite';
import { approve, audited } from '#tests/support/audited';
import { nameOf, type Staff } from '#tests/support/staff';

export const PASSPHRASE = '归档用的口令-1';
let made = 0;

export interface Retained {
  readonly staff: Staff;
  readonly file: string;
  readonly archive: string;
  readonly key: string;
  readonly certificate: string;
  readonly checkpoint: CheckpointContent;
}

/** A key made by the program, and a certificate for it made by openssl. */
export async function archiveKey(
  staff: Staff,
  folder: string,
  name: string,
): Promise<{ key: string; certificate: string }> {
  const key = join(folder, `${name}.key`);
  const certificate = join(folder, `${name}.crt`);
  await staff.call('key.create', { out: key, passphrase: PASSPHRASE });
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-new', '-sm3', '-sigopt', 'distid:1234567812345678', '-days', '36500'],
      ...['-key', key, '-passin', 'env:MULU_TEST_PASS', '-subj', '/C=CN/O=示例市信用办/CN=操作日志归档'],
      ...['-utf8', '-out', certificate],
    ],
    { env: { ...process.env, MULU_TEST_PASS: PASSPHRASE }, stdio: 'pipe' },
  );
  return { key, certificate };
}

/** Eleven years pass between the two halves of the log; the library is closed. */
export async function retainedLibrary(folder: string): Promise<Retained> {
  const { staff, ids } = await audited(folder);
  staff.nowMs += 11 * 366 * 86_400_000;
  staff.today = '2037-12-01';
  await staff.as(nameOf('编制人'));
  const { entry, meta } = await staff.call('entries.read', { entry: ids[0]! });
  await staff.call('entries.save', {
    entry: { ...entry, summary: '十年以后的摘要' },
    revision: meta.revision,
  });
  await staff.call('review.take', { step: 'submit', entries: [ids[0]!] });
  await approve(staff, [ids[0]!]);
  const number = ++made;
  const { key, certificate } = await archiveKey(staff, folder, `archive-${number}`);
  const archive = join(folder, `archive-${number}.jsonl`);
  await staff.as(nameOf('审计员'));
  await staff.call('audit.retain', { key, certificate, passphrase: PASSPHRASE, out: archive });
  await staff.call('library.close', {});
  const db = await openConnection(staff.file, 'read');
  const row = await db.get<{ content_json: string }>('SELECT content_json FROM audit_checkpoint');
  await db.close();
  return {
    staff,
    file: staff.file,
    archive,
    key,
    certificate,
    checkpoint: JSON.parse(row!.content_json) as CheckpointContent,
  };
}
