import { useState } from 'react';
import { Input } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { DateInput } from '#renderer/parts/date-input';
import { FormDialog } from '#renderer/parts/form-dialog';
import { Field } from '#renderer/parts/field';
import { FilePicker } from '#renderer/parts/file-picker';
import { text } from '#renderer/text/zh-cn';
import type { PackageRow } from './package-table';

const words = text.delivery.byHand;

export interface ByHandDialogProps {
  /** Null: what was handed in was no package, but a workbook or papers. */
  readonly row: PackageRow | null;
  readonly settled: number;
  readonly onClose: () => void;
  readonly onDone: (answer: OutputOf<'delivery.receiveByHand'>) => void;
}

/** 人工登记回执: number, date, scan. */
export function ByHandDialog({ row, settled, onClose, onDone }: ByHandDialogProps) {
  const { today, person, signedIn } = useLibrary();
  const [number, setNumber] = useState('');
  const [on, setOn] = useState(today);
  const [by, setBy] = useState(person);
  const [scan, setScan] = useState<ChosenFile | null>(null);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const missing = [number.trim() === '' && words.number, on === '' && words.on].filter(
    (label) => label !== false,
  );

  const save = async () => {
    setAsked(true);
    if (missing.length > 0) return;
    setBusy(true);
    setFailure(null);
    const outcome = await call('delivery.receiveByHand', {
      number: number.trim(),
      on,
      packageId: row?.packageId ?? null,
      ...(scan === null ? {} : { scan: scan.token }),
      ...(by.trim() === '' ? {} : { by: by.trim() }),
    });
    setBusy(false);
    if (outcome.ok) onDone(outcome.value);
    else setFailure(outcome.failure);
  };
  return (
    <FormDialog
      width={580}
      title={words.title}
      action={words.button}
      busy={busy}

      onSave={() => void save()}
      onClose={onClose}

      warning={asked && missing.length > 0 ? words.missing(missing) : ''}
      failure={failure}
    >
      <p>{row === null ? words.withoutPackage(settled) : words.forPackage(row.seq, row.entries)}</p>
      <Field id="hand-number" label={words.number} required note={words.numberHelp}>
        <Input
          id="hand-number"
          autoFocus
          maxLength={100}
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
      </Field>
      <Field id="hand-on" label={words.on} required>
        <DateInput id="hand-on" value={on} onChange={setOn} notAfter={today} />
      </Field>
      <Field id="hand-scan" label={words.scan} note={text.common.optional}>
        <FilePicker label={words.chooseScan} kinds={['scan']} value={scan} onChange={setScan} />
      </Field>
      <Field id="hand-by" label={words.by}>
        <Input
          id="hand-by"
          disabled={signedIn !== null}
          maxLength={100}
          value={by}
          onChange={(event) => setBy(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
