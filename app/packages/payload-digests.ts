/** The figures by which a manifest knows a payload file. */
import { createHash } from 'node:crypto';
import { sm3Stream } from '#app/digest/sm3';
import { toHex } from './bytes';

export interface PayloadDigests {
  update(bytes: Uint8Array): void;
  result(): { size: number; sm3: string; sha256: string };
}

/** Size, SM3 and SHA-256 of bytes that pass by. */
export function payloadDigests(): PayloadDigests {
  const sm3 = sm3Stream();
  const sha256 = createHash('sha256');
  let size = 0;
  return {
    update(bytes) {
      sm3.update(bytes);
      sha256.update(bytes);
      size += bytes.length;
    },
    result: () => ({ size, sm3: toHex(sm3.digest()), sha256: sha256.digest('hex') }),
  };
}
