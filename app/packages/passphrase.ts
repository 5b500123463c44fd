/** What a passphrase for a key file must be like. */

export type PassphraseFault =
  'too-short' | 'too-long' | 'too-simple' | 'spaces-at-ends' | 'control-characters';

const MIN_CHARACTERS = 8;
const MAX_CHARACTERS = 128;
const MIN_DIFFERENT = 4;
const COMMON = [
  '12345678',
  '123456789',
  '1234567890',
  '87654321',
  'password',
  'qwertyui',
  'abcd1234',
  '1qaz2wsx',
  'a1234567',
];

const FAULT_TEXT: Readonly<Record<PassphraseFault, string>> = {
  'too-short': `至少${MIN_CHARACTERS}个字符`,
  'too-long': `最多${MAX_CHARACTERS}个字符`,
  'too-simple': `过于简单，至少要有${MIN_DIFFERENT}个不同的字符，且不能是常见口令`,
  'spaces-at-ends': '开头和结尾不能是空格',
  'control-characters': '不能含换行、制表等控制字符',
};

/** Null when the passphrase is good enough. Characters are counted after NFC, so that input methods do not matter. */
export function passphraseFault(passphrase: string): PassphraseFault | null {
  const text = passphrase.normalize('NFC');
  const characters = [...text];
  if (/\p{Cc}/u.test(text)) return 'control-characters';
  if (characters.length < MIN_CHARACTERS) return 'too-short';
  if (characters.length > MAX_CHARACTERS) return 'too-long';
  if (text.trim() !== text) return 'spaces-at-ends';
  const simple = new Set(characters).size < MIN_DIFFERENT || COMMON.includes(text.toLowerCase());
  return simple ? 'too-simple' : null;
}

/** What the passphrase is like, to stand after its name. */
export function passphraseFaultText(fault: PassphraseFault): string {
  return FAULT_TEXT[fault];
}
