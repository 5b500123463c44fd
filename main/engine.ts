/**
 * The engine: the operations, in a process of their own, so that long work never freezes the window.
 * Arguments: the folder of the resources, then a date that stands for today or nothing, then the folder of user data.
 */
import { isCalendarDate, todayInShanghai } from '#app/deadlines/calendar-date';
import { outcomeOf } from '#app/contract/failure';
import { operationsOn } from '#app/operations/create-operations';
import type { Host } from '#app/operations/host';
import { uuidV7 } from '#app/operations/new-id';
import { loadResources } from '#app/operations/resources';
import { resume, type Resumed } from '#app/operations/resume';
import type { Workspace } from '#app/operations/workspace';
import { engineLoop } from './engine-loop';
import { bugReport, RESUME, type FromEngine, type ToEngine } from './engine-messages';

const [resources = '', fixedToday = '', userData = ''] = process.argv.slice(2);
const post = (message: FromEngine): void => process.parentPort.postMessage(message);

// A bug outside any call leaves unknown state behind: tell it, end, and let the window start a new engine.
process.on('uncaughtException', (error) => {
  post({ type: 'bug', id: '', error: bugReport(error) });
  setImmediate(() => process.exit(1));
});

const host: Host = {
  resources: await loadResources(resources),
  userDataFolder: userData === '' ? null : userData,
  today: () => (isCalendarDate(fixedToday) ? fixedToday : todayInShanghai(Date.now())),
  nowMs: () => Date.now(),
  newId: () => uuidV7(Date.now()),
  emit: (name, payload) => post({ type: 'event', name, payload }),
};
const workspace: Workspace = { host, current: null };
const hear = engineLoop(
  {
    ...operationsOn(workspace),
    [RESUME]: (input: Resumed) => outcomeOf(() => resume(workspace, input)),
  },
  post,
);
process.parentPort.on('message', (event) => hear(event.data as ToEngine));
post({ type: 'ready' });
