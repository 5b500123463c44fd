/** A notice for 2027 that nobody has issued: it moves days of its own year and of the last week of 2026. */
import { holidayNoticeSchema, type HolidayNotice } from '#app/deadlines/holiday-notice-schema';

export const MADE_UP_2027 = {
  format: 'mulu-working-days/1',
  kind: 'full',
  year: 2027,
  revision: 1,
  title: '测试用：2027年节假日安排',
  issuer: '测试',
  number: null,
  numberNote: '测试数据',
  publishedOn: '2026-11-30',
  source: '测试数据',
  off: [
    { from: '2027-01-01', to: '2027-01-03', name: '元旦' },
    { from: '2027-02-05', to: '2027-02-11', name: '春节' },
    { from: '2027-10-01', to: '2027-10-07', name: '国庆节' },
  ],
  working: ['2026-12-26', '2027-02-20'],
} as const;

export function madeUpNotice(changes: Partial<Record<keyof HolidayNotice, unknown>> = {}): HolidayNotice {
  return holidayNoticeSchema.parse({ ...MADE_UP_2027, ...changes });
}
