/** Reads the rule packs, regulation texts and holiday notices that the program ships. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '#app/contract/failure';
import { parseHolidayNotice, type HolidayNotice } from '#app/deadlines/holiday-notice-schema';
import { workingCalendar, type WorkingCalendar } from '#app/deadlines/working-days';
import { type RegulationText } from '#app/jurisdictions/regulation-text';
import { parseRulePack, type RulePack } from '#app/jurisdictions/rule-pack';
import { parseRegulationText } from '#app/jurisdictions/regulation-text-schema';

const RESOURCES = join(import.meta.dirname, '../../resources');

export function resourceFiles(folder: string): { readonly file: string; readonly text: string }[] {
  return readdirSync(join(RESOURCES, folder))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(RESOURCES, folder, file), 'utf8') }));
}

function taken<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure, null, 2));
  return outcome.value;
}

export function shippedPacks(): RulePack[] {
  return resourceFiles('rule-packs').map(({ file, text }) => taken(parseRulePack(text, file)));
}

export function shippedPack(id: string): RulePack {
  const pack = shippedPacks().find((candidate) => candidate.id === id);
  if (!pack) throw new Error(`no rule pack ${id}`);
  return pack;
}

export function shippedTexts(): RegulationText[] {
  return resourceFiles('regulations').map(({ file, text }) => taken(parseRegulationText(text, file)));
}

export function shippedNotices(): HolidayNotice[] {
  return resourceFiles('working-days').map(({ file, text }) => taken(parseHolidayNotice(text, file)));
}

export function shippedCalendar(): WorkingCalendar {
  return workingCalendar(shippedNotices());
}
