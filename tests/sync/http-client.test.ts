/** TLS with the platform's own authority, client certificates, proxies, limits: on loopback, with openssl's certificates. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FailureError } from '#app/contract/failure';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '#app/sync/http-client';
import { NoAnswer } from '#app/sync/no-answer';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const at = (name: string): string => join(folder, name);
const pem = (name: string): string => readFileSync(at(name), 'utf8');
const openssl = (...args: string[]): Buffer =>
  execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] });

/** A P-256 certificate by openssl; `issuer` absent: an authority of its own. */
function certificate(name: string, subject: string, issuer?: string, extension = ''): void {
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', at(`${name}.key`));
  if (issuer === undefined) {
    openssl(
      ...[
        'req',
        '-x509',
        '-new',
        '-key',
        at(`${name}.key`),
        '-subj',
        subject,
        '-days',
        '30',
        '-out',
        at(`${name}.crt`),
      ],
    );
    return;
  }
  openssl('req', '-new', '-key', at(`${name}.key`), '-subj', subject, '-out', at(`${name}.csr`));
  writeFileSync(at(`${name}.ext`), extension);
  openssl(
    ...[
      'x509',
      '-req',
      '-in',
      at(`${name}.csr`),
      '-CA',
      at(`${issuer}.crt`),
      '-CAkey',
      at(`${issuer}.key`),
      '-CAcreateserial',
    ],
    ...['-days', '30', '-extfile', at(`${name}.ext`), '-out', at(`${name}.crt`)],
  );
}

beforeAll(() => {
  certificate('ca', '/CN=net-ca');
  certificate('other-ca', '/CN=other-ca');
  certificate('server', '/CN=platform', 'ca', 'subjectAltName=IP:127.0.0.1\n');
  certificate('elsewhere', '/CN=platform', 'ca', 'subjectAltName=DNS:elsewhere.invalid\n');
  certificate('client', '/CN=department', 'ca', 'extendedKeyUsage=clientAuth\n');
  openssl(
    ...[
      'pkcs12',
      '-export',
      '-inkey',
      at('client.key'),
      '-in',
      at('client.crt'),
      '-passout',
      'pass:口令12',
      '-out',
      at('client.p12'),
    ],
  );
});

const open: Server[] = [];
const sockets = new Set<net.Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of open.splice(0)) await new Promise<void>((resolve) => server.close(() => resolve()));
});

async function listen(server: Server): Promise<number> {
  open.push(server);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

type Handler = http.RequestListener;
const echo: Handler = (request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => response.end(`${request.method} ${request.url} ${Buffer.concat(parts).length}`));
};

function client(url: string, more: Partial<HttpClientOptions> = {}): HttpClient {
  return createHttpClient({ base: new URL(url), timeoutMs: 2000, ...more });
}

const get = (of: HttpClient, path = 'x', signal = new AbortController().signal, limit = 1000) =>
  of.request({ method: 'GET', path, limit, signal });
const text = (body: Uint8Array): string => new TextDecoder().decode(body);
const reasonOf = async (promise: Promise<unknown>): Promise<{ reason: string; sent: boolean }> => {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(NoAnswer);
  return error as NoAnswer;
};
const bytes = (name: string): Uint8Array => new Uint8Array(readFileSync(at(name)));

test('paths are taken below the platform’s address; the body arrives whole', async () => {
  const port = await listen(http.createServer(echo));
  const body = new Uint8Array(3_000_000).fill(7);
  const sent: number[] = [];
  const answer = await client(`http://127.0.0.1:${port}/base`).request({
    method: 'PUT',
    path: 'packages/1',
    body,
    limit: 1000,
    signal: new AbortController().signal,
    onSent: (count) => sent.push(count),
  });
  expect(text(answer.body)).toBe('PUT /base/packages/1 3000000');
  expect(sent.at(-1)).toBe(3_000_000);
});

