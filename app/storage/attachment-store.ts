/** Attachments kept in the library: scans of signed sheets, basis documents. Listed with their SM3. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { FailureError } from '#app/contract/failure';
import { sm3Hex } from '#app/digest/sm3';
import type { Connection } from './sqlite';

/** One scanned sheet in good quality is a few MB; anything larger is a mistake of the scanner's settings. */
export const LARGEST_ATTACHMENT = 30 * 1024 ** 2;

export interface AttachmentFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly sm3: string;
}

export async function readAttachmentFile(file: string): Promise<AttachmentFile> {
  let size: number;
  try {
    const kind = await stat(file);
    if (kind.isDirectory()) throw new FailureError('file-is-directory', { file });
    size = kind.size;
  } catch (error) {
    if (error instanceof FailureError) throw error;
    throw new FailureError('file-not-found', { file });
  }
  if (size > LARGEST_ATTACHMENT)
    throw new FailureError('file-too-large', { file, size, limit: LARGEST_ATTACHMENT });
  try {
    const content = await readFile(file);
    return { name: basename(file), content, sm3: sm3Hex(content) };
  } catch {
    throw new FailureError('file-unreadable', { file });
  }
}

export async function addAttachment(
  tx: Connection,
  attachment: AttachmentFile,
  added: { atMs: number; by: string },
): Promise<number> {
  await tx.run(
    'INSERT INTO attachment (name, size, sm3, content, added_at_ms, added_by) VALUES (?, ?, ?, ?, ?, ?)',
    [attachment.name, attachment.content.length, attachment.sm3, attachment.content, added.atMs, added.by],
  );
  const row = await tx.get<{ id: number }>('SELECT last_insert_rowid() AS id');
  return row!.id;
}
