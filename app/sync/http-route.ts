/**
 * The route over the network (`resources/platform-api.yaml`).
 *
 * Every step may be repeated: a package is put under its own id, so the platform that has it answers with the same
 * receipt. What is not known after all tries is said to be not known.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FailureError, type Failure } from '#app/contract/failure';
import type {
  Arrival,
  Collected,
  DeliveryRoute,
  Handover,
  OutgoingPackage,
  RouteContext,
  Wanted,
} from './delivery-route';
import type { HttpAnswer, HttpClient, HttpRequest } from './http-client';
import { NoAnswer } from './no-answer';
import { DEFAULT_RETRIES, withRetries, type RetryPolicy, type Try } from './retry';
import { contentDigest, digestAgrees, MEDIA_TYPES, platformPaths, readProblem } from './wire';

/** Receipts, opinions and published catalogues are ZIP files of at most this size. */
const LARGEST_ANSWER = 64 * 2 ** 20;
const AGAIN = new Set([408, 425, 429, 500, 502, 503, 504]);
/** A platform whose clock is this far off gives receipts with wrong dates. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

export interface HttpRouteOptions {
  readonly client: HttpClient;
  readonly retries?: RetryPolicy;
  readonly nowMs: () => number;
}

export interface HttpRoute extends DeliveryRoute {
  /** The platform's published catalogue of a unit, as a file; null where it has published none. */
  catalogue(unit: string, context: RouteContext): Promise<Arrival | null>;
}

type Asked =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer; readonly mayHaveArrived: boolean }
  | { readonly kind: 'none'; readonly reason: string; readonly mayHaveArrived: boolean };

