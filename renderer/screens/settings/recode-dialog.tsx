import { useState } from 'react';
import { App } from 'antd';
import type { Category } from '#app/classification/category-tree';
import type { OutputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { FormDialog } from '#renderer/parts/form-dialog';
import { TextField } from '#renderer/parts/form-fields';
import { BatchPreview } from '#renderer/screens/entries/batch-preview';
import { text } from '#renderer/text/zh-cn';
import { CategoryCodeField } from './category-code-field';

const words = text.settings.categories;
const MOST_NODES = 50;

/** A part of the classification under another code: every code that changes is shown before anything is written. */
export function RecodeDialog({ node, onClose }: { readonly node: Category; readonly onClose: () => void }) {
  const { person } = useLibrary();
  const { message } = App.useApp();
  const work = useWork();
  const [to, setTo] = useState(node.code);
  const [name, setName] = useState(node.name);
  const [seen, setSeen] = useState<OutputOf<'categories.recode'> | null>(null);
  const run = async () => {
    const outcome = await work.run(
      'categories.recode',
      { from: node.code, to, name, by: person, ...(seen === null ? {} : { apply: true, token: seen.token }) },
      seen === null ? words.previewing : words.applying,
    );
    if (!outcome.ok) setSeen(null);
    return outcome;
  };
  const settle = (answer: OutputOf<'categories.recode'>) => {
    if (seen === null) return setSeen(answer);
    void message.success(words.recoded(answer.changed));
    onClose();
  };
  return (
    <FormDialog
      width={880}
      title={words.recodeTitle(node.code, node.name)}
      action={seen === null ? words.preview : words.apply(seen.changed)}
      required={[
        { id: 'recode-to', label: words.newCode, blank: to === '' },
        { id: 'recode-name', label: words.name, blank: name.trim() === '' },
      ]}
      fault={to === node.code ? { id: 'recode-to', text: words.sameCode } : null}
      onSave={run}
      onSaved={settle}
      onClose={onClose}
    >
      <p className="quiet">{words.recodeHint}</p>
      <CategoryCodeField
        id="recode-to"
        label={words.newCode}
        value={to}
        onChange={(code) => {
          setTo(code);
          setSeen(null);
        }}
      />
      <TextField
        id="recode-name"
        label={words.name}
        required
        limit={200}
        value={name}
        onChange={(given) => {
          setName(given);
          setSeen(null);
        }}
      />
      {seen !== null && (
        <>
          <p>{words.nodes(seen.nodes.length)}</p>
          <ul className="recode-nodes">
            {seen.nodes.slice(0, MOST_NODES).map((one) => (
              <li key={one.before}>{words.nodeLine(one.before, one.after, one.name)}</li>
            ))}
          </ul>
          <BatchPreview result={seen} />
        </>
      )}
    </FormDialog>
  );
}
