/** Scans by the command line: `review --offline --scan` and `receive --manual --scan` keep the sheet with the step. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sm3Hex } from '#app/digest/sm3';
import { openCore } from '#tests/support/open-workspace';
import { mulu } from '#tests/support/mulu';
import { addEntry, approveAll, openOffice, pack } from '#tests/sync/delivery-kit';

const office = await openOffice();

test('a step signed on paper and a receipt entered by hand keep their scan under its SM3', async () => {
  const desk = await office.newDesk();
  const { file } = desk.core;
  const [sheet, receipt] = [join(desk.folder, '送审单.pdf'), join(desk.folder, '受理通知.pdf')];
  const words = { [sheet]: '签批页扫描', [receipt]: '受理通知扫描' };
  for (const [place, text] of Object.entries(words)) writeFileSync(place, text);
  const id = await addEntry(desk.core);
  await desk.core.close();

  const paper = ['--opinion', '已核对', '--by', '王登记', '--signer', '李处长', '--on', '2026-11-20'];
  const step = (name: string, ...more: string[]) => mulu(['review', file, name, '--entry', id, ...more]);
  expect(await step('submit', '--by', '王登记')).toMatchObject({ code: 0 });
  const lost = await step('approve', ...paper, '--scan', join(desk.folder, '没有.pdf'));
  expect(lost).toMatchObject({ code: 3, json: { failure: { code: 'file-not-found' } } });
  expect(await step('approve', ...paper, '--offline', '--scan', sheet)).toMatchObject({
    code: 0,
    json: { value: { step: 'approve', entries: 1, skipped: [] } },
  });

  const core = await openCore();
  await core.call('library.open', { library: file });
  const { records } = await core.call('review.history', { entry: id });
  expect(records[0]).toMatchObject({
    step: '部门审核',
    by: '李处长',
    enteredBy: '王登记',
    offline: true,
    on: '2026-11-20',
    scan: { name: '送审单.pdf', sm3: sm3Hex(words[sheet]!) },
  });
  await core.call('review.take', { step: 'return', entries: [id], by: '李某', opinion: '重走一遍' });
  await approveAll(core as typeof desk.core);
  await core.call('library.close', {});
  await desk.core.call('library.open', { library: file });
  const { packageId } = await pack(office, desk);
  await desk.core.call('delivery.carry', { folder: desk.folder });
  await desk.core.close();

  const manual = ['--manual', '--number', '受理〔2026〕12号', '--on', '2026-11-21', '--by', '王登记'];
  expect(await mulu(['receive', file, ...manual, '--scan', receipt])).toMatchObject({ code: 0 });
  await core.call('library.open', { library: file });
  const { packages } = await core.call('package.list', {});
  expect(packages.find((one) => one.packageId === packageId)).toMatchObject({ state: '已接收' });
  const { attachments } = await core.call('attachment.list', {});
  expect(attachments.map(({ name, sm3 }) => [name, sm3])).toEqual(
    expect.arrayContaining([
      ['送审单.pdf', sm3Hex(words[sheet]!)],
      ['受理通知.pdf', sm3Hex(words[receipt]!)],
    ]),
  );
  await core.close();
});
