/** Text as XML takes it. */
import { printable } from '#app/review/report-model';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For an element or a quoted attribute; what no document can hold is left out. */
export function xmlText(text: string): string {
  const clean = printable(text);
  return /[&<>"]/.test(clean) ? clean.replace(/[&<>"]/g, (c) => ENTITIES[c]!) : clean;
}
