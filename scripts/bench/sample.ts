/** A library with the shipped sample in it. */
import { join } from 'node:path';
import { runCall } from '#app/operations/create-operations';
import { benchOperations, noContext } from './big-library';

export async function benchSample(folder: string, resources: string): Promise<string> {
  const file = join(folder, 'sample.mulu');
  const { operations } = await benchOperations(resources);
  const run = async (
    name: 'library.create' | 'workbook.import' | 'library.close',
    input: unknown,
  ): Promise<void> => {
    const outcome = await runCall(operations, name, input, noContext);
    if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome.failure)}`);
  };
  await run('library.create', {
    library: file,
    department: '示例市信用办',
    creditCode: '119900009999000119',
    region: '610000',
    rules: 'shaanxi-2017',
  });
  await run('workbook.import', { file: join(resources, 'samples', 'national-2017.xlsx') });
  await run('library.close', {});
  return file;
}
