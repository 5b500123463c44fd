/** Delivery over the network, a return that is mended, and another desktop's package: each by the window alone. */
import { chmodSync, copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { servePlatform, type PlatformServer } from '#tests/reference-platform/http-server';
import { openPlatform, type Platform } from '#tests/reference-platform/platform';
import { CA_EXTENSIONS, opensslCa } from '#tests/packages/openssl-ca';
import { newLibrary } from '#tests/support/open-workspace';
import { addEntry, approveAll, editEntry, expectConforming, UNIT } from '#tests/sync/delivery-kit';
import { walkDialog } from './dialog-walk';
import { ask, dialogAtRest, goTo, requestCertificate, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const PASSPHRASE = '走查口令 2026-mulu';
const TODAY = '2026-11-21';
const folder = makeFolder('network');
const at = (...names: string[]): string => join(folder, ...names);
let journey: Journey;
let platform: Platform;
let server: PlatformServer;
let library: string;
let first: string;

beforeAll(async () => {
  platform = await openPlatform(makeFolder('platform'));
  server = await servePlatform(platform);
  copyFileSync(platform.authority.root, at('root.crt'));
  copyFileSync(platform.authority.platformCertificate, at('platform.crt'));
  mkdirSync(at('介质'));
  const core = await newLibrary(folder, 'shaanxi-2017', TODAY);
  library = core.file;
  first = await addEntry(core, { name: '企业信用档案信息', summary: '各类企业的信用档案，按月归集' });
  for (const name of ['行政许可信息', '行政处罚信息']) await addEntry(core, { name });
  await approveAll(core);
  await core.close();
  journey = await launch({ folder, library, today: TODAY, size: { width: 1366, height: 728 } });
  journey.page.setDefaultTimeout(20_000);
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await journey.screenshot('network-failed');
});

afterAll(async () => {
  await journey.close();
  await expectConforming(server);
  await server.close();
  await platform.close();
  await endJourneys();
});

const sound = (name: string): Promise<void> => sight(journey, name);

const dialog = () => journey.page.getByRole('dialog').last();
const part = (name: string) => journey.page.getByRole('button', { name, exact: true }).first().click();
const states = async (): Promise<Record<string, number>> => {
  const { entries } = await ask<{ entries: { state: string }[] }>(journey, 'entries.list', { limit: 100 });
  const counts: Record<string, number> = {};
  for (const { state } of entries) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
};

async function makePackage(recipient?: string): Promise<void> {
  const { page } = journey;
  await page.getByRole('button', { name: '生成报送包' }).click();
  if (await dialog().getByRole('button', { name: '选择证书' }).isVisible()) {
    journey.answerDialogs([at('证书.crt')]);
    await dialog().getByRole('button', { name: '选择证书' }).click();
    await dialog().getByText('证书.crt').waitFor();
  }
  if (recipient !== undefined) {
    await dialog().getByRole('button', { name: '加密和上级证书' }).click();
    journey.answerDialogs([recipient]);
    await dialog().getByRole('button', { name: '选择接收方证书' }).click();
  }
  await dialog().locator('#make-passphrase').fill(PASSPHRASE);
  journey.answerDialogs([at(`报送包.${recipient === undefined ? 'zwml' : 'zwmlx'}`)]);
  await dialog().getByRole('button', { name: '选择保存位置并生成' }).click();
  await page.getByText(/^已生成第\d号报送包/).waitFor();
}

async function sync(): Promise<void> {
  await journey.page.getByRole('button', { name: '联网报送并取回执' }).click();
  await dialog().getByRole('button', { name: '联网报送并取回执' }).click();
}

/** All steps of review, as the window's calls; the screens of review have a journey of their own. */
async function approve(): Promise<void> {
  const step = { entries: 'all', by: '李某', opinion: '同意' };
  for (const name of ['submit', 'approve', 'assess', 'clear', 'consent']) {
    const more = name === 'assess' ? { secrecy: '不涉密', personal: '不涉及个人信息' } : {};
    await ask(journey, 'review.take', { ...step, ...more, step: name });
  }
}

describe('key, request, certificate, package, network, receipt', () => {
  it('the key is made, the certificate comes back, and root and platform are trusted after their fingerprints', async () => {
    const { page } = journey;
    await goTo(journey, '报送与回执');
    await part('密钥与证书');
    await page.getByRole('button', { name: '生成密钥' }).click();
    await dialog().locator('#key-passphrase').fill(PASSPHRASE);
    await dialog().locator('#key-again').fill(PASSPHRASE);
    journey.answerDialogs([at('密钥.pem')]);
    await dialog().getByRole('button', { name: '生成密钥' }).click();
    await dialog().getByText('已写入“密钥.pem”').waitFor();
    await dialogAtRest(journey);
    await dialog().getByRole('button', { name: '关闭' }).last().click();
    await requestCertificate(journey, at('密钥.pem'), PASSPHRASE, at('申请.csr'));
    copyFileSync(at('申请.csr'), join(platform.folder, 'requests', '申请.csr'));
    await platform.work();
    copyFileSync(join(platform.folder, 'certificates', '申请.crt'), at('证书.crt'));
    for (const [file, role] of [
      ['root.crt', '根证书（验证）'],
      ['platform.crt', '平台证书（采信回执）'],
    ] as const) {
      await page.getByRole('button', { name: '登记证书' }).click();
      await dialog().getByRole('radio', { name: role }).check();
      journey.answerDialogs([at(file)]);
      await dialog().getByRole('button', { name: '选择证书文件' }).click();
      await dialog().getByRole('button', { name: '指纹相同，保留' }).click();
    }
    await page.getByText('平台证书（采信回执）').waitFor();
  });

  it('the address of the platform is kept, and a wrong one is refused at once', async () => {
    const { page } = journey;
    await page.locator('#platform-address').fill('平台');
    await page.getByRole('button', { name: '保存连接设置' }).click();
    await page.getByText(/须以http/).waitFor();
    const unprotected = page.getByText(/传输不加密，也不核对对方身份/);
    await page.locator('#platform-address').fill(server.url.replace('http:', 'https:'));
    expect(await unprotected.count()).toBe(0);
    // An intranet may have no TLS: said, not refused.
    await page.locator('#platform-address').fill(server.url);
    await unprotected.waitFor();
    await sound('platform-address');
    await page.getByRole('button', { name: '保存连接设置' }).click();
    await page.getByText('连接设置已保存').waitFor();
  });

  it('a platform that does not answer leaves the package 待报送; the next round delivers it and fetches the receipt', async () => {
    const { page } = journey;
    await part('报送');
    await makePackage();
    expect(await states()).toEqual({ 待报送: 3 });
    await walkDialog(journey, {
      from: journey.page.getByRole('button', { name: '联网报送并取回执' }),
      title: '联网报送并取回执',
      first: 'sync-passphrase',
      picture: 'sync',
    });
    server.faults.add({ on: /^PUT/, kind: 'status', status: 503, times: 10 });
    await sync();
    await page.getByText(/^送出0个/).waitFor();
    await page
      .getByText(/是否已收到不明/)
      .first()
      .waitFor();
    await sound('network-unreachable');
    server.faults.clear();
    await sync();
    await page.getByText(/^送出1个，收到回执1个/).waitFor();
    expect(await states()).toEqual({ 已接收: 3 });
    await page.getByText('签名回执').first().waitFor();
    await sound('network-received');
  });
});

describe('a return with opinions, mended and delivered again', () => {
  it('the opinion comes by the network, stands beside its entry, and starts its clock', async () => {
    const { page } = journey;
    await platform.opine(UNIT, [
      { id: 'o-1', entryId: first, decision: 'return', opinion: '摘要应写明数据范围', due: '2026-12-04' },
    ]);
    await sync();
    await page.getByText(/收到审核意见1条/).waitFor();
    await part('审核意见');
    await page.getByText('摘要应写明数据范围').first().waitFor();
    await page.getByText('2026-12-04').first().waitFor();
    expect(await states()).toEqual({ 已接收: 2, 退回补正: 1 });
    const { duties } = await ask<{ duties: { due: string }[] }>(journey, 'duties.list', {});
    expect(duties.map((duty) => duty.due)).toContain('2026-12-04');
    await sound('network-opinion');
  });

  it('the entry is opened from the opinion and mended; the rest of the batch stands', async () => {
    const { page } = journey;
    await page.getByRole('button', { name: '企业信用档案信息' }).click();
    const summary = page.locator('#field-summary');
    await summary.fill('2018年以来在本市登记的企业的信用档案，按月归集');
    await page.keyboard.press('Tab');
    await page.getByText(/已保存 \d\d:\d\d/).waitFor();
    await approve();
    expect(await states()).toEqual({ 已接收: 2, 已审定: 1 });
  });

  it('the next package says which batch it mends, and is received', async () => {
    const { page } = journey;
    await goTo(journey, '报送与回执');
    await part('报送');
    await makePackage();
    await sync();
    await page.getByText(/^送出1个，收到回执1个/).waitFor();
    expect(await states()).toEqual({ 已接收: 3 });
    const { packages } = await ask<{ packages: { seq: number; refersTo: string; packageId: string }[] }>(
      journey,
      'package.list',
      {},
    );
    expect(packages.map(({ seq }) => seq)).toEqual([2, 1]);
    expect(packages[0]!.refersTo).toBe(packages[1]!.packageId);
    // The latest stands on top.
    expect(await page.locator('.ant-table-row').first().locator('td').nth(1).innerText()).toBe('2');
    await sound('network-mended');
  });
});

describe('another desktop', () => {
  it('its encrypted package asks for the key; what both changed is decided side by side, the rest goes in', async () => {
    const { page } = journey;
    // The other desktop starts from the package of this one, and both go on.
    const other = await newLibrary(makeFolder('other'), 'shaanxi-2017', TODAY);
    await other.call('trust.add', { file: at('root.crt'), role: 'root' });
    const whole = at('报送包.zwml');
    await other.call('package.merge', { file: whole, confirm: true });
    await editEntry(other, first, { summary: '另一台电脑写的摘要', sharingPurpose: '信用监管' });
    await addEntry(other, { name: '信用承诺信息' });
    await approveAll(other);
    await other.call('package.make', {
      key: at('密钥.pem'),
      certificate: at('证书.crt'),
      passphrase: PASSPHRASE,
      recipient: at('证书.crt'),
      scope: 'whole',
      out: at('来件.zwmlx'),
    });
    await other.close();
    chmodSync(at('来件.zwmlx'), 0o644);

    await part('审核意见');
    await page.getByRole('button', { name: '企业信用档案信息' }).click();
    await page.getByRole('button', { name: '开始修改' }).click();
    await page.locator('#field-summary').fill('本机写的摘要，写明了范围');
    await page.keyboard.press('Tab');
    await page.getByText(/已保存 \d\d:\d\d/).waitFor();

    await goTo(journey, '导入导出');
    await part('合并');
    journey.answerDialogs([at('来件.zwmlx')]);
    await page.getByRole('button', { name: '选择报送包' }).click();
    await dialog().getByText('“来件.zwmlx”已加密').waitFor();
    await dialog().getByRole('button', { name: '打开' }).click();
    await dialog().getByText('还缺：证书口令').waitFor();
    await sound('merge-unlock');
    // The cursor is where it lacked, and Enter takes the form.
    await page.keyboard.type(PASSPHRASE);
    await page.keyboard.press('Enter');
    await page.getByText('内容不一致（待选定）1处').waitFor();
    await page.getByText('另一台电脑写的摘要').first().waitFor();
    await page.getByText('本机写的摘要，写明了范围').first().waitFor();
    await page.getByText('还有1处没有选定').waitFor();
    await sound('merge-conflict');
    await page.getByRole('radio', { name: '采用来件' }).check();
    await sound('merge-decided');
    await page.getByRole('button', { name: /^合并（新增1条，修改1条）$/ }).click();
    await page.getByText('已合并：新增1条，修改1条').waitFor();
    const { entry } = await ask<{ entry: { summary: string; sharingPurpose: string } }>(
      journey,
      'entries.read',
      { entry: first },
    );
    expect(entry).toMatchObject({ summary: '另一台电脑写的摘要', sharingPurpose: '信用监管' });

    // Decided and remembered: the same package asks nothing again.
    journey.answerDialogs([at('来件.zwmlx')]);
    await page.getByRole('button', { name: '换一个报送包' }).click();
    await dialog().locator('#unlock-passphrase').fill(PASSPHRASE);
    await dialog().getByRole('button', { name: '打开' }).click();
    await page.getByText('来件与目录库没有差别，不用合并。').waitFor();
  });
});

describe('the platform’s copy', () => {
  it('is fetched, believed for its signature, and shown side by side with ours; the file does the same', async () => {
    const { page } = journey;
    await platform.publish(UNIT);
    await goTo(journey, '报送与回执');
    await part('平台目录对照');
    await sound('compare-empty');
    await page.getByRole('button', { name: '联网读取并对照' }).click();
    await page.getByText('相同2条，内容不同1条，只在本目录库的1条，只在平台的0条').waitFor();
    await page.getByText('另一台电脑写的摘要').first().waitFor();
    await page.getByRole('region', { name: '只在本目录库的' }).getByText('信用承诺信息').waitFor();
    await sound('compare-different');
    journey.answerDialogs([at('报送包.zwml')]);
    await page.getByRole('button', { name: '读取平台目录文件' }).click();
    await page.getByRole('alert').last().waitFor();
  });
});

describe('media and trust', () => {
  it('a package is copied in parts, and the 介质交接登记 lists each of them', async () => {
    const { page } = journey;
    await approve();
    await goTo(journey, '报送与回执');
    await part('报送');
    await makePackage();
    await page.locator('.ant-table-row-expand-icon').first().click();
    await walkDialog(journey, {
      from: page.getByRole('button', { name: '分卷复制到介质' }),
      title: '分卷复制到介质',
      first: 'split-size',
      picture: 'split',
    });
    await page.getByRole('button', { name: '分卷复制到介质' }).click();
    await dialog().getByRole('radio', { name: '其他' }).check();
    await dialog().locator('#split-other').fill('0.005');
    await sound('delivery-split');
    journey.answerDialogs([at('介质')]);
    await dialog().getByRole('button', { name: '选择介质上的文件夹' }).click();
    await page.getByText('已复制1个报送包').waitFor();
    const files = readdirSync(at('介质')).sort();
    expect(files.length).toBeGreaterThan(2);
    expect(files.at(-1)).toMatch(/\.zwml\.parts\.json$/);
    await sound('delivery-in-parts');
    await page.getByRole('status').getByRole('button', { name: '打印预览' }).click();
    const paper = page.frameLocator('iframe');
    await paper.getByText('介质交接登记').first().waitFor();
    await journey.screenshot('delivery-medium');
    for (const file of files) await paper.getByText(file).first().waitFor();
    await journey.screenshot('delivery-medium');
    await page.keyboard.press('Escape');
  });

  it('a revocation list is registered; what ends soon is told on both pages (months ahead)', async () => {
    const { page } = journey;
    const ca = opensslCa(at('ca'));
    const stamp = (days: number): string =>
      `${new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
    const root = { crt: platform.authority.root, key: join(platform.authority.folder, 'root.key') };
    const list = ca.crl(root, { name: 'list', number: 7, from: stamp(-1), to: stamp(60) });
    const ending = ca.root('将到期的根证书', {
      extensions: CA_EXTENSIONS,
      from: stamp(-900),
      to: stamp(100),
    });
    for (const file of [list, ending.crt]) chmodSync(file, 0o644);
    chmodSync(at('ca'), 0o755);
    await part('密钥与证书');
    journey.answerDialogs([list]);
    await page.getByRole('button', { name: '登记吊销列表' }).click();
    await page.getByText('吊销列表已登记').waitFor();
    await page.getByRole('button', { name: '登记证书' }).click();
    journey.answerDialogs([ending.crt]);
    await dialog().getByRole('button', { name: '选择证书文件' }).click();
    await dialog().getByRole('button', { name: '指纹相同，保留' }).click();
    await page.getByText(/根证书“.*将到期的根证书”.*到期，还有\d+天/).waitFor();
    await sound('delivery-expiry');
    await part('报送');
    await page.getByText(/根证书“.*将到期的根证书”.*到期，还有\d+天/).waitFor();
    await sound('delivery-expiry-packages');
  });
});

describe('the page itself', () => {
  it('wrote no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});
