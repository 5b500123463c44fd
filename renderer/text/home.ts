/** Words of 首页: 待办与时限. */
export const home = {
  title: '待办与时限',
} as const;
