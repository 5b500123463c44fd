/** 证书吊销列表: taken in once, gone by from then on; a later one replaces an earlier one and never the other way. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CA_EXTENSIONS, opensslCa, type CertFiles, type CrlOptions } from '#tests/packages/openssl-ca';
import {
  addEntry,
  approveAll,
  openOffice,
  pack,
  PASSPHRASE,
  packageStates,
  UNIT,
} from '#tests/sync/delivery-kit';

const office = await openOffice();
const ca = opensslCa(join(office.folder, 'lists'));
const at = (name: string): string => join(office.authority, name);
const root: CertFiles = { crt: at('root.crt'), key: at('root.key') };
const platformCertificate: CertFiles = { crt: at('platform.crt'), key: at('platform.key') };
const department: CertFiles = { crt: office.certificate, key: office.key };

const DAY = 86_400_000;
const stamp = (days: number): string =>
  `${new Date(Date.now() + days * DAY).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
let lists = 0;
const listOf = (more: Partial<CrlOptions> = {}, issuer = root): string =>
  ca.crl(issuer, { name: `list-${++lists}`, number: lists, from: stamp(-1), to: stamp(30), ...more });
const revoking = (cert: CertFiles, more: Partial<CrlOptions> = {}): string =>
  listOf({ revoked: [{ cert, date: stamp(-2).slice(2), reason: 'keyCompromise' }], ...more });

/** A package on its way, and the receipt for it. */
async function awaiting() {
  const desk = await office.newDesk();
  await addEntry(desk.core);
  await approveAll(desk.core);
  const made = await pack(office, desk);
  const platform = await office.newPlatform();
  await desk.core.call('delivery.carry', { folder: join(platform.folder, 'inbox') });
  await platform.work();
  return { desk, made, platform, receipt: join(platform.folder, 'outbox', `${made.packageId}.zwmlr`) };
}

