/** One run of the package bench, a process of its own: verifies a package and prints its peak memory in MB. */
import { readFileSync } from 'node:fs';
import { readCertificates } from '#app/packages/certificate';
import { verifyPackage } from '#app/packages/verify-package';

const [file = '', root = ''] = process.argv.slice(2);
const roots = readCertificates(readFileSync(root));
if (!roots.ok) throw new Error(JSON.stringify(roots.failure));
const judged = await verifyPackage(file, { roots: roots.value, at: new Date() });
if (!judged.ok || !judged.value.valid) throw new Error('the bench package does not verify');
console.log(process.resourceUsage().maxRSS / 1000);
