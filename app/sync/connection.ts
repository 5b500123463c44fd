/** A connection to the platform: directly or tunnelled through a proxy, with TLS where there is TLS. */
import http from 'node:http';
import { connect as openSocket, type Socket } from 'node:net';
import tls from 'node:tls';
import { FailureError } from '#app/contract/failure';
import { NoAnswer, reasonOf } from './no-answer';

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

export interface ConnectionOptions {
  /** Address of the platform; paths are taken below it. */
  readonly base: URL;
  /** `http://[user:password@]host:port`; connections are tunnelled through it (CONNECT). */
  readonly proxy?: URL;
  /** Longest silence on a connection, milliseconds. */
  readonly timeoutMs: number;
}

/** Failures: `passphrase-wrong`, `key-unreadable`. */
export function secureContextOf(material: TlsMaterial): tls.SecureContext {
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
export async function connect(
  options: ConnectionOptions,
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
    headers: {
      host: target,
      ...(proxy.username
        ? { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }
        : {}),
    },
  });
  request.setTimeout(timeoutMs);
  return new Promise((resolve, reject) => {
    request.on('connect', (answer, socket, head) => {
      socket.setTimeout(0);
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
