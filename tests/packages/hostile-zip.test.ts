import { describe, expect, it } from 'vitest';
import { add, change, drop, hostileSuite, members } from './hostile-kit';
import { PAYLOAD, type BuildOptions } from './package-kit';
import { rawZip } from './raw-zip';

const { judge, refused } = hostileSuite();

/** A listed payload file of any name, so that only the name can be at fault. */
const named = (name: string) => (): BuildOptions => ({ payload: { ...PAYLOAD, [name]: 'x' } });

describe('ZIP policy', () => {
  const CSV = 'payload/信息资源目录.csv';
  refused([
    ['no member at all', 'zip-policy', members(() => [])],
    [
      'another ZIP, such as a workbook',
      'zip-policy',
      members(() => [{ name: '[Content_Types].xml', data: '<Types/>' }]),
    ],
    ['mimetype missing', 'zip-policy', drop('mimetype')],
    ['mimetype not first', 'zip-policy', members(([first, second, ...rest]) => [second!, first!, ...rest])],
    [
      'mimetype first in the directory only',
      'zip-policy',
      () => ({
        members: ([first, second, ...rest]) => [second!, first!, ...rest],
        zip: { directoryOrder: [1, 0, 2, 3, 4, 5, 6] },
      }),
    ],
    ['mimetype compressed', 'zip-policy', change('mimetype', { deflate: true })],
    ['mimetype of another format', 'zip-policy', change('mimetype', { data: 'application/epub+zip' })],
    ['mimetype with a line feed', 'zip-policy', change('mimetype', { data: 'application/vnd.zwml+zip\n' })],
    ['manifest missing', 'zip-policy', drop('manifest.json')],
    ['a member beside the payload', 'zip-policy', add({ name: 'readme.txt', data: '' })],
    ['an unknown member in META', 'zip-policy', add({ name: 'META/other.sig', data: '' })],
    ['a second manifest', 'zip-policy', add({ name: 'manifest.json', data: '{}' })],
    ['the same payload file twice', 'zip-policy', add({ name: CSV, data: 'x' })],
    ['names that differ in case only', 'zip-policy', add({ name: 'payload/Catalogue.JSON', data: 'x' })],
    [
      'names that differ in Unicode form only',
      'zip-policy',
      () => ({
        payload: { 'payload/é.txt': '1' },
        members: (all) => [...all, { name: 'payload/e\u0301.txt', data: '1' }],
      }),
    ],
    ['a name that is not in NFC', 'zip-policy', named('payload/e\u0301.txt')],
    ['a path upwards', 'zip-policy', named('payload/../evil.txt')],
    ['a path upwards at the end', 'zip-policy', named('payload/a/..')],
    ['an absolute path', 'zip-policy', add({ name: '/payload/a', data: '' })],
    ['a drive letter', 'zip-policy', named('payload/C:evil.txt')],
    ['a backslash', 'zip-policy', named('payload/a\\b.txt')],
    ['a NUL in a name', 'zip-policy', named('payload/a\0.txt')],
    ['a right-to-left mark in a name', 'zip-policy', named('payload/目录\u202efdp.exe')],
    ['a line feed in a name', 'zip-policy', named('payload/a\nb')],
    ['a reserved name of Windows', 'zip-policy', named('payload/con.txt')],
    ['a segment that ends with a point', 'zip-policy', named('payload/a./b')],
    ['an empty segment', 'zip-policy', named('payload//a')],
    ['an overlong name', 'zip-policy', named(`payload/${'长'.repeat(90)}`)],
    [
      'a name that is not UTF-8 (GBK)',
      'zip-policy',
      add({ name: Buffer.from([...Buffer.from('payload/'), 0xd0, 0xc5, 0xcf, 0xa2]), data: '' }),
    ],
    ['a file that is also a folder', 'zip-policy', () => ({ payload: { ...PAYLOAD, 'payload/附件': 'x' } })],
    ['an empty folder', 'zip-policy', add({ name: 'payload/空/', data: '' })],
    ['a folder with content', 'zip-policy', add({ name: 'payload/附件/', data: 'x' })],
    [
      'another name in the local header',
      'zip-policy',
      change(CSV, { localName: 'payload/信息资源目录.exe' }),
    ],
    [
      'another name in a Unicode path field',
      'zip-policy',
      change('payload/catalogue.json', { extra: Buffer.from('7570090001000000006576696c', 'hex') }),
    ],
    [
      'another name in a Unicode path field of the local header alone',
      'zip-policy',
      change('payload/catalogue.json', { localExtra: Buffer.from('7570090001000000006576696c', 'hex') }),
    ],
    [
      'ZIP64 sizes in the local header alone',
      'zip-policy',
      change(CSV, { localExtra: Buffer.from('01000800ffffffffffffffff', 'hex') }),
    ],
    ['a symbolic link', 'zip-policy', change(CSV, { attributes: (0o120777 << 16) >>> 0 })],
    ['a device', 'zip-policy', change(CSV, { attributes: (0o020644 << 16) >>> 0 })],
    ['an encrypted member', 'zip-policy', change(CSV, { flags: 0x801 })],
    [
      'a member said to be encrypted in the local header only',
      'zip-policy',
      change(CSV, { localFlags: 0x801 }),
    ],
    ['strong encryption', 'zip-policy', change(CSV, { flags: 0x841 })],
    ['an unknown compression method', 'zip-policy', change(CSV, { method: 14 })],
    ['a stored member whose two sizes differ', 'zip-policy', change('payload/catalogue.json', { size: 5 })],
    ['sizes beyond the file', 'zip-policy', change(CSV, { packedSize: 1_000_000 })],
    [
      'unpacked sizes that sum up beyond the limit',
      'zip-policy',
      members((all) => [...all, { name: 'payload/a', data: 'x', deflate: true, size: 0xfffffff0 }]),
    ],
    ['a manifest that unpacks to more than it declares', 'zip-policy', change('manifest.json', { size: 10 })],
    ['a manifest that does not unpack', 'zip-policy', change('manifest.json', { deflate: false, method: 8 })],
    ['ZIP64 fields', 'zip-policy', change(CSV, { extra: Buffer.from('01000800ffffffffffffffff', 'hex') })],
    ['bytes before the first member', 'zip-policy', () => ({ zip: { before: Buffer.from('MZ') } })],
    ['bytes between members', 'zip-policy', change(CSV, { before: Buffer.from('hidden') })],
    [
      'bytes between members and directory',
      'zip-policy',
      () => ({ zip: { beforeDirectory: Buffer.from('hidden') } }),
    ],
    [
      'bytes between directory and end record',
      'zip-policy',
      () => ({ zip: { afterDirectory: Buffer.from('hidden') } }),
    ],
    ['bytes after the end', 'zip-policy', () => ({ zip: { after: Buffer.from('hidden') } })],
    ['a comment', 'zip-policy', () => ({ zip: { comment: Buffer.from('hello') } })],
    [
      'another end record in the comment',
      'zip-policy',
      () => ({ zip: { comment: rawZip([{ name: 'a', data: 'b' }]) } }),
    ],
    [
      'a member that the directory does not list',
      'zip-policy',
      add({ name: 'payload/x', data: 'x', hidden: true }),
    ],
    ['an end record that counts fewer members', 'zip-policy', () => ({ zip: { count: 5 } })],
    [
      'two members over the same data',
      'zip-policy',
      add({ name: 'payload/again', data: PAYLOAD['payload/catalogue.json']!, sharesDataOf: 4 }),
    ],
    ['a wrong size after the data', 'zip-policy', change(CSV, { descriptor: 'signed', packedSize: 3 })],
  ]);

  it('takes sizes written after the data, as streaming programs write them', async () => {
    for (const descriptor of ['signed', 'bare'] as const) {
      expect(
        await judge({ members: (all) => all.map((member) => ({ ...member, descriptor })) }),
      ).toMatchObject({ ok: true, value: { valid: true } });
    }
  });
});
