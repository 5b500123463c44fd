/** The catalogue as a JSON file for other programs. Its JSON schema is `resources/schema/catalogue-export.json`. */
import * as z from 'zod';
import { entrySchema } from './entry-schema';

export const CATALOGUE_EXPORT_FORMAT = 'mulu-export/1';

export const catalogueExportSchema = z.object({
  format: z.literal(CATALOGUE_EXPORT_FORMAT),
  department: z.string(),
  creditCode: z.string(),
  /** `YYYY-MM-DD`. */
  exportedOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  entries: z.array(
    entrySchema.extend({
      /** 状态, in the words of the chain from 草稿 to 已发布. */
      state: z.string(),
      /** Number of the last approved version, 0 before the first. */
      version: z.int().nonnegative(),
    }),
  ),
});
export type CatalogueExport = z.infer<typeof catalogueExportSchema>;
