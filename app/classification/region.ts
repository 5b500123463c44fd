/**
 * 行政区划代码 (GB/T 2260): 6 digits, province 2, prefecture 2, county 2.
 *
 * A table, not an enumeration: areas change, and platforms add codes of their own. Users bring newer tables.
 */
import * as z from 'zod';

export const regionTableSchema = z.object({
  table: z.string().min(1),
  label: z.string().min(1),
  source: z.string().min(1),
  confirmed: z.boolean(),
  /** Edition of the standard's data, for example 2018. */
  asOf: z.string(),
  note: z.string().default(''),
  regions: z.array(z.object({ code: z.string().regex(/^\d{6}$/), name: z.string().min(1).max(100) })).min(1),
});
export type RegionTable = z.infer<typeof regionTableSchema>;
export type Region = RegionTable['regions'][number];

export type RegionLevel = '省' | '市' | '县';

export function regionLevel(code: string): RegionLevel {
  if (code.endsWith('0000')) return '省';
  return code.endsWith('00') ? '市' : '县';
}

/** The region that a code or a full name means, or null. A name that several counties share is answered by none. */
export function findRegion(table: RegionTable, text: string): Region | null {
  const wanted = text.normalize('NFKC').trim();
  const byCode = table.regions.find((region) => region.code === wanted);
  if (byCode) return byCode;
  const named = table.regions.filter((region) => region.name === wanted);
  return named.length === 1 ? named[0]! : null;
}

/** The region and those above it, the province first; those that the table lacks are left out. */
export function regionPath(table: RegionTable, code: string): Region[] {
  const codes = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code];
  return [...new Set(codes)].flatMap((wanted) => table.regions.filter((region) => region.code === wanted));
}
