/**
 * Which entry of the library a resource of a sheet is: by stable id, then code, then name + provider + internal office.
 *
 * A name only counts where the two codes do not contradict each other, because a published code is never changed by
 * the way. Several of one name are paired in their order.
 */
import type { EntryKey } from '#app/storage/entry-store';

export interface Wanted {
  readonly entryId: string;
  readonly code: string;
  readonly name: string;
  readonly provider: string;
  readonly office: string;
}

export type Match =
  | { readonly kind: 'existing'; readonly key: EntryKey }
  | { readonly kind: 'new' }
  | { readonly kind: 'id-mismatch'; readonly key: EntryKey; readonly other: string }
  | { readonly kind: 'taken'; readonly key: EntryKey };

export interface Matcher {
  match(wanted: Wanted): Match;
}

const nameKey = (one: { name: string; provider: string; office: string }): string =>
  JSON.stringify([one.name, one.provider, one.office]);

function push(map: Map<string, EntryKey[]>, key: string, value: EntryKey): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

export function entryMatcher(keys: readonly EntryKey[]): Matcher {
  const byId = new Map(keys.map((key) => [key.id, key]));
  const byCode = new Map<string, EntryKey[]>();
  const byName = new Map<string, EntryKey[]>();
  for (const key of keys) {
    if (key.code !== '') push(byCode, key.code, key);
    push(byName, nameKey(key), key);
  }
  const taken = new Set<string>();
  const free = (key: EntryKey): boolean => !taken.has(key.id);
  const take = (key: EntryKey): Match => {
    taken.add(key.id);
    return { kind: 'existing', key };
  };

  return {
    match(wanted) {
      const own = wanted.entryId === '' ? undefined : byId.get(wanted.entryId);
      if (own) {
        const contradicts = wanted.code !== '' && wanted.code !== own.code;
        const elsewhere = contradicts ? byCode.get(wanted.code)?.find((key) => key.id !== own.id) : undefined;
        if (elsewhere) return { kind: 'id-mismatch', key: own, other: elsewhere.name };
        if (contradicts && wanted.name !== own.name) return { kind: 'id-mismatch', key: own, other: '' };
        return free(own) ? take(own) : { kind: 'taken', key: own };
      }
      if (wanted.code !== '') {
        const same = byCode.get(wanted.code)?.filter(free) ?? [];
        // Of several with one code, the one of the same name is meant.
        const best =
          same.find((key) => nameKey(key) === nameKey(wanted)) ??
          same.find((key) => key.name === wanted.name) ??
          same[0];
        if (best) return take(best);
      }
      const named = byName
        .get(nameKey(wanted))
        ?.find((key) => free(key) && (wanted.code === '' || key.code === '' || key.code === wanted.code));
      return named ? take(named) : { kind: 'new' };
    },
  };
}
