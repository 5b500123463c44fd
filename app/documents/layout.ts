/**
 * A workbook layout (填报模板) as data: which columns, in which order, under which headers, and which field each holds.
 *
 * A new template is one more JSON file in `resources/layouts`.
 */
import * as z from 'zod';
import { done, failed, type Outcome } from '#app/contract/failure';
import {
  ENTRY_FIELDS,
  ITEM_FIELDS,
  type EntryFieldKey,
  type FieldDefinition,
  type ItemFieldKey,
} from '#app/catalogue/entry-fields';

const entryKey = z
  .string()
  .refine((key): key is EntryFieldKey => key in ENTRY_FIELDS, '没有这个信息资源字段');
const itemKey = z.string().refine((key): key is ItemFieldKey => key in ITEM_FIELDS, '没有这个信息项字段');

const layoutColumnSchema = z.object({
  /** Upper header over several columns; absent where the header stands alone over both rows. */
  group: z.string().min(1).optional(),
  header: z.string().min(1),
  synonyms: z.array(z.string().min(1)).default([]),
  /** The template's own drop-down, where it offers less than the code table knows. */
  list: z.array(z.string().min(1)).optional(),
  /** In characters of the default font. */
  width: z.number().min(2).max(120).default(16),
  target: z.discriminatedUnion('level', [
    z.object({ level: z.literal('entry'), key: entryKey }),
    z.object({ level: z.literal('item'), key: itemKey }),
    /** A column of the template that the field table does not know; kept under its header. */
    z.object({ level: z.literal('extra'), of: z.enum(['entry', 'item']) }),
    /** Classification by names: 类 1, 项 2, 目 3, 细目 4 and more. */
    z.object({ level: z.literal('category'), depth: z.number().int().min(1).max(12) }),
    /** 序号: written 1, 2, 3 by entry, ignored when read. */
    z.object({ level: z.literal('serial') }),
  ]),
});

export const layoutSchema = z
  .object({
    id: z.string().regex(/^[a-z0-9-]+$/),
    label: z.string().min(1),
    source: z.string(),
    /** False until somebody has compared it with the platform's own file. */
    confirmed: z.boolean(),
    sheet: z.string().min(1).max(31),
    /** Printed above the headers where the template has a title row. */
    title: z.string().optional(),
    headerRows: z.union([z.literal(1), z.literal(2)]),
    columns: z.array(layoutColumnSchema).min(2).max(200),
  })
  .refine(
    (layout) =>
      layout.columns.some((column) => column.target.level === 'entry' && column.target.key === 'name'),
    { message: '缺少信息资源名称列' },
  )
  .refine((layout) => new Set(layout.columns.map(columnName)).size === layout.columns.length, {
    message: '列名重复',
  });

export type Layout = z.infer<typeof layoutSchema>;
export type LayoutColumn = Layout['columns'][number];

/** Group and header together, by which a column is unique in its layout. */
function columnName(column: { group?: string | undefined; header: string }): string {
  return `${column.group ?? ''}›${column.header}`;
}

/** Checks a layout file. Fails with `invalid-input`, naming the places. */
export function parseLayout(json: unknown): Outcome<Layout> {
  const parsed = layoutSchema.safeParse(json);
  if (parsed.success) return done(parsed.data);
  return failed('invalid-input', {
    places: parsed.error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}`),
  });
}

/** Field definition behind a column, or null for a column without one. */
export function columnField(target: LayoutColumn['target']): FieldDefinition | null {
  if (target.level === 'entry') return ENTRY_FIELDS[target.key];
  if (target.level === 'item') return ITEM_FIELDS[target.key];
  return null;
}

/** Columns that only our own export has. They let rows find their way home in whatever order they come back. */
export const ID_COLUMNS = [
  { of: 'entry', header: '目录库标识' },
  { of: 'item', header: '信息项标识' },
] as const;

/** Header of the column that an error workbook adds; never read back. */
export const REASON_HEADER = '问题说明';
