/** How long a certificate or a revocation list still holds, and from when its end is worth a word. */

/** `due-soon`: in the last quarter of its life, at most half a year before its end. */
export type ExpiryState = 'valid' | 'due-soon' | 'expired';

const DAY_MS = 86_400_000;
const LONGEST_WARNING_DAYS = 180;

/** `days`: whole days left, 0 on the last one; negative once it has ended. */
export function expiryOf(from: Date, until: Date, at: Date): { state: ExpiryState; days: number } {
  const left = until.getTime() - at.getTime();
  const days = Math.floor(left / DAY_MS);
  if (left < 0) return { state: 'expired', days };
  const warning = Math.min((until.getTime() - from.getTime()) / 4, LONGEST_WARNING_DAYS * DAY_MS);
  return { state: left <= warning ? 'due-soon' : 'valid', days };
}
