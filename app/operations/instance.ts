/**
 * Which instance of a library this is. Every copy, restore or move to another machine makes another instance: it may
 * not carry on the sequence of packages until the platform has said how far it has come.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { appendAudit } from '#app/storage/audit-store';
import type { Library } from '#app/storage/database';
import { readSettings, saveSettings } from '#app/storage/settings-store';
import type { Host } from './host';

/** Setting: when it became open where the unit's sequence stands, in milliseconds since 1970. */
export const CHAIN_OPEN_SINCE = 'chainOpenSinceMs';

/** Where the file lies, as far as a copy differs and a renamed file does not: machine, volume, file number. */
async function placeOf(file: string): Promise<string> {
  const machine = await readFile('/etc/machine-id', 'utf8').catch(() => hostname());
  const { dev, ino, birthtimeMs } = await stat(file, { bigint: true });
  return createHash('sha256').update(`${machine.trim()}|${dev}|${ino}|${birthtimeMs}`).digest('hex');
}

/** Settings of a new instance of a library that exists already. */
export function renewedInstance(host: Host): Record<string, string> {
  return { instanceId: host.newId(), chain: 'unconfirmed', [CHAIN_OPEN_SINCE]: String(host.nowMs()) };
}

/** Gives a new library its instance, and a copied one an instance of its own. Answers whether it was renewed. */
export async function settleInstance(library: Library, host: Host): Promise<boolean> {
  if (library.readOnly) return false;
  const settings = await readSettings(library.reader);
  const place = await placeOf(library.file);
  if (settings['instancePlace'] === place) return false;
  const renewed = settings['instancePlace'] !== undefined;
  await library.write(async (tx) => {
    await saveSettings(tx, {
      instancePlace: place,
      ...(renewed ? renewedInstance(host) : {}),
    });
    if (renewed) {
      await appendAudit(tx, {
        atMs: host.nowMs(),
        by: '',
        action: 'instance-renewed',
        subject: library.file,
      });
    }
  });
  return renewed;
}
