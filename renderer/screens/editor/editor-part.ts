import { fetched } from '#renderer/parts/fetched';

/** With the grid, as large as all the rest of the window. */
export const editor = fetched(() => import('./entry-editor').then((part) => part.EntryEditor));
