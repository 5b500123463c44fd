/** Cell values as text: what the spreadsheet file stores, turned into what the clerk sees. */

const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

/**
 * Undoes `_xHHHH_` (ECMA-376 Part 1, ST_Xstring) and returns well-formed text with LF line ends. `escaped` false: the
 * text comes from a format without such escapes.
 */
export function decodeCellText(text: string, escaped = true): string {
  const decoded =
    escaped && text.includes('_x')
      ? text.replace(ESCAPE, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
      : text;
  const ends = decoded.includes('\r') ? decoded.replace(/\r\n?/g, '\n') : decoded;
  return ends.isWellFormed() ? ends : ends.toWellFormed();
}

/**
 * The same text in memory of its own. Text cut out of a parsed part keeps the whole part alive, which for a large sheet
 * is many times what its cells need.
 */
export function detachedText(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}

/** Text as `ST_Xstring` holds it: control characters and literal `_xHHHH_` escaped, so that any text survives. */
export function escapeCellText(text: string): string {
  const formed = text.isWellFormed() ? text : text.toWellFormed();
  return formed.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(
    // U+007F is allowed in XML, but writers are known to drop it.
    /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]/g,
    (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  );
}

/** The same, written for an XML part. */
export function encodeCellText(text: string): string {
  return escapeCellText(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/**
 * A stored number as plain decimal text, to the 15 digits that spreadsheet programs show: 0.1 + 0.2 reads 0.3, and a
 * long whole number is never written with an exponent. Text that is no number comes back as it is.
 */
export function numberText(stored: string): string {
  const text = stored.trim();
  // Whole numbers are digits already; of more than 15 the last ones are lost, but not by reading them here.
  if (/^-?\d{1,400}$/.test(text)) return text.replace(/^(-?)0+(?=\d)/, '$1').replace(/^-0$/, '0');
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) return text;
  return decimal(String(Math.abs(value) >= 1e15 ? value : Number(value.toPrecision(15))));
}

function decimal(text: string): string {
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!parts) return text === '-0' ? '0' : text;
  const [, sign, whole, fraction = '', power] = parts;
  const shift = Number(power);
  if (shift < -30 || shift > 30) return text;
  const digits = whole! + fraction;
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${digits}`
    : `${sign}${digits.padEnd(shift + 1, '0')}`;
}

/** Whether a stored number carries more digits than a spreadsheet keeps, so that its last digits are not to be trusted. */
export function losesDigits(stored: string): boolean {
  return Math.abs(Number(stored)) >= 1e15;
}

const DAY = 86_400_000;

/**
 * A date serial as `YYYY-MM-DD`, or with the time of day where it has one. In the 1900 system, serials up to 60 are
 * shifted by the day 1900-02-29 that never was (ECMA-376 Part 1, 18.17.4.1). Null outside 0001–9999.
 */
export function serialDate(serial: number, date1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return null;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const seconds = Math.round(serial * 86_400);
  const moment = new Date(epoch + Math.floor(seconds / 86_400) * DAY + (seconds % 86_400) * 1000);
  if (moment.getUTCFullYear() > 9999) return null;
  const iso = moment.toISOString();
  return iso.slice(11, 19) === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/**
 * A date as people write it, as `YYYY-MM-DD`; null where the text is no full, real date. A bare serial counts when it
 * lies between 1954 and 2119, so that a year alone stays a year.
 */
export function dateText(text: string, date1904 = false): string | null {
  const folded = text.normalize('NFKC').trim();
  if (/^\d{5}(\.\d+)?$/.test(folded)) {
    const serial = Number(folded);
    if (serial >= 20_000 && serial <= 80_000) return serialDate(serial, date1904)?.slice(0, 10) ?? null;
  }
  const parts =
    /^(\d{4})\s*([-/.年])\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*[日号]?(?:[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/.exec(
      folded,
    ) ?? /^(\d{4})()(\d{2})(\d{2})$/.exec(folded);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[3]), Number(parts[4])];
  const moment = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== day) return null;
  return moment.toISOString().slice(0, 10);
}
