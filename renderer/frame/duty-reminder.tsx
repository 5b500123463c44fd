import { App, Button } from 'antd';
import { useEvent } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';
import { useNavigation } from './contexts';

const words = text.frame.reminder;
const KEY = 'duty-reminder';

/** Says what is overdue and due soon where another screen than the start page, which lists it, is in view. */
export function DutyReminder() {
  const { notification } = App.useApp();
  const { route, go } = useNavigation();
  useEvent('duties.reminder', ({ overdue, dueSoon, first }) => {
    if (route.screen === 'home') return;
    notification.warning({
      key: KEY,
      placement: 'bottomRight',
      duration: 0,
      title: words.title(overdue, dueSoon),
      description: words.first(first.label, first.due),
      actions: (
        <Button
          size="small"
          type="primary"
          onClick={() => {
            notification.destroy(KEY);
            go({ screen: 'home' });
          }}
        >
          {words.show}
        </Button>
      ),
    });
  });
  return null;
}
