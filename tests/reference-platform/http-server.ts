/** The platform over HTTP(S): `resources/platform-api.yaml` on loopback, with fault switches and a record of every exchange. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { befallen, digest, document, empty, problem, type Answer } from './answers';
import { createFaults, type Fault, type Faults } from './faults';
import type { Intake, Platform } from './platform';

export interface Exchange {
  readonly method: string;
  /** With query, below the base address. */
  readonly path: string;
  readonly requestHeaders: http.IncomingHttpHeaders;
  readonly requestBody: Buffer;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: Buffer;
  /** The answer is not what the platform meant to say: a fault befell it. */
  readonly faulty: boolean;
}

export interface PlatformServer {
  readonly url: string;
  readonly port: number;
  readonly faults: Faults;
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
}

export interface ServerTls {
  readonly key: string;
  readonly cert: string;
  /** Client certificates of these authorities are asked for. */
  readonly clientCa?: string;
}

const BASE = '/zwml/v1/';
const PACKAGE_TYPES = ['application/vnd.zwml+zip', 'application/vnd.zwmlx+zip'];
const LARGEST = 256 * 1024 ** 2;

export async function servePlatform(
  platform: Platform,
  options: { port?: number; tls?: ServerTls } = {},
): Promise<PlatformServer> {
  const faults = createFaults();
  const exchanges: Exchange[] = [];
  const handle = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    serve(platform, faults, exchanges, request, response).catch(() => response.destroy());
  };
  const { tls } = options;
  const server = tls
    ? https.createServer(
        {
          ...tls,
          ...(tls.clientCa ? { ca: tls.clientCa, requestCert: true, rejectUnauthorized: true } : {}),
        },
        handle,
      )
    : http.createServer(handle);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}/zwml/v1`,
    port,
    faults,
    exchanges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  platform: Platform,
  faults: Faults,
  exchanges: Exchange[],
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const method = request.method ?? '';
  const path = (request.url ?? '').startsWith(BASE)
    ? `/${request.url!.slice(BASE.length)}`
    : (request.url ?? '');
  const fault = faults.next(`${method} ${path}`);
  if (fault?.kind === 'drop-before') {
    request.socket.destroy();
    return;
  }
  const body = await bodyOf(request);
  if (body === null) return;
  if (fault?.kind === 'slow') await sleep(fault.ms ?? 200);
  if (fault?.kind === 'duplicate') await answerTo(platform, method, path, request, body);
  const meant =
    fault?.kind === 'status'
      ? problem(fault.status ?? 503, '暂不能办理', [], fault)
      : await answerTo(platform, method, path, request, body);
  if (fault?.kind === 'drop-after') {
    request.socket.destroy();
    return;
  }
  const answer = await befallen(platform, fault, path, meant);
  const headers = {
    date: new Date(Date.now() + platform.clockOffMs).toUTCString(),
    ...answer.headers,
    ...(answer.body.length > 0 && !('content-digest' in answer.headers)
      ? { 'content-digest': digest(answer.body) }
      : {}),
  };
  exchanges.push({
    method,
    path,
    requestHeaders: request.headers,
    requestBody: body,
    status: answer.status,
    responseHeaders: headers,
    responseBody: answer.body,
    faulty: fault !== null && !isOwnAnswer(fault),
  });
  response.writeHead(answer.status, { ...headers, 'content-length': String(answer.body.length) });
  if (fault?.kind === 'truncate') {
    response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => response.destroy());
    return;
  }
  response.end(answer.body);
}

/** Gateways in between answer by themselves; the rest of the platform's answers keep to the interface, faults included. */
function isOwnAnswer({ kind, status }: Fault): boolean {
  if (kind === 'status' || kind === 'status-after') return status !== 502 && status !== 504;
  return kind === 'slow' || kind === 'duplicate';
}

/** Null where the client went away half-way. */
function bodyOf(request: http.IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > LARGEST) request.destroy();
      else parts.push(part);
    });
    request.on('end', () => resolve(request.complete ? Buffer.concat(parts) : null));
    request.on('error', () => resolve(null));
    request.on('close', () => resolve(null));
  });
}

async function answerTo(
  platform: Platform,
  method: string,
  path: string,
  request: http.IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  const url = new URL(path, 'http://platform.invalid');
  const parts = url.pathname.split('/').slice(1).map(decodeURIComponent);
  const [first, second = '', third] = parts;
  if (method === 'PUT' && first === 'packages' && parts.length === 2)
    return putPackage(platform, second, request, body);
  if (method !== 'GET') return problem(400, '请求不合要求');
  if (first === 'packages' && third === 'receipt') {
    const known = await platform.store.package(second);
    if (!known) return problem(404, '没有收到过这个报送包');
    return known.receipt ? document(200, known.receipt) : empty(202);
  }
  if (first === 'departments' && third === 'opinions') {
    return document(200, await platform.opinionsBytes(second, url.searchParams.get('after') ?? ''));
  }
  if (first === 'departments' && third === 'head') return document(200, await platform.headBytes(second));
  if (first === 'catalogue' && parts.length === 2) {
    const published = await platform.store.published(second);
    return published ? document(200, published) : problem(404, '没有发布过这个单位的目录');
  }
  return problem(404, '没有这个地址');
}

async function putPackage(
  platform: Platform,
  packageId: string,
  request: http.IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  if (!PACKAGE_TYPES.includes(request.headers['content-type'] ?? '')) return problem(415, '只接收报送包');
  if (request.headers['content-digest'] !== digest(body)) return problem(400, '内容与 Content-Digest 不符');
  const sha256 = createHash('sha256').update(body).digest('hex');
  const before = await platform.store.package(packageId);
  if (before) {
    if (before.sha256 !== sha256) return problem(409, '这个编号已有其他内容');
    return before.receipt ? document(200, before.receipt) : empty(200);
  }
  const intake = await takeBytes(platform, body);
  if (intake.kind === 'conflict') return problem(409, '这个编号已有其他内容');
  if (intake.kind === 'refused') {
    return problem(422, '报送包没有通过核验', [{ code: 'package-invalid', message: intake.reason }]);
  }
  if (intake.known.packageId !== packageId) {
    return problem(422, '报送包没有通过核验', [{ code: 'package-id', message: '地址中的编号与清单不同' }]);
  }
  const status = intake.fresh ? 201 : 200;
  return intake.known.receipt ? document(status, intake.known.receipt) : empty(status);
}

async function takeBytes(platform: Platform, body: Buffer): Promise<Intake> {
  const folder = await mkdtemp(join(tmpdir(), 'mulu-put-'));
  try {
    await writeFile(join(folder, 'package.zwml'), body);
    return await platform.take(join(folder, 'package.zwml'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
