/** What gateways, cables and operators do to a delivery: no package lost, none taken twice, no state that lies. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { CallOutput } from '#app/contract/calls';
import { openssl } from '#tests/reference-platform/openssl';
import type { Platform } from '#tests/reference-platform/platform';
import type { PlatformServer } from '#tests/reference-platform/http-server';
import {
  addEntry,
  approveAll,
  openOffice,
  pack,
  packageStates,
  serversPerTest,
  stateOf,
  UNIT,
  type Desk,
} from './delivery-kit';

const office = await openOffice();
const serve = serversPerTest();

interface Case {
  readonly desk: Desk;
  readonly platform: Platform;
  readonly server: PlatformServer;
  readonly packageId: string;
  readonly entry: string;
  sync(): Promise<Round>;
}
interface Round {
  readonly delivered: number;
  readonly receipts: number;
  readonly waiting: number;
  readonly failed: readonly { readonly code: string; readonly message: string }[];
  readonly notices: readonly string[];
}

async function queued(): Promise<Case> {
  const platform = await office.newPlatform();
  const server = await serve(platform);
  const desk = await office.newDesk();
  const entry = await addEntry(desk.core);
  await approveAll(desk.core);
  const { packageId } = await pack(office, desk);
  const sync = (): Promise<Round> =>
    desk.core.call('delivery.sync', { platform: server.url, attempts: 2, timeoutSeconds: 2 });
  return { desk, platform, server, packageId, entry, sync };
}

/** A round with somebody who gives one answer to everything but a question for receipts, opinions or the head. */
async function answeredBy(
  { core }: Desk,
  status: number,
  type: string,
  body: string,
): Promise<CallOutput<'delivery.sync'>> {
  const server = createServer((request, answer) => {
    request.resume();
    const isAnswered = request.method === 'PUT' || status === 200;
    request.on('end', () =>
      answer.writeHead(isAnswered ? status : 404, { 'content-type': type }).end(isAnswered ? body : ''),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const platform = `http://127.0.0.1:${port}/`;
  const round = await core.call('delivery.sync', { platform, attempts: 1, timeoutSeconds: 2 });
  await new Promise((resolve) => server.close(resolve));
  return round;
}

const PUT = /^PUT /;
const RECEIPT = /^GET .*\/receipt$/;

describe('handing over', () => {
  test('the answer was lost: the same package is put again and gets the same receipt', async () => {
    const { desk, platform, server, packageId, sync } = await queued();
    server.faults.add({ kind: 'drop-after', on: PUT, times: 2 });
    expect(await sync()).toMatchObject({ delivered: 0, failed: [{ code: 'platform-unreachable' }] });
    // It may have arrived, and nothing here says otherwise.
    const [row] = (await desk.core.call('package.list', {})).packages;
    expect(row).toMatchObject({
      state: '待报送',
      uncertain: true,
      remark: expect.stringContaining('是否已收到不明'),
    });
    expect((await platform.store.packages()).map((one) => one.packageId)).toEqual([packageId]);

    expect(await sync()).toMatchObject({ receipts: 1, waiting: 0, failed: [] });
    expect(await packageStates(desk.core)).toEqual({ [packageId]: '已接收' });
    expect(await platform.store.packages()).toHaveLength(1);
    await desk.core.close();
  });

  test('a package that may have arrived is not superseded: the next one follows it', async () => {
    const { desk, platform, server, packageId, sync } = await queued();
    server.faults.add({ kind: 'drop-after', on: PUT, times: 2 });
    await sync();
    await addEntry(desk.core);
    await approveAll(desk.core);
    expect(await pack(office, desk)).toMatchObject({ seq: 2, entries: 1 });
    expect(await sync()).toMatchObject({ failed: [], waiting: 0, receipts: 2 });
    expect((await platform.store.packages()).map((one) => [one.seq, one.result])).toEqual([
      [1, 'accepted'],
      [2, 'accepted'],
    ]);
    expect((await packageStates(desk.core))[packageId]).toBe('已接收');
    await desk.core.close();
  });

  test('nobody there: 待报送 stays 待报送, and a new package takes its place', async () => {
    const { desk, server, packageId } = await queued();
    await server.close();
    const failure = await desk.core.failure('delivery.sync', { platform: server.url, attempts: 2 });
    expect(failure.code).toBe('platform-unreachable');
    expect((await desk.core.call('package.list', {})).packages[0]).toMatchObject({
      state: '待报送',
      uncertain: false,
    });
    const again = await pack(office, desk);
    expect(again.seq).toBe(1);
    expect(await packageStates(desk.core)).toEqual({ [packageId]: '已被取代', [again.packageId]: '待报送' });
    await desk.core.close();
  });

  test.each([500, 502, 503, 429])(
    '%i is tried again, with the pause that the platform asks for',
    async (status) => {
      const { desk, server, sync } = await queued();
      server.faults.add({ kind: 'status', on: PUT, status, ...(status === 503 ? { retryAfter: 1 } : {}) });
      expect(await sync()).toMatchObject({ delivered: 1, receipts: 1, failed: [] });
      expect(server.exchanges.filter((one) => one.method === 'PUT').map((one) => one.status)).toEqual([
        status,
        201,
      ]);
      await desk.core.close();
    },
  );

  test('500 after the platform kept it: not known, then settled by its receipt', async () => {
    const { desk, server, packageId, sync } = await queued();
    server.faults.add({ kind: 'status-after', on: PUT, status: 500, times: 2 });
    expect(await sync()).toMatchObject({ delivered: 0, failed: [{ code: 'platform-refused' }] });
    expect((await desk.core.call('package.list', {})).packages[0]).toMatchObject({ uncertain: true });
    expect(await sync()).toMatchObject({ receipts: 1, failed: [] });
    expect(await packageStates(desk.core)).toEqual({ [packageId]: '已接收' });
    await desk.core.close();
  });

  test('a page that asks for a login says 200 to everything: nothing is taken for sent or received', async () => {
    const { desk, server, packageId, sync } = await queued();
    const round = await answeredBy(desk, 200, 'text/html', '<html>登录</html>');
    expect(round).toMatchObject({ delivered: 0, receipts: 0 });
    expect(round.failed.find((one) => one.packageId === packageId)?.message).toMatch(/不是共享平台的回执/);
    expect((await desk.core.call('package.list', {})).packages[0]).toMatchObject({ state: '待报送' });
    expect(await sync()).toMatchObject({ delivered: 1, receipts: 1, failed: [] });
    expect(server.exchanges.filter((one) => one.method === 'PUT')).toHaveLength(1);
    await desk.core.close();
  });

  test.each([
    [201, 'application/json', '{"status":"received"}', true],
    [201, 'text/plain', '已收到', true],
    [202, 'application/json', '{"status":"queued"}', true],
    [201, 'text/html; charset=utf-8', '<html>登录</html>', false],
    [200, 'application/json', '{"login":"required"}', false],
  ])(
    '%i with %s: a platform says so in its own words, a page or a 200 without receipt is no answer of it',
    async (status, type, body, taken) => {
      const { desk, packageId } = await queued();
      const round = await answeredBy(desk, status, type, body);
      expect(round.delivered).toBe(taken ? 1 : 0);
      const [row] = (await desk.core.call('package.list', {})).packages;
      expect(row).toMatchObject(
        taken
          ? { packageId, state: '已报送待回执', remark: '' }
          : { packageId, state: '待报送', uncertain: true },
      );
      await desk.core.close();
    },
  );

  test('done twice by the platform, taken once', async () => {
    const { desk, platform, server, sync } = await queued();
    server.faults.add({ kind: 'duplicate', on: PUT });
    expect(await sync()).toMatchObject({ delivered: 1, receipts: 1, waiting: 0, failed: [] });
    expect(await platform.store.packages()).toHaveLength(1);
    expect((await desk.core.call('package.list', {})).packages).toHaveLength(1);
    await desk.core.close();
  });

  test('422: the reasons of the platform are shown, the package is not taken for sent, the clerk may pack anew', async () => {
    const { desk, platform, server, packageId, sync } = await queued();
    // A platform with another authority does not know the department’s certificate.
    const other = await office.newPlatform();
    await openssl(
      ...[
        'req',
        '-x509',
        '-new',
        '-key',
        `${other.authority.folder}/root.key`,
        '-sm3',
        '-sigopt',
        'distid:1234567812345678',
      ],
      ...['-utf8', '-days', '10', '-subj', '/CN=另一个根', '-out', `${other.authority.folder}/root.crt`],
    );
    const strict = await serve(other);
    const round = await desk.core.call('delivery.sync', { platform: strict.url, attempts: 2 });
    expect(round).toMatchObject({
      delivered: 0,
      waiting: 0,
      failed: [{ packageId, code: 'platform-refused' }],
    });
    expect(round.failed[0]!.message).toContain('证书不可信');
    const [row] = (await desk.core.call('package.list', {})).packages;
    expect(row).toMatchObject({ state: '待报送', uncertain: false });
    expect(row!.remark).toContain('证书不可信');
    expect(strict.exchanges.filter((one) => one.method === 'PUT')).toHaveLength(1);
    expect(await sync()).toMatchObject({ delivered: 1, receipts: 1 });
    expect((await desk.core.call('package.list', {})).packages[0]!.remark).toBe('');
    expect(await platform.store.packages()).toHaveLength(1);
    expect(server.faults.next('GET /')).toBeNull();
    await desk.core.close();
  });

  test('409: the platform has other bytes under this id; said so, not retried', async () => {
    const { desk, platform, server, packageId, sync } = await queued();
    await platform.store.add({
      packageId,
      unit: UNIT,
      seq: 9,
      manifestSm3: '0'.repeat(64),
      sha256: '0'.repeat(64),
      result: '',
      receipt: null,
      catalogue: '',
    });
    const round = await sync();
    expect(round).toMatchObject({ delivered: 0, failed: [{ code: 'platform-refused' }] });
    expect(round.failed[0]!.message).toContain('已有其他内容');
    expect(server.exchanges.filter((one) => one.method === 'PUT')).toHaveLength(1);
    await desk.core.close();
  });

  test('a carried package that the platform never got is put when the network asks for it', async () => {
    const { desk, packageId, sync } = await queued();
    await desk.core.call('delivery.carry', { folder: desk.at('stick') });
    expect(await packageStates(desk.core)).toEqual({ [packageId]: '已报送待回执' });
    expect(await sync()).toMatchObject({ delivered: 1, receipts: 1, waiting: 0 });
    await desk.core.close();
  });
});

describe('receipts', () => {
  test.each([
    ['signed by somebody else', 'foreign-receipt', 'receipt-untrusted'],
    ['cut off', 'truncate', 'platform-unreachable'],
    ['with a flipped byte', 'garbage', 'platform-unreachable'],
  ] as const)('a receipt %s changes nothing', async (_, kind, code) => {
    const { desk, platform, server, packageId, entry, sync } = await queued();
    platform.answers = 'later';
    await sync();
    await platform.settlePending();
    server.faults.add({ kind, on: RECEIPT, times: 2 });
    // A round in which nobody can be heard fails as a whole.
    const outcome = await sync().then(
      (round) => round.failed.map((one) => one.code),
      (error: Error) => [/"code":"([a-z-]+)"/.exec(error.message)![1]],
    );
    expect(outcome).toContain(code);
    expect(await packageStates(desk.core)).toEqual({ [packageId]: '已报送待回执' });
    expect(await stateOf(desk.core, entry)).toBe('已报送');
    server.faults.clear();
    expect(await sync()).toMatchObject({ receipts: 1, waiting: 0, failed: [] });
    await desk.core.close();
  });

  test('the receipt of another package settles that one and nothing else', async () => {
    const one = await queued();
    const { desk, platform, server, sync } = one;
    platform.answers = 'later';
    await sync();
    await addEntry(desk.core);
    await approveAll(desk.core);
    const second = await pack(office, desk);
    await sync();
    await platform.settlePending();
    server.faults.add({ kind: 'other-receipt', on: new RegExp(`^GET /packages/${one.packageId}/receipt$`) });
    expect(await sync()).toMatchObject({ waiting: 1, receipts: 1 });
    expect(await packageStates(desk.core)).toEqual({
      [one.packageId]: '已报送待回执',
      [second.packageId]: '已接收',
    });
    // The receipt of number 1 comes after that of number 2: the sequence does not go back.
    expect(await sync()).toMatchObject({ waiting: 0, receipts: 1, failed: [] });
    await addEntry(desk.core);
    await approveAll(desk.core);
    expect((await pack(office, desk)).seq).toBe(3);
    await desk.core.close();
  });

  test('a platform whose clock is in another year: taken, and said', async () => {
    const { desk, platform, sync } = await queued();
    platform.clockOffMs = 5 * 365 * 86_400_000;
    const round = await sync();
    expect(round).toMatchObject({ receipts: 1, failed: [] });
    expect(round.notices.join()).toMatch(/时间与本机相差/);
    expect(round.notices.join()).toMatch(/在今天之后/);
    await desk.core.close();
  });

  test('a cancel leaves the package where it was, and the next round finishes', async () => {
    const { desk, server, packageId, sync } = await queued();
    server.faults.add({ kind: 'slow', on: PUT, ms: 1500 });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 400);
    const cancelled = desk.core.call('delivery.sync', { platform: server.url }, stop.signal);
    await expect(cancelled).rejects.toThrow('cancelled');
    expect((await desk.core.call('package.list', {})).packages[0]).toMatchObject({
      state: '待报送',
      uncertain: true,
    });
    expect(await sync()).toMatchObject({ waiting: 0, failed: [] });
    expect(await packageStates(desk.core)).toEqual({ [packageId]: '已接收' });
    await desk.core.close();
  });
});

test('a second PC with a library of its own cannot fork the unit’s sequence: it is told the head before it delivers', async () => {
  const platform = await office.newPlatform();
  const server = await serve(platform);
  const [first, second] = [await office.newDesk(), await office.newDesk()];
  for (const desk of [first, second]) {
    await addEntry(desk.core);
    await approveAll(desk.core);
    expect(await pack(office, desk)).toMatchObject({ seq: 1 });
  }
  expect(await first.core.call('delivery.sync', { platform: server.url })).toMatchObject({ receipts: 1 });
  // The number is taken: nothing is handed over under it, and its entries can be packed again.
  expect(await second.core.call('delivery.sync', { platform: server.url })).toMatchObject({
    delivered: 0,
    failed: [],
  });
  expect(Object.values(await packageStates(second.core))).toEqual(['已被取代']);
  expect(await pack(office, second)).toMatchObject({ seq: 2, entries: 1 });
  expect(await second.core.call('delivery.sync', { platform: server.url })).toMatchObject({ receipts: 1 });
  // And back: the first one is behind now, is sent back once, and goes on from the head.
  await addEntry(first.core);
  await approveAll(first.core);
  expect(await pack(office, first)).toMatchObject({ seq: 2 });
  await first.core.call('delivery.sync', { platform: server.url });
  expect(Object.values(await packageStates(first.core)).sort()).toEqual(['已接收', '退回']);
  await first.core.call('delivery.sync', { platform: server.url });
  await approveAll(first.core);
  expect(await pack(office, first)).toMatchObject({ seq: 3 });
  expect(await first.core.call('delivery.sync', { platform: server.url })).toMatchObject({ receipts: 1 });
  expect((await platform.store.last(UNIT))?.seq).toBe(3);
  await first.core.close();
  await second.core.close();
});

test('a copied library is told the head in the same round and then carries the chain on', async () => {
  const { desk, packageId, sync, server } = await queued();
  await sync();
  await desk.core.call('library.backup', { out: desk.at('backup.mulu') });
  await desk.core.close();
  await desk.core.call('library.restore', { file: desk.at('backup.mulu'), out: desk.at('restored.mulu') });
  await desk.core.call('library.open', { library: desk.at('restored.mulu') });
  await addEntry(desk.core);
  await approveAll(desk.core);
  const input = {
    key: office.key,
    certificate: office.certificate,
    passphrase: '政务目录 2026 口令',
    out: desk.at('n.zwml'),
  };
  expect((await desk.core.failure('package.make', input)).code).toBe('chain-unconfirmed');
  await desk.core.call('delivery.sync', { platform: server.url });
  expect((await desk.core.call('package.make', input)).seq).toBe(2);
  expect((await packageStates(desk.core))[packageId]).toBe('已接收');
  await desk.core.close();
});
