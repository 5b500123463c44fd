/**
 * Canonical JSON after RFC 8785 (JCS): one text for one value, so that a digest or signature over it means the value.
 *
 * Members are sorted by UTF-16 code units (RFC 8785 §3.2.3), numbers and strings are written as ECMAScript does
 * (§3.2.2). Values that JSON cannot carry are refused rather than dropped: undefined, functions, BigInt, NaN,
 * infinities and lone surrogates. Members whose value is undefined count as absent.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('canonical JSON carries finite numbers only');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('canonical JSON carries well-formed text only');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`).join(',')}}`;
  }
  throw new TypeError(`canonical JSON cannot carry ${typeof value}`);
}
