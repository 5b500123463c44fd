/** The states of an entry, and the conditions that the list and a batch over it understand. */
import * as z from 'zod';
import { ELEMENT_KEYS } from '#app/jurisdictions/elements';

/** 状态 of an entry, in the words of the chain 编制 → 审核 → 报送 → 发布. */
export const ENTRY_STATES = [
  '草稿',
  '待处室确认',
  '待审核',
  '待评估与保密审查',
  '待负责人审签',
  '已审定',
  '待报送',
  '已报送',
  '已接收',
  '主管部门审核中',
  '已发布',
  '退回修改',
  '退回补正',
  '停用',
  '注销',
] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** 已逾期, 临期, 有时限 (any open limit, those two included). */
export const DUE_FILTERS = ['overdue', 'due-soon', 'any'] as const;
export type DueFilter = (typeof DUE_FILTERS)[number];

export const listFilter = {
  query: z.string().max(200).optional(),
  category: z.string().max(64).optional(),
  states: z.array(z.enum(ENTRY_STATES)).optional(),
  sharingTypes: z.array(z.string().max(50)).optional(),
  /** `any`: with a finding of whatever severity that nobody has answered. */
  withFindings: z.enum(['error', 'warning', 'advice', 'any']).optional(),
  /** Entries with a finding of this rule that nobody has answered. */
  rule: z.string().max(64).optional(),
  /** Internal offices and source systems, as written; '' stands for none given. */
  offices: z.array(z.string().max(200)).max(200).optional(),
  systems: z.array(z.string().max(500)).max(200).optional(),
  /** Entries that need this element and lack it. */
  lacking: z.enum(ELEMENT_KEYS).optional(),
  /** Entries that an open limit of the department concerns; see `DUE_FILTERS`. */
  due: z.enum(DUE_FILTERS).optional(),
  /** Entries that this change set (see `imports.list`) created or changed. */
  changeSet: z.number().int().nonnegative().optional(),
  /** `YYYY-MM-DD`: last changed on that day (Asia/Shanghai) or later. */
  changedSince: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
};
