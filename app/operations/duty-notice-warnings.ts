/** What is lawful in a holiday notice but looks like a slip of whoever typed it in. */
import type { HolidayNotice, LocalHolidays } from '#app/deadlines/holiday-notice';
import { workingDaysInYear, type WorkingCalendar } from '#app/deadlines/working-days';

/** Named in every yearly notice; 中秋节 and 国庆节 may share one range (国庆节、中秋节). */
const HOLIDAYS = ['元旦', '春节', '清明', '劳动节', '端午', '中秋', '国庆'];

/** The years that come with the program have 248 to 251 working days; one far from that is probably mistyped. */
const FEWEST_WORKING_DAYS = 246;
const MOST_WORKING_DAYS = 252;

/** Chinese sentences; `after` is the calendar with the notice laid in. */
export function noticeWarnings(
  content: HolidayNotice | LocalHolidays,
  after: WorkingCalendar,
  today: string,
): string[] {
  if (content.format === 'mulu-local-holidays/1') return [];
  const warnings: string[] = [];
  const inForce = after.notices.some(
    (notice) =>
      notice.year === content.year &&
      notice.kind === content.kind &&
      notice.publishedOn === content.publishedOn &&
      notice.revision === content.revision,
  );
  if (!inForce) warnings.push(`已有更晚公布的${content.year}年安排，本件保存后不起作用。`);
  if (content.publishedOn > today) warnings.push(`公布日期${content.publishedOn}在今天之后，核对公布日期。`);
  if (content.kind === 'amendment') {
    if (!after.years.has(content.year)) {
      warnings.push(`还没有${content.year}年的年度安排，该年的日期仍为暂定。`);
    }
    return warnings;
  }
  const names = content.off.map((range) => range.name).join('、');
  const missing = HOLIDAYS.filter((name) => !names.includes(name));
  if (missing.length > 0) warnings.push(`放假中没有${missing.join('、')}，核对是否遗漏。`);
  const workingDays = workingDaysInYear(after, content.year);
  if (
    inForce &&
    workingDays !== null &&
    (workingDays < FEWEST_WORKING_DAYS || workingDays > MOST_WORKING_DAYS)
  ) {
    warnings.push(
      `按本件计算，${content.year}年有${workingDays}个工作日，与往年相差较大，核对放假和调休的日期。`,
    );
  }
  return warnings;
}
