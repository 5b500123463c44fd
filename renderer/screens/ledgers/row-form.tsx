import { useRef, useState } from 'react';
import { Alert, Button, Drawer, Select } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call } from '#renderer/call';
import { CLEARABLE } from '#renderer/parts/clearable';
import { useLibrary } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { DateInput } from '#renderer/parts/date-input';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { focusRefusedDate } from '#renderer/parts/form-box';
import { onCtrlEnter } from '#renderer/parts/on-ctrl-enter';
import { PapersButton } from '#renderer/parts/papers-button';
import { TextBox } from '#renderer/parts/text-box';
import { useConfirm } from '#renderer/parts/use-confirm';
import { useLeaveGuard } from '#renderer/parts/use-leave-guard';
import { text } from '#renderer/text/zh-cn';
import {
  askedColumns,
  changedValues,
  missingColumns,
  rowName,
  type Ledger,
  type LedgerColumn,
  type LedgerRow,
  rowPapers,
} from './ledger-view';
import { RowLimits } from './row-limits';
import { WithdrawDialog } from './withdraw-dialog';

const words = text.ledgers.form;
const LONGEST = 5000;
const fieldId = (index: number): string => `ledger-field-${index}`;

function Control(props: {
  readonly id: string;
  readonly column: LedgerColumn;
  readonly value: string;
  readonly invalid: boolean;
  readonly onChange: (value: string) => void;
}) {
  const { id, column, value, invalid, onChange } = props;
  switch (column.kind) {
    case 'date':
      return <DateInput id={id} value={value} onChange={onChange} />;
    case 'choice':
      return (
        <Select<string>
          id={id}
          aria-label={column.label}
          allowClear={CLEARABLE}
          placeholder={words.choose}
          {...(value === '' ? {} : { value })}
          {...(invalid ? { status: 'error' as const } : {})}
          onChange={(chosen) => onChange(chosen ?? '')}
          options={column.values.map((one) => ({ value: one, label: one }))}
          style={{ width: 260 }}
        />
      );
    default:
      return (
        <TextBox
          id={id}
          value={value}
          limit={LONGEST}
          multiline={column.kind === 'long-text'}
          invalid={invalid}
          placeholder={column.kind === 'number' ? words.number : ''}
          onChange={onChange}
        />
      );
  }
}

export interface RowFormProps {
  readonly ledger: Ledger;
  /** Null: a new row. */
  readonly row: LedgerRow | null;
  readonly onClose: () => void;
  readonly onSaved: (sentence: string) => void;
}

/** A row of a record book, one field for each column that its content asks for. */
export function RowForm({ ledger, row, onClose, onSaved }: RowFormProps) {
  const { person } = useLibrary();
  const confirm = useConfirm();
  const before = row?.values ?? {};
  const [values, setValues] = useState<Readonly<Record<string, string>>>(before);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [withdrawing, setWithdrawing] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const fields = useRef<HTMLDivElement>(null);
  const saveButton = useRef<HTMLButtonElement>(null);
  const fixed = !useMayWrite('ledger.save') || row?.withdrawn != null;
  const missing = missingColumns(ledger, values);
  const changed = changedValues(ledger, before, values);
  const touched = Object.keys(changed).length > 0;
  const refused = failure?.code === 'invalid-input' ? String(failure.details['field'] ?? '') : '';

  const focusOn = (label: string) => {
    const index = ledger.columns.findIndex((column) => column.label === label);
    document.getElementById(fieldId(index))?.focus();
  };
  const save = async () => {
    setAsked(true);
    setFailure(null);
    if (missing[0] !== undefined) {
      focusOn(missing[0]);
      return;
    }
    if (fields.current !== null && focusRefusedDate(fields.current)) return;
    setBusy(true);
    const outcome = await call('ledger.save', {
      ledger: ledger.ledger,
      ...(row === null ? {} : { row: row.id }),
      values: changed,
      by: person,
    });
    setBusy(false);
    if (!outcome.ok) {
      setFailure(outcome.failure);
      focusOn(String(outcome.failure.details['field'] ?? ''));
      return;
    }
    const limits = outcome.value.duties.length;
    onSaved(limits === 0 ? words.saved : words.savedWithLimits(limits));
  };
  const papers = rowPapers(ledger);
  const mayClose = async (): Promise<boolean> =>
    !touched || fixed || (await confirm({ ...words.discard, dangerous: true }));
  useLeaveGuard(mayClose);
  const close = async () => {
    if (await mayClose()) onClose();
  };

  return (
    <Drawer
      open
      size={640}
      title={row === null ? words.add(ledger.label) : words.change(ledger.label)}
      onClose={() => void close()}
      afterOpenChange={(shown) => {
        // Unless somebody was quicker and is writing already.
        const writing = document.activeElement instanceof HTMLInputElement;
        if (shown && row === null && !writing) document.getElementById(fieldId(0))?.focus();
      }}
      mask={{ closable: false }}
      footer={
        <>
          {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
          {asked && missing.length > 0 && (
            <p className="warn" role="alert">
              {text.parts.form.lacking(missing)}
            </p>
          )}
          <div className="ledger-form-foot">
            {row !== null && !fixed && (
              <Button danger onClick={() => setWithdrawing(true)}>
                {text.ledgers.withdraw.action}
              </Button>
            )}
            {row !== null && row.enteredBy !== '' && (
              <span className="quiet">{words.enteredBy(row.enteredBy)}</span>
            )}
            <span className="page-bar-space" />
            {row !== null && papers.length > 0 && (
              <PapersButton
                about={rowName(ledger, row)}
                papers={papers.map((kind) => ({ kind, subject: [row.id] }))}
              />
            )}
            <Button onClick={() => void close()}>{words.close}</Button>
            {!fixed && (
              <Button
                ref={saveButton}
                type="primary"
                loading={busy}
                disabled={row !== null && !touched}
                onClick={() => void save()}
              >
                {words.save}
              </Button>
            )}
          </div>
        </>
      }
    >
      <div
        ref={fields}
        className="form-grid"
        onKeyDownCapture={onCtrlEnter(() => saveButton.current?.click())}
      >
        {row?.withdrawn != null && (
          <Alert
            type="warning"
            showIcon
            title={text.ledgers.withdraw.taken(row.withdrawn.on, row.withdrawn.by, row.withdrawn.reason)}
          />
        )}
        {row !== null && row.withdrawn === null && ledger.clocked && <RowLimits duties={row.duties} />}
        {askedColumns(ledger, values).map((column) => {
          const { label } = column;
          const id = fieldId(ledger.columns.indexOf(column));
          const value = values[label] ?? '';
          const wrong = refused === label || (asked && missing.includes(label));
          return (
            <Field
              key={label}
              id={id}
              label={label}
              required={column.required}
              note={column.kind === 'date' ? '' : column.help}
              {...(column.kind === 'date' && column.help !== '' ? { help: { help: column.help } } : {})}
            >
              {fixed ? (
                <span id={id} className="field-value ledger-fixed">
                  {value}
                </span>
              ) : (
                <span className={wrong ? 'ledger-invalid' : undefined}>
                  <Control
                    id={id}
                    column={column}
                    value={value}
                    invalid={wrong}
                    onChange={(next) => setValues((all) => ({ ...all, [label]: next }))}
                  />
                </span>
              )}
            </Field>
          );
        })}
      </div>
      {withdrawing && row !== null && (
        <WithdrawDialog
          ledger={ledger}
          row={row}
          name={rowName(ledger, row)}
          onClose={() => setWithdrawing(false)}
          onDone={() => onSaved(text.ledgers.withdraw.done)}
        />
      )}
    </Drawer>
  );
}
