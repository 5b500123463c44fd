/**
 * 信息资源代码 = 前段码 + "/" + 顺序码 (编制指南 6.3).
 *
 * 前段码: 类 1 digit (1 基础类, 2 主题类, 3 部门类), 项 2 digits, 目 3 digits, 细目 any number of digits.
 * 顺序码: of no fixed length in the guide; written here with 6 digits as the platforms do, counted per 前段码, never reused.
 */
const FORM = /^([123])(\d{2})(\d{3})(\d*)\/(\d+)$/;
const TOLERATED = /^[A-Za-z0-9\-_/]{1,64}$/;

/** Fewer characters than 类+项+目 can make up are "过短" to the platform's reviewers. */
const SHORTEST = 6;

export type ResourceCodeState = 'valid' | 'too-short' | 'other-form' | 'unusable';

export interface ResourceCode {
  readonly front: string;
  readonly sequence: string;
  /** 类: 1 基础, 2 主题, 3 部门. */
  readonly classDigit: '1' | '2' | '3';
}

export function parseResourceCode(code: string): ResourceCode | null {
  const parts = FORM.exec(code);
  if (!parts) return null;
  const [front, sequence] = code.split('/') as [string, string];
  return { front, sequence, classDigit: parts[1] as '1' | '2' | '3' };
}

/** `other-form` is accepted with a word of warning: cities number their platforms in their own way. */
export function resourceCodeState(code: string): ResourceCodeState {
  if (FORM.test(code)) return 'valid';
  if (!TOLERATED.test(code)) return 'unusable';
  return code.split('/')[0]!.length < SHORTEST ? 'too-short' : 'other-form';
}

export function formatResourceCode(front: string, sequence: number): string {
  return `${front}/${String(sequence).padStart(6, '0')}`;
}

/** A 前段码 of the guide's form: 类1 + 项2 + 目3 + 细目 of any length. */
export function isFrontCode(front: string): boolean {
  return /^[123]\d{5}\d*$/.test(front);
}
