/** Why no answer came, in the clerk's words. */

/** `sent`: bytes of the request may have arrived. */
export class NoAnswer extends Error {
  readonly sent: boolean;
  readonly reason: string;
  constructor(reason: string, sent: boolean) {
    super(reason);
    this.name = 'NoAnswer';
    this.reason = reason;
    this.sent = sent;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: '对方拒绝连接',
  ECONNRESET: '连接中断',
  EPIPE: '连接中断',
  ENOTFOUND: '找不到这个地址',
  EAI_AGAIN: '找不到这个地址',
  EHOSTUNREACH: '网络不通',
  ENETUNREACH: '网络不通',
  ETIMEDOUT: '连接超时',
  ABORT_ERR: '超过最长时间',
  CERT_HAS_EXPIRED: '平台的网络证书已过期，也可能是本机日期不对',
  CERT_NOT_YET_VALID: '平台的网络证书尚未生效，也可能是本机日期不对',
  DEPTH_ZERO_SELF_SIGNED_CERT: '平台的网络证书不是由所给的机构签发',
  SELF_SIGNED_CERT_IN_CHAIN: '平台的网络证书不是由所给的机构签发',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '平台的网络证书不是由所给的机构签发',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: '平台的网络证书不是由所给的机构签发',
  ERR_TLS_CERT_ALTNAME_INVALID: '平台的网络证书与地址不符',
  EPROTO: '加密连接没有建立，可能需要客户端证书',
};

/** The reason in an error of the network. */
export function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code ?? '';
  const known = REASONS[code];
  if (known !== undefined) return known;
  if (/^ERR_SSL_/.test(code)) return '加密连接没有建立，可能需要客户端证书';
  if (/^HPE_/.test(code)) return '对方的答复不是 HTTP';
  return code || (error as Error).message;
}
