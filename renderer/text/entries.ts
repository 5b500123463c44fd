/** Words of 目录编制: tree, table, preview. */
export const entries = {
  title: '目录编制',
} as const;
