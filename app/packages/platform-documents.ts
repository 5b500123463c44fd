/** Signed documents of a platform other than receipts: the head of a unit's sequence, and opinions on entries. */
import * as z from 'zod';
import { done, failed, type Outcome } from '#app/contract/failure';
import { timeText } from './manifest';
import { readSignedDocument, type DocumentTrust, type SignedDocument } from './signed-document';

/** The last package that the platform accepted from a unit: `head.json`. */
export const headSchema = z.looseObject({
  format: z.literal('zwml-head/1'),
  unit: z.string().min(1),
  /** 0 before the first package. */
  seq: z.int().nonnegative(),
  /** Null exactly when `seq` is 0. */
  manifestSm3: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  packageId: z.string().nullish(),
  issued: timeText,
});
export type Head = z.infer<typeof headSchema>;

/** What the platform decided on entries that were sent: `opinions.json`. */
export const opinionsSchema = z.looseObject({
  format: z.literal('zwml-opinions/1'),
  unit: z.string().min(1),
  issued: timeText,
  opinions: z.array(
    z.looseObject({
      /** Stable name of the opinion; the same opinion is taken once. */
      id: z.string().min(1),
      packageId: z.string().nullish(),
      /** The entry, by its stable id or by its code. */
      entryId: z.string().nullish(),
      code: z.string().nullish(),
      decision: z.enum(['approve', 'return']),
      opinion: z.string().nullish(),
      at: timeText.nullish(),
    }),
  ),
});
export type Opinions = z.infer<typeof opinionsSchema>;

/** Failures: see `readSignedDocument`; `package-unreadable` when the document is not a head of this form. */
export async function readHead(file: string, trust: DocumentTrust): Promise<Outcome<Head>> {
  const read = await readSignedDocument(file, trust);
  return read.ok ? headOf(file, read.value) : read;
}

export function headOf(file: string, document: SignedDocument): Outcome<Head> {
  const parsed = document.name === 'head' ? headSchema.safeParse(document.value) : null;
  if (!parsed?.success || (parsed.data.seq === 0) !== (parsed.data.manifestSm3 === null)) {
    return failed('package-unreadable', { file, reason: 'not-a-head' });
  }
  return done(parsed.data);
}

export async function readOpinions(file: string, trust: DocumentTrust): Promise<Outcome<Opinions>> {
  const read = await readSignedDocument(file, trust);
  return read.ok ? opinionsOf(file, read.value) : read;
}

export function opinionsOf(file: string, document: SignedDocument): Outcome<Opinions> {
  const parsed = document.name === 'opinions' ? opinionsSchema.safeParse(document.value) : null;
  return parsed?.success ? done(parsed.data) : failed('package-unreadable', { file, reason: 'not-opinions' });
}
