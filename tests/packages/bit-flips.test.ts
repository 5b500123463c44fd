import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Certificate } from '#app/packages/certificate';
import { openPackage } from '#app/packages/open-package';
import { CA_EXTENSIONS } from './openssl-ca';
import { AT, buildPackage, certificateOf, membersOf, newKit, type Kit } from './package-kit';
import { rawZip } from './raw-zip';

// The whole file bit by bit takes minutes; MULU_SOAK=1 does it, an ordinary run takes a sample.
const SOAK = process.env['MULU_SOAK'] === '1';
const SAMPLE = 800;
const SEED = Number(process.env['MULU_SEED'] ?? Date.now() % 1_000_000);

let kit: Kit;
let roots: Certificate[];
beforeAll(() => {
  kit = newKit();
  roots = [certificateOf(kit.root.crt)];
});
afterAll(() => rmSync(kit.folder, { recursive: true, force: true }));

/** What a reader would get: null when refused, else manifest and payload. */
async function contentOf(file: string): Promise<string | null> {
  const outcome = await openPackage(file, { roots, at: AT }, async (result, opened) => {
    if (!result.valid || !opened) return null;
    const files: [string, string][] = [];
    for (const path of opened.paths)
      files.push([path, Buffer.from(await opened.read(path, 10_000)).toString('hex')]);
    return JSON.stringify([result, opened.manifest, files]);
  });
  return outcome.ok ? outcome.value : null;
}

function* bitsToFlip(total: number): Generator<number> {
  if (SOAK) {
    for (let bit = 0; bit < total; bit++) yield bit;
    return;
  }
  let state = SEED + 1;
  for (let i = 0; i < SAMPLE; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state % total;
  }
}

describe('single changed bits', () => {
  it(
    `anywhere in a package are refused or change nothing that is read (seed ${SEED})`,
    { timeout: 3_600_000 },
    async () => {
      const middle = kit.ca.issue(kit.root, {
        name: 'middle',
        subject: '/C=CN/CN=二级',
        extensions: CA_EXTENSIONS,
      });
      const signer = kit.ca.issue(middle, { name: 'below' });
      const good = readFileSync(buildPackage(kit, { signer, chain: [middle.crt] }));
      const file = join(kit.folder, 'flipped.zwml');
      writeFileSync(file, good);
      const expected = await contentOf(file);
      expect(expected).not.toBeNull();
      let refused = 0;
      let tried = 0;
      for (const bit of bitsToFlip(good.length * 8)) {
        const flipped = Buffer.from(good);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        writeFileSync(file, flipped);
        const content = await contentOf(file);
        tried++;
        if (content === null) refused++;
        else expect(content, `bit ${bit}, seed ${SEED}`).toBe(expected);
      }
      // Only time stamps, versions and the like may pass.
      expect(refused / tried).toBeGreaterThan(0.85);
    },
  );

  it(`in any member are refused (seed ${SEED})`, { timeout: 3_600_000 }, async () => {
    const middle = kit.ca.issue(kit.root, {
      name: 'middle-b',
      subject: '/C=CN/CN=二级乙',
      extensions: CA_EXTENSIONS,
    });
    const signer = kit.ca.issue(middle, { name: 'below-b' });
    const members = membersOf(kit, { signer, chain: [middle.crt] });
    const file = join(kit.folder, 'member.zwml');
    writeFileSync(file, rawZip(members));
    expect(await contentOf(file)).not.toBeNull();
    for (const [index, member] of members.entries()) {
      const data = Buffer.from(member.data as string);
      const bits = [...bitsToFlip(Math.max(1, data.length * 8))].slice(0, SOAK ? undefined : 25);
      for (const bit of data.length === 0 ? [] : bits) {
        const flipped = Buffer.from(data);
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        writeFileSync(file, rawZip(members.with(index, { ...member, data: flipped })));
        expect(await contentOf(file), `member ${index}, bit ${bit}, seed ${SEED}`).toBeNull();
      }
    }
  });
});