export async function createHttpRoute({
  client,
  retries = DEFAULT_RETRIES,
  nowMs,
}: HttpRouteOptions): Promise<HttpRoute> {
  const folder = await mkdtemp(join(tmpdir(), 'mulu-answers-'));
  const place = `${client.base.origin}${client.base.pathname.replace(/\/$/, '')}`;
  let clockNotice: string | null = null;
  let files = 0;

  const ask = (request: HttpRequest): Promise<Asked> => {
    // Once a try may have arrived, a later refusal to connect does not take that back.
    let mayHaveArrived = false;
    return withRetries<Asked>(() => tryOnce(), retries, request.signal);

    async function tryOnce(): Promise<Try<Asked>> {
      try {
        const answer = await client.request(request);
        noteClock(answer);
        const again =
          AGAIN.has(answer.status) || !digestAgrees(textHeader(answer, 'content-digest'), answer.body);
        if (again) mayHaveArrived = true;
        const value: Asked = { kind: 'answer', answer, mayHaveArrived };
        return again ? { again: true, value, askedMs: retryAfterMs(answer) } : { again: false, value };
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        mayHaveArrived ||= error.sent;
        return { again: true, value: { kind: 'none', reason: error.reason, mayHaveArrived }, askedMs: 0 };
      }
    }
  };

  function noteClock(answer: HttpAnswer): void {
    const theirs = Date.parse(textHeader(answer, 'date') ?? '');
    const off = Number.isNaN(theirs) ? 0 : theirs - nowMs();
    if (Math.abs(off) <= CLOCK_TOLERANCE_MS) return;
    clockNotice = `共享平台的时间与本机相差约${Math.round(Math.abs(off) / 60_000)}分钟，请核对本机日期和时间；回执日期以平台签名的为准。`;
  }

  const keep = async (label: string, { body }: HttpAnswer): Promise<Arrival> => {
    const file = join(folder, `${++files}.zwmlr`);
    await writeFile(file, body);
    return { file, label };
  };

  const get = (path: string, { signal }: RouteContext): Promise<Asked> =>
    ask({
      method: 'GET',
      path,
      limit: LARGEST_ANSWER,
      signal,
      headers: { accept: `${MEDIA_TYPES.document}, ${MEDIA_TYPES.problem}` },
    });

  const deliver = async (outgoing: OutgoingPackage, context: RouteContext): Promise<Handover> => {
    const { content, packageId } = outgoing;
    const asked = await ask({
      method: 'PUT',
      path: platformPaths.package(packageId),
      limit: LARGEST_ANSWER,
      signal: context.signal,
      body: content,
      headers: {
        'content-type': outgoing.encrypted ? MEDIA_TYPES.encryptedPackage : MEDIA_TYPES.package,
        'content-digest': contentDigest(content),
        accept: `${MEDIA_TYPES.document}, ${MEDIA_TYPES.problem}`,
      },
      onSent: (bytes) => context.progress(bytes, content.length, '报送'),
    });
    if (asked.kind === 'none') {
      const failure = unreachable(asked.reason);
      return asked.mayHaveArrived ? asUncertain(failure) : { kind: 'not-sent', failure };
    }
    const { answer, mayHaveArrived } = asked;
    if (answer.status === 200 || answer.status === 201 || answer.status === 202) {
      if (isForeign(answer)) return uncertain(answer, '答复不是共享平台的回执');
      const isDocument =
        isZip(answer.body) && digestAgrees(textHeader(answer, 'content-digest'), answer.body);
      return { kind: 'delivered', arrivals: isDocument ? [await keep('共享平台的回执', answer)] : [] };
    }
    if ([400, 409, 413, 415, 422].includes(answer.status))
      return { kind: 'refused', failure: refusalOf(answer) };
    // The others speak of the address or of who asks, not of the package; a server's fault may come after it was kept.
    return mayHaveArrived || answer.status >= 500
      ? uncertain(answer)
      : { kind: 'not-sent', failure: refusalOf(answer) };
  };

  const collect = async (wanted: Wanted, context: RouteContext): Promise<Collected> => {
    const arrivals: Arrival[] = [];
    const unknown: string[] = [];
    const failures: { packageId: string; failure: Failure }[] = [];
    let answered = 0;
    const take = async (path: string, label: string, packageId: string): Promise<HttpAnswer | null> => {
      const asked = await get(path, context);
      if (asked.kind === 'none') {
        if (answered === 0) throw new FailureError('platform-unreachable', { reason: asked.reason, place });
        failures.push({ packageId, failure: unreachable(asked.reason) });
        return null;
      }
      answered++;
      const { answer } = asked;
      const isWhole =
        answer.status === 200 && digestAgrees(textHeader(answer, 'content-digest'), answer.body);
      if (isWhole) arrivals.push(await keep(label, answer));
      else if (answer.status === 200) failures.push({ packageId, failure: unreachable('答复不完整') });
      else if (![202, 204, 404].includes(answer.status))
        failures.push({ packageId, failure: refusalOf(answer) });
      return answer;
    };

    for (const [i, packageId] of wanted.packages.entries()) {
      context.progress(i, wanted.packages.length, '查询回执');
      const answer = await take(platformPaths.receipt(packageId), '共享平台的回执', packageId);
      if (answer?.status === 404) unknown.push(packageId);
    }
    if (wanted.opinionsAfter !== null) {
      await take(platformPaths.opinions(wanted.unit, wanted.opinionsAfter), '共享平台的审核意见', '');
    }
    if (wanted.head) await take(platformPaths.head(wanted.unit), '共享平台的序号文件', '');
    return { arrivals, unknown, failures, notices: clockNotice === null ? [] : [clockNotice] };
  };

  const unreachable = (reason: string): Failure => ({
    code: 'platform-unreachable',
    details: { reason, place },
  });

  return {
    kind: '网络',
    place,
    deliver,
    collect,
    catalogue: async (unit, context) => {
      const asked = await get(platformPaths.catalogue(unit), context);
      if (asked.kind === 'none')
        throw new FailureError('platform-unreachable', { reason: asked.reason, place });
      const { answer } = asked;
      if (answer.status === 404 || answer.status === 204) return null;
      if (answer.status === 200) return keep('共享平台的目录', answer);
      const { code, details } = refusalOf(answer);
      throw new FailureError(code, details);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function uncertain(answer: HttpAnswer, reason?: string): Handover {
  const { code, details } = refusalOf(answer);
  return asUncertain({ code, details: { ...details, ...(reason === undefined ? {} : { reason }) } });
}

/** The failure of a try whose end is open, which its sentence says. */
function asUncertain({ code, details }: Failure): Handover {
  return { kind: 'uncertain', failure: { code, details: { ...details, uncertain: true } } };
}

/**
 * Whether somebody else may have answered: a page (that asks for a login, say), or a 200, which promises the receipt,
 * with something else. What a platform puts beside a 201 or 202 is its own affair.
 */
function isForeign(answer: HttpAnswer): boolean {
  if (answer.body.length === 0 || isZip(answer.body)) return false;
  return answer.status === 200 || /\bx?html\b/i.test(textHeader(answer, 'content-type') ?? '');
}

const isZip = (body: Uint8Array): boolean => body.length > 22 && body[0] === 0x50 && body[1] === 0x4b;

function textHeader(answer: HttpAnswer, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** `Retry-After` in seconds or as a date, in milliseconds. */
function retryAfterMs(answer: HttpAnswer): number {
  const text = textHeader(answer, 'retry-after') ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  const now = Date.parse(textHeader(answer, 'date') ?? '');
  return Number.isNaN(at) || Number.isNaN(now) ? 0 : Math.max(0, at - now);
}

const STATUS_REASONS: Readonly<Record<number, string>> = {
  400: '平台认为请求不合要求',
  401: '平台要求登录或客户端证书',
  403: '平台不允许本单位报送，核对客户端证书',
  404: '平台地址不对',
  409: '平台已有同一编号而内容不同的报送包，重新生成后再报送',
  413: '报送包超过平台允许的大小',
  415: '平台不接收这种文件',
  422: '报送包没有通过平台的核验',
};

function refusalOf(answer: HttpAnswer): Failure {
  const { message, reasons } = readProblem(answer.body);
  const general = STATUS_REASONS[answer.status] ?? `平台答复 ${answer.status}`;
  return {
    code: 'platform-refused',
    details: { status: answer.status, reason: message === '' ? general : message, reasons },
  };
}
