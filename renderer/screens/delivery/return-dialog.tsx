import { useState } from 'react';
import { Table, type TableColumnsType } from 'antd';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, useCall, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { FormDialog } from '#renderer/parts/form-dialog';
import { DayField, PersonField, ScanField, TextField } from '#renderer/parts/form-fields';
import { SearchBox } from '#renderer/parts/search-box';
import { StateTag } from '#renderer/parts/state-tag';
import { tickBoxes } from '#renderer/parts/tick-boxes';
import { text } from '#renderer/text/zh-cn';
import type { EntryState } from '#app/contract/entry-states';

const words = text.delivery.returned;
const byLabel = text.delivery.byHand.by;
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
  const { today, person } = useLibrary();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [on, setOn] = useState(today);
  const [opinion, setOpinion] = useState('');
  const [signer, setSigner] = useState('');
  const [enteredBy, setEnteredBy] = useState(person);
  const [scan, setScan] = useState<ChosenFile | null>(null);
  const list = useCall('entries.list', {
    states: [...states],
    limit: MOST_SHOWN,
    ...(query.trim() === '' ? {} : { query: query.trim() }),
  });
  return (
    <FormDialog
      width={720}
      title={words.title}
      action={words.button(chosen.length)}
      required={[
        { id: 'returned-entries', label: words.choose, blank: chosen.length === 0 },
        { id: 'returned-on', label: words.on, blank: on === '' },
        { id: 'returned-opinion', label: words.opinion, blank: opinion.trim() === '' },
        { id: 'returned-signer', label: words.signer, blank: signer.trim() === '' },
        { id: 'returned-by', label: byLabel, blank: enteredBy.trim() === '' },
      ]}
      onSave={() =>
        call('review.take', {
          step: 'return',
          entries: [...chosen],
          by: signer.trim(),
          opinion: opinion.trim(),
          offline: { on, enteredBy: enteredBy.trim(), ...(scan === null ? {} : { scan: scan.token }) },
        })
      }
      onSaved={({ entries }) => onDone(entries)}
      onClose={onClose}
    >
      <p className="quiet">{words.hint}</p>
      <div data-field="returned-entries">
        <SearchBox query={query} onQuery={setQuery} label={words.search} placeholder={words.search} />
      </div>
      {list.failure !== null && <FailureNotice failure={list.failure} onRetry={list.reload} />}
      <Table<Row>
        className="plain-table"
        size="small"
        columns={COLUMNS}
        dataSource={[...(list.value?.entries ?? [])]}
        rowKey="id"
        pagination={{ pageSize: ROWS, size: 'small', showSizeChanger: false, hideOnSinglePage: true }}
        rowSelection={tickBoxes(chosen, setChosen, (row) => row.name)}
      />
      <p role="status">{words.chosen(chosen.length)}</p>
      <DayField id="returned-on" label={words.on} required value={on} onChange={setOn} />
      <TextField
        id="returned-opinion"
        label={words.opinion}
        required
        multiline
        limit={5000}
        value={opinion}
        onChange={setOpinion}
      />
      <TextField
        id="returned-signer"
        label={words.signer}
        required
        limit={100}
        value={signer}
        onChange={setSigner}
      />
      <ScanField id="returned-scan" label={words.scan} value={scan} onChange={setScan} />
      <PersonField id="returned-by" label={byLabel} required value={enteredBy} onChange={setEnteredBy} />
    </FormDialog>
  );
}
