/**
 * Roll-up: what an entry says of sharing, opening and updating follows from its items.
 *
 * All items the same → the entry the same. Mixed → 有条件共享 as soon as one item is 有条件共享 or 不予共享.
 * Where no item says anything, the entry's own value holds for all of them. An entry without items keeps its values.
 */
import { LONGEST_TEXT, type CatalogueEntry, type InformationItem } from './entry';
import { ROLLED_UP_KEYS, type RolledUpKey } from './entry-fields';

/** How often data is renewed, most often first; an entry is as fresh as its freshest item. */
const CYCLES = ['实时', '每日', '每周', '每月', '每季度', '每半年', '每年', '不定期', '不更新'];

/** The entry with entry and items brought in line. Applying it twice changes nothing more. */
export function rollUp(entry: CatalogueEntry): CatalogueEntry {
  if (entry.items.length === 0) return entry;
  const rolled = { ...entry };
  const handedDown: RolledUpKey[] = [];
  for (const key of ROLLED_UP_KEYS) {
    if (entry.items.some((item) => item[key] !== '')) rolled[key] = rollUpField(entry.items, key);
    else if (entry[key] !== '') handedDown.push(key);
  }
  if (handedDown.length > 0) {
    const values = Object.fromEntries(handedDown.map((key) => [key, entry[key]]));
    rolled.items = entry.items.map((item) => ({ ...item, ...values }));
  }
  return rolled;
}

function rollUpField(items: readonly InformationItem[], key: RolledUpKey): string {
  const given = [...new Set(items.map((item) => item[key]))].filter((value) => value !== '');
  if (given.length === 1) return given[0]!;
  switch (key) {
    case 'sharingType':
      return given.some((value) => value !== '无条件共享') ? '有条件共享' : '无条件共享';
    case 'openToPublic':
      return given.includes('是') ? '是' : given[0]!;
    case 'updateCycle': {
      const known = given.filter((value) => CYCLES.includes(value));
      return known.sort((a, b) => CYCLES.indexOf(a) - CYCLES.indexOf(b))[0] ?? given[0]!;
    }
    case 'publishedOn':
      return [...given].sort().at(-1)!;
    case 'modeCategory':
    case 'modeType':
      return mostFrequent(items, key);
    case 'sharingCondition':
    case 'openCondition':
      // Cut between characters: half of a surrogate pair is no text that a package could carry.
      return given
        .join('；')
        .slice(0, LONGEST_TEXT)
        .replace(/[\ud800-\udbff]$/, '');
  }
}

function mostFrequent(items: readonly InformationItem[], key: RolledUpKey): string {
  const counts = new Map<string, number>();
  for (const item of items) if (item[key] !== '') counts.set(item[key], (counts.get(item[key]) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
}
