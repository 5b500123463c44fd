/** The platform's own certificate authority, made with openssl at first start. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DISTID, openssl } from './openssl';

export interface Authority {
  readonly folder: string;
  readonly root: string;
  readonly platformKey: string;
  readonly platformCertificate: string;
  /** What departments encrypt to: a pair of its own, as GM/T 0015 keeps signing and encryption apart. */
  readonly encryptionKey: string;
  readonly encryptionCertificate: string;
  /** Issues a signing certificate on a request, and answers its file. */
  issue(request: string, out: string): Promise<void>;
}

const CA_EXTENSIONS = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
const SIGNER_EXTENSIONS = ['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature'];
const ENCRYPTION_EXTENSIONS = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,keyEncipherment,dataEncipherment',
];

async function newKey(file: string): Promise<void> {
  await openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2', '-out', file);
}

export async function openAuthority(folder: string): Promise<Authority> {
  await mkdir(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  const root = at('root.crt');
  const platformKey = at('platform.key');
  const platformCertificate = at('platform.crt');
  const encryptionKey = at('encryption.key');
  const encryptionCertificate = at('encryption.crt');
  const issue = async (request: string, out: string, uses = SIGNER_EXTENSIONS): Promise<void> => {
    await openssl('req', '-in', request, '-verify', '-noout', '-vfyopt', DISTID);
    const extensions = at('signer.ext');
    await writeFile(extensions, `${uses.join('\n')}\n`);
    await openssl(
      ...[
        'x509',
        '-req',
        '-in',
        request,
        '-CA',
        root,
        '-CAkey',
        at('root.key'),
        '-CAcreateserial',
        '-days',
        '730',
      ],
      ...['-sm3', '-sigopt', DISTID, '-vfyopt', DISTID, '-extfile', extensions, '-out', out],
    );
  };
  if (!existsSync(root)) {
    await newKey(at('root.key'));
    await openssl(
      ...[
        'req',
        '-x509',
        '-new',
        '-key',
        at('root.key'),
        '-sm3',
        '-sigopt',
        DISTID,
        '-utf8',
        '-days',
        '3650',
      ],
      ...['-subj', '/C=CN/O=示例市政务信息资源共享平台/CN=示例根证书', '-out', root],
      ...CA_EXTENSIONS.flatMap((extension) => ['-addext', extension]),
    );
  }
  if (!existsSync(platformCertificate)) {
    await newKey(platformKey);
    await openssl(
      ...['req', '-new', '-key', platformKey, '-sm3', '-sigopt', DISTID, '-utf8'],
      ...['-subj', '/C=CN/O=示例市政务信息资源共享平台/OU=PLATFORM/CN=回执签名', '-out', at('platform.csr')],
    );
    await issue(at('platform.csr'), platformCertificate);
  }
  if (!existsSync(encryptionCertificate)) {
    await newKey(encryptionKey);
    await openssl(
      ...['req', '-new', '-key', encryptionKey, '-sm3', '-sigopt', DISTID, '-utf8'],
      ...['-subj', '/C=CN/O=示例市政务信息资源共享平台/OU=PLATFORM/CN=加密', '-out', at('encryption.csr')],
    );
    await issue(at('encryption.csr'), encryptionCertificate, ENCRYPTION_EXTENSIONS);
  }
  return {
    folder,
    root,
    platformKey,
    platformCertificate,
    encryptionKey,
    encryptionCertificate,
    issue: (request, out) => issue(request, out),
  };
}
