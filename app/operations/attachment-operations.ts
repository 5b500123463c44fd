/** Attachments: what was signed, what it rests on, who consented; kept in the library and listed with their SM3. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { sm3Hex } from '#app/digest/sm3';
import { writeThroughTemporary } from '#app/packages/zip-writer';
import { appendAudit } from '#app/storage/audit-store';
import {
  addAttachment,
  attachmentContent,
  findAttachment,
  isSigned,
  listAttachments,
  readAttachmentFile,
  removeAttachment,
  type AttachmentKind,
  type StoredAttachment,
} from '#app/storage/attachment-store';
import type { Connection } from '#app/storage/sqlite';
import { fileSize, requireSpace } from '#app/storage/place';
import { actorOf, opened, type Workspace } from './workspace';

type AttachmentOutput = CallOutput<'attachment.add'>;

async function attachmentOutput(db: Connection, one: StoredAttachment): Promise<AttachmentOutput> {
  return {
    id: one.id,
    name: one.name,
    size: one.size,
    sm3: one.sm3,
    note: one.note,
    addedAt: new Date(one.addedAtMs).toISOString(),
    addedBy: one.addedBy,
    of: { kind: one.kind, id: one.subject },
    signed: await isSigned(db, one),
  };
}

/** The id under which the thing is kept; an entry may be named by its code. */
async function subjectOf(db: Connection, to: { kind: AttachmentKind; id: string }): Promise<string> {
  const find = {
    entry: `SELECT id FROM entry WHERE removed_at_ms IS NULL AND (id = ?1 OR code = ?1) ORDER BY id = ?1 DESC LIMIT 1`,
    event: 'SELECT id FROM event WHERE id = ?1',
    review: `SELECT id || '' AS id FROM review_record WHERE id || '' = ?1`,
  }[to.kind];
  const row = await db.get<{ id: string }>(find, [to.id]);
  if (row) return row.id;
  switch (to.kind) {
    case 'entry':
      throw new FailureError('entry-not-found', { entry: to.id });
    case 'event':
      throw new FailureError('event-not-found', { event: to.id });
    case 'review':
      throw new FailureError('invalid-input', {
        field: '审核记录',
        value: to.id,
        reason: '没有这条审核记录',
      });
  }
}

export async function add(
  workspace: Workspace,
  input: CallParsedInput<'attachment.add'>,
): Promise<AttachmentOutput> {
  const { library } = opened(workspace);
  const file = await readAttachmentFile(input.file);
  if (file.content.length === 0) {
    throw new FailureError('invalid-input', { field: '附件', value: file.name, reason: '文件是空的' });
  }
  const subject = await subjectOf(library.reader, input.to);
  await requireSpace(library.file, 2 * file.content.length + (await fileSize(library.file)) / 10);
  const id = await library.write(async (tx) => {
    return addAttachment(
      tx,
      file,
      { atMs: workspace.host.nowMs(), by: actorOf(workspace) || (input.by ?? '') },
      { kind: input.to.kind, subject, note: input.note ?? '' },
    );
  });
  const added = await findAttachment(library.reader, id);
  return attachmentOutput(library.reader, added!);
}

export async function list(
  workspace: Workspace,
  input: CallParsedInput<'attachment.list'>,
): Promise<CallOutput<'attachment.list'>> {
  const db = opened(workspace).library.reader;
  const of = input.of && { kind: input.of.kind, subject: await subjectOf(db, input.of) };
  const attachments: AttachmentOutput[] = [];
  for (const one of await listAttachments(db, of)) attachments.push(await attachmentOutput(db, one));
  return { attachments, bytes: attachments.reduce((sum, { size }) => sum + size, 0) };
}

async function existing(db: Connection, id: number): Promise<StoredAttachment> {
  const found = await findAttachment(db, id);
  if (!found) throw new FailureError('attachment-not-found', { attachment: id });
  return found;
}

export async function remove(
  workspace: Workspace,
  input: CallParsedInput<'attachment.remove'>,
): Promise<CallOutput<'attachment.remove'>> {
  await opened(workspace).library.write(async (tx) => {
    const found = await existing(tx, input.attachment);
    if (await isSigned(tx, found)) throw new FailureError('attachment-signed', { name: found.name });
    await removeAttachment(tx, found.id);
    await appendAudit(tx, {
      atMs: workspace.host.nowMs(),
      by: actorOf(workspace),
      action: 'attachment-removed',
      subject: found.name,
      detail: { attachment: found.id, attachmentSm3: found.sm3 },
    });
  });
  return { removed: 1 };
}

export async function save(
  workspace: Workspace,
  input: CallParsedInput<'attachment.save'>,
): Promise<CallOutput<'attachment.save'>> {
  const db = opened(workspace).library.reader;
  const found = await existing(db, input.attachment);
  const content = (await attachmentContent(db, found.id))!;
  if (sm3Hex(content) !== found.sm3) {
    throw new FailureError('library-damaged', {
      library: opened(workspace).library.file,
      reason: found.name,
    });
  }
  await requireSpace(input.out, content.length);
  await writeThroughTemporary(input.out, chunks(content));
  return { file: input.out, sm3: found.sm3 };
}

async function* chunks(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
