/**
 * Expected failures are values.
 *
 * Every operation answers an `Outcome`. A failure carries a code and the details that a sentence needs; the sentence
 * itself is made at the edge (command line, window), so that it always says what to do next. Bugs throw.
 */

/** Every failure code. A new one also needs its sentence in `failure-text.ts`: a missing one does not compile. */
export const FAILURE_CODES = [
  'not-available',
  'usage',
  'cancelled',
  'internal',
  'engine-stopped',
  // files
  'file-not-found',
  'file-unreadable',
  'file-is-directory',
  'file-exists',
  'file-unwritable',
  'disk-space',
  'file-too-large',
  // printers
  'no-printer',
  'printer-gone',
  'print-failed',
  // library
  'library-not-found',
  'library-exists',
  'library-in-use',
  'library-damaged',
  'library-newer',
  'library-foreign',
  'library-read-only',
  'library-on-network',
  'nothing-to-undo',
  'undo-overtaken',
  'nothing-to-redo',
  // catalogue
  'entry-not-found',
  'entry-changed-meanwhile',
  'findings-changed-meanwhile',
  'entry-locked',
  'invalid-input',
  'secrecy-not-cleared',
  // workbook
  'workbook-unreadable',
  'workbook-shape-unknown',
  'workbook-empty',
  'workbook-limit',
  'mapping-invalid',
  // law and dates
  'rule-pack-unknown',
  'rule-pack-invalid',
  'rule-pack-not-in-force',
  'date-invalid',
  'calendar-invalid',
  'event-not-found',
  'campaign-open',
  'campaign-not-open',
  // review
  'step-not-allowed',
  'step-needs-opinion',
  'step-needs-assessment',
  // accounts
  'sign-in-required',
  'sign-in-failed',
  'account-locked',
  'password-must-change',
  'not-permitted',
  // attachments
  'attachment-not-found',
  'attachment-signed',
  // packages and keys
  'key-unreadable',
  'key-legacy',
  'passphrase-wrong',
  'passphrase-missing',
  'certificate-unreadable',
  'certificate-mismatch',
  'certificate-own',
  'package-unreadable',
  'package-invalid',
  'crl-unreadable',
  'crl-untrusted',
  'part-missing',
  'part-damaged',
  'nothing-to-pack',
  'chain-unconfirmed',
  'receipt-untrusted',
  'receipt-unmatched',
  'merge-implausible',
  'platform-unreachable',
  'platform-refused',
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

export interface Failure {
  readonly code: FailureCode;
  /** Names, paths, places and figures that the sentence for this code mentions. */
  readonly details: Readonly<Record<string, unknown>>;
}

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failed(
  code: FailureCode,
  details: Record<string, unknown> = {},
): { ok: false; failure: Failure } {
  return { ok: false, failure: { code, details } };
}

/** Ends a switch over a union: a member that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}

/**
 * Carries a failure through code that can only throw (streams, callbacks, deep parsers). The function that faces the
 * caller turns it back into an `Outcome` with `outcomeOf`.
 */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(code: FailureCode, details: Record<string, unknown> = {}) {
    super(code);
    this.name = 'FailureError';
    this.failure = { code, details };
  }
}

/** The value of an outcome, inside an operation; a failure goes on as a `FailureError`. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new FailureError(outcome.failure.code, outcome.failure.details);
  return outcome.value;
}

/** Runs `work`; a `FailureError` becomes a failed outcome, anything else is a bug and passes on. */
export async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return done(await work());
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, failure: error.failure };
    throw error;
  }
}
