/**
 * XML parts of a workbook, streamed.
 *
 * No document type is accepted, so there are no entities but the five of XML itself; depth and the length of one run
 * without markup are limited, so that no part can make the parser swell. Names are compared without their prefix:
 * transitional and strict workbooks differ only in namespaces.
 */
import { xmlScanner, type XmlAttributes, type XmlEvents } from './xml-scanner';
import { readMember, unreadable, type ZipArchive } from './zip-archive';

const DEEPEST = 64;
const LONGEST_RUN = 8 * 1024 * 1024;

export type XmlHandler = XmlEvents;

/** Streams one part through `handler`. Rejects with `workbook-unreadable` for a part that is not well formed. */
export async function readXmlPart(
  archive: ZipArchive,
  part: string,
  handler: XmlHandler,
  options: { signal?: AbortSignal | undefined; onBytes?: ((bytes: number) => void) | undefined } = {},
): Promise<void> {
  const faults = {
    malformed: () => unreadable(`文件损坏（${part} 不是完整的 XML）`),
    doctype: () => unreadable(`文件含有不允许的文档类型声明（${part}）`),
    deep: () => unreadable(`文件损坏（${part} 嵌套过深）`),
  };
  const feed = xmlScanner(handler, faults, DEEPEST);
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let sinceMarkup = 0;
  let sinceYield = 0;
  const decode = (bytes: Buffer | null): string => {
    try {
      return bytes ? decoder!.decode(bytes, { stream: true }) : (decoder?.decode() ?? '');
    } catch {
      throw unreadable(`文件损坏（${part} 的文字编码有误）`);
    }
  };
  await readMember(
    archive,
    part,
    async (bytes) => {
      if (!decoder) {
        // Without a byte order mark XML is UTF-8.
        const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
        const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8';
        decoder = new TextDecoder(encoding, { fatal: true });
      }
      const last = bytes.lastIndexOf(0x3c);
      sinceMarkup = last < 0 ? sinceMarkup + bytes.length : bytes.length - last;
      if (sinceMarkup > LONGEST_RUN) throw unreadable(`文件损坏（${part} 内有过长的内容）`);
      feed.write(decode(bytes));
      options.onBytes?.(bytes.length);
      sinceYield += bytes.length;
      if (sinceYield > 512 * 1024) {
        sinceYield = 0;
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    options.signal,
  );
  feed.write(decode(null));
  feed.end();
}

/** An attribute by its name without prefix. */
export function attribute(attributes: XmlAttributes, name: string): string {
  const direct = attributes[name];
  if (direct !== undefined) return direct;
  for (const key of Object.keys(attributes)) if (key.endsWith(`:${name}`)) return attributes[key]!;
  return '';
}
