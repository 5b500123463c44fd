/** Which component shows which screen. `later`: in the menu with an honest empty state; `absent`: not in the menu. */
import type { ComponentType } from 'react';
import type { ScreenName } from '#renderer/route';
import { EntriesScreen } from './entries/entries-screen';
import { ExchangeScreen } from './exchange/exchange-screen';
import { HomeScreen } from './home/home-screen';
import { ReviewScreen } from './review/review-screen';

export const screens: Readonly<Record<ScreenName, ComponentType | 'later' | 'absent'>> = {
  home: HomeScreen,
  entries: EntriesScreen,
  exchange: ExchangeScreen,
  review: ReviewScreen,
  delivery: 'later',
  maintenance: 'absent',
  ledgers: 'absent',
  settings: 'later',
};
