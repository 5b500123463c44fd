import { useMemo, useState } from 'react';
import { Alert, Button, Segmented } from 'antd';
import { chooseSave } from '#renderer/parts/file-picker';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { SavedFile } from '#renderer/parts/saved-file';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';
import { choiceCounts, importFacts } from './import-facts';
import { ImportProblems } from './import-problems';
import { ImportRows } from './import-rows';
import { useImport } from './import-session';

const words = text.exchange.check;
type View = 'rows' | 'problems';

/** Third step: what would happen, row by row; nothing is written yet. */
export function ImportCheck() {
  const { state, change, check, checkChoice, write, saveErrors } = useImport();
  const { checked, left, file, busy, failure, errorsFile } = state;
  const [view, setView] = useState<View>('rows');
  const confirm = useConfirm();
  const facts = useMemo(() => (checked === null ? null : importFacts(checked)), [checked]);
  if (checked === null || facts === null || file === null) return null;

  const { failed } = checked.entries;
  const { created, updated, leftEntries, leftRows } = choiceCounts(checked, left);
  const { cleared, removed } = checked.losses;
  const losing = cleared + removed > 0;
  const nothing = created + updated === 0;

  const writeNow = async () => {
    // What the rows that are left out would have taken away stays.
    const losses = losing && leftRows > 0 ? (await checkChoice())?.losses : checked.losses;
    if (losses === undefined) return;
    if (losses.cleared + losses.removed > 0) {
      const agreed = await confirm({
        title: words.confirmTitle(file.name),
        consequence: words.confirmText(losses.cleared, losses.removed),
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
      aria-label={words.views}
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
      {(failure !== null || facts.rows.failed > 0 || losing || leftRows > 0 || errorsFile !== null) && (
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
          {leftRows > 0 && (
            <Alert
              type="info"
              showIcon
              role="status"
              title={words.taken(leftEntries, leftRows)}
              action={
                <Button size="small" onClick={() => change({ left: new Set() })}>
                  {words.takeBack}
                </Button>
              }
            />
          )}
        </div>
      )}
      {view === 'rows' ? (
        <ImportRows
          result={checked}
          facts={facts}
          head={head}
          left={left}
          onLeft={(next) => change({ left: next })}
        />
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
