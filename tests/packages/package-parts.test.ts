/** Packages in parts, for sticks and discs smaller than the package. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '#app/contract/failure';
import {
  isInParts,
  partsListName,
  splitFile,
  withWholeFile,
  type PartsList,
} from '#app/packages/package-parts';
import { tempFolder } from '#tests/support/temp-folder';

const PART = 16 * 1024;
const content = Uint8Array.from({ length: 5 * PART + 77 }, (_, i) => (i * 31 + (i >> 9)) & 255);

function written(name = '0192f0c1.zwml'): { folder: string; list: string; parts: string[] } {
  const folder = tempFolder();
  const { parts, listBytes } = splitFile(name, content, PART);
  for (const part of parts) writeFileSync(join(folder, part.name), part.content);
  const list = join(folder, partsListName(name));
  writeFileSync(list, listBytes);
  return { folder, list, parts: parts.map((part) => join(folder, part.name)) };
}

const joined = (file: string) => outcomeOf(() => withWholeFile(file, async (whole) => readFileSync(whole)));

function relist(file: string, change: (list: Record<string, unknown>) => unknown): void {
  writeFileSync(
    file,
    JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)),
  );
}

describe('parts', () => {
  test('are joined from the list, and from any part beside it; nothing is left behind', async () => {
    const { list, parts } = written();
    expect(parts).toHaveLength(6);
    let place = '';
    for (const file of [list, parts[0]!, parts[5]!]) {
      expect(isInParts(file)).toBe(true);
      const outcome = await outcomeOf(() =>
        withWholeFile(file, async (whole) => {
          place = whole;
          return readFileSync(whole).equals(content);
        }),
      );
      expect(outcome).toEqual({ ok: true, value: true });
      expect(() => readFileSync(place)).toThrow('ENOENT');
    }
    expect(isInParts(join('a', '0192.zwml'))).toBe(false);
  });

  test('are joined and proved with cat and openssl alone', () => {
    const { list, parts } = written();
    const said = JSON.parse(readFileSync(list, 'utf8')) as PartsList;
    const sm3 = (input: Buffer): string =>
      execFileSync('openssl', ['dgst', '-sm3', '-r'], { input }).toString().slice(0, 64);
    expect(parts.map((part) => sm3(readFileSync(part)))).toEqual(said.parts.map((part) => part.sm3));
    expect(sm3(execFileSync('cat', parts))).toBe(said.sm3);
  });

  test('the missing one is named, with its number', async () => {
    const { parts, list } = written();
    rmSync(parts[3]!);
    expect(await joined(list)).toMatchObject({
      failure: { code: 'part-missing', details: { part: '0192f0c1.zwml.004', number: 4, of: 6 } },
    });
  });

  test('the damaged one is named: a flipped bit, cut short, grown, or exchanged with another part', async () => {
    const spoil: ((part: string, other: string) => void)[] = [
      (part) => {
        const bytes = readFileSync(part);
        bytes[100]! ^= 1;
        writeFileSync(part, bytes);
      },
      (part) => writeFileSync(part, readFileSync(part).subarray(0, 100)),
      (part) => writeFileSync(part, Buffer.concat([readFileSync(part), Buffer.from('x')])),
      (part, other) => copyFileSync(other, part),
    ];
    for (const change of spoil) {
      const { parts, list } = written();
      change(parts[2]!, parts[4]!);
      expect(await joined(list)).toMatchObject({
        failure: { code: 'part-damaged', details: { part: '0192f0c1.zwml.003', number: 3, of: 6 } },
      });
    }
  });

  test('a part that is a folder or a list that is missing is no crash', async () => {
    const { parts, list } = written();
    rmSync(parts[1]!);
    mkdirSync(parts[1]!);
    expect(await joined(list)).toMatchObject({ failure: { code: 'part-missing' } });
    rmSync(list);
    expect(await joined(parts[0]!)).toMatchObject({ failure: { code: 'file-not-found' } });
  });

  test('a list from outside leads to no other file, and says nothing of two kinds', async () => {
    const changes: ((list: PartsList) => unknown)[] = [
      (list) => ({ ...list, file: '../0192f0c1.zwml' }),
      (list) => ({ ...list, file: 'other.zwml' }),
      (list) => ({
        ...list,
        parts: list.parts.map((part, i) => (i === 0 ? { ...part, file: '/etc/passwd' } : part)),
      }),
      (list) => ({ ...list, parts: [list.parts[1], list.parts[0], ...list.parts.slice(2)] }),
      (list) => ({ ...list, size: list.size + 1 }),
      (list) => ({ ...list, size: 2 ** 40 }),
      (list) => ({ ...list, sm3: '0'.repeat(64) }),
      (list) => ({ ...list, format: 'zwml-parts/2' }),
      (list) => ({ ...list, parts: [] }),
      () => null,
    ];
    for (const change of changes) {
      const { list } = written();
      relist(list, (value) => change(value as unknown as PartsList));
      expect(await joined(list), String(change)).toMatchObject({ failure: { code: 'package-unreadable' } });
    }
    const { list } = written();
    writeFileSync(list, readFileSync(list, 'utf8').replace('"size":', '"size":1,"size":'));
    expect(await joined(list)).toMatchObject({ failure: { code: 'package-unreadable' } });
    renameSync(list, `${list}.zip.parts.json`);
    expect(await joined(`${list}.zip.parts.json`)).toMatchObject({ failure: { code: 'package-unreadable' } });
  });

  test('are neither too small nor more than three digits can number', () => {
    for (const [bytes, part] of [
      [content, 100],
      [new Uint8Array(1000 * PART), PART],
    ] as const) {
      expect(() => splitFile('a.zwml', bytes, part)).toThrow('invalid-input');
    }
  });
});
