/** What a department sees of delivery: packages, settings of the platform, opinions, and its catalogue there and here. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { catalogueFileSchema } from '#app/catalogue/catalogue-file';
import { readApi } from '#tests/reference-platform/openapi';
import { mulu } from '#tests/support/mulu';
import {
  addEntry,
  approveAll,
  editEntry,
  openOffice,
  pack,
  packageStates,
  serversPerTest,
  stateOf,
  UNIT,
  type Desk,
} from '#tests/sync/delivery-kit';

const office = await openOffice();
const serve = serversPerTest();

async function sentDesk(count = 2) {
  const platform = await office.newPlatform();
  const server = await serve(platform);
  const desk = await office.newDesk();
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push(await addEntry(desk.core));
  await approveAll(desk.core);
  const made = await pack(office, desk);
  const sync = () => desk.core.call('delivery.sync', { platform: server.url, attempts: 2 });
  await sync();
  return { platform, server, desk, ids, made, sync };
}

test('the interface document holds together, and says nothing that is not checked', async () => {
  const api = await readApi(new URL('../../resources/platform-api.yaml', import.meta.url));
  expect(api.ownFaults).toEqual([]);
});

describe('what goes into a package', () => {
  test('payload/catalogue.json keeps to its published schema', async () => {
    const { platform, made } = await sentDesk();
    const sent = JSON.parse((await platform.store.package(made.packageId))!.catalogue) as unknown;
    expect(catalogueFileSchema.strict().safeParse(sent).error).toBeUndefined();
  });

  test('--changes: only what differs from what the platform took; whole: every approved version; else what is 已审定', async () => {
    const { desk, ids } = await sentDesk(3);
    // Approved again without a change: nothing new for the platform.
    const { entry, meta } = await desk.core.call('entries.read', { entry: ids[0]! });
    await desk.core.call('entries.save', {
      entry: { ...entry, summary: '先改成别的，再改回原样' },
      revision: meta.revision,
    });
    const now = await desk.core.call('entries.read', { entry: ids[0]! });
    await desk.core.call('entries.save', { entry, revision: now.meta.revision });
    await editEntry(desk.core, ids[1]!, { summary: '改过的摘要，说明登记对象情况' });
    await approveAll(desk.core);
    await expect(pack(office, desk, { scope: 'changes' })).resolves.toMatchObject({
      entries: 1,
      scope: 'changes',
      seq: 2,
    });
    await expect(pack(office, desk, { scope: 'whole' })).resolves.toMatchObject({
      entries: 3,
      scope: 'whole',
      seq: 2,
    });
    await expect(pack(office, desk)).resolves.toMatchObject({ entries: 2, scope: 'changes', seq: 2 });
    // The entries of superseded packages follow the one that is queued.
    expect(await Promise.all(ids.map((id) => stateOf(desk.core, id)))).toEqual([
      '待报送',
      '待报送',
      '已接收',
    ]);
    expect(Object.values(await packageStates(desk.core)).filter((state) => state === '待报送')).toHaveLength(
      1,
    );
    await desk.core.close();
  });

  test('the manifest says its scope and the batch it mends, and openssl’s platform takes it', async () => {
    const { platform, desk, ids, made, sync } = await sentDesk();
    await platform.opine(UNIT, [{ id: 'r1', entryId: ids[0]!, decision: 'return', opinion: '补充依据' }]);
    await sync();
    await editEntry(desk.core, ids[0]!, { summary: '补充依据后的摘要，说明情况' });
    await approveAll(desk.core);
    const again = await pack(office, desk);
    const manifest = JSON.parse(
      execFileSync('unzip', ['-p', again.file, 'manifest.json']).toString('utf8'),
    ) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      scope: 'changes',
      refersTo: made.packageId,
      counts: { entries: 1, removed: 0 },
    });
    await sync();
    // Mended once more, it still refers to the first batch.
    await platform.opine(UNIT, [
      { id: 'r2', entryId: ids[0]!, packageId: again.packageId, decision: 'return' },
    ]);
    await sync();
    await editEntry(desk.core, ids[0]!, { summary: '再次补充依据后的摘要说明' });
    await approveAll(desk.core);
    expect(await pack(office, desk)).toMatchObject({ refersTo: made.packageId });
    await desk.core.close();
  });

  test('a package can be taken back before it is delivered, not after', async () => {
    const { desk, made } = await sentDesk();
    const id = await addEntry(desk.core);
    await approveAll(desk.core);
    const second = await pack(office, desk);
    expect(await desk.core.call('package.withdraw', { packageId: second.packageId })).toMatchObject({
      entries: 1,
    });
    expect(await stateOf(desk.core, id)).toBe('已审定');
    const failure = await desk.core.failure('package.withdraw', { packageId: made.packageId });
    expect(failure.code).toBe('step-not-allowed');
    expect((await pack(office, desk)).seq).toBe(2);
    await desk.core.close();
  });
});

describe('opinions', () => {
  test('one on an earlier delivery is kept and moves nothing; one on nobody is told', async () => {
    const { platform, desk, ids, made, sync } = await sentDesk();
    await platform.opine(UNIT, [
      { id: 'o1', entryId: ids[0]!, packageId: made.packageId, decision: 'return' },
    ]);
    await sync();
    await editEntry(desk.core, ids[0]!, { summary: '补正后的摘要，说明登记情况' });
    await approveAll(desk.core);
    await pack(office, desk);
    await sync();
    expect(await stateOf(desk.core, ids[0]!)).toBe('已接收');
    await platform.opine(UNIT, [
      { id: 'o2', entryId: ids[0]!, packageId: made.packageId, decision: 'return', opinion: '迟到的意见' },
      { id: 'o3', code: '999999/999999', decision: 'return' },
    ]);
    const round = await sync();
    expect(round.opinions).toBe(2);
    expect(round.notices.join()).toContain('较早的一次报送');
    expect(round.notices.join()).toContain('999999/999999');
    expect(await stateOf(desk.core, ids[0]!)).toBe('已接收');
    const { opinions } = await desk.core.call('opinions.list', {});
    expect(Object.fromEntries(opinions.map((one) => [one.id, one.applied]))).toEqual({
      o1: true,
      o2: false,
      o3: false,
    });
    await desk.core.close();
  });

  test('one that names no package is not about a package that never left the house', async () => {
    const { platform, desk, ids, sync } = await sentDesk();
    await editEntry(desk.core, ids[0]!, { summary: '再次改动的摘要，说明登记情况' });
    await approveAll(desk.core);
    await pack(office, desk);
    expect(await stateOf(desk.core, ids[0]!)).toBe('待报送');
    await platform.opine(UNIT, [{ id: 'o1', entryId: ids[0]!, decision: 'approve' }]);
    writeFileSync(desk.at('o.zwmlr'), await platform.opinionsBytes(UNIT, ''));
    await desk.core.call('delivery.receive', { file: desk.at('o.zwmlr') });
    expect(await stateOf(desk.core, ids[0]!)).toBe('待报送');
    await sync();
    expect(await stateOf(desk.core, ids[0]!)).toBe('已接收');
    await desk.core.close();
  });

  test('opinions for another department are refused', async () => {
    const { platform, desk } = await sentDesk();
    writeFileSync(desk.at('other.zwmlr'), await platform.opinionsBytes('12610000435230000X', ''));
    expect((await desk.core.failure('delivery.receive', { file: desk.at('other.zwmlr') })).code).toBe(
      'receipt-unmatched',
    );
    await desk.core.close();
  });

  test('a limit that comes by letter is entered with the opinions and starts its clock', async () => {
    const { platform, desk, ids, sync } = await sentDesk();
    await platform.opine(
      UNIT,
      ids.map((entryId, i) => ({ id: `l${i}`, entryId, decision: 'return' as const })),
    );
    await sync();
    const clocks = async () =>
      (await desk.core.call('duties.list', {})).duties.filter((one) => one.subject.startsWith('退回补正'));
    expect(await clocks()).toEqual([]);
    await desk.core.call('opinions.setDue', { opinions: ['l0', 'l1'], due: '2026-12-01' });
    expect(new Set((await clocks()).map((one) => one.due))).toEqual(new Set(['2026-12-01']));
    expect(
      (await desk.core.failure('opinions.setDue', { opinions: ['l0', 'nobody'], due: '2026-12-01' })).code,
    ).toBe('invalid-input');
    await desk.core.close();
  });

  test('a workbook of opinions: by code and name, a wrong pair is refused by row, the same workbook counts once', async () => {
    const { desk, ids } = await sentDesk(3);
    const [a, b, c] = await Promise.all(
      ids.map(async (id) => (await desk.core.call('entries.read', { entry: id })).entry),
    );
    const file = desk.at('意见.xlsx');
    await writeSheet(file, [
      ['某局目录审核情况'],
      ['序号', '信息资源代码', '信息资源名称', '审核结果', '审核意见', '补正期限'],
      ['1', a!.code, a!.name, '通过', '', ''],
      ['2', b!.code, b!.name, '退回', '缺少共享依据', '2026-12-09'],
      ['3', c!.code, a!.name, '退回', '张冠李戴', ''],
      ['4', '', c!.name, '', '', ''],
    ]);
    const read = await desk.core.call('opinions.fromWorkbook', { file });
    expect(read).toMatchObject({ taken: 2, entries: 2 });
    expect(read.rows.map((row) => [row.row, row.decision, row.reason])).toEqual([
      [3, 'approve', ''],
      [4, 'return', ''],
      [5, 'return', '代码与名称不符，请核对'],
    ]);
    expect(await Promise.all(ids.map((id) => stateOf(desk.core, id)))).toEqual([
      '已发布',
      '退回补正',
      '已接收',
    ]);
    const { opinions } = await desk.core.call('opinions.list', { entry: ids[1]! });
    expect(opinions).toMatchObject([{ opinion: '缺少共享依据', dueOn: '2026-12-09' }]);
    expect(await desk.core.call('opinions.fromWorkbook', { file })).toMatchObject({ taken: 0, entries: 0 });
    await desk.core.close();
  });
});

async function writeSheet(file: string, rows: readonly (readonly string[])[]): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('审核意见').addRows(rows.map((row) => [...row]));
  await workbook.xlsx.writeFile(file);
}

describe('the platform’s copy', () => {
  test('differences per entry and field, over the network and from a file; nothing published is no failure', async () => {
    const { platform, server, desk, ids } = await sentDesk();
    const nothing = await desk.core.call('platform.compare', { platform: server.url });
    expect(nothing).toMatchObject({
      issued: '',
      same: 0,
      onlyThere: [],
      onlyHere: [{ id: ids[0] }, { id: ids[1] }],
    });
    await platform.publish(UNIT);
    await editEntry(desk.core, ids[0]!, { summary: '本地改过的摘要，说明登记情况' });
    const own = await addEntry(desk.core);
    const overNet = await desk.core.call('platform.compare', { platform: server.url });
    expect(overNet).toMatchObject({
      same: 1,
      onlyHere: [{ id: own }],
      onlyThere: [],
      different: [
        { entry: { id: ids[0] }, changes: [{ field: 'summary', after: '本地改过的摘要，说明登记情况' }] },
      ],
    });
    const file = desk.at('published.zwmlr');
    writeFileSync(file, (await platform.store.published(UNIT))!);
    expect(await desk.core.call('platform.compare', { file })).toEqual(overNet);
    const key = { key: office.key, certificate: office.certificate };
    execFileSync('openssl', [
      'pkcs8',
      '-in',
      key.key,
      '-passin',
      'pass:政务目录 2026 口令',
      '-out',
      desk.at('plain.key'),
    ]);
    const forged = { format: 'zwml-catalogue/1', unit: UNIT, issued: '2026-11-21T00:00:00Z', entries: [] };
    await platform.sign('catalogue', forged, file, {
      key: desk.at('plain.key'),
      certificate: office.certificate,
    });
    expect((await desk.core.failure('platform.compare', { file })).code).toBe('receipt-untrusted');
    await desk.core.close();
  });
});

describe('the address of the platform', () => {
  test('is a setting of the library; paths of certificates are not written by the settings screen', async () => {
    const { desk, server } = await sentDesk();
    await desk.core.call('settings.save', {
      settings: { 'platform.url': 'http://127.0.0.1:1', 'platform.clientKey': '/etc/passwd' },
    });
    expect(await desk.core.call('platform.settings', {})).toMatchObject({ platform: '', clientKey: '' });
    expect(await desk.core.failure('delivery.sync', {})).toMatchObject({
      code: 'invalid-input',
      details: { field: '平台地址' },
    });
    await desk.core.call('platform.save', { platform: server.url });
    expect(await desk.core.call('delivery.sync', {})).toMatchObject({ delivered: 0, failed: [] });
    await desk.core.close();
  });

  test.each(['ftp://x/', 'not a url', 'http://user:pass@127.0.0.1/', 'http://127.0.0.1/?a=b'])(
    '%s is refused',
    async (platform) => {
      const desk = await office.newDesk();
      expect((await desk.core.failure('platform.save', { platform })).code).toBe('invalid-input');
      await desk.core.close();
    },
  );
});

describe('mulu', () => {
  async function onDisk(): Promise<{ desk: Desk; file: string }> {
    const desk = await office.newDesk();
    await addEntry(desk.core);
    await approveAll(desk.core);
    const { file } = await pack(office, desk);
    await desk.core.close();
    return { desk, file };
  }

  test('sync over TLS with a client certificate; merge; both exit 0 and print their figures', async () => {
    const { desk, file } = await onDisk();
    const made = (...args: string[]): void =>
      void execFileSync('openssl', args, { cwd: desk.folder, stdio: 'ignore' });
    for (const [name, extension] of [
      ['server', 'subjectAltName=IP:127.0.0.1'],
      ['client', 'extendedKeyUsage=clientAuth'],
    ] as const) {
      if (name === 'server') {
        made('ecparam', '-genkey', '-name', 'prime256v1', '-out', 'ca.key');
        made('req', '-x509', '-new', '-key', 'ca.key', '-subj', '/CN=net-ca', '-days', '9', '-out', 'ca.crt');
      }
      made('ecparam', '-genkey', '-name', 'prime256v1', '-out', `${name}.key`);
      made('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
      writeFileSync(desk.at(`${name}.ext`), extension);
      made(
        ...[
          'x509',
          '-req',
          '-in',
          `${name}.csr`,
          '-CA',
          'ca.crt',
          '-CAkey',
          'ca.key',
          '-CAcreateserial',
          '-days',
          '9',
        ],
        ...['-extfile', `${name}.ext`, '-out', `${name}.crt`],
      );
    }
    const pem = (name: string): string => readFileSync(desk.at(name), 'utf8');
    const server = await serve(await office.newPlatform(), {
      tls: { key: pem('server.key'), cert: pem('server.crt'), clientCa: pem('ca.crt') },
    });
    const place = ['--platform', server.url, '--ca', desk.at('ca.crt'), '--attempts', '1'];
    const without = await mulu(['sync', desk.core.file, ...place]);
    expect([without.code, without.json.failure?.code]).toEqual([3, 'platform-unreachable']);
    const client = ['--client-cert', desk.at('client.crt'), '--client-key', desk.at('client.key')];
    const synced = await mulu(['sync', desk.core.file, ...place, ...client]);
    expect([synced.code, synced.json.value]).toMatchObject([
      0,
      { delivered: 1, receipts: 1, waiting: 0, failed: [] },
    ]);

    const second = await office.newDesk();
    await second.core.close();
    const dry = await mulu(['merge', second.core.file, file, '--dry-run']);
    expect([dry.code, dry.json.value]).toMatchObject([
      0,
      { created: 1, updated: 0, unchanged: 0, conflicts: [] },
    ]);
    const merged = await mulu(['merge', second.core.file, file, '--by', '王某']);
    expect([merged.code, merged.json.value]).toMatchObject([0, { created: 1 }]);
    expect((await mulu(['list', second.core.file])).json.value).toMatchObject({ total: 1 });
  });

  test('sync by folder; a refused delivery is a negative answer (exit 1)', async () => {
    const { desk } = await onDisk();
    const missing = await mulu(['sync', desk.core.file, '--folder', desk.at('no/such')]);
    expect([missing.code, missing.json.value]).toMatchObject([
      1,
      { delivered: 0, failed: [{ code: 'file-not-found' }] },
    ]);
    const sent = await mulu(['sync', desk.core.file, '--folder', desk.at('stick')]);
    expect([sent.code, sent.json.value]).toMatchObject([0, { delivered: 1, waiting: 1 }]);
  });
});

describe('条例第十七条第二款以报送为准：所涉信息资源都被接收，事项自动登记为已报送', () => {
  const lawChange = (desk: Desk, entries: string[]) =>
    desk.core.call('events.add', { kind: 'law-change', on: '2025-09-01', about: '某法修订', entries });
  const actsOf = async (desk: Desk) =>
    (await desk.core.call('events.list', {})).events.map(({ acts }) => acts.map(({ act }) => act));

  test('审定、生成报送包都不算；回执到了才算，并写明报送包', async () => {
    const platform = await office.newPlatform();
    const server = await serve(platform);
    const desk = await office.newDesk();
    const ids = [await addEntry(desk.core), await addEntry(desk.core)];
    await lawChange(desk, ids);
    await approveAll(desk.core);
    await pack(office, desk);
    expect(await actsOf(desk)).toEqual([[]]);
    await desk.core.call('delivery.sync', { platform: server.url, attempts: 2 });
    expect((await actsOf(desk))[0]!.sort()).toEqual(['received', 'submitted']);
    const { events } = await desk.core.call('events.list', {});
    expect(events[0]!.acts[0]!.note).toContain('第1号报送包');
    expect(events[0]!.entries.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  test('还有一条没有报送的不算；没有写明涉及哪些的由人登记', async () => {
    const { desk, ids } = await sentDesk();
    const later = await addEntry(desk.core);
    await lawChange(desk, [ids[0]!, later]);
    await lawChange(desk, []);
    expect(await actsOf(desk)).toEqual([[], []]);
  });

  test('先报送后写明涉及哪些，同样登记；改涉及的信息资源不重复登记', async () => {
    const { desk, ids } = await sentDesk();
    const { event } = await lawChange(desk, []);
    const named = await desk.core.call('events.entries', { event: event.id, entries: ids });
    expect(named.acts.map(({ act }) => act).sort()).toEqual(['received', 'submitted']);
    const again = await desk.core.call('events.entries', { event: event.id, entries: [ids[0]!] });
    expect(again.acts).toEqual(named.acts);
    const unknown = await desk.core.failure('events.entries', { event: event.id, entries: ['没有'] });
    expect(unknown.code).toBe('entry-not-found');
  });

  test('事项发生以前审定的版本不是这一事项的更新，报送了也不算；再写明没有报送的，撤回已登记的报送', async () => {
    const { desk, ids } = await sentDesk();
    const { event: later } = await desk.core.call('events.add', {
      kind: 'law-change',
      on: '2099-01-05',
      about: '以后的修订',
      entries: ids,
    });
    const { event } = await lawChange(desk, ids);
    const named = await desk.core.call('events.entries', { event: event.id, entries: ids });
    expect(named.acts).toHaveLength(2);
    const { events } = await desk.core.call('events.list', {});
    expect(events.find(({ id }) => id === later.id)!.acts).toEqual([]);
    const more = await addEntry(desk.core);
    const widened = await desk.core.call('events.entries', { event: event.id, entries: [...ids, more] });
    expect(widened.acts).toEqual([]);
  });
});
