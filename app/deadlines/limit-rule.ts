/**
 * Time limits and recurring duties as a rule pack states them: who must do what, started by what, how long, by which
 * article. What is written here is law as data; how days are counted is in `working-days.ts`.
 */
import type { LimitRule, Party, RecurringRule } from './limit-rule-schema';

export type { LimitRule, Party, RecurringRule, Term } from './limit-rule-schema';

export const PARTY_LABELS: Readonly<Record<Party, string>> = {
  P: '提供部门',
  U: '使用部门',
  A: '主管部门或共享平台',
};

/** What is done on the date that fulfils a duty. */
export const FULFILMENTS = [
  'submitted',
  'published',
  'filed',
  'data-updated',
  'replied',
  'provided',
  'corrected',
  'rectified',
] as const;
export type Fulfilment = (typeof FULFILMENTS)[number];

export const FULFILMENT_LABELS: Readonly<Record<Fulfilment, string>> = {
  submitted: '报送主管部门',
  published: '平台更新发布',
  filed: '备案',
  'data-updated': '数据更新',
  replied: '作出答复',
  provided: '提供共享',
  corrected: '核实更正并反馈',
  rectified: '完成整改',
};

/** Duties of one family are the ones a reader would expect to hear about together. */
export const DUTY_FAMILIES = ['catalogue', 'sharing', 'correction', 'rectification'] as const;
export type DutyFamily = (typeof DUTY_FAMILIES)[number];

/** The part of a rule pack that deadlines need. */
export interface LimitPack {
  readonly id: string;
  /** Short name of the regulation as printed. */
  readonly name: string;
  /** True for the national Regulation, which stands beside every local pack. */
  readonly national: boolean;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly limits: readonly LimitRule[];
  readonly recurring: readonly RecurringRule[];
}

export function isInForce(pack: Pick<LimitPack, 'validFrom' | 'validTo'>, on: string): boolean {
  return pack.validFrom <= on && (pack.validTo === null || on <= pack.validTo);
}
