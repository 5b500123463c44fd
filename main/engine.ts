/**
 * The engine: the operations, in a process of their own, so that long work never freezes the window.
 * Arguments: the folder of the resources, then a date that stands for today or nothing, then the folder of user data.
 */
import { isCalendarDate, todayInShanghai } from '#app/deadlines/calendar-date';
import { createOperations } from '#app/operations/create-operations';
import { uuidV7 } from '#app/operations/new-id';
import { loadResources } from '#app/operations/resources';
import { engineLoop } from './engine-loop';
import { bugReport, type FromEngine, type ToEngine } from './engine-messages';

const [resources = '', fixedToday = '', userData = ''] = process.argv.slice(2);
const post = (message: FromEngine): void => process.parentPort.postMessage(message);

// A bug outside any call leaves unknown state behind: tell it, end, and let the window start a new engine.
process.on('uncaughtException', (error) => {
  post({ type: 'bug', id: '', error: bugReport(error) });
  setImmediate(() => process.exit(1));
});

const operations = createOperations({
  resources: await loadResources(resources),
  userDataFolder: userData === '' ? null : userData,
  today: () => (isCalendarDate(fixedToday) ? fixedToday : todayInShanghai(Date.now())),
  nowMs: () => Date.now(),
  newId: () => uuidV7(Date.now()),
  emit: (name, payload) => post({ type: 'event', name, payload }),
});
const hear = engineLoop(operations, post);
process.parentPort.on('message', (event) => hear(event.data as ToEngine));
post({ type: 'ready' });
