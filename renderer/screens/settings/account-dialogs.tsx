import { useState } from 'react';
import { Checkbox } from 'antd';
import type { Outcome } from '#app/contract/failure';
import { ROLES, type Role } from '#app/review/roles';
import { call, type OutputOf } from '#renderer/call';
import { Field } from '#renderer/parts/field';
import { FormDialog } from '#renderer/parts/form-dialog';
import { TextField } from '#renderer/parts/form-fields';
import { PassphraseInput } from '#renderer/parts/passphrase-input';
import { text } from '#renderer/text/zh-cn';

const words = text.settings.accounts;
export type Account = OutputOf<'account.list'>['accounts'][number];

/** What is done: a new account, other roles, another password. */
export type AccountTask =
  | { readonly kind: 'add'; readonly first: boolean }
  | { readonly kind: 'change'; readonly account: Account }
  | { readonly kind: 'reset'; readonly account: Account };

export interface AccountDialogProps {
  readonly task: AccountTask;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** One account: its name, its roles, its office, the password to begin with. */
export function AccountDialog({ task, onClose, onDone }: AccountDialogProps) {
  const present = task.kind === 'add' ? null : task.account;
  const [name, setName] = useState(present?.name ?? '');
  const [roles, setRoles] = useState<readonly Role[]>(
    present?.roles ?? (task.kind === 'add' && task.first ? ['系统管理员'] : ['编制人']),
  );
  const [office, setOffice] = useState(present?.office ?? '');
  const [password, setPassword] = useState('');
  const resetting = task.kind === 'reset';

  const perform = (): Promise<Outcome<unknown>> => {
    if (task.kind === 'reset') return call('account.reset', { name, password });
    const held = { name: name.trim(), roles: [...roles], office: office.trim() };
    return task.kind === 'change' ? call('account.change', held) : call('account.add', { ...held, password });
  };
  const title =
    task.kind === 'add'
      ? task.first
        ? words.addFirst
        : words.add
      : resetting
        ? words.resetTitle(name)
        : words.changeTitle(name);
  return (
    <FormDialog
      width={600}
      title={title}
      action={resetting ? words.resetAction : words.changeAction}
      required={[
        { id: 'account-name', label: words.name, blank: name.trim() === '' },
        { id: 'account-roles', label: words.roles, blank: !resetting && roles.length === 0 },
        { id: 'account-password', label: words.password, blank: task.kind !== 'change' && password === '' },
      ]}
      onSave={perform}
      onSaved={onDone}
      onClose={onClose}
    >
      {task.kind === 'add' && task.first && <p>{words.firstNote}</p>}
      {task.kind === 'add' && (
        <TextField
          id="account-name"
          label={words.name}
          required
          limit={100}
          value={name}
          onChange={setName}
        />
      )}
      {!resetting && (
        <>
          <Field id="account-roles" label={words.roles} required>
            <Checkbox.Group
              className="choice-grid"
              value={[...roles]}
              onChange={(next) => setRoles(next)}
              options={ROLES.map((role) => ({ value: role, label: role }))}
            />
          </Field>
          <TextField
            id="account-office"
            label={words.office}
            note={text.common.optional}
            limit={200}
            value={office}
            onChange={setOffice}
          />
        </>
      )}
      {task.kind !== 'change' && (
        <Field id="account-password" label={words.password} required note={words.passwordHelp}>
          <PassphraseInput id="account-password" value={password} onChange={setPassword} />
        </Field>
      )}
    </FormDialog>
  );
}
