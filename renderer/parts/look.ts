/** Large type and high contrast: how the person at this computer sees the window. Applied at once, and kept. */
import { useSyncExternalStore } from 'react';
import { call } from '#renderer/call';
import { readPreference, writePreference } from './preference';

export const SIZES = ['usual', 'large', 'huge'] as const;
export type Size = (typeof SIZES)[number];
/** Everything grows alike, the canvas of the grid and what pops up included. */
const FACTORS: Readonly<Record<Size, number>> = { usual: 1, large: 1.25, huge: 1.5 };

export interface Look {
  readonly size: Size;
  readonly contrast: boolean;
}

const KEY = 'look';
const USUAL: Look = { size: 'usual', contrast: false };
let look: Look = { ...USUAL, ...readPreference<Partial<Look>>(KEY, {}) };
const listeners = new Set<() => void>();

function apply(): void {
  document.documentElement.dataset['contrast'] = look.contrast ? 'high' : 'usual';
  void call('window.zoom', { factor: FACTORS[look.size] ?? 1 });
}

/** Puts what is kept into effect; once, when the window starts. */
export function startLook(): void {
  document.documentElement.dataset['contrast'] = look.contrast ? 'high' : 'usual';
  if (look.size !== 'usual') apply();
}

export function setLook(part: Partial<Look>): void {
  look = { ...look, ...part };
  writePreference(KEY, look);
  apply();
  for (const listener of listeners) listener();
}

export function useLook(): Look {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => look,
  );
}
