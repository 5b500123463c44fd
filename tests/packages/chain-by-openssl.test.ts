/** A signer whose certificate comes from an authority below the root: judged link by link with openssl alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCertificates } from '#app/packages/certificate';
import { readKeyFile } from '#app/packages/key-file';
import { sealPackage } from '#app/packages/seal-package';
import { createSoftwareSigner } from '#app/packages/signer';
import { judgePackage } from '#tests/reference-platform/judge-package';
import { UNIT } from '#tests/sync/delivery-kit';
import { tempFolder } from '#tests/support/temp-folder';
import { CA_EXTENSIONS, opensslCa, type CertFiles } from '#tests/packages/openssl-ca';

const folder = tempFolder();
const ca = opensslCa(folder);
const root = ca.root('根');
const middle = ca.issue(root, {
  name: 'middle',
  subject: '/C=CN/O=市分中心/CN=中级',
  extensions: CA_EXTENSIONS,
});
const lower = ca.issue(middle, {
  name: 'lower',
  subject: '/C=CN/O=区分中心/CN=下级',
  extensions: CA_EXTENSIONS,
});
const SUBJECT = `/C=CN/O=示例市信用办/OU=${UNIT}/CN=张某`;

async function sealed(signer: CertFiles, chain: readonly CertFiles[]): Promise<string> {
  const read = (file: string) => {
    const found = readCertificates(readFileSync(file));
    if (!found.ok) throw new Error(file);
    return found.value[0];
  };
  const key = await readKeyFile(readFileSync(signer.key), null);
  if (!key.ok) throw new Error('key');
  const made = createSoftwareSigner(key.value.privateKey, read(signer.crt));
  if (!made.ok) throw new Error('signer');
  const out = join(folder, 'p.zwml');
  const done = await sealPackage({
    out,
    payload: [{ path: 'a.txt', source: new TextEncoder().encode('甲') }],
    manifest: {
      packageId: '01930000-0000-7000-8000-000000000001',
      seq: 1,
      prev: null,
      created: new Date().toISOString(),
    },
    signer: made.value,
    chain: chain.map(({ crt }) => read(crt)),
  });
  expect(done).toMatchObject({ ok: true });
  return out;
}

describe('openssl’s verdict', () => {
  test('a chain over one and over two authorities is accepted, in whatever order it stands', async () => {
    const one = ca.issue(middle, { name: 'one', subject: SUBJECT });
    expect(await judgePackage(await sealed(one, [middle]), root.crt)).toMatchObject({ ok: true });
    const two = ca.issue(lower, { name: 'two', subject: SUBJECT });
    expect(await judgePackage(await sealed(two, [lower, middle]), root.crt)).toMatchObject({ ok: true });
    expect(await judgePackage(await sealed(two, [middle, lower]), root.crt)).toMatchObject({ ok: true });
  });

  test('a chain with a link missing, of another root, or over a department’s certificate is refused', async () => {
    const two = ca.issue(lower, { name: 'two', subject: SUBJECT });
    expect(await judgePackage(await sealed(two, [lower]), root.crt)).toMatchObject({ ok: false });
    expect(await judgePackage(await sealed(two, [lower, middle]), ca.root('别').crt)).toMatchObject({
      ok: false,
    });
    const department = ca.issue(root, { name: 'department', subject: SUBJECT });
    const under = ca.issue(department, { name: 'under', subject: SUBJECT });
    expect(await judgePackage(await sealed(under, [department]), root.crt)).toMatchObject({ ok: false });
    const wrongId = ca.issue(middle, { name: 'wrong', subject: SUBJECT, userId: '' });
    expect(await judgePackage(await sealed(wrongId, [middle]), root.crt)).toMatchObject({ ok: false });
  });
});
