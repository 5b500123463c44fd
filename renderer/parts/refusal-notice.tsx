import { Alert } from 'antd';
import type { CallName } from '#app/contract/calls';
import { useRefusal } from '#renderer/frame/use-may-write';

/** Above what is only to be looked at here: why, and who can change it. */
export function RefusalNotice({ of }: { readonly of: CallName }) {
  const refusal = useRefusal(of);
  if (refusal === null) return null;
  return <Alert type="info" showIcon title={`${refusal.title}。${refusal.hint}`} />;
}
