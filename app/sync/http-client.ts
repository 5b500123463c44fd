/**
 * HTTP as a platform's gateway asks for it: TLS with an authority of its own, a client certificate, a proxy. One
 * request, one connection: answers are few and small, and nothing can leak from one into the next.
 */
import http from 'node:http';
import { connect as openSocket, type Socket } from 'node:net';
import tls from 'node:tls';
import { FailureError } from '#app/contract/failure';

export interface TlsMaterial {
  /** PEM; the only authorities believed when given, else those of the system. */
  readonly ca?: Uint8Array;
  /** PEM certificate and key. */
  readonly certificate?: Uint8Array;
  readonly key?: Uint8Array;
  /** PKCS#12 with both, instead of the two above. */
  readonly pkcs12?: Uint8Array;
  readonly passphrase?: string;
}

export interface HttpClientOptions {
  /** Address of the platform; paths are taken below it. */
  readonly base: URL;
  readonly tls?: TlsMaterial;
  /** `http://[user:password@]host:port`; connections are tunnelled through it (CONNECT). */
  readonly proxy?: URL;
  /** Longest silence on a connection, milliseconds. */
  readonly timeoutMs: number;
  /** Longest time for a whole request, milliseconds. */
  readonly totalMs?: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Largest answer taken, bytes. */
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly onSent?: (bytes: number) => void;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** No answer. `sent`: bytes of the request may have arrived. */
export class NoAnswer extends Error {
  readonly sent: boolean;
  readonly reason: string;
  constructor(reason: string, sent: boolean) {
    super(reason);
    this.name = 'NoAnswer';
    this.reason = reason;
    this.sent = sent;
  }
}

export interface HttpClient {
  readonly base: URL;
  /** Throws `NoAnswer`, or `FailureError` `cancelled`. */
  request(request: HttpRequest): Promise<HttpAnswer>;
}

const DEFAULT_TOTAL_MS = 30 * 60_000;
/** Bytes handed to the socket at a time, so that progress can be shown and a cancel takes hold. */
const PART = 64 * 1024;

/** Failures: `invalid-input` for an address that cannot be used, `key-unreadable` for certificate files that do not load. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { base } = options;
  const secureContext = base.protocol === 'https:' ? secureContextOf(options.tls ?? {}) : null;
  return {
    base,
    request: async (request) => {
      if (request.signal.aborted) throw new FailureError('cancelled');
      const total = AbortSignal.timeout(options.totalMs ?? DEFAULT_TOTAL_MS);
      const signal = AbortSignal.any([request.signal, total]);
      try {
        const socket = await connect(options, secureContext, signal);
        return await exchange(options, socket, request, signal);
      } catch (error) {
        if (request.signal.aborted) throw new FailureError('cancelled');
        if (error instanceof NoAnswer) throw error;
        throw new NoAnswer(reasonOf(error), false);
      }
    },
  };
}

function secureContextOf(material: TlsMaterial): tls.SecureContext {
  const buffer = (bytes: Uint8Array | undefined): Buffer | undefined => bytes && Buffer.from(bytes);
  const given = {
    ca: buffer(material.ca),
    cert: buffer(material.certificate),
    key: buffer(material.key),
    pfx: buffer(material.pkcs12),
    passphrase: material.passphrase,
  };
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  try {
    return tls.createSecureContext({ minVersion: 'TLSv1.2', ...present });
  } catch (error) {
    const text = (error as Error).message;
    if (
      /mac verify failure|bad decrypt|interrupted or cancelled|BAD_DECRYPT|INCORRECT_PASSWORD/i.test(text)
    ) {
      throw new FailureError('passphrase-wrong');
    }
    throw new FailureError('key-unreadable', {
      file: '网络证书',
      reason: '证书或密钥不能读取，或两者不是一对',
    });
  }
}

const portOf = (url: URL): number => Number(url.port || (url.protocol === 'https:' ? 443 : 80));
/** Brackets are for addresses in URLs, not for sockets. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** A connection to the platform, TLS done where there is TLS. Whatever fails here, nothing of the request has left. */
async function connect(
  options: HttpClientOptions,
  secureContext: tls.SecureContext | null,
  signal: AbortSignal,
): Promise<Socket> {
  const { base, proxy, timeoutMs } = options;
  const plain = proxy ? await tunnel(proxy, base, timeoutMs, signal) : null;
  if (secureContext === null) {
    return (
      plain ?? settled(openSocket({ host: hostOf(base), port: portOf(base) }), 'connect', timeoutMs, signal)
    );
  }
  const socket = tls.connect({
    secureContext,
    ...(plain ? { socket: plain } : { host: hostOf(base), port: portOf(base) }),
    servername: /^[\d.]+$|:/.test(hostOf(base)) ? '' : hostOf(base),
    checkServerIdentity: (_, certificate) => tls.checkServerIdentity(hostOf(base), certificate),
    ALPNProtocols: ['http/1.1'],
  });
  return settled(socket, 'secureConnect', timeoutMs, signal);
}

function settled<S extends Socket>(
  socket: S,
  event: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<S> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      reject(error);
    };
    const onAbort = (): void => fail(new NoAnswer('连接超时', false));
    const timer = setTimeout(() => fail(new NoAnswer('连接超时', false)), timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', fail);
    socket.once('close', () => fail(new NoAnswer('连接被对方关闭', false)));
    socket.once(event, () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners('close');
      socket.removeListener('error', fail);
      resolve(socket);
    });
  });
}

