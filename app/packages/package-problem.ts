/** Why a package is refused. The first reason met is the one given, in the order in which the verifier works. */

export const PACKAGE_PROBLEM_CODES = [
  'zip-policy',
  'bad-signature',
  'not-canonical',
  'untrusted-root',
  'bad-certificate-signature',
  'key-usage',
  'certificate-dates',
  'revoked',
  'crl-invalid',
  'crl-expired',
  'payload-set',
  'payload-digest',
  'unit-mismatch',
  'recipient',
  'replay',
] as const;
export type PackageProblemCode = (typeof PACKAGE_PROBLEM_CODES)[number];

export interface PackageProblem {
  readonly code: PackageProblemCode;
  /** What was found and what to do, for the clerk. */
  readonly message: string;
}

const ADVICE: Readonly<Record<PackageProblemCode, string>> = {
  'zip-policy': '文件可能在传递中损坏，或不是由编制工具生成；请让对方重新生成后再交来',
  'bad-signature':
    '文件内容在签名后被改动过，或签名不是按国家标准（SM2、SM3）生成；不要采用，请让对方重新生成',
  'not-canonical': '清单不合格式要求，不要采用；请让对方用现行版本的编制工具重新生成',
  'untrusted-root': '请核对对方证书由哪个机构签发；确认可信后，由系统管理员导入该机构的根证书再核验',
  'bad-certificate-signature':
    '证书可能被改动过，或签发时没有按国家标准使用用户标识；请让对方联系证书签发机构换发',
  'key-usage': '请让对方换用可用于签名的证书后重新生成',
  'certificate-dates': '请核对本机日期；日期无误的，请让对方换用有效期内的证书后重新生成',
  revoked: '不要采用；请与对方单位核实，并让对方换用有效证书后重新生成',
  'crl-invalid': '请向证书签发机构重新索取吊销列表后再核验',
  'crl-expired': '请向证书签发机构索取最新的吊销列表，导入后再核验',
  'payload-set': '包内文件有增减，不要采用；请让对方重新生成',
  'payload-digest': '文件在传递中损坏或被改动，不要采用；请重新拷贝，仍不行的让对方重新生成',
  'unit-mismatch': '不要采用；请与清单所写单位核实是否由其报送',
  recipient: '请核对是否拿错文件；确属送交本单位的，请让对方按本单位证书重新生成',
  replay: '不要重复采用；请核对收文记录，确有遗漏的让对方按顺序重新报送',
};

/** `found` says what is wrong in half a sentence, without a full stop. */
export function problem(code: PackageProblemCode, found: string): PackageProblem {
  return { code, message: `${found}。${ADVICE[code]}。` };
}

/** Ends the verification at its first failure; it never leaves `openPackage`. */
export class PackageRefusal extends Error {
  readonly problem: PackageProblem;
  constructor(found: PackageProblem) {
    super(found.code);
    this.name = 'PackageRefusal';
    this.problem = found;
  }
}

export function refuse(code: PackageProblemCode, found: string): never {
  throw new PackageRefusal(problem(code, found));
}
