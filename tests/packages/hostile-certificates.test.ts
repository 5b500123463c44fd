import { join } from 'node:path';
import { describe } from 'vitest';
import { hostileSuite, type Hostile } from './hostile-kit';
import { CA_EXTENSIONS, opensslCa, openssl, UNIT, type CertFiles } from './openssl-ca';
import { certificateOf, changed, crlOf, type BuildOptions, type Kit } from './package-kit';

const { refused } = hostileSuite();

describe('certificate, chain and revocation', () => {
  const by =
    (issue: (k: Kit) => CertFiles, chain?: (k: Kit) => string[]) =>
    (k: Kit): BuildOptions => ({
      signer: issue(k),
      ...(chain ? { chain: chain(k) } : {}),
    });
  let count = 0;
  const name = (): string => `c${++count}`;
  const otherCa = (k: Kit) => opensslCa(join(k.folder, name()));
  const sub = (
    k: Kit,
    more: {
      extensions?: readonly string[];
      from?: string;
      to?: string;
      userId?: string;
      subject?: string;
    } = {},
    issuer = k.root,
  ) =>
    k.ca.issue(issuer, {
      name: name(),
      subject: `/C=CN/O=省电子认证中心/CN=二级${count}`,
      extensions: CA_EXTENSIONS,
      ...more,
    });
  const below =
    (issuer: (k: Kit) => CertFiles): Hostile['build'] =>
    (k) => {
      const middle = issuer(k);
      return { signer: k.ca.issue(middle, { name: name() }), chain: [middle.crt] };
    };
  const reissue = (k: Kit, extensions: readonly string[]): CertFiles =>
    k.ca.issue(k.root, { name: name(), extensions });
  const tamperedPem = (file: string, from: string, to: string): string => {
    const der = openssl(['x509', '-in', file, '-outform', 'DER']).toString('latin1').replace(from, to);
    return openssl(['x509', '-inform', 'DER', '-outform', 'PEM'], Buffer.from(der, 'latin1')).toString();
  };
  const withCrl = (make: (k: Kit) => string, roots?: (k: Kit) => CertFiles[]): Hostile => ({
    build: () => ({}),
    options: (k) => ({
      crls: [crlOf(make(k))],
      ...(roots
        ? { roots: [certificateOf(k.root.crt), ...roots(k).map((one) => certificateOf(one.crt))] }
        : {}),
    }),
  });
  refused([
    [
      'an authority nobody imported',
      'untrusted-root',
      by((k) => {
        const ca = otherCa(k);
        return ca.issue(ca.root('别家'), { name: 's' });
      }),
    ],
    [
      'an authority of the same name with another key',
      'untrusted-root',
      by((k) => {
        const ca = otherCa(k);
        return ca.issue(ca.root('测试根'), { name: 's' });
      }),
    ],
    [
      'the same, bringing its own root along',
      'untrusted-root',
      (k) => {
        const ca = otherCa(k);
        const root = ca.root('测试根');
        return { signer: ca.issue(root, { name: 's' }), chain: [root.crt] };
      },
    ],
    [
      'the same without key identifiers',
      'untrusted-root',
      by((k) => {
        const ca = otherCa(k);
        return ca.issue(ca.root('测试根'), {
          name: 's',
          extensions: ['keyUsage=critical,digitalSignature', 'authorityKeyIdentifier='],
        });
      }),
    ],
    ['a self-signed certificate', 'untrusted-root', by((k) => k.ca.issue(null, { name: name() }))],
    ['no root imported', 'untrusted-root', { build: () => ({}), options: () => ({ roots: [] }) }],
    ['the authority between left out', 'untrusted-root', by((k) => k.ca.issue(sub(k), { name: name() }))],
    [
      'a stranger’s certificate in the chain',
      'untrusted-root',
      (k) => ({ chain: [otherCa(k).root('别家').crt] }),
    ],
    [
      'a certificate signed with the empty user id',
      'bad-certificate-signature',
      by((k) => k.ca.issue(k.root, { name: name(), userId: '' })),
    ],
    [
      'the same without key identifiers',
      'bad-certificate-signature',
      by((k) =>
        k.ca.issue(k.root, {
          name: name(),
          userId: '',
          extensions: ['keyUsage=critical,digitalSignature', 'authorityKeyIdentifier='],
        }),
      ),
    ],
    [
      'a certificate signed with another user id',
      'bad-certificate-signature',
      by((k) => k.ca.issue(k.root, { name: name(), userId: '8765432187654321' })),
    ],
    [
      'an authority signed with the empty user id',
      'bad-certificate-signature',
      below((k) => sub(k, { userId: '' })),
    ],
    [
      'a certificate signed with ECDSA and SHA-256 under the name of the root',
      'bad-certificate-signature',
      by((k) => {
        const ca = otherCa(k);
        const root = ca.root('测试根', { curve: 'prime256v1', digest: 'sha256' });
        return ca.issue(root, { name: 's', digest: 'sha256' });
      }),
    ],
    [
      'a unit rewritten in a genuine certificate',
      'bad-certificate-signature',
      (k) => ({
        manifest: { signer: { unit: '11610000016000999X' } },
        members: (all) =>
          changed(all, 'META/signer.crt', { data: tamperedPem(k.signer.crt, UNIT, '11610000016000999X') }),
      }),
    ],
    [
      'a chain file that is no PEM',
      'bad-certificate-signature',
      () => ({ members: (all) => [...all, { name: 'META/chain.pem', data: 'x' }] }),
    ],
    [
      'a chain certificate with later dates written in',
      'bad-certificate-signature',
      (k) => {
        const middle = sub(k);
        const data = tamperedPem(middle.crt, '351231', '361231');
        return {
          signer: k.ca.issue(middle, { name: name() }),
          chain: [middle.crt],
          members: (all) => changed(all, 'META/chain.pem', { data }),
        };
      },
    ],
    [
      'no use for digital signatures',
      'key-usage',
      by((k) => reissue(k, ['keyUsage=critical,keyEncipherment'])),
    ],
    ['no stated use', 'key-usage', by((k) => reissue(k, ['basicConstraints=CA:FALSE']))],
    ['a use for certificates only', 'key-usage', by((k) => reissue(k, CA_EXTENSIONS))],
    [
      'a critical extension nobody knows',
      'key-usage',
      by((k) => reissue(k, ['keyUsage=critical,digitalSignature', '1.2.3.4.5=critical,ASN1:NULL'])),
    ],
    [
      'issued by another department’s certificate',
      'key-usage',
      below((k) => k.ca.issue(k.root, { name: name() })),
    ],
    [
      'issued by a CA without use for certificates',
      'key-usage',
      below((k) =>
        sub(k, { extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,digitalSignature'] }),
      ),
    ],
    [
      'more authorities than the path length allows',
      'key-usage',
      (k) => {
        const first = sub(k, {
          extensions: ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign'],
        });
        const second = sub(k, {}, first);
        return { signer: k.ca.issue(second, { name: name() }), chain: [second.crt, first.crt] };
      },
    ],
    [
      'an expired certificate',
      'certificate-dates',
      by((k) => k.ca.issue(k.root, { name: name(), from: '20240101000000Z', to: '20261121015959Z' })),
    ],
    [
      'a certificate not yet valid',
      'certificate-dates',
      by((k) => k.ca.issue(k.root, { name: name(), from: '20261121020001Z' })),
    ],
    ['an expired authority', 'certificate-dates', below((k) => sub(k, { to: '20261001000000Z' }))],
    [
      'an expired root',
      'certificate-dates',
      {
        build: (k) => {
          const root = k.ca.root('旧根', { to: '20260601000000Z' });
          return { signer: k.ca.issue(root, { name: name() }) };
        },
        options: (k) => ({ roots: [certificateOf(k.ca.at('旧根.crt'))] }),
      },
    ],
    [
      'a revoked certificate',
      'revoked',
      withCrl((k) =>
        k.ca.crl(k.root, { name: name(), revoked: [{ cert: k.signer, date: '261001000000Z' }] }),
      ),
    ],
    [
      'a key in other hands, found out later',
      'revoked',
      withCrl((k) =>
        k.ca.crl(k.root, {
          name: name(),
          revoked: [{ cert: k.signer, date: '270101000000Z', reason: 'keyCompromise' }],
        }),
      ),
    ],
    [
      'a revoked certificate on a list that has expired',
      'revoked',
      withCrl((k) =>
        k.ca.crl(k.root, {
          name: name(),
          to: '20261110000000Z',
          revoked: [{ cert: k.signer, date: '261001000000Z' }],
        }),
      ),
    ],
    [
      'a list that has expired',
      'crl-expired',
      withCrl((k) => k.ca.crl(k.root, { name: name(), to: '20261121015959Z' })),
    ],
    [
      'a list signed with the empty user id',
      'crl-invalid',
      withCrl((k) => k.ca.crl(k.root, { name: name(), userId: '' })),
    ],
    [
      'a list by an authority of the same name',
      'crl-invalid',
      withCrl((k) => {
        const ca = otherCa(k);
        return ca.crl(ca.root('测试根'), { name: 'l' });
      }),
    ],
    [
      'a list by an authority nobody imported',
      'crl-invalid',
      withCrl((k) => {
        const ca = otherCa(k);
        return ca.crl(ca.root('别家'), { name: 'l' });
      }),
    ],
    ['a list by a department', 'crl-invalid', withCrl((k) => k.ca.crl(k.signer, { name: name() }))],
    [
      'a list by an authority without use for lists',
      'crl-invalid',
      withCrl(
        (k) =>
          k.ca.crl(
            k.ca.root('无权', {
              extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'],
            }),
            { name: name() },
          ),
        (k) => [{ crt: k.ca.at('无权.crt'), key: k.ca.at('无权.key') }],
      ),
    ],
  ]);
});
