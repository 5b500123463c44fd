/**
 * One round of delivery: answers fetched, packages handed over in their order, answers to them fetched.
 *
 * What is known is written down before and after each step by the outbox, so that a round that ends anywhere (power,
 * cable, cancel) is simply run again: nothing is sent twice as something else, nothing is taken for sent that is not.
 */
import { FailureError, type Failure, type Outcome } from '#app/contract/failure';
import type { Arrival, Collected, DeliveryRoute, Handover, RouteContext } from './delivery-route';

export interface OutboxPackage {
  readonly packageId: string;
  readonly seq: number;
  readonly state: '待报送' | '已报送待回执';
  /** A former try may have arrived. */
  readonly uncertain: boolean;
  readonly encrypted: boolean;
}

/** What an answer turned out to be, once believed and taken in. */
export interface Taken {
  readonly kind: 'receipt' | 'opinions' | 'head' | 'crl';
  /** '' where it concerns no single package. */
  readonly packageId: string;
  /** False when it had been taken before. */
  readonly fresh: boolean;
  /** Opinions in it, for `opinions`. */
  readonly count: number;
  readonly notices: readonly string[];
}

/** The queue of a library, as a round of delivery needs it. */
export interface Outbox {
  readonly unit: string;
  /** Packages not answered yet, in the order of their numbers. */
  list(): Promise<OutboxPackage[]>;
  content(packageId: string): Promise<Uint8Array>;
  /** Why it may not leave as things stand now, though it was sealed; null when it may. */
  heldBack(packageId: string): Promise<Failure | null>;
  /** Writes down that a try begins; answers its name. */
  begin(packageId: string, route: DeliveryRoute): Promise<number>;
  /** Writes down what it came to. */
  finish(packageId: string, attempt: number, handover: Handover): Promise<void>;
  /** The last opinion taken in, '' before the first. */
  opinionsAfter(): Promise<string>;
  /** Whether the number of the next package must be confirmed by the platform first. */
  needsHead(): Promise<boolean>;
  /** Verifies an answer and takes it in; the same one twice changes nothing. */
  take(arrival: Arrival): Promise<Outcome<Taken>>;
}

export interface DeliveryFailure {
  /** '' where it concerns no single package. */
  readonly packageId: string;
  readonly failure: Failure;
  /** The file or answer concerned, '' where none. */
  readonly source: string;
}

export interface DeliveryReport {
  /** Packages handed over in this round. */
  readonly delivered: readonly string[];
  readonly files: readonly string[];
  /** New receipts and new opinions taken in. */
  readonly receipts: readonly string[];
  readonly opinions: number;
  /** Packages still without a receipt. */
  readonly waiting: readonly string[];
  readonly failed: readonly DeliveryFailure[];
  readonly notices: readonly string[];
}

export interface RoundOptions {
  /** Only this package. */
  readonly packageId?: string;
  /** Hand over again what was handed over before and has no receipt (a stick that was lost). */
  readonly again?: boolean;
  /** Hand over only, or fetch answers only. */
  readonly only?: 'deliver' | 'collect';
}

