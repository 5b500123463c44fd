import { useState } from 'react';
import { Input, Modal } from 'antd';
import type { Category } from '#app/classification/category-tree';
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
    <Modal
      open
      width={640}
      title={words.importTitle}
      okText={added + changed === 0 ? words.importNothing : words.importAction(added, changed)}
      okButtonProps={{ disabled: added + changed === 0 }}
      cancelText={text.parts.cancel}
      onOk={() => onTake(categories)}
      onCancel={onClose}
    >
      <p className="quiet">{words.importHint}</p>
      <Input.TextArea
        aria-label={words.importBox}
        autoFocus
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
    </Modal>
  );
}
