import { useState } from 'react';
import { Button, Select, Table, type TableColumnsType } from 'antd';
import { ENTRY_FIELDS, ITEM_FIELDS, type FieldDefinition } from '#app/catalogue/entry-fields';
import type { Failure } from '#app/contract/failure';
import { call, useCall } from '#renderer/call';
import { CLEARABLE } from '#renderer/parts/clearable';
import { useLibrary } from '#renderer/frame/contexts';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { matchesTyped } from '#renderer/parts/pinyin-initials';
import { text } from '#renderer/text/zh-cn';
import type { ImportResult } from './import-facts';
import { useImport } from './import-session';

const words = text.exchange.values;
type Unknown = ImportResult['unknownValues'][number];

const keyOf = (one: Pick<Unknown, 'field' | 'value'>): string => `${one.field}\u0000${one.value}`;

/** `entry.sharingType`, `item.sharingType` or the key alone: the code table its values come from. */
function tableOf(field: string): string | undefined {
  const key = field.replace(/^(entry|item)\./, '');
  const fields: Readonly<Record<string, FieldDefinition>> = { ...ITEM_FIELDS, ...ENTRY_FIELDS };
  return fields[key]?.codeTable;
}

/** Values that no code table knows: what each means is said once and kept. */
export function ImportValues({ values }: { readonly values: readonly Unknown[] }) {
  const { person } = useLibrary();
  const { state, check } = useImport();
  const described = useCall('fields.describe', {});
  const [meant, setMeant] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const said = values.filter((one) => meant[keyOf(one)] !== undefined);

  const keep = async () => {
    const outcome = await call('values.save', {
      values: said.map((one) => ({ field: one.field, from: one.value, to: meant[keyOf(one)] ?? null })),
      ...(person === '' ? {} : { by: person }),
    });
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) await check();
  };
  const optionsOf = (one: Unknown) => {
    const labels = (described.value?.codeTables[tableOf(one.field) ?? ''] ?? []).map(({ label }) => label);
    const ordered = [...new Set([...one.suggestions, ...labels])];
    return ordered.map((label) => ({ value: label, label }));
  };
  const columns: TableColumnsType<Unknown> = [
    { title: text.common.field, dataIndex: 'label', width: 180 },
    { title: words.value, dataIndex: 'value' },
    { title: words.rows, dataIndex: 'rows', width: 80, align: 'right' },
    { title: words.cell, width: 180, ellipsis: true, render: (_, row) => `${row.sheet} ${row.cell}` },
    {
      title: words.means,
      width: 260,
      render: (_, row) => (
        <Select
          size="small"
          allowClear={CLEARABLE}
          aria-label={words.meansOf(row.value)}
          placeholder={words.keep}
          style={{ width: '100%' }}
          value={meant[keyOf(row)] ?? null}
          options={optionsOf(row)}
          showSearch={{ filterOption: (typed, option) => matchesTyped(String(option?.label ?? ''), typed) }}
          onChange={(value: string | undefined) =>
            setMeant(({ [keyOf(row)]: _former, ...rest }) =>
              value === undefined ? rest : { ...rest, [keyOf(row)]: value },
            )
          }
        />
      ),
    },
  ];
  return (
    <div className="page-section">
      <h2>{words.title(values.length)}</h2>
      <p className="quiet">{words.hint}</p>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      <Table<Unknown>
        className="plain-table"
        size="small"
        columns={columns}
        dataSource={[...values]}
        rowKey={keyOf}
        pagination={values.length > 20 ? { pageSize: 20, showSizeChanger: false, size: 'small' } : false}
      />
      <div>
        <Button disabled={said.length === 0} loading={state.busy === 'checking'} onClick={() => void keep()}>
          {words.save}
        </Button>
      </div>
    </div>
  );
}
