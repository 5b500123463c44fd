/** Passwords: what one must be like, and the verifier that is kept instead of it. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** RFC 7914; about 16 MB and 50 ms a try. Kept to what every runtime of the program offers. */
const COST = { N: 16_384, r: 8, p: 1 } as const;
const VERIFIER_BYTES = 32;
const SALT_BYTES = 16;

export const SHORTEST_PASSWORD = 8;
const LONGEST = 128;
const MOST_USED = [
  ...['12345678', '123456789', '1234567890', '87654321', '11111111', '00000000', '88888888', '66666666'],
  ...[
    'password',
    'passw0rd',
    'qwertyui',
    'qwer1234',
    'asdf1234',
    'abcd1234',
    '1qaz2wsx',
    'a1234567',
    'admin123',
  ],
];

export interface PasswordVerifier {
  readonly salt: Uint8Array;
  readonly verifier: Uint8Array;
}

/** The same characters typed by any input method are the same password. */
function derive(password: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, VERIFIER_BYTES, COST, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

export async function passwordVerifier(password: string): Promise<PasswordVerifier> {
  const salt = randomBytes(SALT_BYTES);
  return { salt, verifier: await derive(password, salt) };
}

export async function isPassword(password: string, { salt, verifier }: PasswordVerifier): Promise<boolean> {
  return timingSafeEqual(await derive(password, salt), verifier);
}

/** What is wrong with a password, in the clerk's words; null when it will do. */
export function passwordFault(password: string, account: string): string | null {
  const text = password.normalize('NFC');
  const characters = [...text];
  if (/\p{Cc}/u.test(text)) return '口令不能含换行、制表等控制字符';
  if (characters.length < SHORTEST_PASSWORD) return `口令至少${SHORTEST_PASSWORD}个字符`;
  if (characters.length > LONGEST) return `口令最多${LONGEST}个字符`;
  if (text.trim() !== text) return '口令的开头和结尾不能是空格';
  if (new Set(characters).size < 4) return '口令过于简单，至少要有4个不同的字符';
  if (MOST_USED.includes(text.toLowerCase())) return '口令过于常见';
  if (text.toLowerCase().includes(account.toLowerCase())) return '口令不能包含账户名称';
  return null;
}
