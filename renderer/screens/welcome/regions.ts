/** Areas offered while typing; any other six digits are taken as well. */
import shaanxi from '#resources/regions/shaanxi-2018.json';

export interface RegionChoice {
  readonly code: string;
  readonly name: string;
}

export const REGIONS: readonly RegionChoice[] = shaanxi.regions;

/** The full name of a known area, province first; '' where the table does not know it. */
export function regionName(code: string): string {
  if (!/^\d{6}$/.test(code)) return '';
  const codes = [...new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code])];
  return codes.map((one) => REGIONS.find((region) => region.code === one)?.name ?? '').join('');
}
