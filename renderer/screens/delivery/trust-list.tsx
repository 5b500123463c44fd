import { useState } from 'react';
import { Button, Table, type TableColumnsType } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call, useCall } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { useConfirm } from '#renderer/parts/use-confirm';
import { minuteOf } from '#renderer/parts/day';
import { text } from '#renderer/text/zh-cn';
import { Fingerprints, TrustDialog, type Certificate, type Role } from './trust-dialog';

const words = text.delivery.trust;

const isRole = (role: string): role is Role => role in words.roles;
const dayOf = (instant: string): string => minuteOf(instant).slice(0, 10);

/** Roots and platform keys that this library believes. */
export function TrustList({ onChanged }: { readonly onChanged: () => void }) {
  const mayAdd = useMayWrite('trust.add');
  const mayRemove = useMayWrite('trust.remove');
  const { today } = useLibrary();
  const list = useCall('trust.list', {});
  const confirm = useConfirm();
  const [adding, setAdding] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const changed = () => {
    list.reload();
    onChanged();
  };
  const remove = async (certificate: Certificate) => {
    if (!isRole(certificate.role)) return;
    const agreed = await confirm({
      title: words.removeTitle(certificate.subject),
      consequence: words.removeText[certificate.role],
      action: words.removeAction,
      dangerous: true,
    });
    if (!agreed) return;
    const outcome = await call('trust.remove', { file: certificate.fingerprintSm3, role: certificate.role });
    if (!outcome.ok) setFailure(outcome.failure);
    changed();
  };
  const columns: TableColumnsType<Certificate> = [
    {
      title: words.role,
      width: 160,
      render: (_, row) => (isRole(row.role) ? words.roles[row.role] : row.role),
    },
    { title: words.subject, dataIndex: 'subject' },
    {
      title: words.unit,
      dataIndex: 'unit',
      width: 180,
      render: (unit: string) => <span className="code">{unit}</span>,
    },
    {
      title: words.validity,
      width: 210,
      render: (_, row) => (
        <>
          {words.until(dayOf(row.notBefore), dayOf(row.notAfter))}
          {dayOf(row.notAfter) < today && <span className="bad"> {words.expired}</span>}
        </>
      ),
    },
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
  return (
    <section className="page-section" aria-label={words.title}>
      <div className="section-head">
        <h2>{words.title}</h2>
        {mayAdd && <Button onClick={() => setAdding(true)}>{words.add}</Button>}
      </div>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      {list.failure && <FailureNotice failure={list.failure} onRetry={list.reload} />}
      {list.value === null && !list.failure && <Loading rows={3} />}
      {list.value !== null && list.value.certificates.length === 0 && <p className="quiet">{words.empty}</p>}
      {list.value !== null && list.value.certificates.length > 0 && (
        <Table<Certificate>
          className="plain-table"
          size="small"
          pagination={false}
          columns={columns}
          dataSource={[...list.value.certificates]}
          rowKey={(row) => `${row.role} ${row.fingerprintSm3}`}
          expandable={{
            expandedRowRender: (row) => <Fingerprints certificate={row} />,
            defaultExpandAllRows: true,
            columnWidth: 36,
            columnTitle: <span className="only-heard">{text.delivery.table.details}</span>,
          }}
        />
      )}
      {adding && <TrustDialog onClose={() => setAdding(false)} onChanged={changed} />}
    </section>
  );
}
