import { useState } from 'react';
import { Button, Checkbox, Input, Select, TreeSelect } from 'antd';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { ENTRY_FIELDS, type EntryFieldKey, type FieldDefinition } from '#app/catalogue/entry-fields';
import { categoryTree, type CategoryNode } from '#app/classification/category-tree';
import { isFrontCode } from '#app/classification/resource-code';
import { useCall } from '#renderer/call';
import { Field } from '#renderer/parts/field';
import type { RequiredBox } from '#renderer/parts/form-box';
import { matchesTyped } from '#renderer/parts/pinyin-initials';
import { FieldControl } from '#renderer/screens/editor/field-control';
import type { Reading } from '#renderer/screens/editor/reading';
import { text } from '#renderer/text/zh-cn';
import { ENTRY_OPTIONS, ITEM_OPTIONS, type BatchDraft, type FieldOption } from './batch-draft';

const words = text.entries.batchEdit;

interface FormProps {
  readonly draft: BatchDraft;
  /** How the values typed here are read. */
  readonly reading: Reading;
  readonly onChange: (draft: BatchDraft) => void;
}

const matching = (typed: string, option: { label?: unknown } | undefined): boolean =>
  matchesTyped(String(option?.label ?? ''), typed);

function SetForm({ draft, reading, onChange }: FormProps) {
  const described = useCall('fields.describe', {});
  const put = (index: number, part: Partial<BatchDraft['values'][number]>) =>
    onChange({
      ...draft,
      values: draft.values.map((one, i) => (i === index ? { ...one, ...part } : one)),
    });
  return (
    <>
      {draft.values.map(({ field, value }, index) => {
        const known = field === '' ? null : (ENTRY_FIELDS[field as EntryFieldKey] as FieldDefinition);
        return (
          <div className="batch-value" key={index} data-field={`batch-field-${index}`}>
            <Select<string>
              aria-label={words.field}
              autoFocus={index === 0}
              showSearch={{ filterOption: matching }}
              placeholder={words.chooseField}
              value={field === '' ? null : field}
              options={ENTRY_OPTIONS.filter(
                (option) => option.value === field || !draft.values.some((one) => one.field === option.value),
              )}
              onChange={(chosen) => {
                put(index, { field: chosen, value: '' });
                // On to the value, which is there once the form has been drawn again.
                requestAnimationFrame(() => document.getElementById(`batch-value-${index}`)?.focus());
              }}
            />
            {known !== null ? (
              <span>
                <label className="visually-hidden" htmlFor={`batch-value-${index}`}>
                  {known.label} {words.value}
                </label>
                <FieldControl
                  id={`batch-value-${index}`}
                  label={`${known.label} ${words.value}`}
                  kind={known.kind === 'long-text' ? 'text' : known.kind}
                  limit={known.limit}
                  options={
                    known.codeTable === undefined ? [] : (described.value?.codeTables[known.codeTable] ?? [])
                  }
                  value={value}
                  readOnly={false}
                  invalid={false}
                  read={(typed) => reading.value(known, typed)}
                  onChange={(next) => put(index, { value: next })}
                />
              </span>
            ) : (
              <span />
            )}
            <Button
              type="text"
              icon={<DeleteOutlined />}
              disabled={draft.values.length === 1}
              aria-label={words.removeField(known?.label ?? '')}
              onClick={() => onChange({ ...draft, values: draft.values.filter((_, i) => i !== index) })}
            />
          </div>
        );
      })}
      <div className="form-buttons">
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => onChange({ ...draft, values: [...draft.values, { field: '', value: '' }] })}
        >
          {words.addField}
        </Button>
        <Checkbox
          checked={draft.onlyBlank}
          onChange={(event) => onChange({ ...draft, onlyBlank: event.target.checked })}
        >
          {words.onlyBlank}
        </Checkbox>
        <span className="quiet">{words.emptyValue}</span>
      </div>
    </>
  );
}

