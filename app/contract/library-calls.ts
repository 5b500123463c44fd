/** The library file, its settings, undo and backup. */
import * as z from 'zod';
import { path, name, count, none, type CallDefinition } from './call-parts';

const librarySummary = z.object({
  library: z.string(),
  department: z.string(),
  creditCode: z.string(),
  region: z.string(),
  authority: z.string(),
  rules: z.array(z.string()),
  readOnly: z.boolean(),
  entries: count,
  items: count,
  warnings: z.array(z.string()),
});

export const libraryCalls = {
  'library.create': {
    input: z.object({
      library: path,
      department: name,
      creditCode: z.string().max(64),
      region: z.string().max(20),
      rules: z.string().max(64),
    }),
    output: librarySummary,
    paths: ['library'],
  },
  'library.open': {
    input: z.object({ library: path, readOnly: z.boolean().optional() }),
    output: librarySummary,
    paths: ['library'],
  },
  /** A library with sample entries to play with, made in the user's data folder; `fresh`: made anew. */
  'library.sample': {
    input: z.object({ fresh: z.boolean().default(false) }),
    output: librarySummary,
    long: true,
  },
  'library.close': { input: none, output: none },
  'library.summary': { input: none, output: librarySummary },
  'library.backup': {
    input: z.object({ out: path }),
    output: z.object({ file: z.string() }),
    paths: ['out'],
  },
  'library.restore': {
    input: z.object({ file: path, out: path }),
    output: z.object({ library: z.string(), entries: count }),
    paths: ['file', 'out'],
  },
  'library.doctor': {
    input: none,
    output: z.object({ found: z.array(z.string()), done: z.array(z.string()) }),
    long: true,
  },
  /** What the next undo would take back, as the log names it; null where there is nothing. */
  /** What the next undo takes back; null where there is nothing. */
  'library.nextUndo': {
    input: none,
    output: z.object({ label: z.string().nullable(), change: count.nullable() }),
  },
  /** `change`: only while it is still the latest; a later one fails with `undo-overtaken`. */
  'library.undo': {
    input: z.object({ change: count.optional() }),
    output: z.object({ undone: z.string(), entries: count }),
  },
  /** Brings in again what the last undo took back, where nothing else was changed since. */
  'library.redo': {
    input: none,
    output: z.object({ redone: z.string(), entries: count }),
    long: true,
  },
  'settings.read': { input: none, output: z.record(z.string(), z.string()) },
  'settings.save': {
    input: z.object({ settings: z.record(z.string().max(64), z.string().max(2000)) }),
    output: z.record(z.string(), z.string()),
  },
} as const satisfies Record<string, CallDefinition>;
