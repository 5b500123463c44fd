import { Alert, Button } from 'antd';
import type { Failure } from '#app/contract/failure';
import { failureText } from '#app/contract/failure-text';
import { text } from '#renderer/text/zh-cn';
import { splitSentence } from './split-sentence';

export interface FailureNoticeProps {
  readonly failure: Failure;
  readonly onRetry?: () => void;
  readonly onClose?: () => void;
}

/** A failure in place: the sentence, the next step, and 重试 where trying again makes sense. */
export function FailureNotice({ failure, onRetry, onClose }: FailureNoticeProps) {
  const { what, next } = splitSentence(failureText(failure));
  return (
    <Alert
      type={failure.code === 'not-available' || failure.code === 'cancelled' ? 'info' : 'error'}
      showIcon
      title={what}
      description={next === '' ? undefined : next}
      role="alert"
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {text.parts.retry}
          </Button>
        )
      }
      {...(onClose ? { closable: { onClose, 'aria-label': text.parts.close } } : {})}
    />
  );
}
