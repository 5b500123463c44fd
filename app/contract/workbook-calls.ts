/** Calls about workbooks: bringing sheets in, writing the catalogue out, saved mappings, the sheets of the offices. */
import * as z from 'zod';
import { path, count, none, type CallDefinition } from './call-parts';

const by = z.string().max(100).optional();
const named = z.object({ id: z.string(), code: z.string(), name: z.string() });
const rowPlace = z.object({ sheet: z.string().max(200), row: z.number().int().min(1) });
const item = z.object({ id: z.string(), name: z.string() });

const difference = z.object({
  field: z.string(),
  label: z.string(),
  before: z.string(),
  after: z.string(),
  item: item.optional(),
});

const cellProblem = z.object({
  sheet: z.string(),
  cell: z.string(),
  rule: z.string(),
  article: z.string().optional(),
  /** What `article` names, with the words themselves. */
  citation: z.object({ regulation: z.string(), article: z.string(), quote: z.string() }).optional(),
  code: z.string(),
  severity: z.enum(['failed', 'error', 'warning', 'advice']),
  message: z.string(),
});

const columnMeaning = z.object({
  sheet: z.string(),
  letter: z.string(),
  header: z.string(),
  target: z.string(),
  confidence: z.number(),
});

/** What became of each sheet of the file, for the explanation before the import. */
const sheetUse = z.object({
  sheet: z.string(),
  /** `resources` and `items`: two sheets that belong together; `whole`: both in one. */
  use: z.enum(['whole', 'resources', 'items', 'unused']),
  headerRows: z.array(count),
  /** Why a sheet was not used, '' where it was. */
  reason: z.string(),
  headers: z.array(z.string()),
  missing: z.array(z.string()),
});

const importResult = z.object({
  layout: z.string(),
  /** The saved mapping that was applied because the file has its shape. */
  savedMapping: z.object({ id: count, name: z.string() }).optional(),
  entries: z.object({ created: count, updated: count, unchanged: count, failed: count }),
  items: z.object({ created: count, updated: count, unchanged: count, removed: count, failed: count }),
  rows: z.array(
    z.object({
      sheet: z.string(),
      row: count,
      result: z.enum(['created', 'updated', 'unchanged', 'failed']),
      code: z.string().optional(),
      reason: z.string().optional(),
      entry: named.optional(),
    }),
  ),
  problems: z.array(cellProblem),
  differences: z.array(
    z.object({
      entry: named,
      changes: z.array(difference),
      itemsAdded: z.array(z.string()),
      itemsRemoved: z.array(z.string()),
    }),
  ),
  /** Contents that an empty cell in a present column would empty, or has emptied. */
  cleared: z.array(
    z.object({
      entry: named,
      field: z.string(),
      label: z.string(),
      before: z.string(),
      item: item.optional(),
    }),
  ),
  /** Items that are not among the rows of their entry any more. */
  removed: z.array(z.object({ entry: named, item })),
  /** Both in full, where the lists above are cut short. */
  losses: z.object({ cleared: count, removed: count }),
  /** Rows that the caller asked to leave out. */
  leftOut: z.object({ entries: count, rows: count }),
  columns: z.array(columnMeaning),
  sheets: z.array(sheetUse),
  /** Values that no code table knows. They are kept; `values.save` teaches what they mean. */
  unknownValues: z.array(
    z.object({
      field: z.string(),
      label: z.string(),
      value: z.string(),
      rows: count,
      cell: z.string(),
      sheet: z.string(),
      suggestions: z.array(z.string()),
    }),
  ),
  errorsFile: z.string().optional(),
  snapshot: z.string().optional(),
});

/** A mapping by hand; what each member means is told in `app/documents/column-mapping.ts`. */
const mappingText = z.record(z.string().max(500), z.union([z.string().max(300), z.null()]));
const mappedSheet = z.object({
  sheet: z.string().max(200),
  /** Last row of the header; 0: there is none. */
  headerRow: z.number().int().min(0).max(1000),
  columns: mappingText,
});

const savedMapping = z.object({
  id: count,
  name: z.string(),
  /** Headers that a file must have to be of this shape, sheet by sheet. */
  sheets: z.array(z.object({ sheet: z.string(), headers: z.array(z.string()), columns: mappingText })),
  savedAt: z.string(),
  savedBy: z.string(),
});

const valueAlias = z.object({ field: z.string(), label: z.string(), from: z.string(), to: z.string() });

const OFFICE_ANSWERS = ['无变化', '有变化', '停用'] as const;
export type OfficeAnswer = (typeof OFFICE_ANSWERS)[number];
const officeTally = z.object({ 无变化: count, 有变化: count, 停用: count });

/** Which entries go out. Without states asked for: all but those struck off (注销). */
const entryChoice = {
  /** Words that must all occur in the entry, as in the list of entries. */
  query: z.string().max(200).optional(),
  /** Beginning of the code; `-` for entries without one. */
  category: z.string().max(64).optional(),
  states: z.array(z.string().max(20)).max(50).optional(),
  offices: z.array(z.string().max(200)).max(10_000).optional(),
  /** Nothing but these, by id. */
  entries: z.array(z.string().min(1).max(200)).max(100_000).optional(),
};

