import { useState } from 'react';
import { Input, Modal } from 'antd';
import type { Category } from '#app/classification/category-tree';
import { Field } from '#renderer/parts/field';
import { text } from '#renderer/text/zh-cn';
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
  const [asked, setAsked] = useState(false);
  const fault = categoryFault({ code, name }, parent, known);
  const add = () => {
    setAsked(true);
    if (fault === null) onAdd({ code, name: name.trim(), note: '' });
  };
  return (
    <Modal
      open
      title={parent === null ? words.addTopTitle : words.addTitle(parent.name)}
      okText={words.addAction}
      cancelText={text.parts.cancel}
      onOk={add}
      onCancel={onClose}
    >
      <div className="form-grid">
        <Field id="category-code" label={words.code} required note={words.codeForm}>
          <Input
            id="category-code"
            className="code"
            autoFocus
            maxLength={40}
            value={code}
            onChange={(event) => setCode(event.target.value.normalize('NFKC').replace(/\D/g, ''))}
          />
        </Field>
        <Field id="category-name" label={words.name} required>
          <Input
            id="category-name"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={add}
          />
        </Field>
        {asked && fault !== null && (
          <p className="warn" role="alert">
            {fault}
          </p>
        )}
      </div>
    </Modal>
  );
}