export async function deliverOutbox(
  outbox: Outbox,
  route: DeliveryRoute,
  context: RouteContext,
  options: RoundOptions = {},
): Promise<DeliveryReport> {
  const delivered: string[] = [];
  const files: string[] = [];
  const receipts: string[] = [];
  const failed: DeliveryFailure[] = [];
  const notices = new Set<string>();
  /** Files in a shared folder that are answers to others, or no answers. */
  const others = new Set<string>();
  let opinions = 0;

  const fail = (one: DeliveryFailure): void => {
    // A folder is looked through before and after; the same fault is told once.
    const told = failed.some(
      ({ source, failure }) => source === one.source && failure.code === one.failure.code,
    );
    if (!told || one.source === '') failed.push(one);
  };
  const takeAll = async (arrivals: readonly Arrival[]): Promise<void> => {
    for (const arrival of arrivals) {
      const outcome = await outbox.take(arrival);
      if (!outcome.ok) {
        if (isOthers(route, arrival, outcome.failure)) others.add(arrival.file);
        else fail({ packageId: '', failure: outcome.failure, source: arrival.label });
        continue;
      }
      const { kind, packageId, fresh, count, notices: said } = outcome.value;
      for (const notice of said) notices.add(notice);
      if (kind === 'receipt' && fresh) receipts.push(packageId);
      if (kind === 'opinions') opinions += count;
    }
  };
  const collect = async (packages: readonly string[], more: boolean): Promise<Collected> => {
    const collected = await route.collect(
      {
        unit: outbox.unit,
        packages,
        opinionsAfter: more ? await outbox.opinionsAfter() : null,
        head: more && (await outbox.needsHead()),
      },
      context,
    );
    await takeAll(collected.arrivals);
    for (const one of collected.failures) fail({ ...one, source: '' });
    for (const notice of collected.notices) notices.add(notice);
    return collected;
  };
  const wanted = async (): Promise<OutboxPackage[]> =>
    (await outbox.list()).filter(({ packageId }) => (options.packageId ?? packageId) === packageId);

  let unknown: ReadonlySet<string> = new Set();
  if (options.only !== 'deliver') {
    const asked = (await wanted()).filter((one) => one.state === '已报送待回执' || one.uncertain);
    unknown = new Set(
      (
        await collect(
          asked.map((one) => one.packageId),
          true,
        )
      ).unknown,
    );
  }

  const handedOver: string[] = [];
  if (options.only !== 'collect') {
    const queue = (await wanted()).filter(
      (one) => one.state === '待报送' || options.again === true || unknown.has(one.packageId),
    );
    for (const [i, one] of queue.entries()) {
      context.progress(i, queue.length, '报送');
      if (context.signal.aborted) throw new FailureError('cancelled');
      // An answer to the one before may have taken this one out of the queue.
      if (i > 0 && !(await outbox.list()).some(({ packageId }) => packageId === one.packageId)) continue;
      const held = await outbox.heldBack(one.packageId);
      const handover: Handover = held ? { kind: 'not-sent', failure: held } : await handOver(one);
      if (handover.kind === 'delivered') {
        handedOver.push(one.packageId);
        await takeAll(handover.arrivals);
        continue;
      }
      fail({ packageId: one.packageId, failure: handover.failure, source: '' });
      // The next one follows this one by its number: without it, it would only be refused.
      break;
    }
  }

  if (options.only === undefined && handedOver.length > 0) {
    const open = new Set((await outbox.list()).map((one) => one.packageId));
    const asked = handedOver.filter((packageId) => open.has(packageId));
    if (asked.length > 0) {
      await collect(asked, false).catch((error: unknown) => {
        // They are delivered; that nobody answers now is no failure of the round.
        if (!(error instanceof FailureError) || error.failure.code !== 'platform-unreachable') throw error;
      });
    }
  }
  if (others.size > 0) notices.add(`文件夹中另有${others.size}个文件不是本目录库的回执，没有读取。`);
  const left = await wanted();
  const waiting = left
    .filter((one) => one.state === '已报送待回执' || one.uncertain)
    .map((one) => one.packageId);
  return { delivered, files, receipts, opinions, waiting, failed, notices: [...notices] };

  async function handOver(one: OutboxPackage): Promise<Handover> {
    const content = await outbox.content(one.packageId);
    const attempt = await outbox.begin(one.packageId, route);
    const handover = await route.deliver(
      { packageId: one.packageId, content, encrypted: one.encrypted },
      context,
    );
    await outbox.finish(one.packageId, attempt, handover);
    if (handover.kind === 'delivered') {
      delivered.push(one.packageId);
      files.push(...(handover.files ?? []));
    }
    return handover;
  }
}

/** Sticks and folders serve several desktops: answers to their packages are no fault, nor are other people's ZIP files. */
function isOthers(route: DeliveryRoute, { file }: Arrival, failure: Failure): boolean {
  if (route.kind !== '介质') return false;
  if (failure.code === 'receipt-unmatched') return failure.details['reason'] === 'unknown-package';
  return failure.code === 'package-unreadable' && !/\.zwmlr$/i.test(file);
}
