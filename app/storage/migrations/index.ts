/** All migrations in order. A released one is never edited or renumbered; steps of ten leave room between. */
import { catalogue } from './0010-catalogue';
import { review } from './0020-review';
import { dutiesAndDelivery } from './0030-duties-and-delivery';
import { maintenanceAndLedgers } from './0040-maintenance-and-ledgers';
import { deliveryAndMerge } from './0050-delivery-and-merge';
import { accounts } from './0060-accounts';
import { mappings } from './0070-mappings';
import { revocationLists } from './0075-revocation-lists';
import { dataUpdates } from './0080-data-updates';
import { findings } from './0085-findings';
import { listIndexes } from './0087-list-indexes';
import { overview } from './0090-overview';
import { packageTexts } from './0093-package-texts';
import { findingPlaces } from './0096-finding-places';
import { reasonsTogether } from './0097-reasons-together';

export interface Migration {
  /** Becomes `PRAGMA user_version`, a 32-bit number: small steps, never a date. */
  readonly number: number;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  { number: 10, sql: catalogue },
  { number: 20, sql: review },
  { number: 30, sql: dutiesAndDelivery },
  { number: 40, sql: maintenanceAndLedgers },
  { number: 50, sql: deliveryAndMerge },
  { number: 60, sql: accounts },
  { number: 70, sql: mappings },
  { number: 75, sql: revocationLists },
  { number: 80, sql: dataUpdates },
  { number: 85, sql: findings },
  { number: 87, sql: listIndexes },
  { number: 90, sql: overview },
  { number: 93, sql: packageTexts },
  { number: 96, sql: findingPlaces },
  { number: 97, sql: reasonsTogether },
];

export const LATEST_MIGRATION = MIGRATIONS.at(-1)!.number;
