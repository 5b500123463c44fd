import * as z from 'zod';
import { DATE_FORM, isCalendarDate, type CalendarDate } from './calendar-date';

/** Schema of a date in data files; its JSON form is a plain string. */
export const calendarDateSchema = z
  .string()
  .regex(DATE_FORM, { error: '日期须写成 2026-11-21 的样子' })
  .refine(isCalendarDate, { error: '没有这一天' }) as unknown as z.ZodType<CalendarDate, string>;
