import { useState, type ReactNode } from 'react';
import { Button, Input } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call } from '#renderer/call';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { text } from '#renderer/text/zh-cn';
import type { SessionState } from './contexts';

const words = text.session;

interface BoxProps {
  readonly title: string;
  readonly hint: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

function Box({ title, hint, onSubmit, children }: BoxProps) {
  return (
    <div className="welcome">
      <main className="welcome-box sign-in">
        <h1>{title}</h1>
        <p className="quiet">{hint}</p>
        <form
          className="form-grid"
          aria-label={title}
          onSubmit={(event) => {
            event.preventDefault();
            onSubmit();
          }}
        >
          {children}
        </form>
      </main>
    </div>
  );
}

export interface SignInProps {
  readonly department: string;
  /** Why one is asked again, '' the first time. */
  readonly reason: string;
  readonly onSignedIn: (session: SessionState) => void;
  readonly onLeave: () => void;
}

/** Account and password, before anything of the library is shown. */
export function SignIn({ department, reason, onSignedIn, onLeave }: SignInProps) {
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const missing = account.trim() === '' || password === '';

  const signIn = async () => {
    setAsked(true);
    if (missing) return;
    setBusy(true);
    const outcome = await call('session.signIn', { account: account.trim(), password });
    setBusy(false);
    if (outcome.ok) onSignedIn(outcome.value);
    else setFailure(outcome.failure);
  };
  return (
    <Box
      title={words.title}
      hint={`${department}　${reason === '' ? words.hint : reason}`}
      onSubmit={() => void signIn()}
    >
      <Field id="sign-in-account" label={words.account} required>
        <Input
          id="sign-in-account"
          autoFocus
          autoComplete="off"
          maxLength={100}
          value={account}
          onChange={(event) => setAccount(event.target.value)}
        />
      </Field>
      <Field
        id="sign-in-password"
        label={words.password}
        required
        note={asked && missing ? <span className="warn">{words.missing}</span> : ''}
      >
        <Input.Password
          id="sign-in-password"
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      {failure && <FailureNotice failure={failure} />}
      <div className="form-buttons">
        <Button type="primary" htmlType="submit" loading={busy}>
          {words.signIn}
        </Button>
        <Button onClick={onLeave}>{words.other}</Button>
      </div>
    </Box>
  );
}

export interface ChangePasswordProps {
  readonly hint: string;
  readonly onChanged: () => void;
  readonly onCancel: () => void;
}

/** Another password for oneself. */
export function ChangePassword({ hint, onChanged, onCancel }: ChangePasswordProps) {
  const [now, setNow] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const problem =
    now === '' || next === '' || again === ''
      ? words.change.missing
      : next !== again
        ? words.change.different
        : '';

  const change = async () => {
    setAsked(true);
    if (problem !== '') return;
    const outcome = await call('account.changePassword', { password: now, newPassword: next });
    if (outcome.ok) onChanged();
    else setFailure(outcome.failure);
  };
  const box = (
    id: string,
    label: string,
    value: string,
    onChange: (value: string) => void,
    note: ReactNode,
  ) => (
    <Field id={id} label={label} required note={note}>
      <Input.Password
        id={id}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
  return (
    <Box title={words.change.title} hint={hint} onSubmit={() => void change()}>
      {box('password-now', words.change.now, now, setNow, '')}
      {box('password-next', words.change.next, next, setNext, '')}
      {box(
        'password-again',
        words.change.again,
        again,
        setAgain,
        asked && problem !== '' ? <span className="warn">{problem}</span> : '',
      )}
      {failure && <FailureNotice failure={failure} />}
      <div className="form-buttons">
        <Button type="primary" htmlType="submit">
          {words.change.save}
        </Button>
        <Button onClick={onCancel}>{words.signOut}</Button>
      </div>
    </Box>
  );
}