export const workbookCalls = {
  'workbook.import': {
    input: z.object({
      file: path,
      layout: z.string().max(64).optional(),
      mapping: path.optional(),
      dryRun: z.boolean().optional(),
      errors: path.optional(),
      /** Rows to leave out. The items of a row that is left out stay as the library has them. */
      skipRows: z.array(rowPlace).max(300_000).optional(),
      /** Nothing but these entries, each by id, code or name. */
      onlyEntries: z.array(z.string().min(1).max(500)).max(300_000).optional(),
      by,
    }),
    output: importResult,
    paths: ['file', 'mapping', 'errors'],
    long: true,
  },
  'workbook.export': {
    input: z.object({
      out: path,
      to: z.enum(['xlsx', 'csv', 'json']),
      layout: z.string().max(64).optional(),
      upload: z.boolean().optional(),
      template: path.optional(),
      ...entryChoice,
    }),
    output: z.object({ file: z.string(), entries: count, items: count }),
    paths: ['out', 'template'],
    long: true,
  },
  /** What an export with this choice would hold. */
  'workbook.choice': {
    input: z.object(entryChoice),
    output: z.object({
      entries: count,
      items: count,
      /** How many of them have not reached 已审定, or were sent back since. */
      unapproved: count,
      /** How many of them have 必须修改 findings. */
      faulty: count,
      /** Offices with such entries, whatever offices are asked for, in the order of the catalogue. */
      offices: z.array(z.object({ office: z.string(), entries: count })),
    }),
  },
  'mapping.preview': {
    input: z.object({
      file: path,
      layout: z.string().max(64).optional(),
      /** What has been chosen so far; the answer shows what it makes of the file. */
      sheets: z.array(mappedSheet).max(20).optional(),
    }),
    output: z.object({
      savedMapping: z.object({ id: count, name: z.string() }).nullable(),
      sheets: z.array(
        z.object({
          sheet: z.string(),
          hidden: z.boolean(),
          rows: count,
          use: z.enum(['whole', 'resources', 'items', 'unused']),
          reason: z.string(),
          layout: z.string(),
          headerRows: z.array(count),
          columns: z.array(
            z.object({
              letter: z.string(),
              header: z.string(),
              target: z.string(),
              confidence: z.number(),
              samples: z.array(z.string()),
            }),
          ),
          /** The first rows as they stand, to point at the header. */
          head: z.array(z.object({ row: count, cells: z.array(z.string()) })),
        }),
      ),
      targets: z.array(z.object({ target: z.string(), label: z.string(), level: z.enum(['entry', 'item']) })),
    }),
    paths: ['file'],
    long: true,
  },
  'mapping.save': {
    input: z.object({
      file: path,
      name: z.string().trim().min(1).max(100),
      sheets: z.array(mappedSheet).min(1).max(20),
      by,
    }),
    output: z.object({ id: count, name: z.string(), replaced: z.boolean() }),
    paths: ['file'],
  },
  'mapping.list': { input: none, output: z.object({ mappings: z.array(savedMapping) }) },
  'mapping.remove': { input: z.object({ id: count }), output: z.object({ removed: count }) },
  'values.list': { input: none, output: z.object({ values: z.array(valueAlias) }) },
  'values.save': {
    input: z.object({
      values: z
        .array(
          z.object({
            field: z.string().max(100),
            from: z.string().trim().min(1).max(500),
            /** A value of the field's code table; null forgets what `from` means. */
            to: z.string().max(100).nullable(),
          }),
        )
        .max(2000),
      by,
    }),
    output: z.object({ saved: count, removed: count }),
  },
  'office.export': {
    input: z.object({ folder: path, offices: z.array(z.string().max(200)).max(10_000).optional() }),
    output: z.object({
      files: z.array(z.object({ office: z.string(), file: z.string(), entries: count })),
    }),
    paths: ['folder'],
    long: true,
  },
  'office.import': {
    input: z.object({
      files: z.array(path).min(1).max(1000),
      /** Write the changes that the offices made into the library; without it they are only shown. */
      apply: z.boolean().optional(),
      /** Enter the answers into the maintenance that is under way. */
      record: z.boolean().optional(),
      by,
    }),
    output: z.object({
      files: z.array(
        z.object({
          file: z.string(),
          office: z.string(),
          handedOutOn: z.string(),
          /** Entries on the sheet that the library knows. */
          entries: count,
          answers: officeTally,
          answered: z.array(z.object({ entry: named, answer: z.enum(OFFICE_ANSWERS), note: z.string() })),
          /** On the sheet without a readable mark. */
          unanswered: z.array(named),
          /** Handed out, or belonging to the office, but not on the sheet that came back. */
          missing: z.array(named),
          /** New resources that the office wrote into the content. */
          added: z.array(named),
          /** The library's own content has moved on since the sheet was handed out. */
          movedOn: z.array(named),
          changes: z.array(
            z.object({
              entry: named,
              changes: z.array(difference),
              itemsAdded: z.array(z.string()),
              itemsRemoved: z.array(z.string()),
            }),
          ),
          problems: z.array(cellProblem),
          /** Why the file could not be taken, '' where it could. */
          failure: z.string(),
        }),
      ),
      /** Offices with entries from which nothing came back. */
      waiting: z.array(z.object({ office: z.string(), entries: count })),
      applied: count,
      recorded: count,
    }),
    paths: ['files'],
    long: true,
  },
} as const satisfies Record<string, CallDefinition>;
