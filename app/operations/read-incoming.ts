/** What is to be merged: the package of a second desktop or a 直属单位, or what the platform has published. */
import * as z from 'zod';
import { readCatalogueFile, type ReadCatalogueFile } from '#app/catalogue/catalogue-file';
import { FailureError } from '#app/contract/failure';
import { isUnambiguousJson } from '#app/packages/json-members';
import { openPackage } from '#app/packages/open-package';
import type { SignedDocument } from '#app/packages/signed-document';
import { trusted, valueOf } from './key-operations';
import { platformDocument } from './receive-document';
import { revocationLists } from './revocation-operations';
import { opened, type Workspace } from './workspace';

export interface Incoming {
  /** Names the other library for as long as it lives; the key under which common versions are kept. */
  readonly peer: string;
  /** Unified social credit code of the department that signed. */
  readonly unit: string;
  readonly packageId: string;
  readonly catalogue: ReadCatalogueFile;
}

const LARGEST_CATALOGUE = 512 * 2 ** 20;

/** Nothing is handed out before the signature leads to one of the library's roots (or pinned platform keys). */
export async function readIncoming(
  workspace: Workspace,
  file: string,
  privateKey?: Uint8Array,
): Promise<Incoming> {
  if (/\.zwmlr$/i.test(file)) return readPublishedCatalogue(workspace, file);
  return readPackage(workspace, file, privateKey);
}

async function readPackage(
  workspace: Workspace,
  file: string,
  privateKey: Uint8Array | undefined,
): Promise<Incoming> {
  const roots = await trusted(workspace, 'root');
  if (roots.length === 0) {
    throw new FailureError('package-invalid', {
      file,
      reason: 'untrusted-root',
      message: '目录库没有登记根证书，不能核实来件；先登记签发机构的根证书',
    });
  }
  const own = opened(workspace).settings['creditCode'] ?? '';
  const options = {
    roots,
    ...(await revocationLists(workspace)),
    at: new Date(workspace.host.nowMs()),
    // What is encrypted names whom it is for, else anybody could have passed it on under a cover of their own.
    ...(privateKey ? { privateKey, expectedRecipient: { unit: own } } : {}),
  };
  const incoming = await openPackage(file, options, async (result, contents) => {
    if (!contents) {
      const [problem] = result.problems;
      throw new FailureError('package-invalid', { file, reason: problem?.code, message: problem?.message });
    }
    if (!contents.paths.includes('catalogue.json')) throw notACatalogue(file);
    const bytes = await contents.read('catalogue.json', LARGEST_CATALOGUE);
    const catalogue = catalogueOf(bytes);
    if (!catalogue) throw notACatalogue(file);
    const { unit } = contents.manifest.signer;
    const library = [catalogue.libraryId, catalogue.instanceId].filter((one) => one !== '').join('/');
    return { peer: library || `unit:${unit}`, unit, packageId: contents.manifest.packageId, catalogue };
  });
  return valueOf(incoming, { file });
}

async function readPublishedCatalogue(workspace: Workspace, file: string): Promise<Incoming> {
  const published = publishedCatalogue(await platformDocument(workspace, file));
  if (!published) throw notACatalogue(file);
  const { unit, catalogue } = published;
  return { peer: 'platform', unit, packageId: '', catalogue };
}

/** What the platform has published of a unit; null where the document is something else that it signed. */
export function publishedCatalogue({
  name,
  value,
}: SignedDocument): { unit: string; issued: string; catalogue: ReadCatalogueFile } | null {
  const head = publishedSchema.safeParse(value);
  const catalogue = name === 'catalogue' && head.success ? readCatalogueFile(value) : null;
  return head.success && catalogue ? { ...head.data, catalogue } : null;
}

const publishedSchema = z.object({
  format: z.literal('zwml-catalogue/1'),
  unit: z.string(),
  issued: z.string().catch(''),
});

function catalogueOf(bytes: Uint8Array): ReadCatalogueFile | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    // What another reader may read differently is not merged.
    return isUnambiguousJson(text) ? readCatalogueFile(value) : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

const notACatalogue = (file: string): FailureError =>
  new FailureError('package-invalid', {
    file,
    reason: 'not-a-catalogue',
    message: '来件中没有可以合并的目录',
  });
