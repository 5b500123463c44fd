/** The manifest of a signed package: what is in it, whose it is, and where it stands in the unit's sequence. */
import * as z from 'zod';
import { canonicalJson } from '#app/digest/canonical-json';
import { utf8Text } from './bytes';
import { printable } from './zip-policy';

export const MANIFEST_FORMAT = 'zwml/1';
/** Content of the member `mimetype`, without a line feed. */
export const PACKAGE_MIME_TYPE = 'application/vnd.zwml+zip';

const sm3Text = z.string().regex(/^[0-9a-f]{64}$/);
const packageIdText = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
/** A day, or a day and a time; RFC 3339 is what this program writes. */
export const timeText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/)
  .refine((text) => !Number.isNaN(Date.parse(text)));

export const manifestEntrySchema = z.looseObject({
  /** Name of the member, `payload/…`. */
  path: z.string().min(1),
  size: z.int().nonnegative(),
  /** Lower-case hexadecimal. */
  sm3: sm3Text,
  sha256: sm3Text,
});

/** Unknown members are kept and ignored. */
export const manifestSchema = z.looseObject({
  format: z.literal(MANIFEST_FORMAT),
  /** UUIDv7. */
  packageId: packageIdText,
  seq: z.int().positive(),
  /** SM3 of the manifest before this one in the unit's sequence; null for the first. */
  prev: sm3Text.nullable(),
  /** The signer's claim of the time. */
  created: timeText,
  signer: z.looseObject({ unit: z.string().min(1) }),
  entries: z.array(manifestEntrySchema),
  /** `catalogue` when absent. */
  kind: z.string().optional(),
  /** Whom a package is for: the unit and the SM3 of its certificate (DER). */
  recipient: z.looseObject({ unit: z.string(), certSm3: sm3Text.optional() }).nullish(),
  counts: z.unknown().optional(),
  alg: z.unknown().optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestEntry = z.infer<typeof manifestEntrySchema>;

/** RFC 8785 bytes: the bytes that are signed. */
export function manifestBytes(manifest: Manifest): Uint8Array {
  return new TextEncoder().encode(canonicalJson(manifest));
}

export type ManifestReading =
  { readonly manifest: Manifest; readonly fault: null } | { readonly manifest: null; readonly fault: string };

/**
 * Parses manifest bytes. They must be the canonical bytes of the value they stand for, so that no other parser can
 * read another value out of them (duplicate members, numbers, escapes, byte order mark), and `entries` must be
 * sorted by path in UTF-16 code units.
 */
export function readManifest(bytes: Uint8Array): ManifestReading {
  const refuse = (fault: string): ManifestReading => ({ manifest: null, fault });
  const value = parseCanonical(bytes);
  if (value === undefined) return refuse('清单不是规范格式的 JSON');
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    return refuse(
      place === 'format' ? '清单的格式版本不能识别' : `清单的“${printable(place)}”项缺失或不合要求`,
    );
  }
  // The value itself, not the parser's copy of it, so that unknown members are all kept.
  const manifest = value as Manifest;
  const { entries } = manifest;
  if (entries.some((entry, i) => i > 0 && entries[i - 1]!.path > entry.path))
    return refuse('清单所列文件没有按名称排序');
  return { manifest, fault: null };
}

function parseCanonical(bytes: Uint8Array): unknown {
  const text = utf8Text(bytes);
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? value : undefined;
  } catch (error) {
    // A RangeError is a value nested too deep for any manifest.
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)
      return undefined;
    throw error;
  }
}

/**
 * The member that each entry names. Paths are full member names (`payload/…`); a manifest in which not every path
 * starts so gives them relative to `payload/`. The rule depends on the signed manifest alone.
 */
export function memberNames(manifest: Manifest): string[] {
  const full = manifest.entries.every((entry) => entry.path.startsWith('payload/'));
  return manifest.entries.map((entry) => (full ? entry.path : `payload/${entry.path}`));
}
