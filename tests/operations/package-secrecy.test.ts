/** What the secrecy gate holds back leaves in no member of a package, whatever it was said in. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CatalogueFile } from '#app/catalogue/catalogue-file';
import { catalogueSm3 } from '#app/review/catalogue-version';
import { HELD_BACK } from '#app/review/report-held-back';
import { versionSm3 } from '#app/storage/review-store';
import { docxParts, docxText, zipParts } from '#tests/documents/docx-parts';
import {
  addEntry,
  approveAll,
  editEntry,
  openOffice,
  pack,
  packageStates,
  type Desk,
} from '#tests/sync/delivery-kit';

const office = await openOffice();
const WORD = '特种';

/** Every text in a package: its members, and the parts of the members that are ZIP files themselves. */
async function everyText(file: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const [name, content] of await zipParts(readFileSync(file))) {
    if (!/\.(docx|xlsx)$/.test(name)) texts.set(name, content.toString('utf8'));
    else
      for (const [part, inner] of await zipParts(content))
        texts.set(`${name}/${part}`, inner.toString('utf8'));
  }
  return texts;
}

async function reportOf(file: string): Promise<string[]> {
  const report = (await zipParts(readFileSync(file))).get('payload/review-report.docx')!;
  return docxText((await docxParts(report)).get('word/document.xml')!);
}

function catalogueOf(texts: ReadonlyMap<string, string>): CatalogueFile {
  return JSON.parse(texts.get('payload/catalogue.json')!) as CatalogueFile;
}

const setWord = (desk: Desk) =>
  desk.core.call('secrecy.read', {}).then(async ({ list }) => {
    await desk.core.call('secrecy.save', { list: { ...list, words: [WORD] } });
  });

async function accepted(desk: Desk): Promise<void> {
  const platform = await office.newPlatform();
  const made = await pack(office, desk);
  await platform.take(made.file);
  writeFileSync(desk.at('r.zwmlr'), (await platform.store.package(made.packageId))!.receipt!);
  await desk.core.call('delivery.receive', { file: desk.at('r.zwmlr') });
}

describe('a word added to the list after the approval', () => {
  test('is in no member: not as an entry, a former wording, an opinion, an event, a name or a tombstone', async () => {
    const desk = await office.newDesk();
    const { core } = desk;
    const held = await addEntry(core, { name: `${WORD}车辆登记信息`, summary: '登记对象的基本情况说明' });
    const kept = await addEntry(core, { name: '一般车辆信息' });
    const mended = await addEntry(core, { summary: `${WORD}用途的车辆的登记情况` });
    const gone = await addEntry(core, { name: `${WORD}设备信息`, office: `${WORD}处` });
    await approveAll(core);
    await accepted(desk);

    await core.call('events.add', {
      kind: 'law-change',
      on: '2026-11-20',
      about: `${WORD}管理办法修订`,
      by: '李某',
    });
    await core.call('review.take', {
      step: 'retire',
      entries: [gone],
      by: '李某',
      opinion: `${WORD}设备撤销`,
    });
    await editEntry(core, mended, { summary: '用途受限的车辆的登记情况' });
    await editEntry(core, kept, { summary: '一般车辆的登记情况和使用性质' });
    await editEntry(core, held, { summary: '登记对象的基本情况，另行说明' });
    await core.call('review.take', { step: 'submit', entries: [mended, kept, held], by: '李某' });
    await core.call('review.take', {
      step: 'return',
      entries: [mended, held],
      by: '王某',
      opinion: `“${WORD}”二字不宜公开`,
      fieldOpinions: [
        { entry: mended, field: 'summary', opinion: `删去“${WORD}”` },
        { entry: held, field: 'name', opinion: '名称另行拟定' },
      ],
    });
    const both = { entries: [mended, kept], by: '李某', opinion: '同意' };
    await core.call('review.take', { ...both, step: 'submit', entries: [mended] });
    await core.call('review.take', { ...both, step: 'approve', opinion: `已无“${WORD}”字样，予以通过办理` });
    await core.call('review.take', {
      ...both,
      step: 'assess',
      secrecy: '不涉密',
      personal: '不涉及个人信息',
    });
    for (const step of ['clear', 'consent'] as const) await core.call('review.take', { ...both, step });
    // A draft beside them makes the check name it in a finding about what is packed.
    const { entry } = await core.call('entries.read', { entry: kept });
    await editEntry(core, held, { code: entry.code });
    await setWord(desk);

    const made = await pack(office, desk);
    const texts = await everyText(made.file);
    expect([...texts].filter(([, text]) => text.includes(WORD)).map(([name]) => name)).toEqual([]);
    const catalogue = catalogueOf(texts);
    expect(catalogue.entries.map((one) => one.id).sort()).toEqual([mended, kept].sort());
    expect(catalogue.removed).toMatchObject([{ id: gone, name: '' }]);

    const report = (await reportOf(made.file)).join('\n');
    expect(report).toContain('一般车辆信息');
    expect(report).toContain('用途受限的车辆的登记情况');
    expect(report).toContain(HELD_BACK);
    expect(report).not.toContain('名称另行拟定');
    await core.close();
  });

  test('holds back the package as long as an entry with it would be sealed', async () => {
    const desk = await office.newDesk();
    const held = await addEntry(desk.core, { summary: `${WORD}车辆的登记情况说明` });
    await addEntry(desk.core);
    await approveAll(desk.core);
    await setWord(desk);
    const wanted = { key: office.key, certificate: office.certificate, passphrase: '政务目录 2026 口令' };
    const out = desk.at('refused.zwml');
    expect((await desk.core.failure('package.make', { ...wanted, out })).code).toBe('secrecy-not-cleared');
    // In the whole catalogue the approved version stands, whatever its draft says by now.
    await editEntry(desk.core, held, { summary: '车辆的登记情况，已改写过的说明' });
    const whole = { ...wanted, out, scope: 'whole' as const };
    expect((await desk.core.failure('package.make', whole)).code).toBe('secrecy-not-cleared');
    expect(catalogueOf(await everyText((await pack(office, desk)).file)).entries).toHaveLength(1);
    await desk.core.close();
  });
});

