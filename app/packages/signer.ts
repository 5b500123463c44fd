/** Who signs: a key held by this program, or later a key device that is handed the 32-byte digest. */
import { done, failed, type Outcome } from '#app/contract/failure';
import { equalBytes } from './bytes';
import type { Certificate } from './certificate';
import { encodeSm2Signature, sm2Digest, sm2SignDigest, sm2VerifyDigest, type Sm2Signature } from './gm/sm2';
import { publicKeyOf } from './gm/sm2-curve';

export interface Signer {
  readonly certificateDer: Uint8Array;
  /** Signs e = SM3(Z‖M), 32 bytes. */
  signDigest(e: Uint8Array): Promise<Sm2Signature>;
}

/**
 * A signer over a private key (32 bytes). Failure `certificate-mismatch` when the certificate is another key's
 * (`details.reason` `other-key`) or not an SM2 one (`not-sm2`).
 */
export function createSoftwareSigner(privateKey: Uint8Array, certificate: Certificate): Outcome<Signer> {
  if (certificate.publicKey === null) return failed('certificate-mismatch', { reason: 'not-sm2' });
  if (!equalBytes(certificate.publicKey, publicKeyOf(privateKey))) {
    return failed('certificate-mismatch', { reason: 'other-key', subject: certificate.subjectText });
  }
  return done({
    certificateDer: certificate.der,
    signDigest: async (e) => sm2SignDigest(privateKey, e),
  });
}

/**
 * The DER signature of a message by a signer whose certificate holds `publicKey`, proved before it is given out; null
 * when the signer's answer does not verify (a key device with another key in it, or a fault).
 */
export async function signMessage(
  signer: Pick<Signer, 'signDigest'>,
  publicKey: Uint8Array,
  message: Uint8Array,
): Promise<Uint8Array | null> {
  const e = sm2Digest(publicKey, message);
  const signature = await signer.signDigest(e);
  return sm2VerifyDigest(publicKey, e, signature) ? encodeSm2Signature(signature) : null;
}
