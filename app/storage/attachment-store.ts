/** Attachments kept in the library: scans of signed sheets, basis documents, consent letters. Listed with their SM3. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { LARGEST_ATTACHMENT, LARGEST_TOTAL } from '#app/contract/attachment-limits';
import { FailureError } from '#app/contract/failure';
import { sm3Hex } from '#app/digest/sm3';
import { appendAudit } from './audit-store';
import type { Connection } from './sqlite';

export interface AttachmentFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly sm3: string;
}

export type AttachmentKind = 'entry' | 'review' | 'event';

export interface StoredAttachment {
  readonly id: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sm3: string;
  readonly note: string;
  readonly addedAtMs: number;
  readonly addedBy: string;
  /** What it belongs to: entry, review record, event; also those that came with a step, an extension or a receipt. */
  readonly kind: AttachmentKind | 'receipt' | 'maintenance';
  readonly subject: string;
}

/** Reads a file to be attached. Fails with the `file-…` codes. */
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

/** What an attachment was added to, apart from those that came with a step, an extension or a receipt. */
export interface AttachmentUse {
  readonly kind: AttachmentKind;
  readonly subject: string;
  readonly note: string;
}

/** Keeps the file and enters it in the log, so that a changed byte shows. Answers its number. */
export async function addAttachment(
  tx: Connection,
  attachment: AttachmentFile,
  added: { atMs: number; by: string },
  use?: AttachmentUse,
): Promise<number> {
  const total = await tx.get<{ bytes: number }>('SELECT coalesce(sum(size), 0) AS bytes FROM attachment');
  if (total!.bytes + attachment.content.length > LARGEST_TOTAL) {
    throw new FailureError('file-too-large', { file: attachment.name, limit: LARGEST_TOTAL, total: true });
  }
  const by = tx.account ?? added.by;
  await tx.run(
    'INSERT INTO attachment (name, size, sm3, content, added_at_ms, added_by) VALUES (?, ?, ?, ?, ?, ?)',
    [attachment.name, attachment.content.length, attachment.sm3, attachment.content, added.atMs, by],
  );
  const { id } = (await tx.get<{ id: number }>('SELECT last_insert_rowid() AS id'))!;
  if (use) {
    await tx.run('INSERT INTO attachment_use (attachment_id, kind, subject, note) VALUES (?, ?, ?, ?)', [
      id,
      use.kind,
      use.subject,
      use.note,
    ]);
  }
  await appendAudit(tx, {
    ...added,
    action: 'attachment-added',
    subject: attachment.name,
    detail: { attachment: id, attachmentSm3: attachment.sm3, recordSm3: await attachmentSm3(tx, id), ...use },
  });
  return id;
}

/**
 * SM3 over what is kept of an attachment besides its bytes, and over their SM3; RFC 8785 text, written in SQL so that
 * it can be made without the program.
 */
export async function attachmentSm3(db: Connection, id: number): Promise<string> {
  const row = await db.get<{ text: string }>(
    `SELECT json_object('addedAt', a.added_at_ms, 'addedBy', a.added_by, 'id', a.id, 'kind', coalesce(u.kind, ''),
                        'name', a.name, 'note', coalesce(u.note, ''), 'size', a.size, 'sm3', a.sm3,
                        'subject', coalesce(u.subject, '')) AS text
     FROM attachment AS a LEFT JOIN attachment_use AS u ON u.attachment_id = a.id WHERE a.id = ?`,
    [id],
  );
  return sm3Hex(row?.text ?? '');
}

/** Every attachment with what it belongs to; one that came with several things appears with the first. */
const WITH_USE = `
  SELECT a.id, a.name, a.size, a.sm3, a.added_at_ms AS addedAtMs, a.added_by AS addedBy, coalesce(u.note, '') AS note,
         coalesce(u.kind, CASE WHEN r.id IS NOT NULL THEN 'review' WHEN x.event_id IS NOT NULL THEN 'event'
                               WHEN p.id IS NOT NULL THEN 'receipt' ELSE 'maintenance' END) AS kind,
         coalesce(u.subject, r.id || '', x.event_id, p.id || '', m.id || '', '') AS subject
  FROM attachment AS a
  LEFT JOIN attachment_use AS u ON u.attachment_id = a.id
  LEFT JOIN (SELECT attachment_id, min(id) AS id FROM review_record GROUP BY attachment_id) AS r
    ON r.attachment_id = a.id
  LEFT JOIN event_extension AS x ON x.attachment_id = a.id
  LEFT JOIN (SELECT attachment_id, min(id) AS id FROM receipt GROUP BY attachment_id) AS p ON p.attachment_id = a.id
  LEFT JOIN (SELECT attachment_id, min(id) AS id FROM maintenance_confirmation GROUP BY attachment_id) AS m
    ON m.attachment_id = a.id`;

/** Attachments of one thing, or all, in the order they came. */
export async function listAttachments(
  db: Connection,
  of?: { kind: string; subject: string },
): Promise<StoredAttachment[]> {
  return db.all<StoredAttachment>(
    `SELECT * FROM (${WITH_USE}) WHERE ?1 IS NULL OR (kind = ?1 AND subject = ?2) ORDER BY id`,
    [of?.kind ?? null, of?.subject ?? null],
  );
}

export async function findAttachment(db: Connection, id: number): Promise<StoredAttachment | null> {
  return (await db.get<StoredAttachment>(`SELECT * FROM (${WITH_USE}) WHERE id = ?`, [id])) ?? null;
}

export async function attachmentContent(db: Connection, id: number): Promise<Uint8Array | null> {
  const row = await db.get<{ content: Uint8Array }>('SELECT content FROM attachment WHERE id = ?', [id]);
  return row?.content ?? null;
}

/**
 * Whether somebody signed with the attachment before them: it came with a step, a receipt or an extension, belongs to
 * a review record, or to an entry or event on which a step was taken since.
 */
export async function isSigned(db: Connection, attachment: StoredAttachment): Promise<boolean> {
  if (attachment.kind !== 'entry') {
    if (attachment.kind !== 'event') return true;
    const extension = await db.get('SELECT 1 FROM event_extension WHERE attachment_id = ?', [attachment.id]);
    const act = await db.get('SELECT 1 FROM event_act WHERE event_id = ?', [attachment.subject]);
    return extension !== undefined || act !== undefined;
  }
  const step = await db.get(
    `SELECT 1 FROM review_record AS r JOIN review_record_entry AS e ON e.record_id = r.id
     WHERE e.entry_id = ? AND r.at_ms >= ? LIMIT 1`,
    [attachment.subject, attachment.addedAtMs],
  );
  return step !== undefined;
}

export async function removeAttachment(tx: Connection, id: number): Promise<void> {
  await tx.run('DELETE FROM attachment WHERE id = ?', [id]);
}
