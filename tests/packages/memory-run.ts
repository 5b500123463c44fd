/** Run as a process of its own: seals one file, verifies the package, and prints the verdict with the peak memory in KB. */
import { readFileSync } from 'node:fs';
import type { Outcome } from '#app/contract/failure';
import { readCertificates, type Certificate } from '#app/packages/certificate';
import { readKeyFile } from '#app/packages/key-file';
import { sealPackage, type ManifestFields } from '#app/packages/seal-package';
import { createSoftwareSigner } from '#app/packages/signer';
import { verifyPackage } from '#app/packages/verify-package';

const [key, crt, root, file, out, fields] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  return outcome.value;
}
const certificate = (path: string): Certificate => must(readCertificates(readFileSync(path)))[0];

const { privateKey } = must(await readKeyFile(readFileSync(key), null));
const signer = must(createSoftwareSigner(privateKey, certificate(crt)));
const manifest = JSON.parse(fields) as ManifestFields;
must(await sealPackage({ out, signer, manifest, payload: [{ path: 'big.bin', source: { file } }] }));
const { valid } = must(await verifyPackage(out, { roots: [certificate(root)], at: new Date('2026-11-21') }));
// Of this program alone: what getrusage tells includes the process that started it, which may be larger.
const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
process.stdout.write(JSON.stringify({ valid, peak }));
