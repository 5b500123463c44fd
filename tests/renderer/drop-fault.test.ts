import { expect, test } from 'vitest';
import { dropFault } from '#renderer/screens/entries/drop-fault';

const CODES = ['3', '307', '307001', '30700101', '2', '201'];
const fault = (key: string, shown: readonly string[] = CODES) =>
  dropFault({ key, name: '某类' }, CODES, new Set(shown));

test('entries stand at a 目 or 细目, and at nothing above it: their code would lack a part', () => {
  expect(fault('307001')).toBeNull();
  expect(fault('30700101')).toBeNull();
  for (const key of ['', '-', '3', '307', '2', '201']) expect(fault(key), key).not.toBeNull();
});

test('why not is said with what to do: open it, list it, or have a 目 added', () => {
  expect(fault('307')).toMatch(/^“某类”是项.*停留片刻展开/);
  expect(fault('3')).toMatch(/^“某类”是类.*停留片刻展开/);
  expect(fault('307', ['3', '307'])).toContain('取消勾选“只列有信息资源的分类”');
  expect(fault('201')).toContain('还没有目');
  expect(fault('-')).toContain('不能取消');
});
