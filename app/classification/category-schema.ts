import * as z from 'zod';
import { CATEGORY_CODE } from './category-tree';

export const categorySchema = z.object({
  code: z.string().regex(CATEGORY_CODE),
  name: z.string().min(1).max(200),
  note: z.string().max(500).default(''),
});
export type Category = z.infer<typeof categorySchema>;
