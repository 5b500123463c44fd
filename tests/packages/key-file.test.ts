import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '#app/packages/bytes';
import { createCsr } from '#app/packages/csr';
import { sm2SignDigest } from '#app/packages/gm/sm2';
import {
  generateKeyPair,
  keyFilePem,
  publicKeyFingerprint,
  readKeyFile,
  writeKeyFile,
} from '#app/packages/key-file';
import { passphraseFault, passphraseFaultText } from '#app/packages/passphrase';
import { createSoftwareSigner } from '#app/packages/signer';
import {
  GB_ID,
  newKey,
  openssl,
  opensslCa,
  opensslSm3Der,
  tryOpenssl,
  UNIT,
  type CertFiles,
  type OpensslCa,
} from './openssl-ca';
import { certificateOf } from './package-kit';

const PASS = '钥匙口令-2026';
let folder: string;
let ca: OpensslCa;
let signer: CertFiles;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mulu-keys-'));
  ca = opensslCa(join(folder, 'ca'));
  signer = ca.issue(ca.root('根'), { name: 'signer' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const read = (file: string, passphrase: string | null = PASS) => readKeyFile(readFileSync(file), passphrase);
const codeOf = async (file: string, passphrase: string | null = PASS) => {
  const outcome = await read(file, passphrase);
  return outcome.ok ? 'ok' : outcome.failure.code;
};
/** The private scalar as openssl prints it. */
const scalar = (key: string): string => {
  const text = openssl(['pkey', '-in', key, '-noout', '-text']).toString();
  return /priv:\s+([0-9a-f:\s]+?)pub:/.exec(text)![1]!.replace(/[:\s]/g, '').padStart(64, '0').slice(-64);
};

describe('a key file that the program writes', () => {
  it('is PKCS#8 with PBES2, PBKDF2-HMAC-SHA256 of 600,000 rounds and SM4-CBC, and openssl reads it', async () => {
    const { privateKey } = generateKeyPair();
    const out = at('own.key');
    expect(await writeKeyFile(out, privateKey, PASS)).toMatchObject({ ok: true });
    const shape = openssl(['asn1parse', '-in', out]).toString();
    for (const part of ['PBES2', 'PBKDF2', 'hmacWithSHA256', 'sm4-cbc', ':0927C0'])
      expect(shape).toContain(part);
    const plain = openssl(['pkey', '-in', out, '-passin', `pass:${PASS}`, '-noout', '-text']).toString();
    expect(plain.replace(/[:\s]/g, '')).toContain(toHex(privateKey).replace(/^(00)+/, ''));
    expect(plain).toContain('SM2');
    const back = await read(out);
    expect(back.ok && toHex(back.value.privateKey)).toBe(toHex(privateKey));
    expect(statSync(out).mode & 0o077).toBe(0);
  });

  it('may use AES-256-CBC instead, which openssl reads too', async () => {
    const { privateKey } = generateKeyPair();
    writeFileSync(at('aes.key'), await keyFilePem(privateKey, PASS, { cipher: 'aes-256-cbc', rounds: 2000 }));
    expect(openssl(['asn1parse', '-in', at('aes.key')]).toString()).toContain('aes-256-cbc');
    expect(tryOpenssl(['pkey', '-in', at('aes.key'), '-passin', `pass:${PASS}`, '-noout'])).not.toBeNull();
    expect(await codeOf(at('aes.key'))).toBe('ok');
  });

  it('is not written with a poor passphrase, or none', async () => {
    const { privateKey } = generateKeyPair();
    expect(await writeKeyFile(at('poor.key'), privateKey, 'abc')).toMatchObject({
      ok: false,
      failure: { code: 'invalid-input', details: { reason: 'too-short' } },
    });
    expect(await writeKeyFile(at('poor.key'), privateKey, '')).toMatchObject({
      ok: false,
      failure: { code: 'passphrase-missing' },
    });
    expect(() => statSync(at('poor.key'))).toThrow();
  });

  it('opens whichever way the keyboard composed the passphrase (NFC)', async () => {
    const { privateKey } = generateKeyPair();
    writeFileSync(at('nfc.key'), await keyFilePem(privateKey, 'caf\u00e9-pass', { rounds: 1000 }));
    expect(await codeOf(at('nfc.key'), 'cafe\u0301-pass')).toBe('ok');
    expect(
      tryOpenssl(['pkey', '-in', at('nfc.key'), '-passin', 'pass:caf\u00e9-pass', '-noout']),
    ).not.toBeNull();
  });
});

describe('key files of other tools', () => {
  const p8 = (name: string, ...args: string[]): string => {
    openssl(['pkcs8', '-topk8', '-in', signer.key, '-out', at(name), '-passout', `pass:${PASS}`, ...args]);
    return at(name);
  };
  const p12 = (name: string, ...args: string[]): string => {
    openssl([
      'pkcs12',
      '-export',
      '-in',
      signer.crt,
      '-inkey',
      signer.key,
      '-out',
      at(name),
      '-passout',
      `pass:${PASS}`,
      ...args,
    ]);
    return at(name);
  };
  const forms: [string, () => string][] = [
    ['PKCS#8, SM4-CBC', () => p8('a.p8', '-v2', 'sm4-cbc', '-v2prf', 'hmacWithSHA256', '-iter', '5000')],
    ['PKCS#8, AES-256-CBC', () => p8('b.p8', '-v2', 'aes-256-cbc', '-iter', '5000')],
    ['PKCS#8, AES-128-CBC with HMAC-SHA1', () => p8('c.p8', '-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA1')],
    ['PKCS#8, HMAC-SHA512', () => p8('d.p8', '-v2', 'aes-192-cbc', '-v2prf', 'hmacWithSHA512')],
    ['PKCS#8, scrypt', () => p8('e.p8', '-scrypt')],
    ['PKCS#8 in DER', () => p8('f.p8', '-outform', 'DER', '-v2', 'sm4-cbc')],
    [
      'PKCS#8 without encryption',
      () => {
        openssl(['pkcs8', '-topk8', '-nocrypt', '-in', signer.key, '-out', at('g.p8')]);
        return at('g.p8');
      },
    ],
    [
      'PKCS#8 without encryption, DER',
      () => {
        openssl(['pkcs8', '-topk8', '-nocrypt', '-in', signer.key, '-outform', 'DER', '-out', at('h.p8')]);
        return at('h.p8');
      },
    ],
    [
      'SEC1 with its parameters',
      () => {
        openssl(['ec', '-in', signer.key, '-out', at('i.pem')]);
        return at('i.pem');
      },
    ],
    [
      'SEC1 in DER',
      () => {
        openssl(['ec', '-in', signer.key, '-outform', 'DER', '-out', at('j.der')]);
        return at('j.der');
      },
    ],
    ['PKCS#12 with AES-256 and SHA-256', () => p12('k.p12')],
    [
      'PKCS#12 with SM4 and an SM3 check value',
      () => p12('l.p12', '-keypbe', 'sm4-cbc', '-certpbe', 'sm4-cbc', '-macalg', 'sm3'),
    ],
    ['PKCS#12 with a SHA-1 check value', () => p12('m.p12', '-macalg', 'sha1')],
    ['PKCS#12 with a SHA-512 check value', () => p12('n.p12', '-macalg', 'sha512')],
    ['PKCS#12 without a check value', () => p12('o.p12', '-nomac')],
    [
      'a PEM with certificate and key together',
      () => {
        writeFileSync(at('p.pem'), Buffer.concat([readFileSync(signer.crt), readFileSync(signer.key)]));
        return at('p.pem');
      },
    ],
    [
      'a PEM with Windows line ends',
      () => {
        writeFileSync(at('q.pem'), readFileSync(signer.key, 'latin1').replace(/\n/g, '\r\n'));
        return at('q.pem');
      },
    ],
  ];
  it.each(forms)('are read: %s', async (_, make) => {
    const outcome = await read(make());
    expect(outcome.ok ? toHex(outcome.value.privateKey) : outcome.failure).toBe(scalar(signer.key));
  });

  it('bring their certificate along when they are PKCS#12', async () => {
    const outcome = await read(p12('chain.p12', '-certfile', ca.at('根.crt')));
    expect(outcome.ok && outcome.value.certificates.map((one) => one.subjectText)).toEqual([
      certificateOf(signer.crt).subjectText,
      certificateOf(ca.at('根.crt')).subjectText,
    ]);
  });

  it('of old kinds are named as such, so that they can be exported anew (RC2, 3DES, DES, header lines)', async () => {
    const old = [
      p12(
        'old1.p12',
        '-legacy',
        '-macalg',
        'sha1',
        '-keypbe',
        'PBE-SHA1-3DES',
        '-certpbe',
        'PBE-SHA1-RC2-40',
      ),
      p12('old2.p12', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES'),
      p8('old3.p8', '-v1', 'PBE-SHA1-3DES'),
      p8('old4.p8', '-v2', 'des3'),
      (openssl(['ec', '-in', signer.key, '-aes128', '-passout', `pass:${PASS}`, '-out', at('old5.pem')]),
      at('old5.pem')),
    ];
    for (const file of old) {
      expect(await codeOf(file), file).toBe('key-legacy');
      expect(await codeOf(file, null), file).toBe('key-legacy');
    }
  });

  it('ask for a passphrase, and tell a wrong one from a damaged file', async () => {
    const file = p8('w.p8', '-v2', 'sm4-cbc');
    const pfx = p12('w.p12');
    expect(await codeOf(file, null)).toBe('passphrase-missing');
    expect(await codeOf(pfx, null)).toBe('passphrase-missing');
    // A wrong passphrase leaves valid padding once in 256 times: enough tries to meet that, at few rounds each.
    const quick = p8('quick.p8', '-v2', 'sm4-cbc', '-iter', '1');
    for (let i = 0; i < 600; i++) expect(await codeOf(quick, `wrong-${i}`)).toBe('passphrase-wrong');
    expect(await codeOf(pfx, 'wrong')).toBe('passphrase-wrong');
    expect(await codeOf(p12('w2.p12', '-nomac'), 'wrong')).toBe('passphrase-wrong');
    const der = openssl([
      'pkcs8',
      '-topk8',
      '-in',
      signer.key,
      '-outform',
      'DER',
      '-v2',
      'sm4-cbc',
      '-passout',
      `pass:${PASS}`,
    ]);
    const damaged = (change: (bytes: Buffer) => Uint8Array): string => {
      writeFileSync(at('damaged.der'), change(Buffer.from(der)));
      return at('damaged.der');
    };
    expect(await codeOf(damaged((bytes) => bytes.subarray(0, 100)))).toBe('key-unreadable');
    expect(await codeOf(damaged((bytes) => Buffer.concat([bytes, Buffer.from([0])])))).toBe('key-unreadable');
    // A changed byte in the middle or at the end of the cipher text: the passphrase still is the right one.
    for (const back of [1, 40, 80]) {
      expect(
        await codeOf(
          damaged((bytes) => {
            bytes[bytes.length - back]! ^= 1;
            return bytes;
          }),
        ),
        `${back}`,
      ).toBe('key-unreadable');
    }
  });

  it('that are no SM2 keys at all are refused as such', async () => {
    newKey(at('p256.pem'), 'prime256v1');
    expect(await read(at('p256.pem'))).toMatchObject({
      ok: false,
      failure: { code: 'key-unreadable', details: { reason: 'not-sm2' } },
    });
    openssl(['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024', '-out', at('rsa.pem')]);
    expect(await read(at('rsa.pem'))).toMatchObject({
      ok: false,
      failure: { details: { reason: 'not-sm2' } },
    });
    for (const [data, reason] of [
      ['', 'empty'],
      ['你好', 'not-a-key'],
      [readFileSync(signer.crt), 'not-a-key'],
      // A copy that broke off is told from a file that never was a key.
      [readFileSync(at('rsa.pem')).subarray(0, 200), 'damaged'],
      [readFileSync(signer.crt).subarray(0, 200), 'damaged'],
    ] as const) {
      writeFileSync(at('none'), data);
      expect(await read(at('none'))).toMatchObject({
        ok: false,
        failure: { code: 'key-unreadable', details: { reason } },
      });
    }
  });

  it('never crash the reader, whatever byte is changed', async () => {
    const files = [
      p8('fuzz.p8', '-outform', 'DER', '-v2', 'sm4-cbc', '-iter', '1'),
      p12('fuzz.p12', '-iter', '1', '-maciter'),
    ];
    for (const file of files) {
      const good = readFileSync(file);
      for (let i = 0; i < good.length; i += file.endsWith('p12') ? 3 : 1) {
        const bad = Buffer.from(good);
        bad[i]! ^= 1 << (i % 8);
        const outcome = await readKeyFile(bad, PASS);
        if (!outcome.ok)
          expect(['key-unreadable', 'key-legacy', 'passphrase-wrong']).toContain(outcome.failure.code);
      }
    }
  });
});

describe('passphrases', () => {
  it('must have eight characters, four different ones, and be none of the usual ones', () => {
    const cases: [string, ReturnType<typeof passphraseFault>][] = [
      ['', 'too-short'],
      ['abc-123', 'too-short'],
      ['目录编制工具口令', null],
      ['目录编制工具口', 'too-short'],
      ['11111111', 'too-simple'],
      ['12345678', 'too-simple'],
      ['Password', 'too-simple'],
      ['abababab', 'too-simple'],
      [' abcd1234x', 'spaces-at-ends'],
      ['abcd\n1234x', 'control-characters'],
      ['x'.repeat(129), 'too-long'],
      ['Mulu-2026!', null],
    ];
    for (const [text, fault] of cases) expect(passphraseFault(text), text).toBe(fault);
    expect(passphraseFaultText('too-short')).toContain('8');
  });
});

describe('certificate requests (PKCS#10)', () => {
  it('are verified by openssl with the GB/T user id and carry department, unit and person', async () => {
    const { privateKey, publicKey } = generateKeyPair();
    const csr = await createCsr({ unit: UNIT, department: '省住房城乡建设厅', person: '张三' }, publicKey, {
      signDigest: async (e) => sm2SignDigest(privateKey, e),
    });
    if (!csr.ok) throw new Error(csr.failure.code);
    writeFileSync(at('r.csr'), csr.value);
    expect(
      tryOpenssl(['req', '-in', at('r.csr'), '-verify', '-noout', '-vfyopt', `distid:${GB_ID}`]),
    ).not.toBeNull();
    const subject = openssl([
      'req',
      '-in',
      at('r.csr'),
      '-noout',
      '-subject',
      '-nameopt',
      'utf8,sep_comma_plus',
    ]).toString();
    expect(subject.trim()).toBe(`subject=C=CN,O=省住房城乡建设厅,OU=${UNIT},CN=张三`);
    const pub = openssl(['req', '-in', at('r.csr'), '-noout', '-pubkey']).toString();
    expect(publicKeyFingerprint(publicKey)).toBe(opensslSm3Der(pub));
  });

  it('lead to a certificate that this key can sign with, and no other key can', async () => {
    const { privateKey, publicKey } = generateKeyPair();
    const csr = await createCsr({ unit: UNIT, department: '某厅', person: '李四' }, publicKey, {
      signDigest: async (e) => sm2SignDigest(privateKey, e),
    });
    writeFileSync(at('s.csr'), csr.ok ? csr.value : '');
    writeFileSync(at('s.ext'), 'keyUsage=critical,digitalSignature\n');
    const id = `distid:${GB_ID}`;
    openssl([
      'x509',
      '-req',
      '-in',
      at('s.csr'),
      '-CA',
      ca.at('根.crt'),
      '-CAkey',
      ca.at('根.key'),
      '-CAcreateserial',
      '-sm3',
      '-sigopt',
      id,
      '-vfyopt',
      id,
      '-extfile',
      at('s.ext'),
      '-out',
      at('s.crt'),
    ]);
    const certificate = certificateOf(at('s.crt'));
    expect(certificate.unit).toBe(UNIT);
    expect(createSoftwareSigner(privateKey, certificate)).toMatchObject({ ok: true });
    expect(createSoftwareSigner(generateKeyPair().privateKey, certificate)).toMatchObject({
      ok: false,
      failure: { code: 'certificate-mismatch', details: { reason: 'other-key' } },
    });
  });

  it('are not made with empty or overlong parts (X.520: 64 characters)', async () => {
    const { privateKey, publicKey } = generateKeyPair();
    const by = { signDigest: async (e: Uint8Array) => sm2SignDigest(privateKey, e) };
    const good = { unit: UNIT, department: '某厅', person: '张三' };
    for (const change of [
      { person: ' ' },
      { department: '厅'.repeat(65) },
      { unit: '' },
      { person: '张\n三' },
    ]) {
      expect(await createCsr({ ...good, ...change }, publicKey, by)).toMatchObject({
        ok: false,
        failure: { code: 'invalid-input' },
      });
    }
    const other = await createCsr(good, generateKeyPair().publicKey, by);
    expect(other).toMatchObject({ ok: false, failure: { code: 'certificate-mismatch' } });
  });
});
