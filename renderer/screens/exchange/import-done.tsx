import { Alert, Button } from 'antd';
import { useNavigation } from '#renderer/frame/contexts';
import { useUndo } from '#renderer/frame/use-undo';
import { useConfirm } from '#renderer/parts/use-confirm';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { useImport } from './import-session';

const words = text.exchange.done;

/** Last step: what was written, the way back, the way on. */
export function ImportDone() {
  const { state, change, reset } = useImport();
  const { go } = useNavigation();
  const undo = useUndo();
  const confirm = useConfirm();
  const { written, undone } = state;
  if (written === null) return null;
  const { entries, items, snapshot, problems, leftOut } = written;
  const mustMend = problems.some((problem) => problem.severity === 'error');

  const undoNow = async () => {
    const agreed = await confirm({
      title: words.undoTitle,
      consequence: words.undoText,
      action: words.undo,
      dangerous: true,
    });
    if (agreed && (await undo())) change({ undone: true });
  };
  return (
    <ScrollArea label={text.exchange.steps[3]!}>
      <div className="page-narrow">
        {undone ? (
          <Alert type="info" showIcon role="status" title={words.undone} />
        ) : (
          <Alert
            type="success"
            showIcon
            role="status"
            title={words.title(entries.created, entries.updated)}
            description={
              <>
                <div>{words.items(items.created, items.updated, items.removed)}</div>
                <div>{words.rest(entries.unchanged, entries.failed)}</div>
                {leftOut.rows > 0 && <div>{words.leftOut(leftOut.rows)}</div>}
                {snapshot !== undefined && <div>{words.snapshot}</div>}
              </>
            }
          />
        )}
        <div className="form-buttons">
          {!undone && (
            <Button type="primary" onClick={() => go({ screen: 'entries' })}>
              {words.open}
            </Button>
          )}
          {!undone && mustMend && (
            <Button onClick={() => go({ screen: 'entries', findings: 'error' })}>{words.errors}</Button>
          )}
          <Button type={undone ? 'primary' : 'default'} onClick={reset}>
            {words.another}
          </Button>
          {!undone && <Button onClick={() => void undoNow()}>{words.undo}</Button>}
        </div>
      </div>
    </ScrollArea>
  );
}
