/** The system's own notification of due duties, for a window that nobody looks at. */
import { Notification, type BrowserWindow } from 'electron';
import type { DutyReminder } from './duty-reminder';

export function showReminder(reminder: DutyReminder, window: () => BrowserWindow | null): void {
  if (!Notification.isSupported()) return;
  const counts = [
    reminder.overdue > 0 ? `逾期${reminder.overdue}项` : '',
    reminder.dueSoon > 0 ? `临期${reminder.dueSoon}项` : '',
  ].filter(Boolean);
  const notification = new Notification({
    title: `待办与时限：${counts.join('，')}`,
    body: `${reminder.first.label}，期限${reminder.first.due}`,
  });
  notification.on('click', () => {
    const shown = window();
    if (shown === null) return;
    if (shown.isMinimized()) shown.restore();
    shown.focus();
  });
  notification.show();
}
