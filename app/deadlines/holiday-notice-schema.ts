/** The shape of a holiday notice, and of a place's own holidays, in their files. */
import * as z from 'zod';
import { zhCN } from 'zod/locales';
import { done, failed, type Outcome } from '#app/contract/failure';
import { dayNumber, isWeekend, yearOf, type CalendarDate } from './calendar-date';
import { calendarDateSchema } from './calendar-date-schema';
import { datesOf } from './holiday-notice';

const LONGEST_RANGE_DAYS = 31;

/** An administrator reads these: they stand beside the boxes of the form and in the answer of the command line. */
const inChinese = zhCN().localeError;

const offRangeSchema = z.strictObject({
  from: calendarDateSchema,
  to: calendarDateSchema,
  /** The holiday as the notice names it: 元旦, 春节, 国庆节、中秋节. */
  name: z.string().min(1).max(50),
});

const noticeShape = z.strictObject({
  format: z.literal('mulu-working-days/1'),
  kind: z.enum(['full', 'amendment']),
  /** The year whose arrangement this is; 1 January to 31 December become known by a `full` notice. */
  year: z.int().min(1949).max(2199),
  /** Counts corrections of one notice, from 1; of two files of the same date the higher one is in force. */
  revision: z.int().min(1),
  title: z.string().min(1).max(200),
  issuer: z.string().min(1).max(100),
  /** Document number, or null while it is unconfirmed; `numberNote` then says what is believed. */
  number: z.string().min(1).max(100).nullable(),
  numberNote: z.string().max(500),
  publishedOn: calendarDateSchema,
  source: z.string().min(1).max(500),
  off: z.array(offRangeSchema).max(60),
  /** 调休上班: weekend days (or, in an amendment, days that were off) that are worked. */
  working: z.array(calendarDateSchema).max(60),
});

/** A holiday notice. Two claims on one day, ranges that run backwards and days of far-away years are refused. */
export const holidayNoticeSchema = noticeShape.superRefine((notice, context) => {
  const claimed = new Map<CalendarDate, string>();
  const claim = (date: CalendarDate, path: (string | number)[], place: string): void => {
    const earlier = claimed.get(date);
    if (earlier !== undefined) {
      context.addIssue({ code: 'custom', path, message: `${date}在 ${earlier} 已经列出` });
    }
    claimed.set(date, place);
    if (Math.abs(yearOf(date) - notice.year) > 1) {
      context.addIssue({ code: 'custom', path, message: `${date}与${notice.year}年相差太远` });
    }
  };
  notice.off.forEach((range, index) => {
    const length = dayNumber(range.to) - dayNumber(range.from) + 1;
    if (length < 1 || length > LONGEST_RANGE_DAYS) {
      context.addIssue({
        code: 'custom',
        path: ['off', index],
        message:
          length < 1
            ? `起止颠倒：${range.from}至${range.to}`
            : `${range.from}至${range.to}共${length}天，太长`,
      });
      return;
    }
    for (const date of datesOf(range)) claim(date, ['off', index], `off[${index}]`);
  });
  notice.working.forEach((date, index) => {
    claim(date, ['working', index], `working[${index}]`);
    if (notice.kind === 'full' && yearOf(date) === notice.year && !isWeekend(date)) {
      context.addIssue({ code: 'custom', path: ['working', index], message: `${date}不是周末，不需要调休` });
    }
  });
  if (notice.kind === 'full' && notice.off.length === 0) {
    context.addIssue({ code: 'custom', path: ['off'], message: '年度安排至少列出一天放假' });
  }
});
export type HolidayNotice = z.infer<typeof holidayNoticeSchema>;
export type OffRange = HolidayNotice['off'][number];

/** Days that a place adds of its own (for example 三月三), on top of the State Council's notices. */
export const localHolidaysSchema = z.strictObject({
  format: z.literal('mulu-local-holidays/1'),
  title: z.string().min(1).max(200),
  issuer: z.string().min(1).max(100),
  source: z.string().min(1).max(500),
  off: z.array(offRangeSchema).max(60),
  working: z.array(calendarDateSchema).max(60),
});
export type LocalHolidays = z.infer<typeof localHolidaysSchema>;

/**
 * Reads a notice file. `place` (a file name) is named in failures.
 *
 * Failure `calendar-invalid`, details `{place, problems: [{path, message}]}`, every problem with its place in the file.
 */
export function parseHolidayNotice(text: string, place: string): Outcome<HolidayNotice> {
  return parseWith(holidayNoticeSchema, text, place);
}

/** Reads a file of local holidays; failures as for a notice. */
export function parseLocalHolidays(text: string, place: string): Outcome<LocalHolidays> {
  return parseWith(localHolidaysSchema, text, place);
}

function parseWith<T>(schema: z.ZodType<T>, text: string, place: string): Outcome<T> {
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const problems = [
      { path: '', message: `不是 JSON 文件（${error instanceof Error ? error.message : String(error)}）` },
    ];
    return failed('calendar-invalid', { place, problems });
  }
  const parsed = schema.safeParse(raw, { error: inChinese });
  if (parsed.success) return done(parsed.data);
  const problems = parsed.error.issues.map((issue) => ({
    path: z.core.toDotPath(issue.path),
    message: issue.message,
  }));
  return failed('calendar-invalid', { place, problems });
}
