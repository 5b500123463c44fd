/**
 * The way that packages take to the platform and its answers take back. Two ways, one interface: over the network
 * (`http-route.ts`) and carried by hand in a folder or on a stick (`carry-route.ts`).
 */
import type { Failure } from '#app/contract/failure';

export interface OutgoingPackage {
  readonly packageId: string;
  /** The whole file: `.zwml`, or `.zwmlx` where `encrypted`. */
  readonly content: Uint8Array;
  readonly encrypted: boolean;
}

/** Something the platform signed, in a file; nothing of it is believed yet. */
export interface Arrival {
  readonly file: string;
  /** Where it came from, for messages. */
  readonly label: string;
}

export type Handover =
  /** It is there: the platform, or the folder, has these bytes. */
  | {
      readonly kind: 'delivered';
      readonly arrivals: readonly Arrival[];
      readonly files?: readonly string[];
      /** Bytes of each part where it was cut. */
      readonly partBytes?: number;
    }
  /** The platform looked at it and says no; it does not have it. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Certainly not there: not a byte left, or nothing was written. */
  | { readonly kind: 'not-sent'; readonly failure: Failure }
  /** Nobody knows: bytes left and no answer came back. */
  | { readonly kind: 'uncertain'; readonly failure: Failure };

export interface Wanted {
  /** The department's unified social credit code. */
  readonly unit: string;
  /** Packages whose receipts are waited for. */
  readonly packages: readonly string[];
  /** Also opinions, those after the one of this name ('' for all), and the head where the chain is unconfirmed. */
  readonly opinionsAfter: string | null;
  readonly head: boolean;
}

export interface Collected {
  readonly arrivals: readonly Arrival[];
  /** Packages that the platform says it never got. */
  readonly unknown: readonly string[];
  /** What could not be asked or read; `packageId` '' where it concerns no single package. */
  readonly failures: readonly { readonly packageId: string; readonly failure: Failure }[];
  /** Things to tell the user, in Chinese. */
  readonly notices: readonly string[];
}

export interface RouteContext {
  readonly signal: AbortSignal;
  progress(done: number, total: number, label: string): void;
}

export interface DeliveryRoute {
  readonly kind: '网络' | '介质';
  /** Address or folder, without credentials. */
  readonly place: string;
  /** Hands a package over. The same package handed over twice is the same delivery. */
  deliver(outgoing: OutgoingPackage, context: RouteContext): Promise<Handover>;
  /** Fetches answers. Throws `FailureError` `platform-unreachable` when there is nobody to ask at all. */
  collect(wanted: Wanted, context: RouteContext): Promise<Collected>;
  close(): Promise<void>;
}
