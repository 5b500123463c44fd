/** Which approved versions go into a package. Only what was approved ever does, never what is being worked on. */
import type { CatalogueEntry } from '#app/catalogue/entry';
import { FailureError } from '#app/contract/failure';
import { canonicalJson } from '#app/digest/canonical-json';
import { eachEntry } from '#app/storage/entry-store';
import {
  acceptedVersions,
  openPackages,
  packageEntries,
  type PackageScope,
} from '#app/storage/package-store';
import { readVersion } from '#app/storage/review-store';
import type { Connection } from '#app/storage/sqlite';

export interface Sealed {
  readonly entry: CatalogueEntry;
  readonly version: number;
}

/** 已审定, or queued in a package that nobody has tried to deliver. */
const SEALABLE = ['已审定', '待报送'];
/** Their approved version is not to be shown to the platform (again): taken out of use, or sent back by it. */
const LEFT_OUT_OF_WHOLE = ['停用', '注销', '退回补正'];

/**
 * `wanted` undefined: what is 已审定; `changes`: of that, what differs from what the platform took last; `whole`: the
 * latest approved version of every entry. `leftOut`: approved entries that are not in it.
 */
export async function entriesToSeal(
  reader: Connection,
  wanted: PackageScope | undefined,
  signal: AbortSignal,
): Promise<{ sealed: Sealed[]; leftOut: number }> {
  const accepted = wanted === 'changes' ? await acceptedVersions(reader) : new Map<string, number>();
  const underWay = await entriesUnderWay(reader);
  const sealed: Sealed[] = [];
  let leftOut = 0;
  for await (const { entry, state, version } of eachEntry(reader)) {
    if (signal.aborted) throw new FailureError('cancelled');
    if (version === 0 || ['停用', '注销'].includes(state)) continue;
    const chosen =
      wanted === 'whole'
        ? !LEFT_OUT_OF_WHOLE.includes(state)
        : SEALABLE.includes(state) && underWay.get(entry.id) !== version;
    const approved = chosen ? await readVersion(reader, entry.id, version) : null;
    const known = accepted.get(entry.id);
    const same =
      approved !== null &&
      known !== undefined &&
      canonicalJson(approved) === canonicalJson(await readVersion(reader, entry.id, known));
    if (approved && !same) sealed.push({ entry: approved, version });
    else leftOut++;
  }
  return { sealed, leftOut };
}

/** Versions in packages that may have reached the platform already. */
async function entriesUnderWay(reader: Connection): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (const { packageId, state, uncertain } of await openPackages(reader)) {
    if (state === '待报送' && uncertain === 0) continue;
    for (const one of await packageEntries(reader, packageId)) {
      if (one.removed === 0) versions.set(one.id, one.version);
    }
  }
  return versions;
}
