/**
 * The frame of the window: what is open, and how to open something.
 */
import { useCallback, useEffect, useState } from 'react';
import { Button, ConfigProvider, Space, Typography, theme } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { call, useEvent, type OutputOf } from './call';

type Summary = OutputOf<'library.summary'>;

const LIBRARY_FILTERS = [{ name: '目录库', extensions: ['mulu'] }];

export function Shell() {
  const [summary, setSummary] = useState<Summary | null>(null);
  const [notice, setNotice] = useState('');

  const readSummary = useCallback(async () => {
    const outcome = await call('library.summary', {});
    setSummary(outcome.ok ? outcome.value : null);
  }, []);

  useEffect(() => {
    void call('window.start', {}).then(async (started) => {
      if (started.ok && started.value.failure !== null)
        setNotice(`目录库未打开（${started.value.failure.code}）`);
      if (started.ok && started.value.opened) await readSummary();
    });
  }, [readSummary]);
  useEvent('library.opened', () => void readSummary());
  useEvent('library.changed', () => void readSummary());

  const open = async () => {
    const chosen = await call('window.chooseFile', { title: '打开目录库', filters: LIBRARY_FILTERS });
    const file = chosen.ok ? chosen.value.files[0] : undefined;
    if (file === undefined) return;
    const outcome = await call('library.open', { library: file.token });
    setNotice(outcome.ok ? '' : `目录库未打开（${outcome.failure.code}）`);
    if (outcome.ok) setSummary(outcome.value);
  };

  return (
    <ConfigProvider
      locale={zhCN}
      theme={{ algorithm: theme.compactAlgorithm, token: { colorPrimary: '#1a3f8b', fontSize: 14 } }}
    >
      <main style={{ padding: 24 }}>
        <Typography.Title level={3}>政务信息资源目录</Typography.Title>
        {summary === null ? (
          <Space orientation="vertical">
            <Typography.Text>{notice === '' ? '尚未打开目录库' : notice}</Typography.Text>
            <Button type="primary" onClick={() => void open()}>
              打开目录库
            </Button>
          </Space>
        ) : (
          <Typography.Text>
            {summary.department}：信息资源 {summary.entries} 条，信息项 {summary.items} 项
          </Typography.Text>
        )}
      </main>
    </ConfigProvider>
  );
}
