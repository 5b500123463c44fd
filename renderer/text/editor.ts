/** Words of the entry editor. */
export const editor = {
  title: '编辑信息资源',
} as const;
