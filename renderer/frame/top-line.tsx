import { useState } from 'react';
import { App, Button, Dropdown, Input, Popover, Tag } from 'antd';
import {
  DatabaseOutlined,
  DownOutlined,
  LockOutlined,
  SafetyCertificateOutlined,
  SearchOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { failureText } from '#app/contract/failure-text';
import type { ChosenFile } from '#app/contract/window-calls';
import { chooseFile, chooseSave, safeFileName } from '#renderer/parts/file-picker';
import { useAskedLibrary, useOpeningOver } from '#renderer/parts/open-library';
import { text } from '#renderer/text/zh-cn';
import { useArticle, useLibrary, useNavigation, useWork, type RuleRow, type SignedIn } from './contexts';
import { useMayCall, useMayWrite } from './use-may-write';
import { useAskedUndo } from './use-undo';

const words = text.frame;

/** File name without its folders. */
export function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

function RulesInForce() {
  const { summary, rules } = useLibrary();
  const open = useArticle();
  const stack = summary.rules
    .map((id) => rules.find((row) => row.id === id))
    .filter((row) => row !== undefined);
  const local = stack.find((row) => !['national-2025', 'guide-2017'].includes(row.id)) ?? stack[0];
  const expired = stack.some((row) => !row.inForce);
  const validity = (row: RuleRow): string =>
    row.to === null ? text.parts.article.from(row.from) : text.parts.article.fromTo(row.from, row.to);
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      title={words.rules.title}
      content={
        <div className="rules-popover">
          {stack.map((row) => (
            <div className="rules-row" key={row.id}>
              <div>
                <strong>{row.title}</strong>
                {row.documentNumber !== '' && <span className="quiet"> {row.documentNumber}</span>}
              </div>
              <div>
                <Tag color={row.inForce ? 'success' : 'error'}>
                  {row.inForce ? words.rules.inForce : words.rules.expired}
                </Tag>
                {validity(row)}
                <Button
                  type="link"
                  size="small"
                  onClick={() => open({ rules: row.id, regulation: row.name, article: '' })}
                >
                  {words.rules.open}
                </Button>
              </div>
              {row.note !== '' && <div className="quiet">{row.note}</div>}
            </div>
          ))}
          {summary.warnings.length > 0 && (
            <div className="rules-warnings">
              <strong>{words.rules.warnings}</strong>
              {summary.warnings.map((warning) => (
                <div key={warning}>{warning}</div>
              ))}
            </div>
          )}
        </div>
      }
    >
      <Button type="text" size="small" icon={<SafetyCertificateOutlined />} className="top-button">
        <span className="top-rules">
          <span className="top-label">{words.rules.label}：</span>
          {local?.name ?? ''}
        </span>
        {expired && <Tag color="error">{words.rules.expired}</Tag>}
        {summary.warnings.length > 0 && !expired && <Tag color="warning">{words.rules.warnings}</Tag>}
        <DownOutlined aria-hidden />
      </Button>
    </Popover>
  );
}

function Account({ signedIn }: { readonly signedIn: SignedIn }) {
  const { signOut } = useLibrary();
  const { mayLeave } = useNavigation();
  const leave = async () => {
    if (await mayLeave()) await signOut();
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={text.session.signedIn(signedIn.account)}
      content={
        <div className="person-popover">
          <div>
            <span className="quiet">{text.session.roles}：</span>
            {signedIn.roles.join('、')}
          </div>
          <Button size="small" onClick={() => void leave()}>
            {text.session.signOut}
          </Button>
        </div>
      }
    >
      <Button type="text" size="small" icon={<UserOutlined />} className="top-button">
        {signedIn.account}
      </Button>
    </Popover>
  );
}

function Person() {
  const { person, setPerson } = useLibrary();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(person);
  const save = () => {
    setPerson(name.trim());
    setOpen(false);
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setName(person);
      }}
      title={words.person.title}
      content={
        <div className="person-popover">
          <Input
            value={name}
            maxLength={50}
            aria-label={words.person.title}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={save}
            autoFocus
          />
          <div className="quiet">{words.person.hint}</div>
          <Button type="primary" size="small" onClick={save}>
            {words.person.save}
          </Button>
        </div>
      }
    >
      <Button type="text" size="small" icon={<UserOutlined />} className="top-button">
        {words.person.label}：{person === '' ? words.person.none : person}
      </Button>
    </Popover>
  );
}

function LibraryMenu() {
  const { summary, today, close, reload } = useLibrary();
  const { mayLeave } = useNavigation();
  const mayUndo = useMayWrite('library.undo');
  const mayBackUp = useMayCall('library.backup');
  const { message, modal } = App.useApp();
  const work = useWork();
  const undo = useAskedUndo();
  const complain = (sentence: string) => modal.error({ title: sentence, okText: text.parts.close });

  const backup = async () => {
    const name = `${safeFileName(summary.department)}目录库备份${today}.mulu`;
    const file = await chooseSave(words.libraryMenu.backup, ['library'], name);
    if (file === null) return;
    const outcome = await work.run('library.backup', { out: file.token }, words.libraryMenu.backup);
    if (outcome.ok) void message.success(words.libraryMenu.backupDone(file.name));
    else complain(failureText(outcome.failure));
  };
  const opening = useOpeningOver(reload);
  const openInstead = async (file: ChosenFile) => {
    if (await mayLeave()) await opening.open(file);
  };
  useAskedLibrary(openInstead);
  const openOther = async () => {
    const file = await chooseFile(words.libraryMenu.open, ['library']);
    if (file !== null) await openInstead(file);
  };
  const leave = async () => {
    if (await mayLeave()) await close();
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'undo', label: words.libraryMenu.undo, disabled: !mayUndo },
            { key: 'backup', label: words.libraryMenu.backup, disabled: !mayBackUp },
            { type: 'divider' },
            { key: 'open', label: words.libraryMenu.open },
            { key: 'close', label: words.libraryMenu.close },
          ],
          onClick: ({ key }) => {
            if (key === 'undo') void undo();
            if (key === 'backup') void backup();
            if (key === 'open') void openOther();
            if (key === 'close') void leave();
          },
        }}
      >
        <Button
          type="text"
          size="small"
          icon={summary.readOnly ? <LockOutlined /> : <DatabaseOutlined />}
          className="top-button top-library"
          title={summary.library}
        >
          <span className="top-file">{fileNameOf(summary.library)}</span>
          {summary.readOnly && <Tag color="warning">{words.readOnly}</Tag>}
          <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      {opening.dialog}
    </>
  );
}

/** Department, library, rules in force; search; the person at the keyboard. */
export function TopLine({ onSearch }: { readonly onSearch: () => void }) {
  const { summary, signedIn } = useLibrary();
  return (
    <header className="top-line">
      <strong className="top-department" title={summary.department}>
        {summary.department}
      </strong>
      <LibraryMenu />
      <RulesInForce />
      <span className="top-space" />
      <button type="button" className="top-search" onClick={onSearch} aria-keyshortcuts="Control+K">
        <SearchOutlined aria-hidden /> {words.search}
        <kbd>{words.searchKeys}</kbd>
      </button>
      {signedIn === null ? <Person /> : <Account signedIn={signedIn} />}
    </header>
  );
}
