/** Which component shows which screen. */
import type { ComponentType } from 'react';
import { calendar } from '#renderer/parts/date-input';
import { fetched, type Fetched } from '#renderer/parts/fetched';
import type { ScreenName } from '#renderer/route';
import { editor } from './editor/editor-part';
import { HomeScreen } from './home/home-screen';

/** The start page comes with the window; the others are fetched right after it, so that it is up sooner. */
const later: Readonly<Record<Exclude<ScreenName, 'home'>, Fetched<object>>> = {
  entries: fetched(() => import('./entries/entries-screen').then((part) => part.EntriesScreen)),
  exchange: fetched(() => import('./exchange/exchange-screen').then((part) => part.ExchangeScreen)),
  review: fetched(() => import('./review/review-screen').then((part) => part.ReviewScreen)),
  delivery: fetched(() => import('./delivery/delivery-screen').then((part) => part.DeliveryScreen)),
  maintenance: fetched(() =>
    import('./maintenance/maintenance-screen').then((part) => part.MaintenanceScreen),
  ),
  ledgers: fetched(() => import('./ledgers/ledgers-screen').then((part) => part.LedgersScreen)),
  settings: fetched(() => import('./settings/settings-screen').then((part) => part.SettingsScreen)),
};

export const isScreen = (name: string): name is ScreenName => name === 'home' || Object.hasOwn(later, name);

export function screenOf(name: ScreenName): ComponentType {
  return name === 'home' ? HomeScreen : later[name].Part;
}

/** Fetches one screen ahead of its being shown. */
export async function fetchScreen(name: ScreenName): Promise<void> {
  if (name !== 'home') await later[name].fetch();
}

/** Fetches everything else in the background, one after the other. */
export async function fetchScreens(): Promise<void> {
  for (const part of [...Object.values(later), editor, calendar]) await part.fetch();
}