describe('taking lists in', () => {
  test('each is shown with its authority, its number and its dates; the same one again changes nothing', async () => {
    const { core } = await office.newDesk();
    const file = revoking(department);
    const first = await core.call('crl.add', { file });
    expect(first.lists).toMatchObject([
      { state: 'added', revoked: 1, number: String(lists), expiry: 'valid' },
    ]);
    expect(first.lists[0]!.issuer).toContain('示例根证书');
    expect((await core.call('crl.add', { file })).lists).toMatchObject([{ state: 'known' }]);
    expect((await core.call('crl.list', {})).lists).toHaveLength(1);
    expect(await core.call('crl.remove', { sm3: first.lists[0]!.sm3 })).toEqual({ removed: 1 });
    expect((await core.call('crl.list', {})).lists).toEqual([]);
    await core.close();
  });

  test('an older one does not take the place of a later one, which would bring a revoked certificate back', async () => {
    const { core } = await office.newDesk();
    const [old, late] = [listOf(), revoking(department)];
    await core.call('crl.add', { file: late });
    expect((await core.call('crl.add', { file: old })).lists).toMatchObject([{ state: 'older' }]);
    expect((await core.call('crl.list', {})).lists).toMatchObject([{ revoked: 1 }]);
    const next = listOf();
    expect((await core.call('crl.add', { file: next })).lists).toMatchObject([{ state: 'added' }]);
    expect((await core.call('crl.list', {})).lists).toMatchObject([{ revoked: 0 }]);
    await core.close();
  });

  test('one that no trusted authority signed is refused with the reason, and so is one that a department signed', async () => {
    const desk = await office.newDesk();
    const other = ca.root('另一根证书');
    const cases: [string, RegExp][] = [
      [listOf({}, other), /签名核验不通过/],
      [listOf({}, platformCertificate), /签名核验不通过/],
      [listOf({ userId: '' }), /签名核验不通过/],
      [listOf({ extensions: ['1.2.3.4=critical,ASN1:NULL'] }), /不是完整列表/],
    ];
    for (const [file, reason] of cases) {
      const failure = await desk.core.failure('crl.add', { file });
      expect(failure.code).toBe('crl-untrusted');
      expect(failure.details['reason']).toMatch(reason);
    }
    writeFileSync(desk.at('x.crl'), 'no list');
    expect((await desk.core.failure('crl.add', { file: desk.at('x.crl') })).code).toBe('crl-unreadable');
    await desk.core.close();
  });

  test('one of an authority below the root is believed with that authority’s certificate beside it in the file', async () => {
    const desk = await office.newDesk();
    const below = ca.issue(root, {
      name: 'below',
      subject: '/C=CN/O=市分中心/CN=下级',
      extensions: CA_EXTENSIONS,
    });
    const alone = listOf({}, below);
    expect((await desk.core.failure('crl.add', { file: alone })).code).toBe('crl-untrusted');
    const both = desk.at('both.pem');
    writeFileSync(both, readFileSync(below.crt, 'utf8') + readFileSync(alone, 'utf8'));
    expect((await desk.core.call('crl.add', { file: both })).lists).toMatchObject([{ state: 'added' }]);
    // It says nothing of certificates of the root, and does not stand in their way.
    const waiting = await awaiting();
    await waiting.desk.core.call('crl.add', { file: both });
    expect(await waiting.desk.core.call('delivery.receive', { file: waiting.receipt })).toMatchObject({
      result: 'accepted',
    });
    await waiting.desk.core.close();
    await desk.core.close();
  });

  test('an authority below the root counts while its path is fit: one certified again, by its later certificate', async () => {
    const { core, at } = await office.newDesk();
    const subject = '/C=CN/O=市分中心/CN=换证的中级';
    const middle = ca.issue(root, { name: 'middle', subject, extensions: CA_EXTENSIONS });
    const former = ca.issue(root, {
      name: 'former',
      subject,
      extensions: CA_EXTENSIONS,
      key: middle.key,
      from: stamp(-400),
      to: stamp(-30),
    });
    const lower = ca.issue(middle, {
      name: 'lower',
      subject: '/C=CN/O=区分中心/CN=下级',
      extensions: CA_EXTENSIONS,
    });
    const fileOf = (name: string, certificates: readonly CertFiles[]): string => {
      const parts = [...certificates.map(({ crt }) => crt), listOf({}, lower)];
      writeFileSync(at(name), parts.map((part) => readFileSync(part, 'utf8')).join(''));
      return at(name);
    };
    const ended = await core.failure('crl.add', { file: fileOf('ended.pem', [lower, former]) });
    expect(ended.code).toBe('crl-untrusted');
    const renewed = await core.call('crl.add', { file: fileOf('renewed.pem', [lower, former, middle]) });
    expect(renewed.lists).toMatchObject([{ state: 'added' }]);
    await core.close();
  });

  test('a file with more certificates than an authority can need is refused before they are looked at', async () => {
    const { core, at } = await office.newDesk();
    // Certified by one key under one name, each of them is an issuer of all the others.
    const key = ca.root('互签').key;
    const subject = '/C=CN/O=互签/CN=互签';
    const mesh = Array.from({ length: 9 }, (_, i) =>
      readFileSync(
        ca.issue(null, { name: `mesh-${i}`, subject, key, extensions: CA_EXTENSIONS }).crt,
        'utf8',
      ),
    );
    const add = (certificates: readonly string[]) => {
      writeFileSync(at('mesh.pem'), certificates.join('') + readFileSync(listOf({}), 'utf8'));
      return { file: at('mesh.pem') };
    };
    const failure = await core.failure('crl.add', add(mesh));
    expect(failure.code).toBe('crl-untrusted');
    expect(failure.details['reason']).toMatch(/带有9个证书，最多8个/);
    expect((await core.call('crl.list', {})).lists).toEqual([]);
    expect((await core.call('crl.add', add(mesh.slice(1)))).lists).toMatchObject([{ state: 'added' }]);
    await core.close();
  });
});

