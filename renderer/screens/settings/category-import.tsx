import { useState } from 'react';
import { Input } from 'antd';
import type { Category } from '#app/classification/category-tree';
import { FormDialog } from '#renderer/parts/form-dialog';
import { text } from '#renderer/text/zh-cn';
import { mergedCategories, readPasted } from './category-edits';

const words = text.settings.categories;

/** Nodes pasted from a sheet, put into the tree that is being edited; nothing is saved yet. */
export function CategoryImport(props: {
  readonly known: readonly Category[];
  readonly onClose: () => void;
  readonly onTake: (categories: readonly Category[]) => void;
}) {
  const { known, onClose, onTake } = props;
  const [pasted, setPasted] = useState('');
  const read = readPasted(pasted, known);
  const { categories, added, changed } = mergedCategories(known, read.nodes);
  return (
    <FormDialog
      width={640}
      title={words.importTitle}
      action={added + changed === 0 ? words.importNothing : words.importAction(added, changed)}
      required={[{ id: 'category-import', label: words.importBox, blank: pasted.trim() === '' }]}
      fault={added + changed === 0 ? { id: 'category-import', text: words.importNothing } : null}
      onSave={() => {
        onTake(categories);
        return undefined;
      }}
      onClose={onClose}
    >
      <p className="quiet">{words.importHint}</p>
      <Input.TextArea
        data-field="category-import"
        aria-label={words.importBox}
        rows={10}
        className="code"
        value={pasted}
        onChange={(event) => setPasted(event.target.value)}
      />
      {read.faults.length > 0 && (
        <ul className="warn" role="alert">
          {read.faults.slice(0, 8).map(({ line, reason }) => (
            <li key={line}>{words.importFault(line, reason)}</li>
          ))}
        </ul>
      )}
    </FormDialog>
  );
}
