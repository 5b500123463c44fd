import { expect, test } from 'vitest';
import { done, failed } from '#app/contract/failure';
import { createDutyReminder, reminderOf, type DutyReminder } from '#main/duty-reminder';

const duty = (label: string, due: string, status: string, party = 'P') => ({
  label,
  party,
  due,
  status,
  remainingWorkingDays: status === 'overdue' ? -1 : 3,
});

function running(duties: () => ReturnType<typeof duty>[] | 'nobody signed in') {
  const state = { today: '2026-11-20', library: null as string | null };
  const reminders: DutyReminder[] = [];
  const days: string[] = [];
  let asked = 0;
  const reminder = createDutyReminder({
    today: () => state.today,
    library: () => state.library,
    duties: () => {
      asked += 1;
      const list = duties();
      return Promise.resolve(
        list === 'nobody signed in' ? failed('sign-in-required') : done({ duties: list }),
      );
    },
    onDay: (day) => days.push(day),
    remind: (one) => reminders.push(one),
  });
  return { state, reminders, days, reminder, asked: () => asked };
}

test('主管部门的时限和已经办结的不提醒；先到期的写在前面', () => {
  expect(reminderOf('2026-11-20', [duty('审核', '2026-11-01', 'overdue', 'A')])).toBeNull();
  expect(
    reminderOf('2026-11-20', [duty('报告', '2026-11-01', 'done'), duty('维护', '2026-12-31', 'ok')]),
  ).toBeNull();
  expect(
    reminderOf('2026-11-20', [
      duty('答复', '2026-11-24', 'due-soon'),
      duty('目录更新', '2026-11-18', 'overdue'),
      duty('校核', '2026-11-10', 'overdue'),
    ]),
  ).toEqual({
    today: '2026-11-20',
    overdue: 2,
    dueSoon: 1,
    first: { label: '校核', due: '2026-11-10' },
  });
});

test('打开目录库时提醒一次，程序开着过夜，次日再提醒一次，同一天不重复', async () => {
  const at = running(() => [duty('目录更新', '2026-11-18', 'overdue')]);
  await at.reminder.look();
  expect(at.reminders).toEqual([]);
  at.state.library = '/库.mulu';
  await at.reminder.look();
  await at.reminder.look();
  expect(at.reminders.map((one) => one.today)).toEqual(['2026-11-20']);
  at.state.today = '2026-11-23';
  await at.reminder.look();
  await at.reminder.look();
  expect(at.reminders.map((one) => one.today)).toEqual(['2026-11-20', '2026-11-23']);
  expect(at.days).toEqual(['2026-11-23']);
  expect(at.asked()).toBe(2);
});

test('换一个目录库再提醒；尚未登录时取不到待办，登录后补上', async () => {
  let signedIn = false;
  const at = running(() => (signedIn ? [duty('答复', '2026-11-24', 'due-soon')] : 'nobody signed in'));
  at.state.library = '/甲.mulu';
  await at.reminder.look();
  expect(at.reminders).toEqual([]);
  signedIn = true;
  await at.reminder.look();
  expect(at.reminders).toHaveLength(1);
  at.state.library = '/乙.mulu';
  await at.reminder.look();
  expect(at.reminders).toHaveLength(2);
});
