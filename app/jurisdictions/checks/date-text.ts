/** Dates as clerks write them. */
import { remembered } from './remembered';

const FORM =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日?|(\d{2})(\d{2}))(?:[t ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/i;
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `YYYY-MM-DD`, or null for what is not a day of the calendar. A time of day is passed over. */
export const readDate: (text: string) => string | null = remembered((text) => {
  const parts = FORM.exec(text.normalize('NFKC').trim());
  if (!parts) return null;
  const [, year, ...rest] = parts;
  const [month, day] = rest.filter((part) => part !== undefined) as [string, string];
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const length = Number(month) === 2 && leap ? 29 : LENGTHS[Number(month) - 1];
  if (length === undefined || Number(day) < 1 || Number(day) > length) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
});
