import { useState } from 'react';
import { Input, Table, type TableColumnsType } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, useCall, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { DateInput } from '#renderer/parts/date-input';
import { FormDialog } from '#renderer/parts/form-dialog';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { FilePicker } from '#renderer/parts/file-picker';
import { StateTag } from '#renderer/parts/state-tag';
import { text } from '#renderer/text/zh-cn';
import type { EntryState } from '#app/contract/entry-states';

const words = text.delivery.returned;
const MOST_SHOWN = 1000;
/** As many as leave the rest of the dialog on a low screen. */
const ROWS = 5;
type Row = OutputOf<'entries.list'>['entries'][number];

export interface ReturnDialogProps {
  /** States in which the authority has the entries before it. */
  readonly states: readonly EntryState[];
  readonly onClose: () => void;
  /** Answers how many entries are now 退回补正. */
  readonly onDone: (entries: number) => void;
}

const COLUMNS: TableColumnsType<Row> = [
  { title: text.review.list.name, dataIndex: 'name', ellipsis: true },
  { title: text.review.list.code, dataIndex: 'code', width: 140, className: 'code' },
  { title: text.review.list.state, width: 110, render: (_, row) => <StateTag state={row.state} /> },
];

/** The authority sent some of the entries back in writing: which, when, and with what words. */
export function ReturnDialog({ states, onClose, onDone }: ReturnDialogProps) {
  const { today, person, signedIn } = useLibrary();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [on, setOn] = useState(today);
  const [opinion, setOpinion] = useState('');
  const [signer, setSigner] = useState('');
  const [enteredBy, setEnteredBy] = useState(person);
  const [scan, setScan] = useState<ChosenFile | null>(null);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const list = useCall('entries.list', {
    states: [...states],
    limit: MOST_SHOWN,
    ...(query.trim() === '' ? {} : { query: query.trim() }),
  });
  const missing = [
    chosen.length === 0 && words.choose,
    on === '' && words.on,
    opinion.trim() === '' && words.opinion,
    signer.trim() === '' && words.signer,
    enteredBy.trim() === '' && text.delivery.byHand.by,
  ].filter((label) => label !== false);
  const save = async () => {
    setAsked(true);
    if (missing.length > 0) return;
    setBusy(true);
    setFailure(null);
    const outcome = await call('review.take', {
      step: 'return',
      entries: [...chosen],
      by: signer.trim(),
      opinion: opinion.trim(),
      offline: { on, enteredBy: enteredBy.trim(), ...(scan === null ? {} : { scan: scan.token }) },
    });
    setBusy(false);
    if (outcome.ok) onDone(outcome.value.entries);
    else setFailure(outcome.failure);
  };
  return (
    <FormDialog
      width={720}
      top={24}
      title={words.title}
      action={words.button(chosen.length)}
      busy={busy}

      onSave={() => void save()}
      onClose={onClose}

      warning={asked && missing.length > 0 ? text.delivery.byHand.missing(missing) : ''}
      failure={failure}
    >
      <p className="quiet">{words.hint}</p>
      <Input
        allowClear
        aria-label={words.search}
        placeholder={words.search}
        maxLength={200}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {list.failure !== null && <FailureNotice failure={list.failure} onRetry={list.reload} />}
      <Table<Row>
        className="plain-table"
        size="small"
        columns={COLUMNS}
        dataSource={[...(list.value?.entries ?? [])]}
        rowKey="id"
        pagination={{ pageSize: ROWS, size: 'small', showSizeChanger: false, hideOnSinglePage: true }}
        rowSelection={{
          selectedRowKeys: [...chosen],
          preserveSelectedRowKeys: true,
          onChange: (keys) => setChosen(keys.map(String)),
          columnWidth: 36,
          getCheckboxProps: (row) => ({ 'aria-label': text.parts.table.rowCheck(row.name) }) as object,
          getTitleCheckboxProps: () => ({ 'aria-label': text.common.selectShown }) as object,
        }}
      />
      <p role="status">{words.chosen(chosen.length)}</p>
      <Field id="returned-on" label={words.on} required>
        <DateInput id="returned-on" value={on} onChange={setOn} notAfter={today} />
      </Field>
      <Field id="returned-opinion" label={words.opinion} required>
        <Input.TextArea
          id="returned-opinion"
          rows={2}
          maxLength={5000}
          value={opinion}
          onChange={(event) => setOpinion(event.target.value)}
        />
      </Field>
      <Field id="returned-signer" label={words.signer} required>
        <Input
          id="returned-signer"
          maxLength={100}
          value={signer}
          onChange={(event) => setSigner(event.target.value)}
        />
      </Field>
      <Field id="returned-scan" label={words.scan} note={text.common.optional}>
        <FilePicker label={words.chooseScan} kinds={['scan']} value={scan} onChange={setScan} />
      </Field>
      <Field id="returned-by" label={text.delivery.byHand.by} required>
        <Input
          id="returned-by"
          disabled={signedIn !== null}
          maxLength={100}
          value={enteredBy}
          onChange={(event) => setEnteredBy(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
