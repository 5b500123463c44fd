/** A finding by what it says: two alike in the same words are one to whoever answers them. */
import type { Finding } from './finding';

export interface FindingName {
  /** Id of the entry. */
  readonly entry: string;
  readonly rule: string;
  readonly field: string;
  /** Id of the item; absent for the entry itself. */
  readonly item?: string | undefined;
  readonly message: string;
}

type Named = Pick<Finding, 'rule' | 'field' | 'item' | 'message'> & {
  readonly entry: { readonly id: string };
};

export function nameOfFinding({ entry, rule, field, item, message }: Named): FindingName {
  return { entry: entry.id, rule, field, message, ...(item === undefined ? {} : { item: item.id }) };
}

/** The same text for the same finding, and for no other. */
export function keyOfName({ entry, rule, field, item = '', message }: FindingName): string {
  return JSON.stringify([entry, rule, field, item, message]);
}

export const keyOfFinding = (finding: Named): string => keyOfName(nameOfFinding(finding));
