import { Alert, Button } from 'antd';
import type { Failure } from '#app/contract/failure';
import { failureText } from '#app/contract/failure-text';
import { text } from '#renderer/text/zh-cn';

/** What is wrong, and apart from it what to do next. */
export function splitSentence(sentence: string): { readonly what: string; readonly next: string } {
  const end = sentence.indexOf('。');
  if (end < 0 || end === sentence.length - 1) return { what: sentence.replace(/。$/, ''), next: '' };
  return { what: sentence.slice(0, end), next: sentence.slice(end + 1) };
}

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
