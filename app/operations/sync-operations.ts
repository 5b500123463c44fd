/** Delivery over the network or a folder in one round, and our catalogue against the platform's. */
import { catalogueDifference } from '#app/catalogue/catalogue-difference';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { failureText } from '#app/contract/failure-text';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { appendAudit } from '#app/storage/audit-store';
import { eachEntry } from '#app/storage/entry-store';
import { saveSettings } from '#app/storage/settings-store';
import { createCarryRoute } from '#app/sync/carry-route';
import { deliverOutbox } from '#app/sync/deliver-outbox';
import type { DeliveryRoute } from '#app/sync/delivery-route';
import type { TlsMaterial } from '#app/sync/connection';
import { createHttpClient } from '#app/sync/http-client';
import { createHttpRoute, type HttpRoute } from '#app/sync/http-route';
import { DEFAULT_RETRIES } from '#app/sync/retry';
import { publishedCatalogue } from './read-incoming';
import { platformDocument } from './receive-document';
import { libraryOutbox } from './delivery-outbox';
import type { CallContext } from './host';
import { readSmallFile } from './key-operations';
import { opened, reloadSettings, type Workspace } from './workspace';

type Place = Pick<
  CallParsedInput<'delivery.sync'>,
  'platform' | 'ca' | 'clientCert' | 'clientKey' | 'passphrase' | 'proxy' | 'timeoutSeconds' | 'attempts'
>;

const DEFAULT_TIMEOUT_SECONDS = 60;
/** Settings of the connection, which `platform.save` writes. */
export const PLATFORM_SETTINGS = {
  platform: 'platform.url',
  ca: 'platform.ca',
  clientCert: 'platform.clientCert',
  clientKey: 'platform.clientKey',
  proxy: 'platform.proxy',
} as const;
type PlatformSetting = keyof typeof PLATFORM_SETTINGS;

export async function sync(
  workspace: Workspace,
  input: CallParsedInput<'delivery.sync'>,
  context: CallContext,
): Promise<CallOutput<'delivery.sync'>> {
  const route = await routeOf(workspace, input);
  try {
    const report = await deliverOutbox(libraryOutbox(workspace, route.kind), route, context, {
      ...(input.again === true ? { again: true } : {}),
    });
    return {
      delivered: report.delivered.length,
      receipts: report.receipts.length,
      waiting: report.waiting.length,
      failed: report.failed.map(({ packageId, failure, source }) => ({
        packageId,
        code: failure.code,
        message: failureText(failure),
        source,
      })),
      opinions: report.opinions,
      packages: {
        delivered: [...report.delivered],
        receipts: [...report.receipts],
        waiting: [...report.waiting],
      },
      files: [...report.files],
      notices: [...report.notices],
    };
  } finally {
    await route.close();
    workspace.host.emit('library.changed', { entries: [] });
  }
}

async function routeOf(
  workspace: Workspace,
  input: CallParsedInput<'delivery.sync'>,
): Promise<DeliveryRoute> {
  if (input.folder === undefined) return httpRoute(workspace, input);
  if (input.platform !== undefined) {
    throw new FailureError('invalid-input', { field: '报送方式', reason: '平台地址和文件夹只能选一个' });
  }
  return createCarryRoute({
    outgoing: input.folder,
    partBytes: input.partBytes,
    ...(input.from === undefined ? {} : { incoming: input.from }),
  });
}

async function httpRoute(workspace: Workspace, input: Place): Promise<HttpRoute> {
  const { settings } = opened(workspace);
  const given = (key: PlatformSetting): string | undefined =>
    input[key] ?? (settings[PLATFORM_SETTINGS[key]] || undefined);
  const address = given('platform');
  if (address === undefined)
    throw new FailureError('invalid-input', { field: '平台地址', reason: '没有填写' });
  const proxy = given('proxy');
  const client = createHttpClient({
    base: urlOf(address, '平台地址', ['http:', 'https:']),
    tls: await tlsMaterial({
      ca: given('ca'),
      clientCert: given('clientCert'),
      clientKey: given('clientKey'),
      passphrase: input.passphrase,
    }),
    ...(proxy === undefined ? {} : { proxy: urlOf(proxy, '代理服务器', ['http:']) }),
    timeoutMs: (input.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
  });
  return createHttpRoute({
    client,
    retries: { ...DEFAULT_RETRIES, attempts: input.attempts ?? DEFAULT_RETRIES.attempts },
    nowMs: () => workspace.host.nowMs(),
  });
}

function urlOf(text: string, field: string, protocols: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !protocols.includes(url.protocol)) {
    throw new FailureError('invalid-input', {
      field,
      value: text,
      reason: `须以${protocols.map((one) => `${one}//`).join('或')}开头`,
    });
  }
  if (field === '平台地址' && (url.username !== '' || url.search !== '' || url.hash !== '')) {
    throw new FailureError('invalid-input', { field, reason: '不能带用户名、口令或参数' });
  }
  return url;
}

