import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LARGEST_ATTACHMENT } from '#app/contract/attachment-limits';
import { sm3Hex } from '#app/digest/sm3';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
let made = 0;

async function withEntry(): Promise<{ core: TestCore; id: string; code: string }> {
  const core = await newLibrary(folder);
  const { entry, meta } = await core.call('entries.create', {});
  const filled = { ...sampleEntry(), id: entry.id };
  await core.call('entries.save', { entry: filled, revision: meta.revision });
  return { core, id: entry.id, code: filled.code };
}

function paper(content: string | Uint8Array = `第${made}份`, name = `文件${++made}.pdf`): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('anything may carry attachments, listed with their SM3', () => {
  test('to an entry by its id or code, to an event, to a review record; and out again byte for byte', async () => {
    const { core, id, code } = await withEntry();
    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 256);
    const file = paper(bytes, '批复（扫描）.pdf');
    const added = await core.call('attachment.add', {
      file,
      to: { kind: 'entry', id: code },
      note: '设立依据',
    });
    expect(added).toMatchObject({
      name: '批复（扫描）.pdf',
      size: 1000,
      sm3: sm3Hex(bytes),
      of: { kind: 'entry', id },
      signed: false,
    });
    const { event } = await core.call('events.add', {
      kind: 'law-change',
      on: '2026-11-02',
      about: '某条例公布',
    });
    await core.call('attachment.add', { file: paper(), to: { kind: 'event', id: event.id } });
    await core.call('review.take', { step: 'submit', entries: [id], by: '王某' });
    const { record } = (await core.call('review.history', {})).records[0]!;
    await core.call('attachment.add', { file: paper(), to: { kind: 'review', id: String(record) } });
    const { attachments, bytes: total } = await core.call('attachment.list', {});
    expect(attachments.map((one) => one.of.kind)).toEqual(['entry', 'event', 'review']);
    expect(total).toBe(attachments.reduce((sum, { size }) => sum + size, 0));
    expect((await core.call('attachment.list', { of: { kind: 'entry', id } })).attachments).toHaveLength(1);
    const out = join(folder, '取出.pdf');
    expect(await core.call('attachment.save', { attachment: added.id, out })).toEqual({
      file: out,
      sm3: added.sm3,
    });
    expect(readFileSync(out).equals(bytes)).toBe(true);
    expect(await core.call('audit.verify', {})).toMatchObject({ intact: true });
    await core.close();
  });

  test('a scan that came with a step is listed with its review record', async () => {
    const { core, id } = await withEntry();
    await core.call('review.take', {
      step: 'submit',
      entries: [id],
      by: '王某',
      offline: { on: '2026-11-20', scan: paper() },
    });
    const { attachments } = await core.call('attachment.list', {});
    expect(attachments).toMatchObject([{ of: { kind: 'review', id: '1' }, signed: true }]);
    expect((await core.failure('attachment.remove', { attachment: attachments[0]!.id })).code).toBe(
      'attachment-signed',
    );
    await core.close();
  });

  test('what somebody signed with before them stays; what nobody signed can be removed', async () => {
    const { core, id } = await withEntry();
    const to = { kind: 'entry' as const, id };
    const wrong = await core.call('attachment.add', { file: paper(), to });
    expect(await core.call('attachment.remove', { attachment: wrong.id })).toEqual({ removed: 1 });
    expect((await core.failure('attachment.remove', { attachment: wrong.id })).code).toBe(
      'attachment-not-found',
    );
    const basis = await core.call('attachment.add', { file: paper(), to });
    await core.call('review.take', { step: 'submit', entries: [id], by: '王某' });
    expect((await core.call('attachment.list', { of: to })).attachments).toMatchObject([
      { id: basis.id, signed: true },
    ]);
    expect((await core.failure('attachment.remove', { attachment: basis.id })).code).toBe(
      'attachment-signed',
    );
    expect(await core.call('audit.verify', {})).toMatchObject({ intact: true });
    await core.close();
  });

  test('a file that is missing, empty, a folder or larger than 30 MB is refused with its own code', async () => {
    const { core, id } = await withEntry();
    const add = (file: string) => core.failure('attachment.add', { file, to: { kind: 'entry', id } });
    const large = paper();
    truncateSync(large, LARGEST_ATTACHMENT + 1);
    expect((await add(join(folder, '没有.pdf'))).code).toBe('file-not-found');
    expect((await add(paper(''))).code).toBe('invalid-input');
    expect((await add(folder)).code).toBe('file-is-directory');
    expect((await add(large)).code).toBe('file-too-large');
    expect((await core.call('attachment.list', {})).attachments).toEqual([]);
    await core.close();
  });

  test('an attachment to nothing that exists is refused, and nothing is kept', async () => {
    const { core } = await withEntry();
    const file = paper();
    const to = (kind: 'entry' | 'event' | 'review', id: string) =>
      core.failure('attachment.add', { file, to: { kind, id } });
    expect((await to('entry', 'none')).code).toBe('entry-not-found');
    expect((await to('event', 'none')).code).toBe('event-not-found');
    expect((await to('review', '1')).code).toBe('invalid-input');
    expect((await core.call('attachment.list', {})).attachments).toEqual([]);
    await core.close();
  });
});