test('a package that was sealed before stays in the queue until the word is cleared', async () => {
  const desk = await office.newDesk();
  const { core } = desk;
  const held = await addEntry(core, { summary: `${WORD}车辆的登记情况说明` });
  await approveAll(core);
  const { packageId } = await pack(office, desk);
  await setWord(desk);
  const folder = desk.at('stick');
  mkdirSync(folder);
  const round = await core.call('delivery.sync', { folder });
  expect(round).toMatchObject({ delivered: 0, failed: [{ packageId, code: 'secrecy-not-cleared' }] });
  expect((await core.failure('delivery.carry', { folder })).code).toBe('secrecy-not-cleared');
  expect(readdirSync(folder)).toEqual([]);
  expect(await packageStates(core)).toEqual({ [packageId]: '待报送' });

  const { findings } = await core.call('entries.read', { entry: held });
  const marks = findings
    .filter(({ rule }) => rule === 'secrecy-mark')
    .map(({ rule, field, message }) => ({ rule, field, message }));
  await core.call('findings.settle', {
    entry: held,
    findings: marks,
    reason: '公开的车辆类别名称',
    by: '赵某',
  });
  expect(await core.call('delivery.sync', { folder })).toMatchObject({ delivered: 1, failed: [] });
  await core.close();
});

test('the reason for which a mark was cleared is judged like everything else that the report says', async () => {
  const desk = await office.newDesk();
  const { core } = desk;
  const ids = [
    await addEntry(core, { name: '甲类车辆信息', summary: `${WORD}车辆的登记情况说明` }),
    await addEntry(core, { name: '乙类车辆信息', summary: `${WORD}车辆的年检情况说明` }),
  ];
  await approveAll(core);
  const { list } = await core.call('secrecy.read', {});
  const save = (...words: string[]) =>
    core.call('secrecy.save', { list: { ...list, words: [WORD, '内参', ...words] } });
  await save();
  const reasons = ['据内参第3期，属于公开的类别', '公开的车辆类别名称'];
  for (const [i, id] of ids.entries()) {
    const { findings } = await core.call('entries.read', { entry: id });
    const marks = findings
      .filter(({ rule }) => rule === 'secrecy-mark')
      .map(({ rule, field, message }) => ({ rule, field, message }));
    await core.call('findings.settle', { entry: id, findings: marks, reason: reasons[i]!, by: '赵某' });
  }

  const { file, packageId } = await pack(office, desk);
  const report = (await reportOf(file)).join('\n');
  expect(report).toContain('公开的车辆类别名称');
  expect(report).toContain(HELD_BACK);
  expect([...(await everyText(file)).values()].filter((text) => text.includes('内参'))).toEqual([]);
  // The mark itself was cleared and is told.
  expect(report).toContain(WORD);

  // A reason that was let through rings by a later list.
  await save('类别名称');
  const folder = desk.at('stick');
  mkdirSync(folder);
  expect(await core.call('delivery.sync', { folder })).toMatchObject({
    delivered: 0,
    failed: [{ packageId, code: 'secrecy-not-cleared' }],
  });
  const anew = await pack(office, desk);
  expect((await reportOf(anew.file)).join('\n')).not.toContain('类别名称');
  expect(await core.call('delivery.sync', { folder })).toMatchObject({ delivered: 1, failed: [] });
  await core.close();
});

