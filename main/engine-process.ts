/**
 * Starts the engine as a process of the program.
 */
import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import type { EngineProcess } from './engine-client';
import type { FromEngine } from './engine-messages';

/**
 * @param folder the folder of the built main process
 * @param resources the folder of rule packs, calendars and code tables
 * @param today a date that stands for today, or null for the real one
 * @param userData where the user's own data lies that belongs to no library
 */
export function startEngine(
  folder: string,
  resources: string,
  today: string | null,
  userData: string,
): EngineProcess {
  const child = utilityProcess.fork(join(folder, 'engine.mjs'), [resources, today ?? '', userData], {
    serviceName: '目录引擎',
    stdio: app.isPackaged ? 'ignore' : 'inherit',
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => {
      child.on('message', (message: FromEngine) => listener(message));
    },
    onExit: (listener) => {
      child.on('exit', () => listener());
    },
    kill: () => {
      child.kill();
    },
  };
}