function tunnel(proxy: URL, base: URL, timeoutMs: number, signal: AbortSignal): Promise<Socket> {
  const target = `${base.hostname}:${portOf(base)}`;
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  const request = http.request({
    host: hostOf(proxy),
    port: portOf(proxy),
    method: 'CONNECT',
    path: target,
    signal,
    timeout: timeoutMs,
    headers: {
      host: target,
      ...(proxy.username
        ? { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
        : {}),
    },
  });
  return new Promise((resolve, reject) => {
    request.on('connect', (answer, socket, head) => {
      if (answer.statusCode !== 200) {
        socket.destroy();
        reject(new NoAnswer(`代理服务器答复 ${answer.statusCode ?? 0}`, false));
        return;
      }
      if (head.length > 0) socket.unshift(head);
      resolve(socket as Socket);
    });
    request.on('response', (answer) => {
      answer.destroy();
      reject(new NoAnswer(`代理服务器答复 ${answer.statusCode ?? 0}`, false));
    });
    request.on('timeout', () => request.destroy(new NoAnswer('代理服务器没有答复', false)));
    request.on('error', (error) =>
      reject(error instanceof NoAnswer ? error : new NoAnswer(`代理服务器：${reasonOf(error)}`, false)),
    );
    request.end();
  });
}

function exchange(
  { base, timeoutMs }: HttpClientOptions,
  socket: Socket,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { body } = request;
  const root = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`;
  // The socket is a TLS one already where it has to be; without an agent it is used for this request alone.
  const asked = http.request({
    method: request.method,
    path: `${root}${request.path}`,
    createConnection: () => socket,
    signal,
    timeout: timeoutMs,
    headers: {
      host: base.host,
      connection: 'close',
      accept: '*/*',
      ...request.headers,
      ...(body ? { 'content-length': String(body.length) } : {}),
    },
  });
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      socket.destroy();
      reject(error instanceof NoAnswer ? error : new NoAnswer(reasonOf(error), true));
    };
    asked.on('timeout', () => asked.destroy(new NoAnswer('对方长时间没有答复', true)));
    asked.on('error', fail);
    asked.on('response', (answer) => {
      readBody(answer, request.limit).then((bytes) => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: bytes });
        socket.destroy();
      }, fail);
    });
    if (body) sendBody(asked, body, request.onSent).catch(fail);
    else asked.end();
  });
}

async function sendBody(
  asked: http.ClientRequest,
  body: Uint8Array,
  onSent: ((bytes: number) => void) | undefined,
): Promise<void> {
  for (let at = 0; at < body.length && !asked.destroyed; at += PART) {
    const full = !asked.write(body.subarray(at, at + PART));
    if (full) {
      await new Promise<void>((resolve) => {
        const go = (): void => {
          asked.removeListener('drain', go);
          asked.removeListener('close', go);
          resolve();
        };
        asked.on('drain', go);
        asked.on('close', go);
      });
    }
    onSent?.(Math.min(at + PART, body.length));
  }
  asked.end();
}

function readBody(answer: http.IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    answer.on('data', (part: Buffer) => {
      size += part.length;
      if (size > limit) answer.destroy(new NoAnswer('答复过大', true));
      else parts.push(part);
    });
    answer.on('error', (error) =>
      reject(error instanceof NoAnswer ? error : new NoAnswer('答复不完整', true)),
    );
    answer.on('end', () => {
      // A connection cut short can end like a whole one.
      if (answer.complete) resolve(new Uint8Array(Buffer.concat(parts)));
      else reject(new NoAnswer('答复不完整', true));
    });
    answer.on('close', () => {
      if (!answer.complete) reject(new NoAnswer('答复不完整', true));
    });
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: '对方拒绝连接',
  ECONNRESET: '连接中断',
  EPIPE: '连接中断',
  ENOTFOUND: '找不到这个地址',
  EAI_AGAIN: '找不到这个地址',
  EHOSTUNREACH: '网络不通',
  ENETUNREACH: '网络不通',
  ETIMEDOUT: '连接超时',
  ABORT_ERR: '超过最长时间',
  CERT_HAS_EXPIRED: '平台的网络证书已过期，也可能是本机日期不对',
  CERT_NOT_YET_VALID: '平台的网络证书尚未生效，也可能是本机日期不对',
  DEPTH_ZERO_SELF_SIGNED_CERT: '平台的网络证书不是由所给的机构签发',
  SELF_SIGNED_CERT_IN_CHAIN: '平台的网络证书不是由所给的机构签发',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '平台的网络证书不是由所给的机构签发',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: '平台的网络证书不是由所给的机构签发',
  ERR_TLS_CERT_ALTNAME_INVALID: '平台的网络证书与地址不符',
  EPROTO: '加密连接没有建立，可能需要客户端证书',
};

function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code ?? '';
  const known = REASONS[code];
  if (known !== undefined) return known;
  if (/^ERR_SSL_/.test(code)) return '加密连接没有建立，可能需要客户端证书';
  if (/^HPE_/.test(code)) return '对方的答复不是 HTTP';
  return code || (error as Error).message;
}
