import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encryptPackage } from '#app/packages/envelope';
import { generateKeyPair, readKeyFile } from '#app/packages/key-file';
import type { VerifyOptions } from '#app/packages/open-package';
import { verifyPackage } from '#app/packages/verify-package';
import { openssl, type CertFiles } from './openssl-ca';
import { AT, buildPackage, certificateOf, newKit, type Kit } from './package-kit';
import { rawZip, type RawMember } from './raw-zip';

let kit: Kit;
let platform: CertFiles;
let options: VerifyOptions;
beforeAll(async () => {
  kit = newKit();
  platform = kit.ca.issue(kit.root, {
    name: 'platform-enc',
    extensions: ['keyUsage=critical,keyEncipherment,dataEncipherment'],
  });
  const key = await readKeyFile(readFileSync(platform.key), null);
  if (!key.ok) throw new Error(key.failure.code);
  options = { roots: [certificateOf(kit.root.crt)], at: AT, privateKey: key.value.privateKey };
});
afterAll(() => rmSync(kit.folder, { recursive: true, force: true }));
const out = (name: string): string => join(kit.folder, name);
const codes = async (file: string, more: Partial<VerifyOptions> = {}) => {
  const outcome = await verifyPackage(file, { ...options, ...more });
  return outcome.ok ? outcome.value.problems.map((problem) => problem.code) : outcome.failure.code;
};

/** An envelope by openssl, as a platform would make one. */
function byOpenssl(
  content: Uint8Array,
  change: (members: RawMember[]) => RawMember[] = (all) => all,
): string {
  const k = '000102030405060708090a0b0c0d0e0f';
  const mk = '101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f';
  const iv = 'f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff';
  writeFileSync(out('cek.bin'), Buffer.from(k + mk, 'hex'));
  const cek = openssl(['pkeyutl', '-encrypt', '-pubin', '-inkey', publicPem(), '-in', out('cek.bin')]);
  const sm4 = Buffer.concat([
    Buffer.from(iv, 'hex'),
    openssl(['enc', '-sm4-cbc', '-K', k, '-iv', iv], content),
  ]);
  const hmac = openssl(['dgst', '-sm3', '-mac', 'HMAC', '-macopt', `hexkey:${mk}`, '-r'], sm4)
    .toString()
    .slice(0, 64);
  const file = out('openssl.zwmlx');
  writeFileSync(
    file,
    rawZip(
      change([
        { name: 'cek.sm2', data: cek },
        { name: 'content.sm4', data: sm4 },
        { name: 'content.hmac', data: hmac },
      ]),
    ),
  );
  return file;
}

function publicPem(): string {
  writeFileSync(out('enc.pub'), openssl(['x509', '-in', platform.crt, '-noout', '-pubkey']));
  return out('enc.pub');
}

