/**
 * Everything that the window says, one typed object. Each area has a file of its own in this folder.
 *
 * Words that the law defines come from the rule pack and the field table, not from here.
 */
import { common } from './common';
import { editor } from './editor';
import { entries } from './entries';
import { exchange } from './exchange';
import { frame } from './frame';
import { home } from './home';
import { parts } from './parts';
import { review } from './review';
import { welcome } from './welcome';

export const text = { frame, parts, welcome, home, entries, editor, common, exchange, review } as const;
