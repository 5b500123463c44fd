/**
 * A main process that starts the engine out of a packaged archive and has it make calls: the folder of the archive, the
 * folder of the resources, a JSON file of `[name, input]` pairs, a file for the outcomes.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import type { FromEngine, ToEngine } from '#main/engine-messages';

const [archive = '', resources = '', calls = '', outcomes = ''] = process.argv.slice(-4);

void app.whenReady().then(async () => {
  const wanted = JSON.parse(await readFile(calls, 'utf8')) as readonly (readonly [string, unknown])[];
  const engine = utilityProcess.fork(join(archive, 'dist', 'main', 'engine.mjs'), [
    resources,
    '2026-11-21',
    '',
  ]);
  const answered: unknown[] = [];
  const next = (): void => {
    const [name, input] = wanted[answered.length] ?? [];
    if (name === undefined) {
      void writeFile(outcomes, JSON.stringify(answered)).then(() => app.exit(0));
      return;
    }
    engine.postMessage({ type: 'call', id: name, name, input } satisfies ToEngine);
  };
  engine.on('message', (message: FromEngine) => {
    if (message.type === 'ready') next();
    if (message.type === 'bug') app.exit(4);
    if (message.type !== 'answer') return;
    answered.push(message.outcome);
    next();
  });
  engine.on('exit', () => app.exit(5));
});
