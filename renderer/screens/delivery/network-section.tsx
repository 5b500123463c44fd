import { useState } from 'react';
import { Alert, App, Button, Input } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, useCall } from '#renderer/call';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { FilePicker } from '#renderer/parts/file-picker';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery.network;
const FILES = ['ca', 'clientCert', 'clientKey'] as const;
type FileMember = (typeof FILES)[number];

/** Anybody on the way can read what goes there, and answer in the platform's place. */
const isUnprotected = (address: string): boolean => /^http:/i.test(address.trim());

/** Where the platform is, for departments whose network reaches it; everybody else leaves it empty. */
export function NetworkSection() {
  const maySave = useMayWrite('platform.save');
  const { message } = App.useApp();
  const stored = useCall('platform.settings', {});
  const [address, setAddress] = useState<string | null>(null);
  const [proxy, setProxy] = useState<string | null>(null);
  const [files, setFiles] = useState<Readonly<Partial<Record<FileMember, ChosenFile | null>>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const present = stored.value;
  const shownAddress = address ?? present?.platform ?? '';

  const save = async () => {
    const chosen = FILES.flatMap((member) => {
      const file = files[member];
      return file ? [[member, file.token] as const] : [];
    });
    const wantedProxy = proxy ?? present?.proxy ?? '';
    const outcome = await call('platform.save', {
      platform: shownAddress.trim(),
      ...Object.fromEntries(chosen),
      ...(wantedProxy === '' ? {} : { proxy: wantedProxy }),
    });
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    stored.reload();
    void message.success(words.saved);
  };
  return (
    <section className="page-section" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="quiet">{words.hint}</p>
      <div className="form-grid page-narrow">
        <Field id="platform-address" label={words.platform}>
          <Input
            id="platform-address"
            className="code"
            maxLength={1000}
            disabled={!maySave}
            placeholder="https://"
            value={shownAddress}
            onChange={(event) => setAddress(event.target.value)}
          />
          {isUnprotected(shownAddress) && (
            <Alert type="warning" showIcon role="status" title={words.unprotected} />
          )}
        </Field>
        {FILES.map((member) => (
          <Field
            key={member}
            id={`platform-${member}`}
            label={words[member]}
            note={present?.[member] || words.fileHelp}
          >
            <FilePicker
              label={text.common.chooseFile}
              kinds={[member === 'clientKey' ? 'key' : 'certificate', 'any']}
              value={files[member] ?? null}
              disabled={!maySave}
              onChange={(file) => setFiles((before) => ({ ...before, [member]: file }))}
            />
          </Field>
        ))}
        <Field id="platform-proxy" label={words.proxy} note={text.common.optional}>
          <Input
            id="platform-proxy"
            className="code"
            maxLength={1000}
            disabled={!maySave}
            value={proxy ?? present?.proxy ?? ''}
            onChange={(event) => setProxy(event.target.value)}
          />
        </Field>
        {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
        {maySave && (
          <div className="form-indent">
            <Button onClick={() => void save()}>{words.save}</Button>
          </div>
        )}
      </div>
    </section>
  );
}
