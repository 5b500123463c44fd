import { useState } from 'react';
import { App, Button, Input, Modal } from 'antd';
import type { Category } from '#app/classification/category-tree';
import type { Failure } from '#app/contract/failure';
import type { OutputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { BatchPreview } from '#renderer/screens/entries/batch-preview';
import { text } from '#renderer/text/zh-cn';

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
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = (change: () => void) => {
    change();
    setSeen(null);
    setFailure(null);
  };
  const run = async (apply: boolean) => {
    setBusy(true);
    setFailure(null);
    const outcome = await work.run(
      'categories.recode',
      { from: node.code, to, name, by: person, ...(apply && seen ? { apply, token: seen.token } : {}) },
      apply ? words.applying : words.previewing,
    );
    setBusy(false);
    if (!outcome.ok) {
      if (outcome.failure.code !== 'cancelled') setFailure(outcome.failure);
      if (apply) setSeen(null);
    } else if (!apply) setSeen(outcome.value);
    else {
      void message.success(words.recoded(outcome.value.changed));
      onClose();
    }
  };
  return (
    <Modal
      open
      width={880}
      style={{ top: 40 }}
      title={words.recodeTitle(node.code, node.name)}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={onClose}>{text.parts.cancel}</Button>
          <Button
            type={seen === null ? 'primary' : 'default'}
            disabled={to === node.code || name.trim() === ''}
            loading={busy && seen === null}
            onClick={() => void run(false)}
          >
            {words.preview}
          </Button>
          {seen !== null && (
            <Button type="primary" loading={busy} onClick={() => void run(true)}>
              {words.apply(seen.changed)}
            </Button>
          )}
        </>
      }
    >
      <form
        className="form-grid"
        onSubmit={(event) => {
          event.preventDefault();
          if (to !== node.code) void run(false);
        }}
      >
        <p className="quiet">{words.recodeHint}</p>
        <Field id="recode-to" label={words.newCode} required note={words.codeForm}>
          <Input
            id="recode-to"
            className="code"
            autoFocus
            maxLength={40}
            value={to}
            onChange={(event) => take(() => setTo(event.target.value.normalize('NFKC').replace(/\D/g, '')))}
          />
        </Field>
        <Field id="recode-name" label={words.name} required>
          <Input
            id="recode-name"
            maxLength={200}
            value={name}
            onChange={(event) => take(() => setName(event.target.value))}
          />
        </Field>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
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
    </Modal>
  );
}
