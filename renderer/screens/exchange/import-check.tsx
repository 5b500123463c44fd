import { useMemo, useState } from 'react';
import { Alert, Button, Segmented } from 'antd';
import { chooseSave } from '#renderer/parts/file-picker';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { SavedFile } from '#renderer/parts/saved-file';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';
import { importFacts } from './import-facts';
import { ImportProblems } from './import-problems';
import { ImportRows } from './import-rows';
import { useImport } from './import-session';

const words = text.exchange.check;
type View = 'rows' | 'problems';

/** Third step: what would happen, row by row; nothing is written yet. */
export function ImportCheck() {
  const { state, change, check, write, saveErrors } = useImport();
  const { checked, file, busy, failure, errorsFile } = state;
  const [view, setView] = useState<View>('rows');
  const confirm = useConfirm();
  const facts = useMemo(() => (checked === null ? null : importFacts(checked)), [checked]);
  if (checked === null || facts === null || file === null) return null;

  const { created, updated, failed } = checked.entries;
  const { cleared, removed } = checked.losses;
  const losing = cleared + removed > 0;
  const nothing = created + updated === 0;

  const writeNow = async () => {
    if (losing) {
      const agreed = await confirm({
        title: words.confirmTitle(file.name),
        consequence: words.confirmText(cleared, removed),
        action: words.confirmAction,
        dangerous: true,
      });
      if (!agreed) return;
    }
    await write();
  };
  const askErrors = async () => {
    const suggested = words.errorsName(file.name.replace(/\.[^.]+$/, ''));
    const out = await chooseSave(words.saveErrors, ['xlsx'], suggested);
    if (out !== null) await saveErrors(out);
  };

  const head = (
    <Segmented<View>
      size="small"
      value={view}
      onChange={setView}
      options={[
        { value: 'rows', label: words.rows },
        { value: 'problems', label: `${words.problems}（${checked.problems.length}）` },
      ]}
    />
  );
  return (
    <>
      {(failure !== null || failed > 0 || facts.rows.failed > 0 || losing || errorsFile !== null) && (
        <div className="import-notices">
          {failure !== null && (
            <FailureNotice
              failure={failure}
              {...(failure.code === 'entry-changed-meanwhile' ? { onRetry: () => void check() } : {})}
              onClose={() => change({ failure: null })}
            />
          )}
          {errorsFile !== null && (
            <SavedFile file={errorsFile} onClose={() => change({ errorsFile: null })}>
              {words.errorsHint}
            </SavedFile>
          )}
          {errorsFile === null && facts.rows.failed > 0 && (
            <Alert type="warning" showIcon title={words.failedNote(failed, facts.rows.failed)} />
          )}
          {losing && <Alert type="warning" showIcon title={words.losing(cleared, removed)} />}
        </div>
      )}
      {view === 'rows' ? (
        <ImportRows result={checked} facts={facts} head={head} />
      ) : (
        <ImportProblems problems={checked.problems} head={head} />
      )}
      <div className="page-bar page-bar-bottom">
        <Button disabled={busy !== null} onClick={() => change({ step: 'columns', failure: null })}>
          {text.exchange.back}
        </Button>
        <Button
          type="primary"
          disabled={nothing || busy === 'errors'}
          loading={busy === 'writing'}
          onClick={() => void writeNow()}
        >
          {nothing ? words.nothingToWrite : words.write(created, updated)}
        </Button>
        {checked.problems.length > 0 && (
          <Button disabled={busy !== null} loading={busy === 'errors'} onClick={() => void askErrors()}>
            {words.saveErrors}
          </Button>
        )}
        {busy === 'writing' && <span className="quiet">{words.writingNow}</span>}
      </div>
    </>
  );
}
