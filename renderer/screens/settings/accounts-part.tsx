import { useState } from 'react';
import { App, Button, InputNumber, Table, type TableColumnsType } from 'antd';
import { UserOutlined } from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import { call, useCall } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { minuteOf } from '#renderer/parts/day';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { PapersButton } from '#renderer/parts/papers-button';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';
import { AccountDialog, type Account, type AccountTask } from './account-dialogs';
import { useSettings } from './use-settings';

const words = text.settings.accounts;

const STAFF_PAPERS = [{ kind: 'staff' }, { kind: 'handover' }] as const;

function stateOf(account: Account): string {
  if (account.disabled) return words.disabled;
  if (account.lockedUntil !== null) return words.locked(minuteOf(account.lockedUntil));
  return account.mustChange ? words.mustChange : words.normal;
}

/** Minutes without work after which the window locks itself. */
function IdleLock() {
  const maySave = useMayWrite('settings.save');
  const settings = useSettings();
  const session = useCall('session.state', {});
  if (session.value === null) return null;
  const minutes = Number(settings.values?.['idleLockMinutes'] ?? session.value.idleMinutes);
  return (
    <div className="settings-switch">
      <label htmlFor="account-idle">{words.idle}</label>
      <InputNumber
        id="account-idle"
        min={0}
        max={480}
        precision={0}
        disabled={!maySave}
        value={minutes}
        onChange={(value) => {
          if (value !== null) void settings.save({ idleLockMinutes: String(value) });
        }}
      />
      <span className="quiet">{words.idleUnit}</span>
    </div>
  );
}

/** Who may sign in, with which roles. Without accounts nobody signs in. */
export function AccountsPart() {
  const { reload } = useLibrary();
  const mayManage = useMayWrite('account.add');
  const { message } = App.useApp();
  const list = useCall('account.list', {});
  const confirm = useConfirm();
  const [task, setTask] = useState<AccountTask | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const done = () => {
    setTask(null);
    list.reload();
    reload();
    void message.success(words.done);
  };
  const disable = async (account: Account) => {
    const agreed = await confirm({
      title: words.disableTitle(account.name),
      consequence: words.disableText,
      action: words.disable,
      dangerous: true,
    });
    if (!agreed) return;
    const outcome = await call('account.disable', { name: account.name });
    if (outcome.ok) done();
    else setFailure(outcome.failure);
  };
  const enable = async (account: Account) => {
    const outcome = await call('account.enable', { name: account.name });
    if (outcome.ok) done();
    else setFailure(outcome.failure);
  };
  if (list.failure) return <FailureNotice failure={list.failure} onRetry={list.reload} />;
  if (list.value === null) return <Loading />;
  const { accounts } = list.value;
  const dialog = task !== null && <AccountDialog task={task} onClose={() => setTask(null)} onDone={done} />;
  if (accounts.length === 0) {
    return (
      <>
        <EmptyState icon={<UserOutlined />} title={words.none} hint={words.intro}>
          {mayManage && (
            <Button type="primary" onClick={() => setTask({ kind: 'add', first: true })}>
              {words.addFirst}
            </Button>
          )}
          <PapersButton papers={STAFF_PAPERS} about={words.staff} />
        </EmptyState>
        {dialog}
      </>
    );
  }
  const columns: TableColumnsType<Account> = [
    { title: words.name, dataIndex: 'name', width: 160 },
    { title: words.roles, render: (_, row) => row.roles.join('、') },
    { title: words.office, dataIndex: 'office', width: 160 },
    { title: words.state, width: 160, render: (_, row) => stateOf(row) },
    {
      title: words.actions,
      width: 220,
      render: (_, row) =>
        mayManage && (
          <span className="form-buttons">
            <Button size="small" onClick={() => setTask({ kind: 'change', account: row })}>
              {words.change}
            </Button>
            <Button size="small" onClick={() => setTask({ kind: 'reset', account: row })}>
              {words.reset}
            </Button>
            <Button size="small" onClick={() => void (row.disabled ? enable(row) : disable(row))}>
              {row.disabled ? words.enable : words.disable}
            </Button>
          </span>
        ),
    },
  ];
  return (
    <ScrollArea label={text.settings.parts.accounts}>
      <div className="settings-wide">
        <p>{words.intro}</p>
        {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
        <Table<Account>
          className="plain-table"
          size="small"
          pagination={false}
          columns={columns}
          dataSource={[...accounts]}
          rowKey="name"
        />
        <div className="form-buttons">
          {mayManage && <Button onClick={() => setTask({ kind: 'add', first: false })}>{words.add}</Button>}
          <PapersButton papers={STAFF_PAPERS} about={words.staff} />
        </div>
        <IdleLock />
      </div>
      {dialog}
    </ScrollArea>
  );
}
