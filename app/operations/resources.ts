/**
 * Static data that the program runs on: law, calendars, code tables, layouts. Read once at start from the resources
 * folder; each file is checked, and a fault names the file and the place in it.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type Category } from '#app/classification/category-tree';
import { type CodeTable } from '#app/classification/code-table';
import { parseHolidayNotice, type HolidayNotice } from '#app/deadlines/holiday-notice-schema';
import { parseLayout, type Layout } from '#app/documents/layout';
import { type RegulationText } from '#app/jurisdictions/regulation-text';
import { parseRulePack, type RulePack } from '#app/jurisdictions/rule-pack';
import { secrecyPresetSchema, type SecrecyList } from '#app/jurisdictions/secrecy/secrecy-list';
import { categorySchema } from '#app/classification/category-schema';
import { codeTableSchema } from '#app/classification/code-table-schema';
import { parseRegulationText } from '#app/jurisdictions/regulation-text-schema';

export interface Resources {
  readonly folder: string;
  readonly codeTables: Readonly<Record<string, CodeTable>>;
  readonly rulePacks: ReadonlyMap<string, RulePack>;
  readonly notices: readonly HolidayNotice[];
  readonly layouts: readonly Layout[];
  readonly categories: readonly Category[];
  /** The secrecy gate's preset, for libraries without a list of their own. */
  readonly secrecyList: SecrecyList;
}

async function jsonFiles(folder: string): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })));
}

/** A shipped file that does not parse is a bug of the build, so it throws. */
function fault(name: string, reason: unknown): never {
  throw new Error(`resource ${name}: ${typeof reason === 'string' ? reason : JSON.stringify(reason)}`);
}

export async function loadResources(folder: string): Promise<Resources> {
  const [tables, packs, notices, layouts, tree, secrecy] = await Promise.all([
    jsonFiles(join(folder, 'code-tables')),
    jsonFiles(join(folder, 'rule-packs')),
    jsonFiles(join(folder, 'working-days')),
    jsonFiles(join(folder, 'layouts')),
    readFile(join(folder, 'classification', 'guide-2017.json'), 'utf8'),
    readFile(join(folder, 'secrecy-words.json'), 'utf8'),
  ]);
  const codeTables = tables.map(({ name, text }) => {
    const parsed = codeTableSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : fault(name, z.prettifyError(parsed.error));
  });
  return {
    folder,
    codeTables: Object.fromEntries(codeTables.map((table) => [table.table, table])),
    rulePacks: new Map(
      packs.map(({ name, text }) => {
        const parsed = parseRulePack(text, name);
        const pack = parsed.ok ? parsed.value : fault(name, parsed.failure.details);
        return [pack.id, pack];
      }),
    ),
    notices: notices.map(({ name, text }) => {
      const parsed = parseHolidayNotice(text, name);
      return parsed.ok ? parsed.value : fault(name, parsed.failure.details);
    }),
    layouts: layouts.map(({ name, text }) => {
      const parsed = parseLayout(JSON.parse(text));
      return parsed.ok ? parsed.value : fault(name, parsed.failure.details);
    }),
    categories: z.object({ categories: z.array(categorySchema) }).parse(JSON.parse(tree)).categories,
    secrecyList: secrecyPresetSchema.parse(JSON.parse(secrecy)),
  };
}

/** The text of a regulation for the reader, or null where only the pack's quotes are known. */
export async function readRegulation(resources: Resources, packId: string): Promise<RegulationText | null> {
  const file = join(resources.folder, 'regulations', `${packId}.json`);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = parseRegulationText(text, file);
  return parsed.ok ? parsed.value : fault(file, parsed.failure.details);
}
