/** Revocation lists that a library goes by, and what of its trust is about to end. */
import { basename } from 'node:path';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { todayInShanghai } from '#app/deadlines/calendar-date';
import { sm3Hex } from '#app/digest/sm3';
import { isSignedBy, parseCertificate, readCertificates, type Certificate } from '#app/packages/certificate';
import { buildPath, fitToIssueLists, fitToSign, MAX_BROUGHT } from '#app/packages/certificate-chain';
import { parseCrl, readCrls, type Crl } from '#app/packages/crl';
import { expiryOf } from '#app/packages/expiry';
import { checkRevocation, laterList, listFault } from '#app/packages/revocation';
import { appendAudit } from '#app/storage/audit-store';
import {
  putRevocationList,
  readRevocationLists,
  removeRevocationList,
  type StoredList,
} from '#app/storage/revocation-store';
import { readTrust } from '#app/storage/trust-store';
import { readSmallFile, trusted, valueOf } from './key-operations';
import { signedWith } from './signed-with';
import { opened, type Workspace } from './workspace';

type ListOutput = CallOutput<'crl.add'>['lists'][number];

/** Takes the lists of a file in. One that is older than the list at hand changes nothing: it could hide a revocation. */
export async function addLists(
  workspace: Workspace,
  input: CallParsedInput<'crl.add'>,
): Promise<CallOutput<'crl.add'>> {
  const bytes = await readSmallFile(input.file);
  const lists = valueOf(readCrls(bytes), { file: input.file });
  const brought = readCertificates(bytes);
  const authorities = await listAuthorities(workspace, brought.ok ? brought.value : [], input.file);
  const { host } = workspace;
  const found = lists.map((crl) => ({ crl, issuer: issuerOf(crl, authorities, input.file) }));
  const taken = await opened(workspace).library.write(async (tx) => {
    const outputs: ListOutput[] = [];
    for (const { crl, issuer } of found) {
      const list = storedForm(crl, issuer);
      const before = (await readRevocationLists(tx)).find(({ scope }) => scope === list.scope);
      const state = stateOf(crl, before);
      if (state === 'added') {
        const added = { atMs: host.nowMs(), by: '' };
        await putRevocationList(tx, list, added);
        await appendAudit(tx, {
          ...added,
          action: 'crl-added',
          subject: list.sm3,
          detail: { issuer: issuer.subjectText, revoked: crl.revoked.size },
        });
      }
      outputs.push({ ...describe(crl, issuer, new Date(host.nowMs())), state });
    }
    return outputs;
  });
  return { lists: taken };
}

function stateOf(crl: Crl, before: StoredList | undefined): ListOutput['state'] {
  if (!before) return 'added';
  if (before.sm3 === sm3Hex(crl.der)) return 'known';
  // Told apart from one of the same number by its place: on equal terms `laterList` keeps the first.
  return laterList(parseCrl(before.der), crl) === crl ? 'added' : 'older';
}

/** Roots, and authorities that the file brought along and a root vouches for. */
async function listAuthorities(
  workspace: Workspace,
  brought: readonly Certificate[],
  file: string,
): Promise<readonly Certificate[]> {
  if (brought.length > MAX_BROUGHT) {
    const reason = `文件中带有${brought.length}个证书，最多${MAX_BROUGHT}个`;
    throw new FailureError('crl-untrusted', { file: basename(file), reason });
  }
  const roots = await trusted(workspace, 'root');
  const fit = fitToIssueLists(new Date(workspace.host.nowMs()));
  const vouched = brought.filter((one) => {
    const { path } = buildPath(one, brought, roots, fit);
    return path !== null && fit(path);
  });
  return [...roots, ...vouched];
}

function issuerOf(crl: Crl, authorities: readonly Certificate[], file: string): Certificate {
  const fault = listFault(crl, authorities);
  if (fault !== null) throw new FailureError('crl-untrusted', { file: basename(file), reason: fault });
  return authorities.find((one) => isSignedBy(crl, one.publicKey))!;
}

function storedForm(crl: Crl, issuer: Certificate): StoredList {
  const point = crl.distributionPoint ?? new Uint8Array(0);
  const scope = [sm3Hex(issuer.publicKey ?? new Uint8Array(0)), crl.covers, sm3Hex(point)].join(' ');
  return { scope, sm3: sm3Hex(crl.der), der: crl.der, issuerDer: issuer.der };
}

