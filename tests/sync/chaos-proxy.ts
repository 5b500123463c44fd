/** A wire that cannot be trusted: a TCP proxy that drops, delays, truncates, repeats and reorders connections. */
import net, { type AddressInfo } from 'node:net';

export interface ChaosProxy {
  readonly port: number;
  /** Connections that were let through whole, and those that were not. */
  readonly seen: { whole: number; spoilt: number };
  close(): Promise<void>;
}

type Trouble =
  'none' | 'drop-at-once' | 'cut-request' | 'cut-answer' | 'delay' | 'repeat' | 'reorder' | 'swallow-answer';
const TROUBLES: readonly Trouble[] = [
  'none',
  'none',
  'none',
  'drop-at-once',
  'cut-request',
  'cut-answer',
  'delay',
  'repeat',
  'reorder',
  'swallow-answer',
];

/** `random`: a seeded source, so that a bad day can be had again. */
export async function openChaosProxy(target: number, random: () => number): Promise<ChaosProxy> {
  const seen = { whole: 0, spoilt: 0 };
  const sockets = new Set<net.Socket>();
  const held: (() => void)[] = [];
  const pick = (from: number, to: number): number => Math.floor(from + random() * (to - from));

  const keep = (socket: net.Socket): net.Socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    return socket;
  };

  /** Sends a request that was seen on another connection once more, as a retrying middlebox does; nobody hears the answer. */
  const repeat = (request: readonly Buffer[]): void => {
    const again = keep(net.connect(target, '127.0.0.1'));
    for (const part of request) again.write(part);
    again.on('data', () => undefined);
    setTimeout(() => again.destroy(), 1500);
  };

  const server = net.createServer((client) => {
    keep(client);
    const trouble = TROUBLES[pick(0, TROUBLES.length)]!;
    if (trouble === 'none' || trouble === 'delay' || trouble === 'reorder' || trouble === 'repeat')
      seen.whole++;
    else seen.spoilt++;
    if (trouble === 'drop-at-once') {
      client.destroy();
      return;
    }
    const start = (): void => {
      const upstream = keep(net.connect(target, '127.0.0.1'));
      const request: Buffer[] = [];
      let left = trouble === 'cut-request' ? pick(1, 20_000) : Infinity;
      client.on('data', (part: Buffer) => {
        request.push(part);
        if (part.length >= left) {
          upstream.write(part.subarray(0, left), () => upstream.destroy());
          client.destroy();
          return;
        }
        left -= part.length;
        upstream.write(part);
      });
      let answer = trouble === 'cut-answer' ? pick(1, 1500) : trouble === 'swallow-answer' ? 0 : Infinity;
      upstream.on('data', (part: Buffer) => {
        if (part.length > answer) {
          client.write(part.subarray(0, answer), () => client.destroy());
          upstream.destroy();
          return;
        }
        answer -= part.length;
        client.write(part);
      });
      upstream.on('end', () => client.end());
      upstream.on('close', () => client.destroy());
      client.on('close', () => {
        upstream.destroy();
        if (trouble === 'repeat') repeat(request);
      });
    };
    if (trouble === 'delay') setTimeout(start, pick(10, 120));
    else if (trouble === 'reorder') {
      // Waits until a later connection has gone first, or for a moment.
      let gone = false;
      const go = (): void => {
        if (gone) return;
        gone = true;
        start();
      };
      held.push(go);
      setTimeout(go, 150);
    } else {
      start();
      setTimeout(() => held.shift()?.(), 5);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A small seeded generator (mulberry32): numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
