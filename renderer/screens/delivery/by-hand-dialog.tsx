import { useState } from 'react';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { FormDialog } from '#renderer/parts/form-dialog';
import { DayField, PersonField, ScanField, TextField } from '#renderer/parts/form-fields';
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
  const { today, person } = useLibrary();
  const [number, setNumber] = useState('');
  const [on, setOn] = useState(today);
  const [by, setBy] = useState(person);
  const [scan, setScan] = useState<ChosenFile | null>(null);
  return (
    <FormDialog
      width={580}
      title={words.title}
      action={words.button}
      required={[
        { id: 'hand-number', label: words.number, blank: number.trim() === '' },
        { id: 'hand-on', label: words.on, blank: on === '' },
      ]}
      onSave={() =>
        call('delivery.receiveByHand', {
          number: number.trim(),
          on,
          packageId: row?.packageId ?? null,
          ...(scan === null ? {} : { scan: scan.token }),
          ...(by.trim() === '' ? {} : { by: by.trim() }),
        })
      }
      onSaved={onDone}
      onClose={onClose}
    >
      <p>{row === null ? words.withoutPackage(settled) : words.forPackage(row.seq, row.entries)}</p>
      <TextField
        id="hand-number"
        label={words.number}
        required
        note={words.numberHelp}
        limit={100}
        value={number}
        onChange={setNumber}
      />
      <DayField id="hand-on" label={words.on} required value={on} onChange={setOn} />
      <ScanField id="hand-scan" label={words.scan} value={scan} onChange={setScan} />
      <PersonField id="hand-by" label={words.by} value={by} onChange={setBy} />
    </FormDialog>
  );
}
