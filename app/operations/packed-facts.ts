/** What the paper inside a package is made of: the approved contents sealed, and what was said and found about them. */
import { createCatalogueIndex, setEntry, checkAcross } from '#app/jurisdictions/check-catalogue';
import type { Finding } from '#app/jurisdictions/finding';
import { settleFindings } from '#app/jurisdictions/settlement';
import { isAcross } from '#app/jurisdictions/check-catalogue';
import { readReviewActs, type FieldOpinionRow, type ReviewAct } from '#app/storage/report-store';
import type { Connection } from '#app/storage/sqlite';
import { checkContext } from './check-operations';
import type { Sealed } from './entries-to-seal';
import type { PackageContents } from './package-contents';
import type { TextGate } from './text-gate';
import { opened, type Workspace } from './workspace';

export interface Packed {
  /** By id. */
  readonly sealed: ReadonlyMap<string, Sealed>;
  /** Approved versions, by id, of the entries that the platform is asked to strike off. */
  readonly removed: ReadonlyMap<string, number>;
  /** What the entries sealed have in common with each other; with others of the library it is not told. */
  readonly across: ReadonlyMap<string, readonly Finding[]>;
  /** What is said beside the entries goes through it. */
  readonly gate: TextGate;
}

export function packedOf(
  workspace: Workspace,
  { sealed, tombstones, gate }: Pick<PackageContents, 'sealed' | 'tombstones' | 'gate'>,
): Packed {
  const index = createCatalogueIndex();
  for (const { entry } of sealed) setEntry(index, entry);
  const across = new Map<string, Finding[]>();
  for (const finding of checkAcross(index, checkContext(workspace))) {
    const known = across.get(finding.entry.id);
    if (known) known.push(finding);
    else across.set(finding.entry.id, [finding]);
  }
  const { settlements } = opened(workspace);
  for (const { entry } of sealed) {
    const found = across.get(entry.id);
    if (found) across.set(entry.id, settleFindings(entry, found, settlements.get(entry.id)));
  }
  return {
    sealed: new Map(sealed.map((one) => [one.entry.id, one])),
    removed: new Map(tombstones.map(({ id, version }) => [id, version])),
    across,
    gate,
  };
}

/** The findings of a packed entry, those that compare it with entries which are not packed left out. */
export function packedFindings(
  { across }: Packed,
  id: string,
  findings: readonly Finding[],
): readonly Finding[] {
  return [...findings.filter((finding) => !isAcross(finding)), ...(across.get(id) ?? [])];
}

/** Steps and opinions as far as they are about what is packed, which is named as it is packed. */
export async function packedSteps(
  db: Connection,
  { sealed }: Packed,
  opinions: readonly FieldOpinionRow[],
): Promise<{ acts: ReviewAct[]; opinions: FieldOpinionRow[] }> {
  const acts = await readReviewActs(db, [...sealed.keys()]);
  return {
    acts: acts.map((act) => {
      const entry = sealed.get(act.onlyId)?.entry;
      return entry ? { ...act, onlyName: entry.name, onlyCode: entry.code } : act;
    }),
    opinions: opinions.flatMap((opinion) => {
      const entry = sealed.get(opinion.entry)?.entry;
      if (!entry) return [];
      const item = entry.items.find(({ id }) => id === opinion.itemId)?.name ?? '';
      return [{ ...opinion, name: entry.name, code: entry.code, item }];
    }),
  };
}
