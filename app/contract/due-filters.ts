/** 已逾期, 临期, 有时限 (any open limit, those two included). */
export const DUE_FILTERS = ['overdue', 'due-soon', 'any'] as const;
export type DueFilter = (typeof DUE_FILTERS)[number];
