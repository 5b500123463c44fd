/** Small helpers over byte arrays, shared by the cryptographic files of this folder. */

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  // No early exit, so that comparing a MAC does not tell how much of it was right.
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

export function fromHex(hex: string): Uint8Array {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(hex)) throw new TypeError('not hexadecimal');
  return new Uint8Array(Buffer.from(hex, 'hex'));
}

/** Big-endian, unsigned. */
export function toBigInt(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

/** Big-endian, unsigned, padded to `size` bytes; throws when the value does not fit. */
export function fromBigInt(value: bigint, size: number): Uint8Array {
  const hex = value.toString(16);
  if (value < 0n || hex.length > 2 * size) throw new RangeError('the number does not fit');
  return fromHex(hex.padStart(2 * size, '0'));
}

/** UTF-8 text, or null when the bytes are not UTF-8. A byte order mark is kept as a character. */
export function utf8Text(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
