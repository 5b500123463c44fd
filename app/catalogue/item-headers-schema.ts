/** What is known of the headers over information items, as a page is told it. */
import * as z from 'zod';

/** `field`: key of the field table, or `extra.<label>` for a column that the table does not know. */
const headersOfFields = z.array(z.object({ field: z.string(), header: z.string() }));

export const itemHeadersSchema = z.object({
  /** Columns of the items, beside the labels of the field table. No name stands for two fields, here and in `entry`. */
  columns: headersOfFields,
  /** Columns of the whole resource, which stand beside those of its items in every layout. */
  entry: headersOfFields,
  /** What holds nothing of a catalogue: counters, identifiers, the reasons of an error workbook. */
  counters: z.array(z.string()),
  /** What stands over several headers where there are two header rows. */
  groups: z.array(z.string()),
});
export type ItemHeaders = z.infer<typeof itemHeadersSchema>;
