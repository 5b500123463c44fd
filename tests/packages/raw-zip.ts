/** Writes ZIP files byte by byte, good ones and such as no ordinary program would write. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface RawMember {
  readonly name: string | Uint8Array;
  readonly data: Uint8Array | string;
  readonly deflate?: boolean;
  /** What the headers claim instead of the truth. */
  readonly method?: number;
  readonly flags?: number;
  readonly localFlags?: number;
  readonly localName?: string | Uint8Array;
  readonly size?: number;
  readonly packedSize?: number;
  readonly crc?: number;
  readonly attributes?: number;
  readonly extra?: Uint8Array;
  readonly localExtra?: Uint8Array;
  /** Sizes stand after the data, with or without their own signature. */
  readonly descriptor?: 'signed' | 'bare';
  /** Bytes before the local header. */
  readonly before?: Uint8Array;
  /** Takes the data of an earlier member instead of writing its own. */
  readonly sharesDataOf?: number;
  /** Not in the central directory. */
  readonly hidden?: boolean;
}

export interface RawZipOptions {
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
  readonly comment?: Uint8Array;
  /** Number of members that the end record claims. */
  readonly count?: number;
  readonly beforeDirectory?: Uint8Array;
  readonly afterDirectory?: Uint8Array;
  readonly directoryOrder?: readonly number[];
}

const bytes = (value: string | Uint8Array): Buffer => Buffer.from(value as string);
const u16 = (value: number): Buffer => Buffer.from([value & 255, (value >> 8) & 255]);
const u32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value >>> 0);
  return buffer;
};

export function rawZip(members: readonly RawMember[], options: RawZipOptions = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(options.before ?? [])];
  let at = parts[0]!.length;
  const push = (...buffers: Buffer[]): void => {
    for (const buffer of buffers) {
      parts.push(buffer);
      at += buffer.length;
    }
  };
  const offsets: number[] = [];
  const rows = members.map((member) => {
    const data = bytes(member.data);
    const packed = member.deflate ? deflateRawSync(data) : data;
    const method = member.method ?? (member.deflate ? 8 : 0);
    const name = bytes(member.name);
    const utf8 = name.some((byte) => byte > 127) ? 0x800 : 0;
    const flags = member.flags ?? utf8 | (member.descriptor ? 8 : 0);
    const crc = member.crc ?? crc32(data);
    const size = member.size ?? data.length;
    const packedSize = member.packedSize ?? packed.length;
    const after = member.descriptor !== undefined;
    push(Buffer.from(member.before ?? []));
    const offset = member.sharesDataOf === undefined ? at : offsets[member.sharesDataOf]!;
    offsets.push(offset);
    if (member.sharesDataOf === undefined) {
      const localName = bytes(member.localName ?? name);
      const localExtra = Buffer.from(member.localExtra ?? []);
      const figures = after ? [u32(0), u32(0), u32(0)] : [u32(crc), u32(packedSize), u32(size)];
      push(
        Buffer.from('PK\x03\x04'),
        u16(20),
        u16(member.localFlags ?? flags),
        u16(method),
        u32(0x5021_0000),
        ...figures,
      );
      push(u16(localName.length), u16(localExtra.length), localName, localExtra, packed);
      if (member.descriptor === 'signed') push(Buffer.from('PK\x07\x08'));
      if (after) push(u32(crc), u32(packedSize), u32(size));
    }
    const extra = Buffer.from(member.extra ?? []);
    const attributes = member.attributes ?? (0o100644 << 16) >>> 0;
    return Buffer.concat([
      ...[Buffer.from('PK\x01\x02'), u16((3 << 8) | 20), u16(20), u16(flags), u16(method), u32(0x5021_0000)],
      ...[u32(crc), u32(packedSize), u32(size), u16(name.length), u16(extra.length), u16(0), u16(0), u16(0)],
      ...[u32(attributes), u32(offset), name, extra],
    ]);
  });
  push(Buffer.from(options.beforeDirectory ?? []));
  const directoryAt = at;
  const order = options.directoryOrder ?? rows.map((_, i) => i);
  const listed = order.filter((i) => !members[i]!.hidden).map((i) => rows[i]!);
  push(...listed);
  const directorySize = at - directoryAt;
  push(Buffer.from(options.afterDirectory ?? []));
  const comment = Buffer.from(options.comment ?? []);
  const count = options.count ?? listed.length;
  push(
    Buffer.from('PK\x05\x06'),
    u16(0),
    u16(0),
    u16(count),
    u16(count),
    u32(directorySize),
    u32(directoryAt),
  );
  push(u16(comment.length), comment, Buffer.from(options.after ?? []));
  return Buffer.concat(parts);
}