describe('encrypted carry', () => {
  it('is opened with unzip and openssl alone, by the recipe handed to the platform', async () => {
    const source = buildPackage(kit);
    expect(
      await encryptPackage({ source, out: out('a.zwmlx'), recipient: certificateOf(platform.crt) }),
    ).toMatchObject({ ok: true });
    execFileSync('unzip', ['-q', '-o', out('a.zwmlx'), '-d', out('x')]);
    const cek = openssl(['pkeyutl', '-decrypt', '-inkey', platform.key, '-in', join(out('x'), 'cek.sm2')]);
    expect(cek.length).toBe(48);
    const [k, mk] = [cek.subarray(0, 16).toString('hex'), cek.subarray(16).toString('hex')];
    const content = readFileSync(join(out('x'), 'content.sm4'));
    const hmac = openssl(['dgst', '-sm3', '-mac', 'HMAC', '-macopt', `hexkey:${mk}`, '-r'], content)
      .toString()
      .slice(0, 64);
    expect(readFileSync(join(out('x'), 'content.hmac'), 'utf8')).toBe(hmac);
    const plain = openssl(
      ['enc', '-d', '-sm4-cbc', '-K', k, '-iv', content.subarray(0, 16).toString('hex')],
      content.subarray(16),
    );
    expect(plain.equals(readFileSync(source))).toBe(true);
  });

  it('is verified inside like any package, and leaves nothing decrypted behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => /^mulu-[A-Za-z0-9]{6}$/.test(name));
    await encryptPackage({
      source: buildPackage(kit),
      out: out('b.zwmlx'),
      recipient: certificateOf(platform.crt),
    });
    expect(await codes(out('b.zwmlx'))).toEqual([]);
    expect(await codes(byOpenssl(readFileSync(buildPackage(kit))))).toEqual([]);
    expect(await codes(byOpenssl(readFileSync(buildPackage(kit, { userId: '' }))))).toEqual([
      'bad-signature',
    ]);
    expect(readdirSync(tmpdir()).filter((name) => /^mulu-[A-Za-z0-9]{6}$/.test(name))).toEqual(before);
  });

  it('asks for a key, and says so when it is for another one', async () => {
    const file = byOpenssl(readFileSync(buildPackage(kit)));
    const outcome = await verifyPackage(file, { roots: options.roots, at: AT });
    expect(outcome).toMatchObject({
      ok: false,
      failure: { code: 'package-unreadable', details: { reason: 'encrypted' } },
    });
    expect(await codes(file, { privateKey: generateKeyPair().privateKey })).toEqual(['recipient']);
  });

  it('is refused after any change to its members', async () => {
    const good = readFileSync(buildPackage(kit));
    const flip = (name: string, at: number) => (all: RawMember[]) =>
      all.map((member) => {
        if (member.name !== name) return member;
        const data = Buffer.from(member.data as Uint8Array);
        data[(at + data.length) % data.length]! ^= 1;
        return { ...member, data };
      });
    for (const at of [0, 15, 16, 17, 500, -1])
      expect(await codes(byOpenssl(good, flip('content.sm4', at)))).toEqual(['payload-digest']);
    for (const at of [0, 40, -1])
      expect(await codes(byOpenssl(good, flip('content.hmac', at)))).toEqual(['payload-digest']);
    for (const at of [0, 5, 40, 100, -1])
      expect(await codes(byOpenssl(good, flip('cek.sm2', at)))).toEqual(['recipient']);
    expect(await codes(byOpenssl(good, (all) => [...all, { name: 'more', data: '' }]))).toEqual([
      'zip-policy',
    ]);
    expect(await codes(byOpenssl(good, ([a, b]) => [a!, b!]))).toEqual(['zip-policy']);
    expect(await codes(byOpenssl(Buffer.from('不是报送包')))).toEqual(['zip-policy']);
  });

  it('must name its recipient inside when the one who opens it is known: signed first, anyone could seal it again', async () => {
    const certSm3 = certificateOf(platform.crt).fingerprintSm3;
    const me = { unit: '11610000000000000A', certSm3 };
    const to = (recipient: unknown): string =>
      byOpenssl(readFileSync(buildPackage(kit, { manifest: { recipient } })));
    expect(await codes(to(me), { expectedRecipient: me })).toEqual([]);
    expect(await codes(byOpenssl(readFileSync(buildPackage(kit))), { expectedRecipient: me })).toEqual([
      'recipient',
    ]);
    expect(await codes(to({ ...me, unit: '别处' }), { expectedRecipient: me })).toEqual(['recipient']);
    // A plain package need not be addressed to anybody.
    expect(await codes(buildPackage(kit), { expectedRecipient: me })).toEqual([]);
  });

  it('never repeats key or initial vector', async () => {
    const source = buildPackage(kit);
    const heads = new Set<string>();
    for (let i = 0; i < 3; i++) {
      await encryptPackage({ source, out: out('r.zwmlx'), recipient: certificateOf(platform.crt) });
      heads.add(
        createHash('sha256')
          .update(readFileSync(out('r.zwmlx')))
          .digest('hex'),
      );
    }
    expect(heads.size).toBe(3);
  });

  it('is not made for a certificate without an SM2 key, nor of a file that is not there', async () => {
    const p256 = kit.ca.issue(kit.root, { name: 'p256', curve: 'prime256v1' });
    expect(
      await encryptPackage({
        source: buildPackage(kit),
        out: out('p.zwmlx'),
        recipient: certificateOf(p256.crt),
      }),
    ).toMatchObject({ ok: false, failure: { code: 'certificate-mismatch' } });
    expect(
      await encryptPackage({
        source: out('none'),
        out: out('p.zwmlx'),
        recipient: certificateOf(platform.crt),
      }),
    ).toMatchObject({ ok: false, failure: { code: 'file-not-found' } });
    expect(readdirSync(kit.folder).filter((name) => name.includes('p.zwmlx'))).toEqual([]);
  });
});
