/**
 * HTTP as a platform's gateway asks for it: TLS with an authority of its own, a client certificate, a proxy. One
 * request, one connection: answers are few and small, and nothing can leak from one into the next.
 */
import http from 'node:http';
import type { Socket } from 'node:net';
import { FailureError } from '#app/contract/failure';
import { connect, secureContextOf, type ConnectionOptions, type TlsMaterial } from './connection';
import { NoAnswer, reasonOf } from './no-answer';

export interface HttpClientOptions extends ConnectionOptions {
  readonly tls?: TlsMaterial;
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
    headers: {
      host: base.host,
      connection: 'close',
      accept: '*/*',
      ...request.headers,
      ...(body ? { 'content-length': String(body.length) } : {}),
    },
  });
  // As an option it would be left to whoever makes the connection; set here it counts for this socket.
  asked.setTimeout(timeoutMs);
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
