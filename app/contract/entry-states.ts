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
