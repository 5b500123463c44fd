import { useState } from 'react';
import { App, Button, Input, InputNumber, Segmented, Select } from 'antd';
import { FilePdfOutlined, SettingOutlined } from '@ant-design/icons';
import type { Failure, Outcome } from '#app/contract/failure';
import { MOST_COPIES, PRINT_SIDES, pagesTyped, type PrintChoice } from '#app/contract/print-choice';
import { useCall } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';
import { FailureNotice } from './failure-notice';
import { Field } from './field';
import { FormDialog } from './form-dialog';
import { Loading } from './loading';
import { keepPrintHabit, readPrintHabit } from './print-habit';

const words = text.parts.print;
const NO_PRINTER: Failure = { code: 'no-printer', details: {} };

export interface PrintDialogProps {
  /** What is printed. */
  readonly name: string;
  readonly onPrint: (choice: PrintChoice) => Promise<Outcome<{ readonly printed: boolean }>>;
  readonly onPdf: () => void;
  readonly onClose: () => void;
}

/** Which printer, how many, on which sides, which pages; filled in as it was printed last. */
export function PrintDialog({ name, onPrint, onPdf, onClose }: PrintDialogProps) {
  const { message } = App.useApp();
  const found = useCall('window.printers', {});
  const [habit, setHabit] = useState(readPrintHabit);
  const [typed, setTyped] = useState('');
  const printers = found.value?.printers ?? [];
  const none = found.value !== null && printers.length === 0;
  // A printer that is there no longer is not silently replaced: it stays chosen under its own name until another is.
  const known = habit.printer === '' || printers.some((one) => one.name === habit.printer);
  const options = [
    { value: '', label: words.standard },
    ...printers.map((one) => ({ value: one.name, label: one.label })),
    ...(known ? [] : [{ value: habit.printer, label: habit.printer }]),
  ];
  const pages = pagesTyped(typed);

  const print = (systemDialog: boolean) =>
    pages === null ? undefined : onPrint({ ...habit, pages, systemDialog });
  const settle = ({ printed }: { readonly printed: boolean }) => {
    if (!printed) return;
    keepPrintHabit(habit);
    void message.success(words.printed(name));
    onClose();
  };

  return (
    <FormDialog
      width={600}
      title={words.title(name)}
      action={words.action}
      disabled={none || found.value === null}
      fault={pages === null ? { id: 'print-pages', text: words.pagesWrong } : null}
      onSave={() => print(false)}
      onSaved={settle}
      onClose={onClose}
      otherWays={[
        {
          label: words.pdf,
          icon: <FilePdfOutlined />,
          onTake: () => {
            onPdf();
            return undefined;
          },
        },
        {
          label: words.system,
          icon: <SettingOutlined />,
          hint: words.systemHint,
          disabled: none || pages === null,
          onTake: () => print(true),
        },
      ]}
    >
      {found.failure !== null && <FailureNotice failure={found.failure} onRetry={found.reload} />}
      {found.value === null && found.failure === null && <Loading />}
      {none && <FailureNotice failure={NO_PRINTER} />}
      <Field id="print-printer" label={words.printer}>
        <div className="print-printer">
          <Select<string>
            id="print-printer"
            disabled={none}
            value={none ? null : habit.printer}
            placeholder={words.noPrinter}
            options={options}
            onChange={(printer) => setHabit({ ...habit, printer })}
          />
          <Button onClick={found.reload}>{words.searchAgain}</Button>
        </div>
      </Field>
      <Field id="print-copies" label={words.copies}>
        <InputNumber<number>
          id="print-copies"
          min={1}
          max={MOST_COPIES}
          precision={0}
          value={habit.copies}
          suffix={words.copiesUnit}
          onChange={(copies) => setHabit({ ...habit, copies: copies ?? 1 })}
        />
      </Field>
      <Field id="print-sides" label={words.sides}>
        <Select<PrintChoice['sides']>
          id="print-sides"
          value={habit.sides}
          options={PRINT_SIDES.map((value) => ({ value, label: words.sideNames[value] }))}
          onChange={(sides) => setHabit({ ...habit, sides })}
        />
      </Field>
      <Field id="print-colour" label={words.colour}>
        <Segmented<string>
          aria-label={words.colour}
          value={habit.grey ? 'grey' : 'coloured'}
          options={[
            { value: 'coloured', label: words.coloured },
            { value: 'grey', label: words.grey },
          ]}
          onChange={(colour) => setHabit({ ...habit, grey: colour === 'grey' })}
        />
      </Field>
      <Field
        id="print-pages"
        label={words.pages}
        note={found.value?.choosesPages === false ? words.pagesBySystem : words.pagesHelp}
      >
        <Input
          id="print-pages"
          disabled={found.value?.choosesPages === false}
          value={typed}
          maxLength={200}
          placeholder={words.allPages}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <p className="quiet">
        {words.paper}
        {words.remembered}
      </p>
    </FormDialog>
  );
}
