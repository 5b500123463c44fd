import { useState } from 'react';
import { App, Button, Table, type TableColumnsType } from 'antd';
import { PaperClipOutlined } from '@ant-design/icons';
import { LARGEST_ATTACHMENT, LARGEST_TOTAL } from '#app/contract/attachment-limits';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, useCall, type InputOf, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { text } from '#renderer/text/zh-cn';
import { minuteOf } from './day';
import { FailureNotice } from './failure-notice';
import { Field } from './field';
import { FormDialog } from './form-dialog';
import { TextField } from './form-fields';
import { chooseSave, FilePicker } from './file-picker';
import { Loading } from './loading';
import { useComplain } from './use-complain';
import { useConfirm } from './use-confirm';

const words = text.parts.attachments;
export type AttachmentTarget = InputOf<'attachment.add'>['to'];
type Row = OutputOf<'attachment.list'>['attachments'][number];

/** Bytes as people say them. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes}字节`;
  const units = ['KB', 'MB', 'GB'] as const;
  const at = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  const value = bytes / 1024 ** at;
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)}${units[at - 1]}`;
}

interface AddDialogProps {
  readonly to: AttachmentTarget;
  readonly onClose: () => void;
  readonly onAdded: () => void;
}

function AddDialog({ to, onClose, onAdded }: AddDialogProps) {
  const { person } = useLibrary();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [note, setNote] = useState('');
  return (
    <FormDialog
      width={560}
      title={words.add}
      action={words.add}
      first="attachment-file"
      required={[{ id: 'attachment-file', label: words.file, blank: file === null }]}
      onSave={() =>
        call('attachment.add', {
          file: file?.token ?? '',
          to,
          ...(note.trim() === '' ? {} : { note: note.trim() }),
          ...(person === '' ? {} : { by: person }),
        })
      }
      onSaved={onAdded}
      onClose={onClose}
    >
      <p className="quiet">{words.limits(bytesText(LARGEST_ATTACHMENT), bytesText(LARGEST_TOTAL))}</p>
      <Field id="attachment-file" label={words.file} required>
        <FilePicker label={words.choose} kinds={['scan', 'docx', 'any']} value={file} onChange={setFile} />
      </Field>
      <TextField
        id="attachment-note"
        label={words.note}
        note={words.noteHelp}
        limit={500}
        value={note}
        onChange={setNote}
      />
    </FormDialog>
  );
}

export interface AttachmentListProps {
  /** What they belong to; absent: all of the library, and none can be added. */
  readonly of?: AttachmentTarget;
}

/** Files kept with one thing, with their SM3: added, kept as a file of its own, taken away while nobody signed on them. */
export function AttachmentList({ of }: AttachmentListProps) {
  const mayAdd = useMayWrite('attachment.add');
  const mayRemove = useMayWrite('attachment.remove');
  const { message } = App.useApp();
  const confirm = useConfirm();
  const complain = useComplain();
  const [adding, setAdding] = useState(false);
  const list = useCall('attachment.list', of === undefined ? {} : { of });
  if (list.failure) return <FailureNotice failure={list.failure} onRetry={list.reload} />;
  if (list.value === null) return <Loading rows={3} />;
  const { attachments, bytes } = list.value;

  const save = async (row: Row) => {
    const out = await chooseSave(words.save, ['any'], row.name);
    if (out === null) return;
    const outcome = await call('attachment.save', { attachment: row.id, out: out.token });
    if (!outcome.ok) return complain(outcome.failure);
    void message.success(words.saved(out.name));
    void call('window.reveal', { file: out.token });
  };
  const remove = async (row: Row) => {
    const agreed = await confirm({
      title: words.removeTitle(row.name),
      consequence: words.removeText,
      action: words.remove,
      dangerous: true,
    });
    if (!agreed) return;
    const outcome = await call('attachment.remove', { attachment: row.id });
    if (!outcome.ok) return complain(outcome.failure);
    void message.success(words.removed(row.name));
    list.reload();
  };
  const columns: TableColumnsType<Row> = [
    {
      title: words.name,
      render: (_, row) => (
        <>
          {row.name}
          {row.note !== '' && <div className="quiet">{row.note}</div>}
        </>
      ),
    },
    ...(of === undefined
      ? [{ title: words.belongs, width: 90, render: (_: unknown, row: Row) => words.kinds[row.of.kind] }]
      : []),
    { title: words.size, width: 80, align: 'right', render: (_, row) => bytesText(row.size) },
    {
      title: words.sm3,
      width: 250,
      render: (_, row) => <span className="code attachment-sm3">{row.sm3}</span>,
    },
    {
      title: words.added,
      width: 140,
      render: (_, row) => (
        <>
          {minuteOf(row.addedAt)}
          <div className="quiet">{row.addedBy}</div>
        </>
      ),
    },
    {
      title: words.acts,
      width: 160,
      render: (_, row) => (
        <span className="form-buttons">
          <Button size="small" onClick={() => void save(row)}>
            {words.save}
          </Button>
          {mayRemove && (
            <Button
              size="small"
              danger
              disabled={row.signed}
              title={row.signed ? words.signed : words.remove}
              onClick={() => void remove(row)}
            >
              {words.remove}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return (
    <div className="attachments">
      <div className="page-bar attachments-bar">
        <span className="quiet">
          {attachments.length === 0 ? words.none : words.total(attachments.length, bytesText(bytes))}
        </span>
        <span className="page-bar-space" />
        {of !== undefined && mayAdd && (
          <Button size="small" icon={<PaperClipOutlined />} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )}
      </div>
      {attachments.length > 0 && (
        <Table<Row>
          className="plain-table"
          size="small"
          columns={columns}
          dataSource={[...attachments].reverse()}
          rowKey="id"
          pagination={
            attachments.length > 50 ? { pageSize: 50, size: 'small', showSizeChanger: false } : false
          }
        />
      )}
      {adding && of !== undefined && (
        <AddDialog
          to={of}
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            list.reload();
          }}
        />
      )}
    </div>
  );
}
