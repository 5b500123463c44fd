import { useState } from 'react';
import { Button, Input, InputNumber, Radio } from 'antd';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import { call, type OutputOf } from '#renderer/call';
import { DateInput } from '#renderer/parts/date-input';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { DayField, TextField } from '#renderer/parts/form-fields';
import { text } from '#renderer/text/zh-cn';
import {
  composeInput,
  emptyNotice,
  emptyOff,
  emptyWorking,
  noticeGaps,
  placedProblems,
  type OffRow,
} from './notice-draft';

const words = text.settings.calendar.form;
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

function OffRowFields(props: {
  readonly index: number;
  readonly row: OffRow;
  readonly problem: string | undefined;
  readonly onChange: (row: OffRow) => void;
  readonly onRemove: () => void;
}) {
  const { index, row, problem, onChange, onRemove } = props;
  const id = (part: string): string => `notice-off-${index}-${part}`;
  return (
    <div className="notice-row" role="group" aria-label={words.offRow(index + 1)}>
      <label className="only-heard" htmlFor={id('name')}>
        {words.offName}
      </label>
      <Input
        id={id('name')}
        className="notice-name"
        maxLength={50}
        placeholder={words.offName}
        value={row.name}
        onChange={(event) => onChange({ ...row, name: event.target.value })}
      />
      <label className="only-heard" htmlFor={id('from')}>
        {words.from}
      </label>
      <DateInput id={id('from')} value={row.from} onChange={(from) => onChange({ ...row, from })} />
      <span aria-hidden>{words.until}</span>
      <label className="only-heard" htmlFor={id('to')}>
        {words.to}
      </label>
      <DateInput id={id('to')} value={row.to} onChange={(to) => onChange({ ...row, to })} />
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={words.removeOff(index + 1)}
        onClick={onRemove}
      />
      {problem !== undefined && <span className="bad">{problem}</span>}
    </div>
  );
}

export interface NoticeDialogProps {
  /** The year that is most likely meant. */
  readonly year: number;
  readonly onClose: () => void;
  readonly onComposed: (composed: OutputOf<'calendar.compose'>) => void;
}

/** 照通知录入: a notice typed in from the printed one, checked before anything is installed. */
export function NoticeDialog({ year, onClose, onComposed }: NoticeDialogProps) {
  const [draft, setDraft] = useState(() => emptyNotice('full', year, words.holidays));
  const [failure, setFailure] = useState<Failure | null>(null);
  const problems = placedProblems(failure, draft);
  const gaps = noticeGaps(draft);

  const check = async () => {
    const outcome = await call('calendar.compose', composeInput(draft));
    const refused = outcome.ok ? null : outcome.failure;
    setFailure(refused);
    // What stands in the rows needs no second telling.
    return placedProblems(refused, draft).all ? null : outcome;
  };
  const setOff = (index: number, row: OffRow | null) =>
    setDraft((before) => ({
      ...before,
      off:
        row === null
          ? before.off.filter((_, i) => i !== index)
          : before.off.map((one, i) => (i === index ? row : one)),
    }));
  const setWorking = (index: number, date: string | null) =>
    setDraft((before) => ({
      ...before,
      working:
        date === null
          ? before.working.filter((_, i) => i !== index)
          : before.working.map((one, i) => (i === index ? { ...one, date } : one)),
    }));

  return (
    <FormDialog
      width={720}
      title={words.title}
      action={words.check}
      required={[
        { id: 'notice-published', label: words.publishedOn, blank: gaps.published },
        { id: 'notice-off-0-from', label: words.days, blank: gaps.days },
        {
          id: `notice-off-${gaps.unnamed ?? 0}-name`,
          label: words.offNameOf((gaps.unnamed ?? 0) + 1),
          blank: gaps.unnamed !== null,
        },
      ]}
      first="notice-number"
      onSave={check}
      onSaved={onComposed}
      onClose={onClose}
    >
      <Field id="notice-kind" label={words.kind} required note={words.kindHelp}>
        <Radio.Group
          id="notice-kind"
          aria-label={words.kind}
          value={draft.kind}
          onChange={(event) =>
            setDraft({
              ...emptyNotice(event.target.value as typeof draft.kind, draft.year, words.holidays),
              number: draft.number,
              publishedOn: draft.publishedOn,
            })
          }
          options={[
            { value: 'full', label: words.kinds.full },
            { value: 'amendment', label: words.kinds.amendment },
          ]}
        />
      </Field>
      <Field id="notice-year" label={words.year} required>
        <InputNumber<number>
          id="notice-year"
          min={FIRST_YEAR}
          max={LAST_YEAR}
          precision={0}
          value={draft.year}
          onChange={(value) => setDraft({ ...draft, year: value ?? year })}
        />
      </Field>
      <TextField
        id="notice-title"
        label={words.noticeTitle}
        limit={200}
        placeholder={words.noticeTitleUsual(draft.year)}
        value={draft.title}
        onChange={(title) => setDraft({ ...draft, title })}
      />
      <TextField
        id="notice-number"
        label={words.number}
        note={words.numberHelp}
        limit={100}
        value={draft.number}
        onChange={(number) => setDraft({ ...draft, number })}
      />
      <DayField
        id="notice-published"
        label={words.publishedOn}
        required
        value={draft.publishedOn}
        onChange={(publishedOn) => setDraft({ ...draft, publishedOn })}
      />
      <Field id="notice-off-0-name" label={words.off} required note={words.offNote}>
        {draft.off.map((row, index) => (
          <OffRowFields
            key={row.id}
            index={index}
            row={row}
            problem={problems.off.get(index)}
            onChange={(next) => setOff(index, next)}
            onRemove={() => setOff(index, null)}
          />
        ))}
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => setDraft({ ...draft, off: [...draft.off, emptyOff('')] })}
        >
          {words.addOff}
        </Button>
      </Field>
      <Field id="notice-working-0" label={words.working} note={words.workingNote}>
        {draft.working.map(({ id, date }, index) => (
          <div key={id} className="notice-row" role="group" aria-label={words.workingRow(index + 1)}>
            <label className="only-heard" htmlFor={`notice-working-${index}`}>
              {words.workingRow(index + 1)}
            </label>
            <DateInput
              id={`notice-working-${index}`}
              value={date}
              onChange={(next) => setWorking(index, next)}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={words.removeWorking(index + 1)}
              onClick={() => setWorking(index, null)}
            />
            {problems.working.has(index) && <span className="bad">{problems.working.get(index)}</span>}
          </div>
        ))}
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => setDraft({ ...draft, working: [...draft.working, emptyWorking()] })}
        >
          {words.addWorking}
        </Button>
      </Field>
      {problems.all && (
        <p className="bad" role="alert">
          {words.wrong(problems.off.size + problems.working.size)}
        </p>
      )}
    </FormDialog>
  );
}
