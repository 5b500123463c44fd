import { useState } from 'react';
import { Alert, Button, Select } from 'antd';
import { ExportOutlined, FileDoneOutlined } from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { useCall, type OutputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { useMayCall, useMayWrite } from '#renderer/frame/use-may-write';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseFiles, chooseFolder } from '#renderer/parts/file-picker';
import { matchesTyped } from '#renderer/parts/pinyin-initials';
import { SavedFile } from '#renderer/parts/saved-file';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';
import { OfficeReturns } from './office-returns';

const words = text.exchange.offices;
type Back = OutputOf<'office.import'>;

/** Hands a workbook to each office. */
function HandOut() {
  const work = useWork();
  const all = useCall('workbook.choice', {});
  const [offices, setOffices] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [written, setWritten] = useState<{ folder: ChosenFile; files: number; entries: number } | null>(null);

  const run = async () => {
    const folder = await chooseFolder(words.folder);
    if (folder === null) return;
    setBusy(true);
    setFailure(null);
    setWritten(null);
    const outcome = await work.run(
      'office.export',
      { folder: folder.token, ...(offices.length === 0 ? {} : { offices: [...offices] }) },
      words.exporting,
    );
    setBusy(false);
    if (!outcome.ok) {
      setFailure(outcome.failure);
      return;
    }
    const { files } = outcome.value;
    setWritten({ folder, files: files.length, entries: files.reduce((sum, one) => sum + one.entries, 0) });
  };
  return (
    <section className="page-section">
      <h2>{words.out}</h2>
      <p className="quiet">{words.outHint}</p>
      <div className="import-file">
        <label htmlFor="office-choice">{words.office}</label>
        <Select<string[]>
          id="office-choice"
          mode="multiple"
          maxTagCount="responsive"
          placeholder={text.exchange.export.anyOffice}
          style={{ width: 420 }}
          value={[...offices]}
          options={(all.value?.offices ?? []).map(({ office, entries }) => ({
            value: office,
            label: `${office || words.none}（${entries}）`,
          }))}
          showSearch={{ filterOption: (typed, option) => matchesTyped(String(option?.label ?? ''), typed) }}
          onChange={setOffices}
        />
        <Button icon={<ExportOutlined />} loading={busy} onClick={() => void run()}>
          {offices.length === 0 ? words.export : words.exportSome(offices.length)}
        </Button>
      </div>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      {written !== null && (
        <SavedFile file={written.folder}>{words.exported(written.files, written.entries)}</SavedFile>
      )}
    </section>
  );
}

/** Takes the workbooks back: what came back, what is missing, what changed; written only when asked to. */
function TakeBack() {
  const { person } = useLibrary();
  const mayRead = useMayCall('office.import');
  const mayTake = useMayWrite('office.import');
  const work = useWork();
  const confirm = useConfirm();
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const [back, setBack] = useState<Back | null>(null);
  const [applied, setApplied] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const read = async (chosen: readonly ChosenFile[], apply: boolean) => {
    setBusy(true);
    setFailure(null);
    const outcome = await work.run(
      'office.import',
      {
        files: chosen.map(({ token }) => token),
        ...(apply ? { apply: true } : {}),
        ...(person === '' ? {} : { by: person }),
      },
      words.reading,
    );
    setBusy(false);
    if (!outcome.ok) setFailure(outcome.failure);
    return outcome.ok ? outcome.value : null;
  };
  const choose = async () => {
    const chosen = await chooseFiles(words.chooseBack, ['workbook']);
    if (chosen.length === 0) return;
    setFiles(chosen);
    setApplied(null);
    setBack(await read(chosen, false));
  };
  const changed = (back?.files ?? []).reduce((sum, one) => sum + one.changes.length + one.added.length, 0);
  const apply = async () => {
    const agreed = await confirm({
      title: words.applyTitle,
      consequence: words.applyText(changed, files.length),
      action: words.apply(changed),
    });
    if (!agreed) return;
    const done = await read(files, true);
    if (done !== null) setApplied(done.applied);
  };
  return (
    <section className="page-section">
      <h2>{words.back}</h2>
      <p className="quiet">{words.backHint}</p>
      <div className="import-file">
        {mayRead && (
          <Button icon={<FileDoneOutlined />} loading={busy} onClick={() => void choose()}>
            {words.chooseBack}
          </Button>
        )}
        {mayTake && back !== null && changed > 0 && applied === null && (
          <Button type="primary" disabled={busy} onClick={() => void apply()}>
            {words.apply(changed)}
          </Button>
        )}
      </div>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      {applied !== null && <Alert type="success" showIcon role="status" title={words.applied(applied)} />}
      {back !== null && <OfficeReturns back={back} />}
    </section>
  );
}

/** 处室核对: one workbook per office, out and back. */
export function OfficePart({ onImport }: { readonly onImport: () => void }) {
  const { summary } = useLibrary();
  const mayImport = useMayWrite('workbook.import');
  if (summary.entries === 0) {
    return (
      <EmptyState icon={<FileDoneOutlined />} title={words.empty} hint={text.exchange.export.emptyHint}>
        {mayImport && (
          <Button type="primary" onClick={onImport}>
            {text.exchange.export.goImport}
          </Button>
        )}
      </EmptyState>
    );
  }
  return (
    <ScrollArea label={text.exchange.parts.offices}>
      <HandOut />
      <TakeBack />
    </ScrollArea>
  );
}