function ReplaceForm({ draft, onChange }: FormProps) {
  const ofItem = ({ value, label }: FieldOption) => ({ value, label: `${words.ofItems}：${label}` });
  return (
    <>
      <Field id="batch-find" label={words.find} required>
        <Input
          id="batch-find"
          autoFocus
          maxLength={2000}
          value={draft.find}
          onChange={(event) => onChange({ ...draft, find: event.target.value })}
        />
      </Field>
      <Field id="batch-by" label={words.by}>
        <Input
          id="batch-by"
          maxLength={2000}
          value={draft.by}
          onChange={(event) => onChange({ ...draft, by: event.target.value })}
        />
      </Field>
      <Field id="batch-where" label={words.where} required>
        <Select<string[]>
          id="batch-where"
          mode="multiple"
          style={{ width: '100%' }}
          showSearch={{ filterOption: matching }}
          placeholder={words.chosenFields}
          value={[...draft.where]}
          options={[...ENTRY_OPTIONS, ...ITEM_OPTIONS.map(ofItem)]}
          onChange={(where) => onChange({ ...draft, where })}
        />
      </Field>
    </>
  );
}

interface TreeOption {
  readonly value: string;
  readonly title: string;
  readonly disabled: boolean;
  readonly children: TreeOption[];
}

function treeOptions(nodes: readonly CategoryNode[]): TreeOption[] {
  return nodes.map(({ code, name, children }) => ({
    value: code,
    title: `${code} ${name}`,
    disabled: !isFrontCode(code),
    children: treeOptions(children),
  }));
}

/** A node of the classification at which entries can stand. */
export function CategorySelect({
  id,
  value,
  autoFocus,
  onChange,
}: {
  readonly id: string;
  readonly autoFocus?: boolean;
  readonly value: string;
  readonly onChange: (code: string) => void;
}) {
  const list = useCall('categories.list', {});
  const [typed, setTyped] = useState('');
  const categories = list.value?.categories ?? [];
  const front = typed.normalize('NFKC').trim();
  // A platform may have 目 that nobody has entered in the tree yet.
  const other = isFrontCode(front) ? front : value;
  const missing = other !== '' && !categories.some(({ code }) => code === other);
  const own: TreeOption = { value: other, title: words.otherFront(other), disabled: false, children: [] };
  return (
    <TreeSelect<string>
      id={id}
      autoFocus={autoFocus ?? false}
      style={{ width: '100%' }}
      showSearch
      placeholder={words.chooseCategory}
      {...(value === '' ? {} : { value })}
      treeData={[...(missing ? [own] : []), ...treeOptions(categoryTree(categories))]}
      onSearch={setTyped}
      treeDefaultExpandAll={false}
      filterTreeNode={(wanted, node) => matchesTyped(String(node.title ?? ''), wanted)}
      onChange={(code: string | undefined) => onChange(code ?? '')}
    />
  );
}

function CodeForm({ draft, onChange }: FormProps) {
  return (
    <>
      <p className="quiet">{words.categoryHint}</p>
      <Field id="batch-category" label={words.category} required>
        <CategorySelect
          id="batch-category"
          autoFocus
          value={draft.front}
          onChange={(front) => onChange({ ...draft, front })}
        />
      </Field>
      <Checkbox
        checked={draft.onlyUncoded}
        onChange={(event) => onChange({ ...draft, onlyUncoded: event.target.checked })}
      >
        {words.onlyUncoded}
      </Checkbox>
    </>
  );
}

/** What the preview cannot do without. */
export function batchBoxes({ kind, values, find, where, front }: BatchDraft): readonly RequiredBox[] {
  switch (kind) {
    case 'set':
      return [{ id: 'batch-field-0', label: words.field, blank: values.every(({ field }) => field === '') }];
    case 'replace':
      return [
        { id: 'batch-find', label: words.find, blank: find === '' },
        { id: 'batch-where', label: words.where, blank: where.length === 0 },
      ];
    case 'mend':
      return [];
    case 'code':
      return [{ id: 'batch-category', label: words.category, blank: front === '' }];
  }
}

/** The part of the dialog that says what is to be done. */
export function BatchForm(props: FormProps) {
  switch (props.draft.kind) {
    case 'set':
      return <SetForm {...props} />;
    case 'replace':
      return <ReplaceForm {...props} />;
    case 'mend':
      return <p className="quiet">{words.mendHint}</p>;
    case 'code':
      return <CodeForm {...props} />;
  }
}