describe('TLS', () => {
  const tlsServer = (name: string, more: https.ServerOptions = {}): Promise<number> =>
    listen(https.createServer({ key: pem(`${name}.key`), cert: pem(`${name}.crt`), ...more }, echo));

  test('only the authority that was given is believed', async () => {
    const url = `https://127.0.0.1:${await tlsServer('server')}/`;
    expect((await get(client(url, { tls: { ca: bytes('ca.crt') } }))).status).toBe(200);
    for (const tls of [{ ca: bytes('other-ca.crt') }, {}]) {
      const fault = await reasonOf(get(client(url, { tls })));
      expect(fault).toMatchObject({ sent: false });
      expect(fault.reason).toContain('不是由所给的机构签发');
    }
  });

  test('a certificate for another address is refused', async () => {
    const url = `https://127.0.0.1:${await tlsServer('elsewhere')}/`;
    expect((await reasonOf(get(client(url, { tls: { ca: bytes('ca.crt') } })))).reason).toContain(
      '与地址不符',
    );
  });

  test('a client certificate, as PEM and as .p12, where the platform asks for one', async () => {
    const asked = { ca: pem('ca.crt'), requestCert: true, rejectUnauthorized: true };
    const url = `https://127.0.0.1:${await tlsServer('server', asked)}/`;
    const ca = bytes('ca.crt');
    const pair = { ca, certificate: bytes('client.crt'), key: bytes('client.key') };
    expect((await get(client(url, { tls: pair }))).status).toBe(200);
    const pkcs12 = { ca, pkcs12: bytes('client.p12'), passphrase: '口令12' };
    expect((await get(client(url, { tls: pkcs12 }))).status).toBe(200);
    await reasonOf(get(client(url, { tls: { ca } })));
  });

  test('a wrong passphrase and a key of another certificate are said before anything is sent', () => {
    const code = (tls: HttpClientOptions['tls']): string => {
      try {
        client('https://127.0.0.1:1/', { tls: tls! });
        return '';
      } catch (error) {
        return (error as FailureError).failure.code;
      }
    };
    expect(code({ pkcs12: bytes('client.p12'), passphrase: 'no' })).toBe('passphrase-wrong');
    expect(code({ certificate: bytes('client.crt'), key: bytes('server.key') })).toBe('key-unreadable');
  });
});

describe('proxy', () => {
  const proxy = async (
    allow: (request: http.IncomingMessage) => boolean,
  ): Promise<{ url: string; targets: string[] }> => {
    const targets: string[] = [];
    const server = http.createServer();
    server.on('connect', (request, socket) => {
      targets.push(request.url ?? '');
      if (!allow(request)) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      const [host, port] = request.url!.split(':');
      const onward = net.connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    return { url: `127.0.0.1:${await listen(server)}`, targets };
  };

  test.each(['http', 'https'])('%s through CONNECT, with credentials', async (scheme) => {
    const port =
      scheme === 'http'
        ? await listen(http.createServer(echo))
        : await listen(https.createServer({ key: pem('server.key'), cert: pem('server.crt') }, echo));
    const expected = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;
    const { url, targets } = await proxy((request) => request.headers['proxy-authorization'] === expected);
    const base = `${scheme}://127.0.0.1:${port}/`;
    const through = client(base, {
      proxy: new URL(`http://user:p%40ss@${url}`),
      tls: { ca: bytes('ca.crt') },
    });
    expect(text((await get(through)).body)).toBe('GET /x 0');
    expect(targets).toEqual([`127.0.0.1:${port}`]);
    const refused = await reasonOf(
      get(client(base, { proxy: new URL(`http://${url}`), tls: { ca: bytes('ca.crt') } })),
    );
    expect(refused).toMatchObject({ reason: '代理服务器答复 407', sent: false });
  });
});

describe('answers that do not come, or not whole', () => {
  test('nobody listens: nothing was sent', async () => {
    const server = net.createServer();
    const port = await listen(server);
    await new Promise<void>((resolve) => open.splice(0)[0]!.close(() => resolve()));
    expect(await reasonOf(get(client(`http://127.0.0.1:${port}/`)))).toMatchObject({
      sent: false,
      reason: '对方拒绝连接',
    });
  });

  test.each([
    ['silence', (socket: net.Socket) => socket.resume(), '长时间没有答复'],
    ['a connection cut', (socket: net.Socket) => socket.once('data', () => socket.destroy()), ''],
    [
      'half an answer',
      (socket: net.Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'),
      '不完整',
    ],
    [
      'half a chunk',
      (socket: net.Socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab'),
      '不完整',
    ],
    ['no HTTP', (socket: net.Socket) => socket.end('SSH-2.0-OpenSSH\r\n'), '不是 HTTP'],
  ])('%s: it may have arrived', async (_, behave, reason) => {
    const port = await listen(
      net.createServer((socket) => {
        socket.on('error', () => undefined);
        behave(socket);
      }),
    );
    const fault = await reasonOf(get(client(`http://127.0.0.1:${port}/`, { timeoutMs: 300 })));
    expect(fault.sent).toBe(true);
    expect(fault.reason).toContain(reason);
  });

  test('an answer that never ends is cut at the limit', async () => {
    const endless: Handler = (_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    const port = await listen(http.createServer(endless));
    expect((await reasonOf(get(client(`http://127.0.0.1:${port}/`)))).reason).toBe('答复过大');
  });

  test('a redirect is an answer like any other and is not followed', async () => {
    const port = await listen(
      http.createServer((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()),
    );
    expect((await get(client(`http://127.0.0.1:${port}/`))).status).toBe(302);
  });

  test('a cancel ends it at once', async () => {
    const port = await listen(net.createServer((socket) => socket.resume()));
    const stop = new AbortController();
    const asked = get(client(`http://127.0.0.1:${port}/`, { timeoutMs: 60_000 }), 'x', stop.signal);
    setTimeout(() => stop.abort(), 50);
    await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });
});
