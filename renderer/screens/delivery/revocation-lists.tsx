import { useState } from 'react';
import { App, Button, Table, type TableColumnsType } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call, useCall, type OutputOf } from '#renderer/call';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseFile } from '#renderer/parts/file-picker';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery.lists;
type List = OutputOf<'crl.list'>['lists'][number];

/** Revocation lists that receipts, opinions and packages to be merged are judged by. */
export function RevocationLists({ onChanged }: { readonly onChanged: () => void }) {
  const mayAdd = useMayWrite('crl.add');
  const mayRemove = useMayWrite('crl.remove');
  const { message } = App.useApp();
  const confirm = useConfirm();
  const list = useCall('crl.list', {});
  const [failure, setFailure] = useState<Failure | null>(null);

  const changed = () => {
    list.reload();
    onChanged();
  };
  const add = async () => {
    const file = await chooseFile(words.choose, ['crl', 'any']);
    if (file === null) return;
    setFailure(null);
    const outcome = await call('crl.add', { file: file.token });
    if (!outcome.ok) return setFailure(outcome.failure);
    void message.info(words.states[outcome.value.lists[0]?.state ?? 'known']);
    changed();
  };
  const remove = async (row: List) => {
    const agreed = await confirm({
      title: words.removeTitle(row.issuer),
      consequence: words.removeText,
      action: words.removeAction,
      dangerous: true,
    });
    if (!agreed) return;
    const outcome = await call('crl.remove', { sm3: row.sm3 });
    if (!outcome.ok) setFailure(outcome.failure);
    changed();
  };
  const columns: TableColumnsType<List> = [
    { title: words.issuer, dataIndex: 'issuer' },
    { title: words.number, dataIndex: 'number', width: 110 },
    { title: words.thisUpdate, dataIndex: 'thisUpdate', width: 120 },
    {
      title: words.nextUpdate,
      width: 200,
      render: (_, row) => (
        <>
          {row.nextUpdate}
          {row.expiry !== 'valid' && (
            <span className={row.expiry === 'expired' ? 'bad' : 'warn'}> {words.expiries[row.expiry]}</span>
          )}
        </>
      ),
    },
    { title: words.revoked, dataIndex: 'revoked', width: 110, align: 'right' },
    {
      title: text.common.remove,
      width: 70,
      render: (_, row) =>
        mayRemove && (
          <Button type="link" size="small" className="bare-link" onClick={() => void remove(row)}>
            {text.common.remove}
          </Button>
        ),
    },
  ];
  const rows = list.value?.lists ?? [];
  return (
    <section className="page-section" aria-label={words.title}>
      <div className="section-head">
        <h2>{words.title}</h2>
        {mayAdd && <Button onClick={() => void add()}>{words.add}</Button>}
      </div>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      {list.failure && <FailureNotice failure={list.failure} onRetry={list.reload} />}
      {rows.length === 0 && !list.failure && <p className="quiet">{words.empty}</p>}
      {rows.length > 0 && (
        <Table<List>
          className="plain-table"
          size="small"
          pagination={false}
          columns={columns}
          dataSource={[...rows]}
          rowKey="sm3"
        />
      )}
    </section>
  );
}
