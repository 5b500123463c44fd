import { useDeferredValue, useEffect, useState } from 'react';
import { Button, Radio, Select } from 'antd';
import { ExportOutlined } from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, useCall, type InputOf, type OutputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { chooseSave, FilePicker, safeFileName } from '#renderer/parts/file-picker';
import { SavedFile } from '#renderer/parts/saved-file';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { approvedOnly, choiceInput, ExportScope, WHOLE } from './export-choice';
import { isConfirmed, LAYOUT_IDS, layoutLabel } from './layouts';
import { Unfinished, unfinishedText, type Held } from './unfinished';

const words = text.exchange.export;
type Format = keyof typeof words.formats;
type Purpose = keyof typeof words.purposeName;

interface Written {
  readonly file: ChosenFile;
  readonly value: OutputOf<'workbook.export'>;
  /** Goes to the platform. */
  readonly upload: boolean;
  /** What it was made of, told where it goes to the platform. */
  readonly held: Held | null;
}

/** The catalogue as a file: for the platform, for another round of editing, or for another program. */
export function ExportPart(props: {
  /** Ids of entries chosen in the list; null when none were. */
  readonly entries: readonly string[] | null;
  readonly onImport: () => void;
}) {
  const { entries, onImport } = props;
  const { summary, today } = useLibrary();
  const mayImport = useMayWrite('workbook.import');
  const work = useWork();
  const [format, setFormat] = useState<Format>('xlsx');
  const [purpose, setPurpose] = useState<Purpose>('upload');
  const [layout, setLayout] = useState('national-2017');
  const [template, setTemplate] = useState<ChosenFile | null>(null);
  const [choice, setChoice] = useState(WHOLE);
  useEffect(() => {
    setChoice((before) => ({ ...before, scope: entries === null ? 'all' : 'chosen' }));
  }, [entries]);
  const chosen = choiceInput(choice, entries);
  const [approved, setApproved] = useState(false);
  const whole = useCall('workbook.choice', useDeferredValue(chosen)).value;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [written, setWritten] = useState<Written | null>(null);
  const workbook = format === 'xlsx';
  const filling = workbook && purpose === 'template';
  const upload = workbook && purpose !== 'roundTrip';
  const narrow = upload && approved;
  const wanted = narrow ? approvedOnly(chosen) : chosen;
  const narrowed = useCall('workbook.choice', useDeferredValue(narrow ? wanted : null)).value;
  const holds = narrow ? narrowed : whole;

  if (summary.entries === 0) {
    return (
      <EmptyState icon={<ExportOutlined />} title={words.empty} hint={words.emptyHint}>
        {mayImport && (
          <Button type="primary" onClick={onImport}>
            {words.goImport}
          </Button>
        )}
      </EmptyState>
    );
  }
  const unfinished = written?.held ? unfinishedText(written.held) : null;

  const run = async () => {
    const tag = format === 'json' ? '' : words.purposeName[workbook ? purpose : 'roundTrip'];
    const suggested = `${safeFileName(words.suggested(summary.department, today, tag))}.${format}`;
    const out = await chooseSave(words.title, [format], suggested);
    if (out === null) return;
    const input: InputOf<'workbook.export'> = {
      out: out.token,
      to: format,
      ...wanted,
      ...(format === 'json' ? {} : { layout }),
      ...(workbook && purpose === 'upload' ? { upload: true } : {}),
      ...(filling && template ? { template: template.token } : {}),
    };
    setBusy(true);
    setFailure(null);
    setWritten(null);
    const held = upload ? await call('workbook.choice', wanted) : null;
    const outcome = await work.run('workbook.export', input, words.running);
    setBusy(false);
    if (outcome.ok)
      setWritten({
        file: out,
        value: outcome.value,
        upload,
        held: held?.ok ? held.value : upload ? holds : null,
      });
    else setFailure(outcome.failure);
  };

  const purposes = [
    { value: 'upload', label: words.upload, hint: words.uploadHint },
    { value: 'roundTrip', label: words.roundTrip, hint: words.roundTripHint },
    { value: 'template', label: words.template, hint: words.templateHint },
  ] as const;
  return (
    <ScrollArea label={words.title}>
      <div className="page-narrow">
        <div className="form-grid">
          <Field
            id="export-scope"
            label={words.scope}
            note={
              holds === null
                ? ''
                : holds.entries > 0
                  ? words.holds(holds.entries, holds.items)
                  : words.holdsNone
            }
          >
            <ExportScope choice={choice} onChange={setChoice} chosen={entries?.length ?? 0} />
          </Field>
          <Field id="export-format" label={words.format}>
            <Radio.Group
              id="export-format"
              className="choice-line"
              value={format}
              onChange={(event) => setFormat(event.target.value as Format)}
              options={(Object.keys(words.formats) as Format[]).map((value) => ({
                value,
                label: words.formats[value],
              }))}
            />
          </Field>
          {workbook && (
            <Field id="export-purpose" label={words.purpose}>
              <Radio.Group
                id="export-purpose"
                className="choice-list"
                value={purpose}
                onChange={(event) => setPurpose(event.target.value as Purpose)}
              >
                {purposes.map(({ value, label, hint }) => (
                  <Radio key={value} value={value}>
                    {label} <span className="quiet">{hint}</span>
                  </Radio>
                ))}
              </Radio.Group>
            </Field>
          )}
          {filling && (
            <Field id="export-template" label={words.chooseTemplate} required>
              <FilePicker
                label={text.common.chooseFile}
                kinds={['xlsx']}
                value={template}
                onChange={setTemplate}
                hint={words.templateMissing}
              />
            </Field>
          )}
          {format !== 'json' && (
            <Field
              id="export-layout"
              label={words.layout}
              note={isConfirmed(layout) ? '' : words.unconfirmed}
            >
              <Select
                id="export-layout"
                value={layout}
                onChange={setLayout}
                options={LAYOUT_IDS.map((value) => ({ value, label: layoutLabel(value) }))}
                style={{ width: 280 }}
              />
            </Field>
          )}
        </div>
        {upload && whole !== null && holds !== null && (
          <div className="form-indent">
            <Unfinished whole={whole} held={holds} approvedOnly={approved} onApprovedOnly={setApproved} />
          </div>
        )}
        <div className="form-buttons form-indent">
          <Button
            type="primary"
            icon={<ExportOutlined />}
            loading={busy}
            disabled={(filling && template === null) || holds?.entries === 0}
            onClick={() => void run()}
          >
            {words.button}
          </Button>
        </div>
        {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
        {written !== null && (
          <SavedFile file={written.file}>
            <div>{words.done(written.value.entries, written.value.items)}</div>
            {unfinished !== null && <div className="warn">{unfinished}</div>}
            {written.upload && <div>{words.byHandNext}</div>}
          </SavedFile>
        )}
      </div>
    </ScrollArea>
  );
}
