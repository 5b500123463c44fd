import { useState } from 'react';
import { App, Modal, Radio } from 'antd';
import { call, type OutputOf } from '#renderer/call';
import { Field } from '#renderer/parts/field';
import { chooseFile } from '#renderer/parts/file-picker';
import { FormDialog } from '#renderer/parts/form-dialog';
import { useComplain } from '#renderer/parts/use-complain';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery.trust;
export type Certificate = OutputOf<'trust.list'>['certificates'][number];
export type Role = keyof typeof words.roles;

/** A fingerprint in groups of four, as it is read out and compared. */
export function grouped(fingerprint: string): string {
  return fingerprint.replace(/(.{4})(?=.)/g, '$1 ');
}

export function Fingerprints({ certificate }: { readonly certificate: Certificate }) {
  return (
    <dl className="details">
      <dt>{words.sm3}</dt>
      <dd className="code">{grouped(certificate.fingerprintSm3)}</dd>
      <dt>{words.sha256}</dt>
      <dd className="code">{grouped(certificate.fingerprintSha256)}</dd>
    </dl>
  );
}

export interface TrustDialogProps {
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** Which role, which file; then both fingerprints are held against those made public before it stays. */
export function TrustDialog({ onClose, onChanged }: TrustDialogProps) {
  const { message } = App.useApp();
  const [role, setRole] = useState<Role>('root');
  const [added, setAdded] = useState<Certificate | null>(null);
  const complain = useComplain();

  const choose = async () => {
    const file = await chooseFile(words.choose, ['certificate', 'any']);
    return file === null ? null : call('trust.add', { file: file.token, role });
  };
  const settle = async (certificate: Certificate, keep: boolean) => {
    if (keep) void message.success(words.added);
    else {
      const outcome = await call('trust.remove', { file: certificate.fingerprintSm3, role });
      if (outcome.ok) void message.info(words.discarded);
      else complain(outcome.failure);
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
        onOk={() => void settle(added, true)}
        onCancel={() => void settle(added, false)}
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
    <FormDialog
      width={600}
      title={words.add}
      action={words.choose}
      onSave={choose}
      onSaved={setAdded}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
