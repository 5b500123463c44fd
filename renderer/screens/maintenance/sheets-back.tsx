import { useState } from 'react';
import { Checkbox, Table, type TableColumnsType } from 'antd';
import type { ChosenFile } from '#app/contract/window-calls';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import type { OutputOf } from '#renderer/call';
import { FormDialog } from '#renderer/parts/form-dialog';
import { PersonField } from '#renderer/parts/form-fields';
import { text } from '#renderer/text/zh-cn';
import { officeLabel } from './campaign';

const words = text.maintenance.sheets;
type Read = OutputOf<'office.import'>;
type Sheet = Read['files'][number];
const MOST_NAMED_OFFICES = 8;

const COLUMNS: TableColumnsType<Sheet> = [
  {
    title: words.file,
    ellipsis: true,
    render: (_, sheet) => <span title={sheet.file}>{sheet.file.split(/[\\/]/).at(-1)}</span>,
  },
  { title: words.office, width: 130, ellipsis: true, render: (_, sheet) => officeLabel(sheet.office) },
  { title: '无变化', width: 66, align: 'right', render: (_, sheet) => sheet.answers.无变化 },
  { title: '有变化', width: 66, align: 'right', render: (_, sheet) => sheet.answers.有变化 },
  { title: '应停用', width: 66, align: 'right', render: (_, sheet) => sheet.answers.停用 },
  { title: words.unanswered, width: 60, align: 'right', render: (_, sheet) => sheet.unanswered.length },
  { title: words.missing, width: 78, align: 'right', render: (_, sheet) => sheet.missing.length },
  {
    title: words.failure,
    width: 150,
    ellipsis: true,
    render: (_, sheet) => <span title={sheet.failure}>{sheet.failure}</span>,
  },
];

export interface SheetsBackProps {
  readonly files: readonly ChosenFile[];
  readonly read: Read;
  /** Offices that still owe an answer. */
  readonly owing: ReadonlySet<string>;
  readonly onClose: () => void;
  readonly onRecorded: (count: number) => void;
}

/** What stands on the sheets that came back, before any of it is entered. */
export function SheetsBack({ files, read, owing, onClose, onRecorded }: SheetsBackProps) {
  const { person, setPerson } = useLibrary();
  const work = useWork();
  const [by, setBy] = useState(person);
  const [apply, setApply] = useState(false);
  const answers = read.files.reduce((sum, sheet) => sum + sheet.answered.length, 0);
  const changed = read.files.reduce((sum, sheet) => sum + sheet.changes.length + sheet.added.length, 0);

  const waiting = read.waiting
    .filter(({ office }) => owing.has(office))
    .map(({ office }) => officeLabel(office));

  return (
    <FormDialog
      width={820}
      title={words.title}
      action={words.save(answers)}
      disabled={answers === 0 && !apply}
      required={[{ id: 'sheets-by', label: words.by, blank: by.trim() === '' }]}
      onSave={() =>
        work.run(
          'office.import',
          { files: files.map(({ token }) => token), record: true, apply, by: by.trim() },
          words.reading,
        )
      }
      onSaved={({ recorded }) => {
        if (person === '') setPerson(by.trim());
        onRecorded(recorded);
      }}
      onClose={onClose}
    >
      <Table<Sheet>
        className="plain-table"
        size="small"
        columns={COLUMNS}
        dataSource={[...read.files]}
        rowKey="file"
        pagination={read.files.length > 10 ? { pageSize: 10, size: 'small' } : false}
      />
      {answers === 0 && <p className="warn">{words.nothing}</p>}
      {changed > 0 && (
        <Checkbox checked={apply} onChange={(event) => setApply(event.target.checked)}>
          {words.apply(changed)} <span className="quiet">{words.applyHint}</span>
        </Checkbox>
      )}
      {waiting.length > 0 && (
        <p className="quiet">
          {words.waiting(
            waiting.slice(0, MOST_NAMED_OFFICES),
            waiting.length > MOST_NAMED_OFFICES ? waiting.length : 0,
          )}
        </p>
      )}
      <PersonField id="sheets-by" label={words.by} required value={by} onChange={setBy} />
    </FormDialog>
  );
}