test.each(['plain', 'encrypted'])(
  'with the word beside its entries a package (%s) leaves only when it was made anew',
  async (form) => {
    const desk = await office.newDesk();
    const { core } = desk;
    const gone = await addEntry(core, { name: `${WORD}设备信息` });
    const kept = await addEntry(core);
    await approveAll(core);
    await accepted(desk);
    await core.call('review.take', { step: 'retire', entries: [gone], by: '李某', opinion: '撤销' });
    await editEntry(core, kept, { summary: '改动以后的摘要，描述登记对象的情况' });
    const own = { entries: [kept], by: '李某', opinion: `${WORD}设备另行处理，其余同意` };
    for (const step of ['submit', 'approve'] as const) await core.call('review.take', { ...own, step });
    await core.call('review.take', {
      ...own,
      step: 'assess',
      secrecy: '不涉密',
      personal: '不涉及个人信息',
    });
    for (const step of ['clear', 'consent'] as const) await core.call('review.take', { ...own, step });
    const more = form === 'plain' ? {} : { recipient: office.certificate };
    const { packageId } = await pack(office, desk, more);
    await setWord(desk);

    const folder = desk.at('stick');
    mkdirSync(folder);
    const round = await core.call('delivery.sync', { folder });
    expect(round).toMatchObject({ delivered: 0, failed: [{ packageId, code: 'secrecy-not-cleared' }] });
    expect(round.failed[0]!.message).toMatch(/特种设备信息.*重新生成报送包/);
    expect((await core.failure('delivery.carry', { folder })).details).toMatchObject({ remake: true });
    expect(readdirSync(folder)).toEqual([]);
    expect(await packageStates(core)).toMatchObject({ [packageId]: '待报送' });

    const anew = await pack(office, desk);
    expect([...(await everyText(anew.file)).values()].filter((text) => text.includes(WORD))).toEqual([]);
    expect(await core.call('delivery.sync', { folder })).toMatchObject({ delivered: 1, failed: [] });
    await core.close();
  },
);

test('the report prints what is sealed, and its 文件校验码 is that of the entries sealed', async () => {
  const desk = await office.newDesk();
  const ids = [await addEntry(desk.core), await addEntry(desk.core), await addEntry(desk.core)];
  await approveAll(desk.core);
  await accepted(desk);
  await editEntry(desk.core, ids[1]!, { summary: '改动以后的摘要，描述登记对象的情况' });
  await approveAll(desk.core);
  const made = await pack(office, desk, { scope: 'changes' });
  const { entries } = catalogueOf(await everyText(made.file));
  expect(entries.map(({ id }) => id)).toEqual([ids[1]]);
  const sealed = entries.map(({ version, ...entry }) => ({ id: entry.id, version, sm3: versionSm3(entry) }));
  const report = await reportOf(made.file);
  expect(report.join('\n')).toContain(`文件校验码（SM3）：${catalogueSm3(sealed)}`);
  expect(report.join('\n')).toContain('本报送包所载的政务信息资源目录（信息资源1条）');
  for (const [i, id] of ids.entries()) {
    const { entry } = await desk.core.call('entries.read', { entry: id });
    expect(report.includes(entry.name)).toBe(i === 1);
  }
  await desk.core.close();
});

test('the report names the day on which an office confirmed what is sealed, not its other entries', async () => {
  const desk = await office.newDesk();
  const { core } = desk;
  await core.call('settings.save', { settings: { officeConfirmation: '是' } });
  const sealed = await addEntry(core, { office: '综合处' });
  const waiting = await addEntry(core, { office: '综合处' });
  await core.call('review.take', { step: 'submit', entries: [sealed, waiting], by: '李某' });
  for (const [entry, day] of [
    [sealed, '2026-11-18'],
    [waiting, '2026-11-19'],
  ] as const) {
    core.today = day;
    await core.call('review.take', { step: 'confirm', entries: [entry], by: '周某', opinion: '属实' });
  }
  core.today = '2026-11-21';
  const own = { entries: [sealed], by: '李某', opinion: '同意' };
  await core.call('review.take', { ...own, step: 'approve' });
  await core.call('review.take', { ...own, step: 'assess', secrecy: '不涉密', personal: '不涉及个人信息' });
  for (const step of ['clear', 'consent'] as const) await core.call('review.take', { ...own, step });
  const report = await reportOf((await pack(office, desk)).file);
  const row = report.slice(report.indexOf('处室负责人确认日期'));
  expect(row.slice(row.indexOf('综合处')).slice(0, 7).join('|')).toMatch(/2026年11月18日$/);
  expect(report.join('\n')).not.toContain('2026年11月19日');
  await core.close();
});
