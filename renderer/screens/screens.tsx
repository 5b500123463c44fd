/** Which component shows which screen. `later`: in the menu with an honest empty state; `absent`: not in the menu. */
import type { ComponentType } from 'react';
import type { ScreenName } from '#renderer/route';
import { DeliveryScreen } from './delivery/delivery-screen';
import { EntriesScreen } from './entries/entries-screen';
import { ExchangeScreen } from './exchange/exchange-screen';
import { HomeScreen } from './home/home-screen';
import { LedgersScreen } from './ledgers/ledgers-screen';
import { MaintenanceScreen } from './maintenance/maintenance-screen';
import { ReviewScreen } from './review/review-screen';
import { SettingsScreen } from './settings/settings-screen';

export const screens: Readonly<Record<ScreenName, ComponentType | 'later' | 'absent'>> = {
  home: HomeScreen,
  entries: EntriesScreen,
  exchange: ExchangeScreen,
  review: ReviewScreen,
  delivery: DeliveryScreen,
  maintenance: MaintenanceScreen,
  ledgers: LedgersScreen,
  settings: SettingsScreen,
};
