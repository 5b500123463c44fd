import { Alert, Button } from 'antd';
import { useNavigation } from '#renderer/frame/contexts';
import { entriesOf, useUndo } from '#renderer/frame/use-undo';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseSave } from '#renderer/parts/file-picker';
import { SavedFile } from '#renderer/parts/saved-file';
import { useConfirm } from '#renderer/parts/use-confirm';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { useImport } from './import-session';

const words = text.exchange.done;

/** Last step: what was written, the way back, the way on. */
export function ImportDone() {
  const { state, change, reset, saveErrors } = useImport();
  const { go } = useNavigation();
  const undo = useUndo();
  const confirm = useConfirm();
  const { written, made, undone, file, errorsFile, busy, failure } = state;
  if (written === null) return null;
  const { entries, items, snapshot, problems, leftOut } = written;
  const failedRows = written.rows.filter((row) => row.result === 'failed').length;
  const askErrors = async () => {
    const suggested = text.exchange.check.errorsName((file?.name ?? '').replace(/\.[^.]+$/, ''));
    const out = await chooseSave(text.exchange.check.saveErrors, ['xlsx'], suggested);
    if (out !== null) await saveErrors(out);
  };
  const mustMend = problems.some((problem) => problem.severity === 'error');

  const undoNow = async () => {
    const agreed = await confirm({
      title: words.undoTitle,
      consequence: words.undoText,
      action: words.undo,
      dangerous: true,
    });
    if (agreed && made !== null && (await undo(made.change))) change({ undone: true });
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
                <div>{words.rest(entries.unchanged, entries.failed, failedRows)}</div>
                {leftOut.rows > 0 && <div>{words.leftOut(leftOut.rows)}</div>}
                {snapshot !== undefined && <div>{words.snapshot}</div>}
              </>
            }
          />
        )}
        {failure !== null && <FailureNotice failure={failure} onClose={() => change({ failure: null })} />}
        {errorsFile !== null && !undone && (
          <SavedFile file={errorsFile} onClose={() => change({ errorsFile: null })}>
            {text.exchange.check.errorsHint}
          </SavedFile>
        )}
        <div className="form-buttons">
          {!undone && (
            <Button type="primary" onClick={() => go(entriesOf(made))}>
              {words.open}
            </Button>
          )}
          {!undone && mustMend && (
            <Button onClick={() => go({ screen: 'entries', findings: 'error' })}>{words.errors}</Button>
          )}
          {!undone && failedRows > 0 && (
            <Button loading={busy === 'errors'} onClick={() => void askErrors()}>
              {text.exchange.check.saveErrors}
            </Button>
          )}
          <Button type={undone ? 'primary' : 'default'} onClick={reset}>
            {words.another}
          </Button>
          {!undone && made !== null && <Button onClick={() => void undoNow()}>{words.undo}</Button>}
        </div>
      </div>
    </ScrollArea>
  );
}
