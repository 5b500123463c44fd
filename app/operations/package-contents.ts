/** What goes into a 报送包: which approved entries, and the files made of them. */
import { join } from 'node:path';
import { CATALOGUE_FILE_FORMAT, type CatalogueFile, type Tombstone } from '#app/catalogue/catalogue-file';
import { canonicalJson } from '#app/digest/canonical-json';
import { writeWorkbook } from '#app/documents/write-workbook';
import type { PayloadPart } from '#app/packages/seal-package';
import { readAncestry } from '#app/storage/merge-store';
import { firstReturnedBatch, tombstonesToSend, type PackageScope } from '#app/storage/package-store';
import { entriesToSeal, type Sealed } from './entries-to-seal';
import type { CallContext } from './host';
import { packedOf } from './packed-facts';
import { writeReportFiles } from './report-operations';
import { assertSecrecyCleared } from './settlement-operations';
import { textGate, type TextGate } from './text-gate';
import { opened, type Workspace } from './workspace';

/** What a package holds, and what its manifest says of that. */
export interface PackageContents {
  readonly sealed: readonly Sealed[];
  readonly tombstones: readonly Tombstone[];
  readonly scope: PackageScope;
  readonly refersTo: string | null;
  /** Holds, once the payload is written, what the package says beside its entries. */
  readonly gate: TextGate;
}

export async function packageContents(
  workspace: Workspace,
  wanted: PackageScope | undefined,
  context: CallContext,
): Promise<PackageContents> {
  const { reader } = opened(workspace).library;
  const { sealed, leftOut } = await entriesToSeal(reader, wanted, context.signal);
  await assertSecrecyCleared(
    workspace,
    sealed.map(({ entry }) => entry),
  );
  const gate = textGate(opened(workspace).secrecyList);
  const tombstones = (await tombstonesToSend(reader)).map((one) => ({
    ...one,
    // The platform finds it by its id; a name with a word that nobody has cleared is not sent once more.
    name: gate.rings(one.name) ? '' : one.name,
  }));
  const refersTo = await firstReturnedBatch(
    reader,
    sealed.map(({ entry }) => entry.id),
  );
  // Whole is what says everything: a platform may strike off what a whole catalogue lacks.
  const scope = wanted ?? (leftOut > 0 || tombstones.length > 0 ? 'changes' : 'whole');
  return { sealed, tombstones, scope, refersTo, gate };
}

/** Writes what needs a file into `folder`, and answers all payload parts. */
export async function writePayload(
  workspace: Workspace,
  folder: string,
  { sealed, tombstones, scope, gate }: PackageContents,
  context: CallContext,
): Promise<PayloadPart[]> {
  const { settings, library } = opened(workspace);
  const { resources } = workspace.host;
  const layout = resources.layouts.find((one) => one.id === 'national-2017')!;
  const workbook = join(folder, 'catalogue.xlsx');
  await writeWorkbook(
    workbook,
    sealed.map(({ entry }) => entry),
    {
      layout,
      codeTables: resources.codeTables,
      upload: true,
      signal: context.signal,
      onProgress: (done) => context.progress(done, sealed.length, '生成报送包'),
    },
  );
  // The report speaks of what is packed and of nothing else: what stays in the house is not told on paper either.
  const reports = await writeReportFiles(
    workspace,
    { kind: 'review', out: join(folder, 'review-report.docx') },
    context,
    { packed: packedOf(workspace, { sealed, tombstones, gate }) },
  );
  const catalogue: CatalogueFile = {
    format: CATALOGUE_FILE_FORMAT,
    department: settings['department'] ?? '',
    creditCode: settings['creditCode'] ?? '',
    region: settings['region'] ?? '',
    libraryId: settings['libraryId'] ?? '',
    instanceId: settings['instanceId'] ?? '',
    scope,
    entries: sealed.map(({ entry, version }) => ({ ...entry, version })),
    removed: [...tombstones],
    ancestry: await readAncestry(library.reader, [
      ...sealed.map(({ entry }) => entry.id),
      ...tombstones.map(({ id }) => id),
    ]),
  };
  return [
    { path: 'catalogue.json', source: new TextEncoder().encode(canonicalJson(catalogue)) },
    { path: 'catalogue.xlsx', source: { file: workbook } },
    ...reports.map((file, i) => ({
      path: i === 0 ? 'review-report.docx' : `review-report-${i + 1}.docx`,
      source: { file },
    })),
  ];
}
