/**
 * A print office in the CUPS manner (RFC 8010, RFC 8011), as `CUPS_SERVER` names one: it lists printers and takes jobs.
 * What a program sends to a printer can so be read on a machine that has none.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OfficePrinter {
  /** As the system names it. */
  readonly name: string;
  /** As people call it. */
  readonly info: string;
}

export interface PrintJob {
  readonly printer: string;
  /** Job attributes by name, as text; the last one where a name stands twice. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly document: Buffer;
}

export interface PrintOffice {
  /** For the environment of the program that prints. */
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: readonly PrintJob[];
  /** Printers that are switched on now; the first one is the standard. */
  setPrinters(printers: readonly OfficePrinter[]): void;
  close(): Promise<void>;
}

const OPERATION = {
  printJob: 0x0002,
  printerAttributes: 0x000b,
  standard: 0x4001,
  printers: 0x4002,
} as const;
const GROUP = { operation: 1, end: 3, printer: 4 } as const;
const TAG = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  range: 0x33,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
} as const;
const CHARSET = 0x47;
const LANGUAGE = 0x48;
const NOT_FOUND = 0x0406;
const IDLE = 3;
const COLOUR = 4;

function integers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeInt32BE(value, 4 * i);
  return bytes;
}

function attribute(tag: number, name: string, value: string | boolean | Buffer): Buffer {
  const bytes = typeof value === 'boolean' ? Buffer.from([Number(value)]) : Buffer.from(value as string);
  const label = Buffer.from(name);
  const head = Buffer.alloc(3);
  head[0] = tag;
  head.writeUInt16BE(label.length, 1);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([head, label, length, bytes]);
}

/** Attributes by name, and what follows them. */
function read(message: Buffer): { attributes: Record<string, string>; document: Buffer } {
  const attributes: Record<string, string> = {};
  let at = 8;
  for (let name = ''; message[at] !== GROUP.end && at < message.length;) {
    const tag = message[at]!;
    at += 1;
    if (tag < 0x10) continue;
    const nameLength = message.readUInt16BE(at);
    name = nameLength === 0 ? name : message.toString('utf8', at + 2, at + 2 + nameLength);
    at += 2 + nameLength;
    const length = message.readUInt16BE(at);
    const value = message.subarray(at + 2, at + 2 + length);
    at += 2 + length;
    attributes[name] =
      tag === TAG.integer || tag === TAG.enum ? String(value.readInt32BE(0)) : value.toString('utf8');
  }
  return { attributes, document: Buffer.from(message.subarray(at + 1)) };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export async function openPrintOffice(printers: readonly OfficePrinter[]): Promise<PrintOffice> {
  let ready = printers;
  const jobs: PrintJob[] = [];
  const described = ({ name, info }: OfficePrinter): Buffer[] => [
    Buffer.from([GROUP.printer]),
    attribute(TAG.name, 'printer-name', name),
    attribute(TAG.text, 'printer-info', info),
    attribute(TAG.text, 'printer-location', ''),
    attribute(TAG.text, 'printer-make-and-model', 'Generic'),
    attribute(TAG.uri, 'printer-uri-supported', `ipp://127.0.0.1:${port()}/printers/${name}`),
    attribute(TAG.uri, 'device-uri', `ipp://127.0.0.1/${name}`),
    attribute(TAG.enum, 'printer-type', integers(COLOUR)),
    attribute(TAG.enum, 'printer-state', integers(IDLE)),
    attribute(TAG.range, 'copies-supported', integers(1, 99)),
    attribute(TAG.keyword, 'multiple-document-handling-supported', 'separate-documents-collated-copies'),
    attribute(TAG.keyword, 'printer-state-reasons', 'none'),
    attribute(TAG.boolean, 'printer-is-accepting-jobs', true),
    attribute(TAG.boolean, 'printer-is-shared', false),
  ];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (request.method !== 'POST') return void response.writeHead(404).end();
      const operation = body.readUInt16BE(2);
      const wanted = /\/printers\/([^/?]+)$/.exec(request.url ?? '')?.[1];
      const { attributes, document } = read(body);
      const named = ready.find(
        ({ name }) => name === (wanted ?? attributes['printer-uri']?.split('/').at(-1)),
      );
      const answer =
        operation === OPERATION.printers
          ? ready.flatMap(described)
          : operation === OPERATION.standard
            ? ready.slice(0, 1).flatMap(described)
            : operation === OPERATION.printerAttributes && named
              ? described(named)
              : [];
      const taken = operation === OPERATION.printJob && named !== undefined;
      if (taken) jobs.push({ printer: named.name, attributes, document });
      const head = Buffer.alloc(8);
      head.writeUInt16BE(0x0200, 0);
      head.writeUInt16BE(answer.length > 0 || taken ? 0 : NOT_FOUND, 2);
      head.writeUInt32BE(body.readUInt32BE(4), 4);
      const message = Buffer.concat([
        head,
        Buffer.from([GROUP.operation]),
        attribute(CHARSET, 'attributes-charset', 'utf-8'),
        attribute(LANGUAGE, 'attributes-natural-language', 'zh-cn'),
        ...answer,
        Buffer.from([GROUP.end]),
      ]);
      response.writeHead(200, { 'Content-Type': 'application/ipp', 'Content-Length': message.length });
      response.end(message);
    });
  });
  const port = (): number => (server.address() as AddressInfo).port;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    env: { CUPS_SERVER: `127.0.0.1:${port()}` },
    jobs,
    setPrinters: (now) => {
      ready = now;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
