/** Where the sample lies, and how it is called: its department is made up. */
import { join } from 'node:path';

export const SAMPLE_NAME = '示例目录库';

export function sampleFile(userDataFolder: string): string {
  return join(userDataFolder, 'samples', `${SAMPLE_NAME}.mulu`);
}