function describe(crl: Crl, issuer: Certificate, at: Date): Omit<ListOutput, 'state'> {
  const next = crl.nextUpdate;
  return {
    sm3: sm3Hex(crl.der),
    issuer: issuer.subjectText,
    number: crl.number === null ? '' : String(crl.number),
    thisUpdate: todayInShanghai(crl.thisUpdate.getTime()),
    nextUpdate: next === null ? '' : todayInShanghai(next.getTime()),
    revoked: crl.revoked.size,
    expiry: next === null ? 'valid' : expiryOf(crl.thisUpdate, next, at).state,
  };
}

export async function listLists(workspace: Workspace): Promise<CallOutput<'crl.list'>> {
  const at = new Date(workspace.host.nowMs());
  const rows = await readRevocationLists(opened(workspace).library.reader);
  return {
    lists: rows.map((row) => describe(parseCrl(row.der), parseCertificate(row.issuerDer), at)),
  };
}

export async function removeList(
  workspace: Workspace,
  input: CallParsedInput<'crl.remove'>,
): Promise<CallOutput<'crl.remove'>> {
  const removed = await opened(workspace).library.write(async (tx) => {
    const count = await removeRevocationList(tx, input.sm3.toLowerCase());
    if (count > 0) {
      await appendAudit(tx, {
        atMs: workspace.host.nowMs(),
        by: '',
        action: 'crl-removed',
        subject: input.sm3.toLowerCase(),
      });
    }
    return count;
  });
  return { removed };
}

/** The lists as the verifiers take them, with the authorities that signed them. */
export async function revocationLists(
  workspace: Workspace,
): Promise<{ crls: readonly Crl[]; authorities: readonly Certificate[] }> {
  const rows = await readRevocationLists(opened(workspace).library.reader);
  return {
    crls: rows.map((row) => parseCrl(row.der)),
    authorities: rows.map((row) => parseCertificate(row.issuerDer)),
  };
}

/** Says now what every receiver would say: that the signing certificate was revoked. */
export async function assertNotRevoked(
  workspace: Workspace,
  certificate: Certificate,
  chain: readonly Certificate[],
): Promise<void> {
  const roots = await trusted(workspace, 'root');
  const at = new Date(workspace.host.nowMs());
  const { path } = buildPath(certificate, chain, roots, fitToSign(at));
  if (path === null) return;
  const { crls, authorities } = await revocationLists(workspace);
  const { problem } = checkRevocation(path, [...roots, ...authorities], crls, at);
  if (problem?.code === 'revoked') {
    throw new FailureError('certificate-mismatch', { reason: 'revoked', subject: certificate.subjectText });
  }
}

type Expiring = CallOutput<'trust.expiry'>['expiring'][number];

/** What ends soon or has ended: the signing certificate and its chain, the trusted certificates, the lists. */
export async function expiry(workspace: Workspace): Promise<CallOutput<'trust.expiry'>> {
  const { reader } = opened(workspace).library;
  const at = new Date(workspace.host.nowMs());
  const judged = (what: Expiring['what'], subject: string, from: Date, until: Date): Expiring | null => {
    const { state, days } = expiryOf(from, until, at);
    return state === 'valid'
      ? null
      : { what, subject, until: todayInShanghai(until.getTime()), days, expired: state === 'expired' };
  };
  const certificate = (what: Expiring['what'], one: Certificate): Expiring | null =>
    judged(what, one.subjectText, one.notBefore, one.notAfter);
  const [signer, ...chain] = signedWith(workspace);
  const expiring = [
    ...(signer ? [certificate('signer', signer)] : []),
    ...chain.map((one) => certificate('chain', one)),
    ...(await readTrust(reader)).map(({ role, der }) => certificate(role, parseCertificate(der))),
    ...(await readRevocationLists(reader)).map(({ der, issuerDer }) => {
      const { thisUpdate, nextUpdate } = parseCrl(der);
      if (nextUpdate === null) return null;
      return judged('crl', parseCertificate(issuerDer).subjectText, thisUpdate, nextUpdate);
    }),
  ].filter((one) => one !== null);
  return { expiring: expiring.sort((a, b) => a.days - b.days) };
}
