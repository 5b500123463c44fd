/** The department (部门) that a library belongs to, and how a provider written in an entry compares with it. */
import { creditCodeState, type CreditCodeState } from './credit-code';

export interface Department {
  /** 部门全称. */
  readonly name: string;
  /** 统一社会信用代码; '' where none is set yet. */
  readonly creditCode: string;
}

/** A credit code as it is compared: width and case folded, blanks dropped. */
export function foldCreditCode(code: string): string {
  return code.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
}

/** True unless both codes are given and differ. */
export function isOwnProviderCode(department: Department, providerCode: string): boolean {
  const own = foldCreditCode(department.creditCode);
  const given = foldCreditCode(providerCode);
  return own === '' || given === '' || own === given;
}

/** Judges a code as written: full-width or lower-case letters and blanks inside are `wrong-form`. */
export function providerCodeState(code: string): CreditCodeState {
  return creditCodeState(code.trim());
}
