/**
 * What a page sees of the program: `window.mulu` with the contract's calls and events, by name, and nothing else.
 * It runs in the sandbox, so it carries the names only and leaves checking the inputs to the gate.
 */
import { contextBridge, ipcRenderer } from 'electron';

/** The contract's names, put in by the build (`scripts/build.mjs`), so that no schema is loaded here. */
declare const MULU_CALL_NAMES: readonly string[];
declare const MULU_EVENT_NAMES: readonly string[];

const callNames = new Set(MULU_CALL_NAMES);
const eventNames = new Set(MULU_EVENT_NAMES);

contextBridge.exposeInMainWorld('mulu', {
  call(name: unknown, input: unknown, id: unknown): Promise<unknown> {
    if (typeof name !== 'string' || !callNames.has(name)) {
      return Promise.resolve({ ok: false, failure: { code: 'not-available', details: {} } });
    }
    return ipcRenderer.invoke('mulu:call', { name, input, id });
  },
  cancel(id: unknown): void {
    ipcRenderer.send('mulu:cancel', id);
  },
  on(name: unknown, listener: (payload: unknown) => void): () => void {
    if (typeof name !== 'string' || !eventNames.has(name)) return () => undefined;
    const hear = (_event: unknown, message: { readonly name: string; readonly payload: unknown }): void => {
      if (message.name === name) listener(message.payload);
    };
    ipcRenderer.on('mulu:event', hear);
    return () => {
      ipcRenderer.removeListener('mulu:event', hear);
    };
  },
});
