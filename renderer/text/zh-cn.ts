/**
 * Everything that the window says, one typed object. Each area has a file of its own in this folder.
 *
 * Words that the law defines come from the rule pack and the field table, not from here.
 */
import { common } from './common';
import { delivery } from './delivery';
import { editor } from './editor';
import { entries } from './entries';
import { findings } from './findings';
import { exchange } from './exchange';
import { frame } from './frame';
import { home } from './home';
import { ledgers } from './ledgers';
import { maintenance } from './maintenance';
import { parts } from './parts';
import { review } from './review';
import { session } from './session';
import { settings } from './settings';
import { welcome } from './welcome';

export const text = {
  session,
  frame,
  parts,
  welcome,
  home,
  entries,
  editor,
  findings,
  common,
  exchange,
  review,
  delivery,
  maintenance,
  ledgers,
  settings,
} as const;
