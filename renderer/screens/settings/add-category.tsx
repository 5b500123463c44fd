import { useState } from 'react';
import type { Category } from '#app/classification/category-tree';
import { FormDialog } from '#renderer/parts/form-dialog';
import { TextField } from '#renderer/parts/form-fields';
import { text } from '#renderer/text/zh-cn';
import { CategoryCodeField } from './category-code-field';
import { categoryFault } from './category-edits';

const words = text.settings.categories;

/** A new node below another one, or a new 类. */
export function AddDialog(props: {
  readonly parent: Category | null;
  readonly known: readonly Category[];
  readonly onClose: () => void;
  readonly onAdd: (category: Category) => void;
}) {
  const { parent, known, onClose, onAdd } = props;
  const [code, setCode] = useState(parent?.code ?? '');
  const [name, setName] = useState('');
  const fault = categoryFault({ code, name }, parent, known);
  return (
    <FormDialog
      title={parent === null ? words.addTopTitle : words.addTitle(parent.name)}
      action={words.addAction}
      required={[
        { id: 'category-code', label: words.code, blank: code === '' },
        { id: 'category-name', label: words.name, blank: name.trim() === '' },
      ]}
      fault={fault === null ? null : { id: 'category-code', text: fault }}
      onSave={() => {
        onAdd({ code, name: name.trim(), note: '' });
        return undefined;
      }}
      onClose={onClose}
    >
      <CategoryCodeField id="category-code" label={words.code} value={code} onChange={setCode} />
      <TextField id="category-name" label={words.name} required limit={200} value={name} onChange={setName} />
    </FormDialog>
  );
}