describe('receipts, opinions and heads', () => {
  test('of a platform whose certificate was revoked are not believed; the package goes on waiting', async () => {
    const { desk, made, receipt } = await awaiting();
    await desk.core.call('crl.add', { file: revoking(platformCertificate) });
    const failure = await desk.core.failure('delivery.receive', { file: receipt });
    expect(failure).toMatchObject({ code: 'receipt-untrusted', details: { reason: 'revoked' } });
    expect(await packageStates(desk.core)).toEqual({ [made.packageId]: '已报送待回执' });
    await desk.core.close();
  });

  test('are judged by the list that comes along with them (receive --crl)', async () => {
    const { desk, receipt } = await awaiting();
    const crls = [revoking(platformCertificate)];
    expect(await desk.core.failure('delivery.receive', { file: receipt, crls })).toMatchObject({
      details: { reason: 'revoked' },
    });
    expect((await desk.core.call('crl.list', {})).lists).toHaveLength(1);
    await desk.core.call('delivery.receive', { file: receipt, crls: [listOf()] });
    await desk.core.close();
  });

  test('a list past its day is not gone by in silence: nothing is believed until a new one is here', async () => {
    const { desk, receipt } = await awaiting();
    await desk.core.call('crl.add', { file: listOf({ from: stamp(-40), to: stamp(-5) }) });
    expect(await desk.core.failure('delivery.receive', { file: receipt })).toMatchObject({
      details: { reason: 'crl-expired' },
    });
    expect((await desk.core.call('trust.expiry', {})).expiring).toMatchObject([
      { what: 'crl', expired: true },
    ]);
    await desk.core.call('delivery.receive', { file: listOf() });
    expect(await desk.core.call('delivery.receive', { file: receipt })).toMatchObject({ result: 'accepted' });
    await desk.core.close();
  });

  test('a list that lies on the stick is taken in with the rest', async () => {
    const { desk, platform, made } = await awaiting();
    copyFileSync(listOf(), join(platform.folder, 'outbox', '吊销列表.crl'));
    const round = await desk.core.call('delivery.sync', {
      folder: join(platform.folder, 'inbox'),
      from: join(platform.folder, 'outbox'),
    });
    expect(round).toMatchObject({ receipts: 1, failed: [] });
    expect((await desk.core.call('crl.list', {})).lists).toHaveLength(1);
    expect(await packageStates(desk.core)).toEqual({ [made.packageId]: '已接收' });
    await desk.core.close();
  });
});

describe('packages', () => {
  test('of a department whose certificate was revoked are not merged', async () => {
    const { desk, made } = await awaiting();
    const other = await office.newDesk();
    await other.core.call('crl.add', { file: revoking(department) });
    expect(await other.core.failure('package.merge', { file: made.file })).toMatchObject({
      code: 'package-invalid',
      details: { reason: 'revoked' },
    });
    await desk.core.close();
    await other.core.close();
  });

  test('are not made with a revoked certificate: the clerk hears it here, not from the platform', async () => {
    const desk = await office.newDesk();
    await addEntry(desk.core);
    await approveAll(desk.core);
    await desk.core.call('crl.add', { file: revoking(department) });
    const failure = await desk.core.failure('package.make', {
      key: office.key,
      certificate: office.certificate,
      passphrase: PASSPHRASE,
      out: desk.at('p.zwml'),
    });
    expect(failure).toMatchObject({ code: 'certificate-mismatch', details: { reason: 'revoked' } });
    await desk.core.close();
  });
});

describe('what ends soon is told in time', () => {
  test('the signing certificate, its authority, trusted certificates and lists, the nearest first', async () => {
    const desk = await office.newDesk();
    expect((await desk.core.call('trust.expiry', {})).expiring).toEqual([]);
    const subject = `/C=CN/O=示例市信用办/OU=${UNIT}/CN=张某`;
    const key = join(office.folder, 'plain.key');
    const soon = ca.issue(root, { name: 'soon', subject, from: stamp(-700), to: stamp(40) });
    await desk.core
      .call('key.import', { file: soon.key, out: key, passphrase: PASSPHRASE })
      .catch(() => undefined);
    const old = ca.root('旧根证书', { from: stamp(-3000), to: stamp(-3) });
    await desk.core.call('trust.add', { file: old.crt, role: 'root' });
    await desk.core.call('crl.add', { file: listOf({ from: stamp(-25), to: stamp(5) }) });
    await addEntry(desk.core);
    await approveAll(desk.core);
    const input = { passphrase: PASSPHRASE, out: desk.at('p.zwml') };
    await desk.core.call('package.make', { key: soon.key, certificate: soon.crt, ...input });
    const { expiring } = await desk.core.call('trust.expiry', {});
    expect(expiring.map(({ what, expired }) => [what, expired])).toEqual([
      ['root', true],
      ['crl', false],
      ['signer', false],
    ]);
    expect(expiring[2]!.subject).toContain('张某');
    expect(expiring[2]!.days).toBe(39);
    await desk.core.close();
  });
});
