/** The platform's signed receipt `.zwmlr`: what became of one package. */
import * as z from 'zod';
import { done, failed, type Outcome } from '#app/contract/failure';
import { timeText } from './manifest';
import { readSignedDocument, type DocumentTrust, type SignedDocument } from './signed-document';

export const receiptSchema = z.looseObject({
  format: z.literal('zwml-receipt/1'),
  packageId: z.string().min(1),
  seq: z.int().positive(),
  manifestSm3: z.string().regex(/^[0-9a-f]{64}$/),
  received: timeText,
  result: z.enum(['accepted', 'rejected', 'partial']),
  items: z
    .array(z.looseObject({ code: z.string(), status: z.string(), reason: z.string().nullish() }))
    .nullish(),
});
export type Receipt = z.infer<typeof receiptSchema>;

export interface VerifiedReceipt {
  readonly receipt: Receipt;
  /** SM3 of the receipt's JSON bytes. */
  readonly sm3: string;
  readonly platform: { readonly subject: string; readonly fingerprintSm3: string };
}

/** Failures: see `readSignedDocument`; `package-unreadable` when the document is not a receipt. */
export async function readReceipt(file: string, trust: DocumentTrust): Promise<Outcome<VerifiedReceipt>> {
  const read = await readSignedDocument(file, trust);
  return read.ok ? receiptOf(file, read.value) : read;
}

/** The receipt in a document that was read and believed already. */
export function receiptOf(file: string, document: SignedDocument): Outcome<VerifiedReceipt> {
  const parsed = document.name === 'receipt' ? receiptSchema.safeParse(document.value) : null;
  if (!parsed?.success) return failed('package-unreadable', { file, reason: 'not-a-receipt' });
  const { subjectText: subject, fingerprintSm3 } = document.certificate;
  return done({ receipt: parsed.data, sm3: document.sm3, platform: { subject, fingerprintSm3 } });
}

/** What was sent, as far as a receipt must name it. */
export interface SentPackage {
  readonly packageId: string;
  readonly seq: number;
  readonly manifestSm3: string;
}

/**
 * The sent package that the receipt is about. Failure `receipt-unmatched`: `details.reason` `unknown-package` when no
 * such package was sent, `other-seq` or `other-manifest` when one was but with other contents.
 */
export function matchReceipt<T extends SentPackage>(receipt: Receipt, sent: readonly T[]): Outcome<T> {
  const { packageId, seq, manifestSm3 } = receipt;
  const found = sent.find((one) => one.packageId === packageId);
  if (!found) return failed('receipt-unmatched', { reason: 'unknown-package', packageId });
  if (found.seq !== seq)
    return failed('receipt-unmatched', { reason: 'other-seq', packageId, seq, expected: found.seq });
  if (found.manifestSm3 !== manifestSm3)
    return failed('receipt-unmatched', { reason: 'other-manifest', packageId });
  return done(found);
}
