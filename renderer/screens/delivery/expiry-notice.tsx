import { Alert } from 'antd';
import { useCall } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery.expiry;

/** What of keys and trust ends soon or has ended, with what to do; nothing while all of it holds. */
export function ExpiryNotice() {
  const expiring = useCall('trust.expiry', {}).value?.expiring ?? [];
  if (expiring.length === 0) return null;
  return (
    <Alert
      type={expiring.some((one) => one.expired) ? 'error' : 'warning'}
      showIcon
      role="status"
      title={words.title}
      description={
        <ul>
          {expiring.map((one) => (
            <li key={`${one.what} ${one.subject} ${one.until}`}>
              {one.expired
                ? words.ended(words.whats[one.what], one.subject, one.until)
                : words.ends(words.whats[one.what], one.subject, one.until, one.days)}
              {words.next[one.what]}
            </li>
          ))}
        </ul>
      }
    />
  );
}
