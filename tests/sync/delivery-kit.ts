/** A department and its platform, ready to deliver: key, certificate, trust, and a way between the two. */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect } from 'vitest';
import type { CallInput, CallOutput } from '#app/contract/calls';
import { openPlatform, type Platform } from '#tests/reference-platform/platform';
import { servePlatform, type PlatformServer } from '#tests/reference-platform/http-server';
import { readApi } from '#tests/reference-platform/openapi';
import { newLibrary, type TestCore } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

export const UNIT = '11430000743187451F';
export const PASSPHRASE = '政务目录 2026 口令';

export type OpenCore = TestCore & { file: string };

/** Made once for a test file: an authority, and the department's key with its certificate. */
export interface Office {
  readonly folder: string;
  readonly key: string;
  readonly certificate: string;
  readonly authority: string;
  newPlatform(): Promise<Platform>;
  newDesk(rules?: string): Promise<Desk>;
}

export interface Desk {
  readonly core: OpenCore;
  readonly folder: string;
  at(name: string): string;
}

export async function openOffice(): Promise<Office> {
  const folder = tempFolder();
  const first = await openPlatform(join(folder, 'first-platform'));
  const key = join(folder, 'department.key');
  const maker = await newLibrary(folder);
  await maker.call('key.create', { out: key, passphrase: PASSPHRASE });
  const request = join(first.folder, 'requests', 'department.csr');
  await maker.call('key.request', { key, passphrase: PASSPHRASE, out: request, person: '张某' });
  await first.work();
  await maker.close();
  await first.close();
  const certificate = join(first.folder, 'certificates', 'department.crt');
  const open: Platform[] = [];
  afterAll(async () => {
    for (const platform of open) await platform.close().catch(() => undefined);
  });
  return {
    folder,
    key,
    certificate,
    authority: first.authority.folder,
    newPlatform: async () => {
      const own = mkdtempSync(join(folder, 'platform-'));
      cpSync(first.authority.folder, join(own, 'authority'), { recursive: true });
      const platform = await openPlatform(own);
      open.push(platform);
      return platform;
    },
    newDesk: async (rules) => {
      const own = mkdtempSync(join(folder, 'desk-'));
      const core = await newLibrary(own, rules);
      await core.call('trust.add', { file: join(first.authority.folder, 'root.crt'), role: 'root' });
      await core.call('trust.add', { file: join(first.authority.folder, 'platform.crt'), role: 'platform' });
      return { core, folder: own, at: (name) => join(own, name) };
    },
  };
}

export async function addEntry(core: TestCore, changes = {}): Promise<string> {
  const { entry, meta } = await core.call('entries.create', {});
  const filled = { ...sampleEntry(changes), id: entry.id };
  await core.call('entries.save', { entry: filled, revision: meta.revision });
  return entry.id;
}

export async function editEntry(core: TestCore, id: string, changes: object): Promise<void> {
  const { entry, meta } = await core.call('entries.read', { entry: id });
  await core.call('entries.save', { entry: { ...entry, ...changes }, revision: meta.revision });
}

export async function approveAll(core: TestCore): Promise<void> {
  const all = { entries: 'all' as const, by: '李某', opinion: '同意' };
  for (const step of ['submit', 'approve'] as const) await core.call('review.take', { ...all, step });
  await core.call('review.take', { ...all, step: 'assess', secrecy: '不涉密', personal: '不涉及个人信息' });
  for (const step of ['clear', 'consent'] as const) await core.call('review.take', { ...all, step });
}

let packed = 0;
export async function pack(
  office: Office,
  desk: Desk,
  more: Partial<CallInput<'package.make'>> = {},
): Promise<CallOutput<'package.make'>> {
  const out = desk.at(`package-${++packed}.zwml`);
  const { key, certificate } = office;
  return desk.core.call('package.make', { key, certificate, passphrase: PASSPHRASE, out, ...more });
}

export async function stateOf(core: TestCore, id: string): Promise<string> {
  return (await core.call('entries.read', { entry: id })).meta.state;
}

export async function packageStates(core: TestCore): Promise<Record<string, string>> {
  const { packages } = await core.call('package.list', {});
  return Object.fromEntries(packages.map((one) => [one.packageId, one.state]));
}

/** A way between a desk and a platform; the suite of rules runs over each. */
export interface Way {
  readonly name: '网络' | '介质';
  readonly platform: Platform;
  /** One round, as the department sees it; the platform does its part in between. */
  round(core: TestCore): Promise<CallOutput<'delivery.sync'>>;
  /** The platform hands out what it decided meanwhile. */
  answer(): Promise<void>;
  close(): Promise<void>;
}

export const WAYS = ['网络', '介质'] as const;

export async function openWay(name: Way['name'], platform: Platform): Promise<Way> {
  return name === '网络' ? httpWay(platform) : carryWay(platform);
}

async function httpWay(platform: Platform): Promise<Way> {
  const server = await servePlatform(platform);
  return {
    name: '网络',
    platform,
    round: (core) => core.call('delivery.sync', { platform: server.url, attempts: 2, timeoutSeconds: 10 }),
    answer: () => platform.settlePending(),
    close: async () => {
      await expectConforming(server);
      await server.close();
    },
  };
}

async function carryWay(platform: Platform): Promise<Way> {
  const folder = join(platform.folder, 'inbox');
  const from = join(platform.folder, 'outbox');
  mkdirSync(from, { recursive: true });
  let documents = 0;
  return {
    name: '介质',
    platform,
    round: async (core) => {
      const there = await core.call('delivery.sync', { folder, from });
      await platform.work();
      // The stick comes back with what the platform put on it.
      writeFileSync(join(from, `opinions-${++documents}.zwmlr`), await platform.opinionsBytes(UNIT, ''));
      const back = await core.call('delivery.sync', { folder, from });
      return {
        ...back,
        delivered: there.delivered + back.delivered,
        receipts: there.receipts + back.receipts,
        opinions: there.opinions + back.opinions,
        failed: [...there.failed, ...back.failed],
        notices: [...there.notices, ...back.notices],
      };
    },
    answer: async () => {
      await platform.settlePending();
      await platform.work();
    },
    close: async () => undefined,
  };
}

const api = await readApi(new URL('../../resources/platform-api.yaml', import.meta.url));

/** Everything that was exchanged keeps to the published interface, on both sides. */
export async function expectConforming(server: PlatformServer): Promise<void> {
  const faults: string[] = [];
  for (const exchange of server.exchanges)
    if (!exchange.faulty) faults.push(...(await api.faultsOf(exchange)));
  expect(faults).toEqual([]);
}

/** A server for one test, closed and held against the interface after it. */
export function serversPerTest(): (
  platform: Platform,
  options?: Parameters<typeof servePlatform>[1],
) => Promise<PlatformServer> {
  const open: PlatformServer[] = [];
  afterEach(async () => {
    for (const server of open.splice(0)) {
      await server.close();
      await expectConforming(server);
    }
  });
  return async (platform, options) => {
    const server = await servePlatform(platform, options);
    open.push(server);
    return server;
  };
}
