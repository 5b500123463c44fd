/**
 * 统一社会信用代码 (GB 32100-2015): 18 characters, the last two groups each with a check character.
 *
 * Real departments hold codes whose check character does not fit, so a wrong one is something to explain, never a
 * reason to refuse the code.
 */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const FORM = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

export type CreditCodeState = 'valid' | 'wrong-form' | 'wrong-check-digit' | 'wrong-body-check-digit';

/** Check character of the first 17 characters: 31 − (Σ Ci·3^(i−1) mod 31) mod 31, GB 32100-2015 annex. */
export function creditCodeCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17.slice(0, 17)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31]!;
}

/** Check character of the 8-character organisation number inside the code, GB 11714-1997. */
export function organisationCheckCharacter(first8: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * parseInt(first8[i]!, 36), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

export function creditCodeState(code: string): CreditCodeState {
  if (!FORM.test(code)) return 'wrong-form';
  if (creditCodeCheckCharacter(code) !== code[17]) return 'wrong-check-digit';
  if (organisationCheckCharacter(code.slice(8, 16)) !== code[16]) return 'wrong-body-check-digit';
  return 'valid';
}
