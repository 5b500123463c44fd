import { useRef, useState } from 'react';
import { Alert, Button } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import type { OutputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { DateInput } from '#renderer/parts/date-input';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { focusRefusedDate } from '#renderer/parts/form-box';
import { chooseFiles, FilePicker, isEncryptedName, type FileKind } from '#renderer/parts/file-picker';
import { PassphraseInput } from '#renderer/parts/passphrase-input';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { grouped } from './trust-dialog';

const words = text.delivery.verify;
type Judged = OutputOf<'package.verify'>;

function SeveralFiles(props: {
  readonly label: string;
  readonly kinds: readonly FileKind[];
  readonly value: readonly ChosenFile[];
  readonly onChange: (files: readonly ChosenFile[]) => void;
}) {
  const choose = async () => {
    const files = await chooseFiles(props.label, props.kinds);
    if (files.length > 0) props.onChange(files);
  };
  return (
    <span className="file-picker">
      <Button onClick={() => void choose()}>{text.common.chooseFile}</Button>
      {props.value.length > 0 && <span>{props.value.map((file) => file.name).join('、')}</span>}
    </span>
  );
}

function Judgement({ judged }: { readonly judged: Judged }) {
  return (
    <>
      <Alert
        type={judged.valid ? 'success' : 'error'}
        showIcon
        role="status"
        title={judged.valid ? words.valid : words.invalid}
        description={
          judged.problems.length > 0 && (
            <ul>
              {judged.problems.map((problem, index) => (
                <li key={index}>{problem.message}</li>
              ))}
            </ul>
          )
        }
      />
      <dl className="details">
        {judged.packageId !== null && (
          <>
            <dt>{words.packageId}</dt>
            <dd className="code">{judged.packageId}</dd>
          </>
        )}
        {judged.seq !== null && (
          <>
            <dt>{words.seq}</dt>
            <dd>{judged.seq}</dd>
          </>
        )}
        {judged.signer !== null && (
          <>
            <dt>{words.signer}</dt>
            <dd>{judged.signer.subject}</dd>
            <dt>{words.unit}</dt>
            <dd className="code">{judged.signer.unit}</dd>
            <dt>{words.fingerprint}</dt>
            <dd className="code">{grouped(judged.signer.fingerprintSm3)}</dd>
          </>
        )}
        <dt>{words.entries}</dt>
        <dd>{judged.entries}</dd>
        <dt>{words.revocation}</dt>
        <dd>{words.revocations[judged.revocation]}</dd>
      </dl>
    </>
  );
}

/** Judges a package by itself: signature, certificates, content. Nothing of it enters the library. */
export function VerifyPart() {
  const { today } = useLibrary();
  const work = useWork();
  const fields = useRef<HTMLDivElement>(null);
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [roots, setRoots] = useState<readonly ChosenFile[]>([]);
  const [crls, setCrls] = useState<readonly ChosenFile[]>([]);
  const [at, setAt] = useState('');
  const [key, setKey] = useState<ChosenFile | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [judged, setJudged] = useState<Judged | null>(null);
  const sealed = file !== null && isEncryptedName(file.name);

  const run = async () => {
    if (file === null || (fields.current !== null && focusRefusedDate(fields.current))) return;
    setBusy(true);
    setFailure(null);
    setJudged(null);
    const outcome = await work.run(
      'package.verify',
      {
        file: file.token,
        roots: roots.map((root) => root.token),
        ...(crls.length === 0 ? {} : { crls: crls.map((crl) => crl.token) }),
        ...(at === '' ? {} : { at }),
        ...(key === null ? {} : { key: key.token, passphrase }),
      },
      words.running,
    );
    setBusy(false);
    if (outcome.ok) setJudged(outcome.value);
    else setFailure(outcome.failure);
  };
  return (
    <ScrollArea label={words.title}>
      <div className="page-narrow">
        <p className="quiet">{words.hint}</p>
        <div ref={fields} className="form-grid">
          <Field id="verify-file" label={words.file} required>
            <FilePicker
              label={text.common.chooseFile}
              kinds={['package', 'parts', 'any']}
              value={file}
              onChange={setFile}
            />
          </Field>
          <Field id="verify-roots" label={words.roots} required note={words.rootsHelp}>
            <SeveralFiles
              label={words.roots}
              kinds={['certificate', 'any']}
              value={roots}
              onChange={setRoots}
            />
          </Field>
          <Field id="verify-crls" label={words.crls} note={text.common.optional}>
            <SeveralFiles label={words.crls} kinds={['crl', 'any']} value={crls} onChange={setCrls} />
          </Field>
          <Field id="verify-at" label={words.at} note={words.atHelp}>
            <DateInput id="verify-at" value={at} onChange={setAt} notAfter={today} />
          </Field>
          {sealed && (
            <>
              <Field id="verify-key" label={words.key} required note={words.keyHelp}>
                <FilePicker
                  label={text.common.chooseFile}
                  kinds={['key', 'any']}
                  value={key}
                  onChange={setKey}
                />
              </Field>
              <Field id="verify-passphrase" label={words.passphrase}>
                <PassphraseInput id="verify-passphrase" value={passphrase} onChange={setPassphrase} />
              </Field>
            </>
          )}
        </div>
        <div className="form-buttons form-indent">
          <Button
            type="primary"
            loading={busy}
            disabled={file === null || roots.length === 0 || (sealed && key === null)}
            onClick={() => void run()}
          >
            {words.button}
          </Button>
        </div>
        {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
        {judged !== null && <Judgement judged={judged} />}
      </div>
    </ScrollArea>
  );
}
