/** The sample: a library of made-up department data on real catalogue names, to look at and to play with. */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import { importWorkbook } from './import-workbook';
import type { CallContext } from './host';
import { close, create, openAt, summary } from './library-operations';
import { sampleFile } from './sample-place';
import type { Workspace } from './workspace';

/** Who the sample workbook names as its provider. */
const DEPARTMENT = { department: '示例市信用办', creditCode: '119900009999000119', region: '610000' };
const RULES = 'shaanxi-2017';

/**
 * Opens the sample in the user's data folder, making it where it is not there yet (`fresh`: anew).
 * Failures: `not-available` where the host has no such folder, those of making and opening a library.
 */
export async function openSample(
  workspace: Workspace,
  input: CallParsedInput<'library.sample'>,
  context: CallContext,
): Promise<CallOutput<'library.sample'>> {
  const { userDataFolder, resources } = workspace.host;
  if (userDataFolder === null) throw new FailureError('not-available', { what: 'library.sample' });
  const library = sampleFile(userDataFolder);
  await close(workspace);
  if (existsSync(library) && !input.fresh) return openAt(workspace, { library });
  await mkdir(dirname(library), { recursive: true });
  await Promise.all(
    ['', '-wal', '-shm', '.lock', '.snapshots'].map((suffix) =>
      rm(`${library}${suffix}`, { force: true, recursive: true }),
    ),
  );
  await create(workspace, { library, ...DEPARTMENT, rules: RULES });
  await importWorkbook(
    workspace,
    { file: join(resources.folder, 'samples', 'national-2017.xlsx'), dryRun: false, by: '' },
    context,
  );
  return summary(workspace);
}