async function tlsMaterial(given: {
  readonly ca: string | undefined;
  readonly clientCert: string | undefined;
  readonly clientKey: string | undefined;
  readonly passphrase: string | undefined;
}): Promise<TlsMaterial> {
  const { ca, clientCert, clientKey, passphrase } = given;
  return {
    ...(ca === undefined ? {} : { ca: await readSmallFile(ca) }),
    ...(clientCert === undefined ? {} : await clientMaterial(clientCert, clientKey)),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

/** A `.p12` holds both; a PEM file may hold the key as well, else it lies in a file of its own. */
async function clientMaterial(file: string, keyFile: string | undefined): Promise<TlsMaterial> {
  const certificate = await readSmallFile(file);
  if (/\.(?:p12|pfx)$/i.test(file)) return { pkcs12: certificate };
  if (keyFile !== undefined) return { certificate, key: await readSmallFile(keyFile) };
  if (Buffer.from(certificate).includes('PRIVATE KEY-----')) return { certificate, key: certificate };
  throw new FailureError('invalid-input', { field: '客户端证书', reason: '须同时给出它的密钥文件' });
}

export async function saveSettingsOfPlatform(
  workspace: Workspace,
  input: CallParsedInput<'platform.save'>,
): Promise<CallOutput<'platform.save'>> {
  const { host } = workspace;
  if (input.platform !== '') urlOf(input.platform, '平台地址', ['http:', 'https:']);
  if (input.proxy) urlOf(input.proxy, '代理服务器', ['http:']);
  const values = Object.fromEntries(
    Object.entries(PLATFORM_SETTINGS).map(([key, setting]) => [setting, input[key as PlatformSetting] ?? '']),
  );
  await opened(workspace).library.write(async (tx) => {
    await saveSettings(tx, values);
    await appendAudit(tx, {
      atMs: host.nowMs(),
      by: '',
      action: 'platform-changed',
      subject: input.platform,
    });
  });
  await reloadSettings(workspace);
  return { platform: input.platform };
}

export async function settingsOfPlatform(workspace: Workspace): Promise<CallOutput<'platform.settings'>> {
  const { settings } = opened(workspace);
  const value = (key: PlatformSetting): string => settings[PLATFORM_SETTINGS[key]] ?? '';
  return {
    platform: value('platform'),
    ca: value('ca'),
    clientCert: value('clientCert'),
    clientKey: value('clientKey'),
    proxy: value('proxy'),
  };
}

/** The catalogue that the platform has published, signed by its pinned key, against the working copies here. */
export async function compare(
  workspace: Workspace,
  input: CallParsedInput<'platform.compare'>,
  context: CallContext,
): Promise<CallOutput<'platform.compare'>> {
  const { library, settings } = opened(workspace);
  const published = await catalogueAsked(workspace, input, context);
  if (published.unit !== settings['creditCode']) {
    throw new FailureError('receipt-unmatched', {
      reason: `平台的目录是“${published.unit}”的，不是本单位的`,
    });
  }
  const ours: CatalogueEntry[] = [];
  for await (const { entry, state } of eachEntry(library.reader)) {
    if (state !== '停用' && state !== '注销') ours.push(entry);
  }
  return { issued: published.issued, ...catalogueDifference(published.entries, ours) };
}

interface PublishedCatalogue {
  readonly unit: string;
  readonly issued: string;
  readonly entries: readonly CatalogueEntry[];
}

async function catalogueAsked(
  workspace: Workspace,
  input: CallParsedInput<'platform.compare'>,
  context: CallContext,
): Promise<PublishedCatalogue> {
  if (input.file !== undefined) return readPublished(workspace, input.file);
  const route = await httpRoute(workspace, input);
  try {
    const unit = opened(workspace).settings['creditCode'] ?? '';
    const arrival = await route.catalogue(unit, context);
    if (arrival) return await readPublished(workspace, arrival.file);
    return { unit, issued: '', entries: [] };
  } finally {
    await route.close();
  }
}

async function readPublished(workspace: Workspace, file: string): Promise<PublishedCatalogue> {
  const published = publishedCatalogue(await platformDocument(workspace, file));
  if (!published) throw new FailureError('package-unreadable', { file, reason: 'not-a-catalogue' });
  const { unit, issued, catalogue } = published;
  return { unit, issued, entries: catalogue.entries.map(({ entry }) => entry) };
}
