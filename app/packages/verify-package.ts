/** Says whether a package is good, and why not; needs no library and takes any payload. */
import type { Outcome } from '#app/contract/failure';
import { openPackage, type VerifyOptions, type VerifyResult } from './open-package';

/** Failures: a file that is no readable package at all, see `openPackage`. A bad package is a result, not a failure. */
export function verifyPackage(file: string, options: VerifyOptions): Promise<Outcome<VerifyResult>> {
  return openPackage(file, options, async (result) => result);
}
