/** Packing and SM3, beside the `openssl` and `zip` programs over the same bytes; and a package of 100 MB. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sm3Stream } from '#app/digest/sm3';
import { parseCertificate } from '#app/packages/certificate';
import { generateKeyPair, keyFilePem } from '#app/packages/key-file';
import { sealPackage } from '#app/packages/seal-package';
import { createSoftwareSigner } from '#app/packages/signer';
import { verifyPackage } from '#app/packages/verify-package';
import { openAuthority } from '#tests/reference-platform/authority';
import { DISTID, openssl } from '#tests/reference-platform/openssl';
import { benchEntry } from './big-library';
import { timed, type BenchRow } from './bench-row';

const LARGE_BYTES = 100 * 1000 ** 2;

export async function benchPackages(folder: string): Promise<BenchRow[]> {
  const at = (name: string): string => join(folder, name);
  mkdirSync(folder, { recursive: true });
  const authority = await openAuthority(at('authority'));
  const { privateKey } = generateKeyPair();
  writeFileSync(at('k.pem'), await keyFilePem(privateKey, 'bench pass phrase', { rounds: 1000 }));
  await openssl(
    'req',
    '-new',
    '-key',
    at('k.pem'),
    '-passin',
    'pass:bench pass phrase',
    '-sm3',
    '-sigopt',
    DISTID,
    '-utf8',
    '-subj',
    '/C=CN/O=bench/OU=119900009999000119/CN=bench',
    '-out',
    at('k.csr'),
  );
  await authority.issue(at('k.csr'), at('k.crt'));
  const pem = readFileSync(at('k.crt'), 'utf8').replace(/-----[^-]+-----|\s/g, '');
  const certificate = parseCertificate(Buffer.from(pem, 'base64'));
  const signer = createSoftwareSigner(privateKey, certificate);
  if (!signer.ok) throw new Error('the bench signer does not fit its certificate');

  const entries = Array.from({ length: 10_000 }, (_, n) => benchEntry(n));
  writeFileSync(at('catalogue.json'), JSON.stringify({ entries }));
  const seal = async (out: string, file: string): Promise<void> => {
    const sealed = await sealPackage({
      out: at(out),
      payload: [{ path: file, source: { file: at(file) } }],
      manifest: {
        packageId: '01930000-0000-7000-8000-000000000001',
        seq: 1,
        prev: null,
        created: new Date().toISOString(),
      },
      signer: signer.value,
    });
    if (!sealed.ok) throw new Error(JSON.stringify(sealed.failure));
  };
  const packing = await timed(() => seal('p.zwml', 'catalogue.json'));
  const programs = await timed(() => {
    execFileSync('openssl', ['dgst', '-sm3', at('catalogue.json')]);
    execFileSync('zip', ['-q', '-j', at('reference.zip'), at('catalogue.json')]);
  });

  const bytes = randomBytes(LARGE_BYTES);
  writeFileSync(at('random.bin'), bytes);
  const own = await timed(() => {
    const hash = sm3Stream();
    for (let i = 0; i < bytes.length; i += 65_536) hash.update(bytes.subarray(i, i + 65_536));
    hash.digest();
  });
  const program = await timed(() => execFileSync('openssl', ['dgst', '-sm3', at('random.bin')]));
  const roots = [
    parseCertificate(
      Buffer.from(readFileSync(authority.root, 'utf8').replace(/-----[^-]+-----|\s/g, ''), 'base64'),
    ),
  ];
  const verifying = await timed(async () => {
    const result = await verifyPackage(at('p.zwml'), { roots, at: new Date() });
    if (!result.ok || !result.value.valid) throw new Error('the bench package does not verify');
  });
  // For the rows about a large package, which need the window.
  await seal('large.zwml', 'random.bin');
  return [
    {
      what: '生成报送包（1万条）',
      value: packing,
      unit: 'ms',
      reference: 'openssl dgst -sm3 加 zip',
      referenceValue: programs,
      target: 2,
    },
    {
      what: 'SM3',
      value: LARGE_BYTES / 1000 / own,
      unit: 'MB/s',
      reference: 'openssl dgst -sm3',
      referenceValue: LARGE_BYTES / 1000 / program,
      target: 0.5,
      atLeast: true,
    },
    {
      what: '验证报送包（1万条）',
      value: verifying,
      unit: 'ms',
      reference: 'openssl dgst -sm3 加 zip',
      referenceValue: programs,
      target: 2,
    },
  ];
}
