/**
 * From a signer to the root with openssl alone, one link at a time: `openssl verify -vfyopt distid:…` applies the user id
 * to the first certificate only, so a chain handed over whole is refused at its second link.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DISTID, opensslSays } from './openssl';

const MOST_LINKS = 6;

/** Null when every link holds; else what openssl says of the first that does not. `chain`: PEM texts, in any order. */
export async function judgeChain(
  signer: string,
  chain: string,
  root: string,
  folder: string,
): Promise<string | null> {
  const authorities: string[] = [];
  for (const pem of chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g) ?? []) {
    const file = join(folder, `authority-${authorities.length}.crt`);
    await writeFile(file, pem);
    authorities.push(file);
  }
  let below = signer;
  let said = '';
  for (let link = 0; link < MOST_LINKS; link++) {
    const rooted = await isIssuedBy(below, root);
    if (rooted.ok) return null;
    said = rooted.said;
    let next: string | null = null;
    for (const authority of authorities) {
      if (authority === below || !(await isIssuedBy(below, authority)).ok) continue;
      next = authority;
      break;
    }
    if (next === null) return said;
    below = next;
  }
  return said;
}

/** The issuer is taken for trusted just for this link: its signature, its being an authority, and both their dates. */
function isIssuedBy(certificate: string, issuer: string): Promise<{ ok: boolean; said: string }> {
  return opensslSays(
    ...['verify', '-vfyopt', DISTID, '-x509_strict', '-partial_chain', '-trusted', issuer],
    certificate,
  );
}
