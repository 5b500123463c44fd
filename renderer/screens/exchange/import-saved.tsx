import { useState } from 'react';
import { Button, Table, type TableColumnsType } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call, useCall, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { minuteOf } from '#renderer/parts/day';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';

const words = text.exchange.saved;
type Mapping = OutputOf<'mapping.list'>['mappings'][number];
type Meaning = OutputOf<'values.list'>['values'][number];

const PAGES = { pageSize: 10, showSizeChanger: false, size: 'small' } as const;

/** What was said once about columns and values, to be seen and taken away; nothing where nothing was said. */
export function ImportSaved() {
  const { person } = useLibrary();
  const confirm = useConfirm();
  const mappings = useCall('mapping.list', {});
  const values = useCall('values.list', {});
  const [failure, setFailure] = useState<Failure | null>(null);

  const forgetMapping = async ({ id, name }: Mapping) => {
    const agreed = await confirm({
      title: words.removeTitle(name),
      consequence: words.removeMapping,
      action: words.remove,
      dangerous: true,
    });
    if (!agreed) return;
    const outcome = await call('mapping.remove', { id });
    setFailure(outcome.ok ? null : outcome.failure);
    mappings.reload();
  };
  const forgetValue = async ({ field, from, to }: Meaning) => {
    const agreed = await confirm({
      title: words.removeTitle(`${from} → ${to}`),
      consequence: words.removeValue,
      action: words.remove,
      dangerous: true,
    });
    if (!agreed) return;
    const by = person === '' ? {} : { by: person };
    const outcome = await call('values.save', { values: [{ field, from, to: null }], ...by });
    setFailure(outcome.ok ? null : outcome.failure);
    values.reload();
  };
  const removing = <T,>(nameOf: (row: T) => string, act: (row: T) => Promise<void>) => ({
    title: words.removeColumn,
    width: 70,
    render: (_: unknown, row: T) => (
      <Button
        type="link"
        size="small"
        aria-label={words.removeTitle(nameOf(row))}
        onClick={() => void act(row)}
      >
        {words.remove}
      </Button>
    ),
  });
  const mappingColumns: TableColumnsType<Mapping> = [
    { title: words.name, dataIndex: 'name', ellipsis: true },
    {
      title: words.sheets,
      width: 200,
      ellipsis: true,
      render: (_, row) => row.sheets.map(({ sheet }) => sheet).join('、'),
    },
    { title: words.savedBy, dataIndex: 'savedBy', width: 110, ellipsis: true },
    { title: words.savedAt, width: 150, render: (_, row) => minuteOf(row.savedAt) },
    removing<Mapping>(({ name }) => name, forgetMapping),
  ];
  const valueColumns: TableColumnsType<Meaning> = [
    { title: text.common.field, dataIndex: 'label', width: 200 },
    { title: text.exchange.values.value, dataIndex: 'from', ellipsis: true },
    { title: text.exchange.values.means, dataIndex: 'to', ellipsis: true },
    removing<Meaning>(({ from, to }) => `${from} → ${to}`, forgetValue),
  ];
  const known = mappings.value?.mappings ?? [];
  const meanings = values.value?.values ?? [];
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      {known.length > 0 && (
        <section className="page-section">
          <h2>{words.mappings(known.length)}</h2>
          <Table<Mapping>
            className="plain-table"
            size="small"
            columns={mappingColumns}
            dataSource={[...known]}
            rowKey="id"
            pagination={known.length > 10 ? PAGES : false}
          />
        </section>
      )}
      {meanings.length > 0 && (
        <section className="page-section">
          <h2>{words.values(meanings.length)}</h2>
          <Table<Meaning>
            className="plain-table"
            size="small"
            columns={valueColumns}
            dataSource={[...meanings]}
            rowKey={({ field, from }) => `${field} ${from}`}
            pagination={meanings.length > 10 ? PAGES : false}
          />
        </section>
      )}
    </>
  );
}
