import { useState } from 'react';
import { Alert, App, Button, type TableColumnsType } from 'antd';
import { CheckCircleOutlined, CommentOutlined, RollbackOutlined } from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import { call, useCall, type OutputOf } from '#renderer/call';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { DateInput } from '#renderer/parts/date-input';
import { minuteOf } from '#renderer/parts/day';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { chooseFile } from '#renderer/parts/file-picker';
import { FillTable } from '#renderer/parts/fill-table';
import { Loading } from '#renderer/parts/loading';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery.opinions;
type Opinion = OutputOf<'opinions.list'>['opinions'][number];
type FromWorkbook = OutputOf<'opinions.fromWorkbook'>;

interface DueDialogProps {
  readonly opinion: Opinion;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

function DueDialog({ opinion, onClose, onSaved }: DueDialogProps) {
  const { person } = useLibrary();
  const [due, setDue] = useState(opinion.dueOn ?? '');
  const by = person === '' ? {} : { by: person };
  return (
    <FormDialog
      title={words.setDue}
      action={words.setDue}
      required={[{ id: 'opinion-due', label: words.due, blank: due === '' }]}
      onSave={() => call('opinions.setDue', { opinions: [opinion.id], due, ...by })}
      onSaved={onSaved}
      onClose={onClose}
    >
      <p>{opinion.opinion}</p>
      <Field id="opinion-due" label={words.due} required note={words.setDueHint}>
        <DateInput id="opinion-due" value={due} onChange={setDue} />
      </Field>
    </FormDialog>
  );
}

function Taken({ answer, onClose }: { readonly answer: FromWorkbook; readonly onClose: () => void }) {
  const left = answer.rows.filter((row) => row.reason !== '');
  return (
    <Alert
      type={left.length > 0 ? 'warning' : 'success'}
      showIcon
      role="status"
      title={words.taken(answer.taken, answer.entries)}
      description={
        left.length > 0 && (
          <>
            <div>{words.notTaken(left.length)}</div>
            <ul className="review-skipped" tabIndex={0} aria-label={words.notTaken(left.length)}>
              {left.slice(0, 500).map((row) => (
                <li key={`${row.sheet} ${row.row}`}>{words.rowLine(row.sheet, row.row, row.reason)}</li>
              ))}
            </ul>
          </>
        )
      }
      closable={{ onClose, 'aria-label': text.parts.close }}
    />
  );
}

/** What the authority said after its review, entry by entry, and until when it is to be mended. */
export function OpinionsPart() {
  const { person } = useLibrary();
  const maySetDue = useMayWrite('opinions.setDue');
  const mayTake = useMayWrite('opinions.fromWorkbook');
  const { go } = useNavigation();
  const { message } = App.useApp();
  const list = useCall('opinions.list', { limit: 1000 });
  const [dueOf, setDueOf] = useState<Opinion | null>(null);
  const [taken, setTaken] = useState<FromWorkbook | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const read = async () => {
    const file = await chooseFile(words.read, ['receipt', 'any']);
    if (file === null) return;
    const outcome = await call('delivery.receive', { file: file.token });
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    list.reload();
    void message.success(`${outcome.value.kind} ${outcome.value.result}`);
  };
  const fromWorkbook = async () => {
    const file = await chooseFile(words.fromWorkbook, ['workbook']);
    if (file === null) return;
    const by = person === '' ? {} : { by: person };
    const outcome = await call('opinions.fromWorkbook', { file: file.token, ...by });
    setFailure(outcome.ok ? null : outcome.failure);
    setTaken(outcome.ok ? outcome.value : null);
    if (outcome.ok) list.reload();
  };
  if (list.failure) return <FailureNotice failure={list.failure} onRetry={list.reload} />;
  if (list.value === null) return <Loading />;
  const { opinions } = list.value;
  const columns: TableColumnsType<Opinion> = [
    {
      title: words.entry,
      width: 240,
      ellipsis: true,
      render: (_, row) =>
        row.entry && (
          <button
            type="button"
            className="link row-open-link"
            onClick={() => go({ screen: 'entries', entry: row.entry!.id })}
          >
            {row.entry.name || row.entry.code}
          </button>
        ),
    },
    {
      title: words.decision,
      width: 110,
      render: (_, row) =>
        row.decision === 'approve' ? (
          <span className="good">
            <CheckCircleOutlined aria-hidden /> {words.decisions.approve}
          </span>
        ) : (
          <span className="warn">
            <RollbackOutlined aria-hidden /> {words.decisions.return}
          </span>
        ),
    },
    {
      title: words.opinion,
      ellipsis: true,
      render: (_, row) => <span title={row.opinion}>{row.opinion}</span>,
    },
    { title: words.on, width: 136, render: (_, row) => minuteOf(row.givenAt) },
    {
      title: words.due,
      width: 210,
      render: (_, row) =>
        row.decision === 'return' && (
          <span className="form-buttons">
            {row.dueOn !== null && <span className="day">{row.dueOn}</span>}
            {maySetDue && (
              <Button type="link" size="small" className="bare-link" onClick={() => setDueOf(row)}>
                {words.setDue}
              </Button>
            )}
          </span>
        ),
    },
    {
      title: words.source,
      width: 130,
      ellipsis: true,
      render: (_, row) => (row.applied ? row.source : <span className="quiet">{words.pending}</span>),
    },
  ];
  return (
    <>
      <div className="page-bar">
        <span className="quiet">{words.intro}</span>
        <span className="page-bar-space" />
        {mayTake && (
          <>
            <Button onClick={() => void read()}>{words.read}</Button>
            <Button onClick={() => void fromWorkbook()}>{words.fromWorkbook}</Button>
          </>
        )}
      </div>
      {(failure !== null || taken !== null) && (
        <div className="import-notices">
          {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
          {taken !== null && <Taken answer={taken} onClose={() => setTaken(null)} />}
        </div>
      )}
      {opinions.length === 0 ? (
        <EmptyState icon={<CommentOutlined />} title={words.empty} hint={words.emptyHint} />
      ) : (
        <FillTable<Opinion> minWidth={900} columns={columns} dataSource={[...opinions]} rowKey="id" />
      )}
      {dueOf !== null && (
        <DueDialog
          opinion={dueOf}
          onClose={() => setDueOf(null)}
          onSaved={() => {
            setDueOf(null);
            list.reload();
            void message.success(words.dueSaved);
          }}
        />
      )}
    </>
  );
}
