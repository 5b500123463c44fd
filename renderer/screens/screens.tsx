/** Which component shows which screen. `later`: in the menu with an honest empty state; `absent`: not in the menu. */
import { lazy, type ComponentType } from 'react';
import { fetchCalendar } from '#renderer/parts/date-input';
import type { ScreenName } from '#renderer/route';
import { HomeScreen } from './home/home-screen';

/** The first screen comes with the window; the others are fetched right after it, so that it is up sooner. */
const parts = {
  entries: () =>
    import('./entries/entries-screen').then((part) => {
      void part.fetchEditor();
      return { default: part.EntriesScreen };
    }),
  exchange: () => import('./exchange/exchange-screen').then((part) => ({ default: part.ExchangeScreen })),
  review: () => import('./review/review-screen').then((part) => ({ default: part.ReviewScreen })),
  delivery: () => import('./delivery/delivery-screen').then((part) => ({ default: part.DeliveryScreen })),
  maintenance: () =>
    import('./maintenance/maintenance-screen').then((part) => ({ default: part.MaintenanceScreen })),
  ledgers: () => import('./ledgers/ledgers-screen').then((part) => ({ default: part.LedgersScreen })),
  settings: () => import('./settings/settings-screen').then((part) => ({ default: part.SettingsScreen })),
};

export const screens: Readonly<Record<ScreenName, ComponentType | 'later' | 'absent'>> = {
  home: HomeScreen,
  entries: lazy(parts.entries),
  exchange: lazy(parts.exchange),
  review: lazy(parts.review),
  delivery: lazy(parts.delivery),
  maintenance: lazy(parts.maintenance),
  ledgers: lazy(parts.ledgers),
  settings: lazy(parts.settings),
};

/** Fetches the other screens in the background, one after the other. */
export async function fetchScreens(): Promise<void> {
  for (const part of Object.values(parts)) await part();
  await fetchCalendar();
}
