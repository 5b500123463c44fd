/** Media and trust by the command line: parts, encrypted packages, revocation lists. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { opensslCa } from '#tests/packages/openssl-ca';
import { mulu } from '#tests/support/mulu';
import { addEntry, approveAll, openOffice, pack, PASSPHRASE } from '#tests/sync/delivery-kit';

const office = await openOffice();
const DAY = 86_400_000;
const stamp = (days: number): string =>
  `${new Date(Date.now() + days * DAY).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;

test('deliver --split, verify and merge of the list with --key, receive --crl, crl list', async () => {
  const platform = await office.newPlatform();
  const [desk, other] = [await office.newDesk(), await office.newDesk()];
  await addEntry(desk.core);
  await approveAll(desk.core);
  const { packageId } = await pack(office, desk, { recipient: office.certificate });
  await desk.core.close();
  await other.core.close();
  const [own, theirs] = [desk.core.file, other.core.file];
  const root = join(office.authority, 'root.crt');
  const env = { MULU_PASSPHRASE: PASSPHRASE };

  const cut = await mulu(['deliver', own, '--folder', desk.at('out'), '--split', '0.01']);
  expect(cut.json.value).toMatchObject({ delivered: [packageId] });
  const files = cut.json.value!['files'] as string[];
  const list = files.at(-1)!;
  expect(list).toMatch(/\.zwmlx\.parts\.json$/);
  const verified = await mulu(['verify', list, '--root', root, '--key', office.key], env);
  expect(verified).toMatchObject({ code: 0, json: { value: { valid: true, packageId } } });
  expect(await mulu(['merge', theirs, list])).toMatchObject({
    code: 3,
    json: { failure: { code: 'package-unreadable' } },
  });
  expect(await mulu(['merge', theirs, list, '--key', office.key, '--by', '王某'], env)).toMatchObject({
    code: 0,
    json: { value: { created: 1 } },
  });
  rmSync(files[0]!);
  const missing = await mulu(['verify', list, '--root', root, '--key', office.key], env);
  expect(missing).toMatchObject({ code: 3, json: { failure: { code: 'part-missing' } } });
  expect(missing.json.failure!.message).toContain(`${packageId}.zwmlx.001`);

  const ca = opensslCa(desk.at('ca'));
  const crl = ca.crl(
    { crt: root, key: join(office.authority, 'root.key') },
    { name: 'list', number: 5, from: stamp(-1), to: stamp(30) },
  );
  await platform.head('11430000743187451F', desk.at('head.zwmlr'));
  expect(await mulu(['receive', own, desk.at('head.zwmlr'), '--crl', crl])).toMatchObject({ code: 0 });
  expect(await mulu(['crl', own, 'list'])).toMatchObject({ json: { value: { lists: [{ number: '5' }] } } });
  expect(await mulu(['crl', theirs, 'add', crl])).toMatchObject({
    json: { value: { lists: [{ state: 'added' }] } },
  });
  expect(await mulu(['deliver', own, '--folder', desk.at('out'), '--split', '很小'])).toMatchObject({
    code: 2,
  });
});
