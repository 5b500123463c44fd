import { useState } from 'react';
import { Button } from 'antd';
import { recoded } from '#app/catalogue/batch-change';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { parseResourceCode } from '#app/classification/resource-code';
import { useCall } from '#renderer/call';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { CategorySelect } from '#renderer/screens/entries/batch-form';
import { text } from '#renderer/text/zh-cn';
import type { EntryDraft } from './use-entry-draft';

const words = text.editor.code;

function ProposalDialog({
  entry,
  onTake,
  onClose,
}: {
  readonly entry: CatalogueEntry;
  readonly onTake: (code: string) => void;
  readonly onClose: () => void;
}) {
  const [front, setFront] = useState(parseResourceCode(entry.code)?.front ?? '');
  const proposed = useCall('codes.next', front === '' ? null : { front });
  const code = front === '' ? null : (proposed.value?.code ?? null);
  return (
    <FormDialog
      title={words.title}
      action={code === null ? words.take : words.takeCode(code)}
      required={[{ id: 'proposal-category', label: words.category, blank: code === null }]}
      onSave={() => {
        if (code !== null) onTake(code);
        return undefined;
      }}
      onClose={onClose}
    >
      <p className="quiet">{entry.code === '' ? words.hint : words.changeHint(entry.code)}</p>
      <Field id="proposal-category" label={words.category} required>
        <CategorySelect id="proposal-category" value={front} onChange={setFront} />
      </Field>
    </FormDialog>
  );
}

/** Under the code: the former ones, and the way to the next code of a category. */
export function CodeProposal({
  entry,
  edit,
}: {
  readonly entry: CatalogueEntry;
  readonly edit: EntryDraft['edit'];
}) {
  const [open, setOpen] = useState(false);
  return (
    <span className="code-proposal">
      <Button type="link" size="small" className="bare-link" onClick={() => setOpen(true)}>
        {entry.code === '' ? words.propose : words.change}
      </Button>
      {entry.formerCodes.length > 0 && <span>{words.former(entry.formerCodes.join('、'))}</span>}
      {open && (
        <ProposalDialog
          entry={entry}
          onClose={() => setOpen(false)}
          onTake={(code) => {
            setOpen(false);
            edit((now) => recoded(now, code), 'code');
          }}
        />
      )}
    </span>
  );
}
