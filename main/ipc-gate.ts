/**
 * Puts the gate on the channels that the preload speaks on. No other file of the main process listens to a page.
 */
import { ipcMain } from 'electron';
import { createCallGate, type GateParts } from './call-gate';

/** The channel on which a page is told events; `preload.ts` names all three as well. */
export const EVENT_CHANNEL = 'mulu:event';

export function openIpcGate(parts: GateParts): void {
  const gate = createCallGate(parts);
  ipcMain.handle('mulu:call', (event, request) => gate.call(event, request));
  ipcMain.on('mulu:cancel', (event, id) => gate.cancel(event, id));
}
