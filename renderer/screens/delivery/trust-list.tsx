import { useState } from 'react';
import { App, Button, Modal, Radio, Table, type TableColumnsType } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call, useCall, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { chooseFile } from '#renderer/parts/file-picker';
import { Loading } from '#renderer/parts/loading';
import { useConfirm } from '#renderer/parts/use-confirm';
import { minuteOf } from '#renderer/parts/day';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery.trust;
type Certificate = OutputOf<'trust.list'>['certificates'][number];
type Role = keyof typeof words.roles;

const isRole = (role: string): role is Role => role in words.roles;
const dayOf = (instant: string): string => minuteOf(instant).slice(0, 10);

/** A fingerprint in groups of four, as it is read out and compared. */
export function grouped(fingerprint: string): string {
  return fingerprint.replace(/(.{4})(?=.)/g, '$1 ');
}

function Fingerprints({ certificate }: { readonly certificate: Certificate }) {
  return (
    <dl className="details">
      <dt>{words.sm3}</dt>
      <dd className="code">{grouped(certificate.fingerprintSm3)}</dd>
      <dt>{words.sha256}</dt>
      <dd className="code">{grouped(certificate.fingerprintSha256)}</dd>
    </dl>
  );
}

/** Which role, which file; then both fingerprints are held against those made public before it stays. */
function AddDialog({ onClose, onChanged }: { readonly onClose: () => void; readonly onChanged: () => void }) {
  const { message } = App.useApp();
  const [role, setRole] = useState<Role>('root');
  const [added, setAdded] = useState<Certificate | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const choose = async () => {
    const file = await chooseFile(words.choose, ['certificate', 'any']);
    if (file === null) return;
    setFailure(null);
    const outcome = await call('trust.add', { file: file.token, role });
    if (outcome.ok) setAdded(outcome.value);
    else setFailure(outcome.failure);
  };
  const settle = async (keep: boolean) => {
    if (added !== null && !keep) {
      await call('trust.remove', { file: added.fingerprintSm3, role });
      void message.info(words.discarded);
    } else if (added !== null) {
      void message.success(words.added);
    }
    onChanged();
    onClose();
  };
  if (added !== null) {
    return (
      <Modal
        open
        width={860}
        title={words.checkTitle}
        closable={false}
        keyboard={false}
        mask={{ closable: false }}
        okText={words.keep}
        cancelText={words.discard}
        onOk={() => void settle(true)}
        onCancel={() => void settle(false)}
      >
        <p>{words.checkText}</p>
        <p>
          <strong>{added.subject}</strong>
        </p>
        <Fingerprints certificate={added} />
      </Modal>
    );
  }
  return (
    <Modal
      open
      width={600}
      title={words.add}
      okText={words.choose}
      cancelText={text.parts.cancel}
      onOk={() => void choose()}
      onCancel={onClose}
    >
      <div className="form-grid">
        <Field id="trust-role" label={words.role} note={words.roleHelp[role]}>
          <Radio.Group
            id="trust-role"
            className="choice-list"
            value={role}
            onChange={(event) => setRole(event.target.value as Role)}
            options={(Object.keys(words.roles) as Role[]).map((value) => ({
              value,
              label: words.roles[value],
            }))}
          />
        </Field>
        {failure !== null && <FailureNotice failure={failure} />}
      </div>
    </Modal>
  );
}

/** Roots and platform keys that this library believes. */
export function TrustList(props: { readonly readOnly: boolean; readonly onChanged: () => void }) {
  const { readOnly, onChanged } = props;
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
        !readOnly && (
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
        {!readOnly && <Button onClick={() => setAdding(true)}>{words.add}</Button>}
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
      {adding && <AddDialog onClose={() => setAdding(false)} onChanged={changed} />}
    </section>
  );
}
