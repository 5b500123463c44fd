declare module 'sm-crypto' {
  interface SignatureOptions {
    hash?: boolean;
    der?: boolean;
    userId?: string;
    publicKey?: string;
  }
  export const sm2: {
    generateKeyPairHex(): { privateKey: string; publicKey: string };
    doSignature(message: string | number[], privateKey: string, options?: SignatureOptions): string;
    doVerifySignature(
      message: string | number[],
      signature: string,
      publicKey: string,
      options?: SignatureOptions,
    ): boolean;
    doEncrypt(message: string | number[], publicKey: string, mode?: 0 | 1): string;
    doDecrypt(
      cipher: string,
      privateKey: string,
      mode?: 0 | 1,
      options?: { output?: 'array' },
    ): number[] | string;
  };
  export const sm4: {
    encrypt(data: number[], key: string, options?: { mode?: string; iv?: string; padding?: string }): string;
  };
}
