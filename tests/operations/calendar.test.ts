/** Holiday notices that are installed: what they move, where they are kept, versions, and the form to type one in. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadResources } from '#app/operations/resources';
import { newLibrary, openCore, RESOURCES, type TestCore } from '#tests/support/open-workspace';
import { tempFolder } from '#tests/support/temp-folder';
import { MADE_UP_2027 } from '#tests/deadlines/made-up-notices';

const folder = tempFolder();
let made = 0;

function file(content: unknown): string {
  const name = join(folder, `notice-${++made}.json`);
  writeFileSync(name, typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}
const amendment = {
  ...MADE_UP_2027,
  kind: 'amendment',
  title: '测试用：调整2027年元旦安排',
  publishedOn: '2026-12-15',
  off: [{ from: '2027-01-04', to: '2027-01-04', name: '元旦' }],
  working: [],
};
const local = {
  format: 'mulu-local-holidays/1',
  title: '测试用：三月三',
  issuer: '测试',
  source: '测试数据',
  off: [{ from: '2027-04-09', to: '2027-04-09', name: '三月三' }],
  working: [],
};
const count = (core: TestCore, on: string) =>
  core.call('deadline.count', { rules: 'national-2025', on }).then(({ limits }) => limits[0]!);

describe('没有目录库：通知保存在本机用户数据文件夹', () => {
  test('导入前为暂定，导入后按通知计算，另一次启动仍然有效', async () => {
    const home = join(folder, 'home-1');
    const core = await openCore('2026-12-01', home);
    expect(await count(core, '2026-12-21')).toMatchObject({ due: '2027-01-04', provisional: true });
    const installed = await core.call('calendar.install', { file: file(MADE_UP_2027) });
    expect(installed).toMatchObject({ kind: 'full', year: 2027, origin: '本机导入', alreadyKnown: false });
    // 2026-12-26 is worked and 2027-01-01 is off: the two cancel out, and nothing is provisional any more.
    expect(await count(core, '2026-12-21')).toMatchObject({ due: '2027-01-04', provisional: false });
    const later = await openCore('2026-12-01', home);
    expect((await later.call('calendar.list', {})).years.map(({ year }) => year)).toContain(2027);
    expect(readdirSync(join(home, 'calendars'))).toEqual([`${installed.sm3}.json`]);
  });

  test('重复导入不重复保存，也不再变动日期', async () => {
    const home = join(folder, 'home-2');
    const core = await openCore('2026-12-01', home);
    await core.call('calendar.install', { file: file(MADE_UP_2027) });
    const again = await core.call('calendar.install', { file: file(JSON.stringify(MADE_UP_2027, null, 4)) });
    expect(again).toMatchObject({ alreadyKnown: true, origin: '本机导入', dates: [] });
    expect(readdirSync(join(home, 'calendars'))).toHaveLength(1);
  });

  test('没有用户数据文件夹的环境，计算照常，导入给出代码', async () => {
    const core = await openCore('2026-12-01', null);
    expect((await count(core, '2026-11-02')).due).toBe('2026-11-16');
    const failure = await core.failure('calendar.install', { file: file(MADE_UP_2027) });
    expect(failure.code).toBe('file-unwritable');
  });

  test('已保存的通知损坏，不会悄悄按别的日期算，指出是哪个文件', async () => {
    const home = join(folder, 'home-3');
    mkdirSync(join(home, 'calendars'), { recursive: true });
    writeFileSync(join(home, 'calendars', 'broken.json'), '{"format":');
    const core = await openCore('2026-12-01', home);
    const failure = await core.failure('deadline.count', { rules: 'national-2025', on: '2026-11-02' });
    expect(failure.code).toBe('calendar-invalid');
    expect(failure.details['place']).toContain('broken.json');
  });
});

describe('打开了目录库：通知随目录库走', () => {
  let core: TestCore & { file: string };
  beforeEach(async () => {
    core = await newLibrary(folder, 'shaanxi-2017', '2026-12-16');
    await core.call('events.add', { kind: 'law-change', on: '2026-12-21', about: '某法修订' });
  });

  test('预览列出每个变动的日期和每项变动的时限，不保存', async () => {
    const preview = await core.call('calendar.preview', {
      file: file({ ...MADE_UP_2027, working: ['2027-02-20'] }),
    });
    expect(preview.dates[0]).toMatchObject({
      date: '2027-01-01',
      before: { working: true, provisional: true },
      after: { working: false, provisional: false },
    });
    expect(preview.dates.map(({ date }) => date)).toContain('2027-02-20');
    expect(preview.dates.every(({ before, after }) => before.working !== after.working)).toBe(true);
    expect(preview.duties).toContainEqual(
      expect.objectContaining({
        subject: '某法修订',
        article: '第十七条第二款',
        due: '2027-01-04',
        newDue: '2027-01-05',
        provisional: true,
        newProvisional: false,
      }),
    );
    expect((await core.call('calendar.list', {})).years.map(({ year }) => year)).not.toContain(2027);
  });

  test('下一年的通知可以把本年最后一周的周末改为上班（条例计日按调休）', async () => {
    const { dates } = await core.call('calendar.install', { file: file(MADE_UP_2027) });
    expect(dates).toContainEqual(
      expect.objectContaining({ date: '2026-12-26', after: expect.objectContaining({ working: true }) }),
    );
    const { days } = await core.call('calendar.month', { year: 2026, month: 12 });
    expect(days[25]).toMatchObject({
      working: true,
      provisional: false,
      note: expect.stringContaining('调休'),
    });
  });

  test('保存后待办与时限随之变动，换一台电脑打开同一个库也一样', async () => {
    await core.call('calendar.install', {
      file: file({ ...MADE_UP_2027, working: ['2027-02-20'] }),
      by: '管理员',
    });
    const due = async (): Promise<string | undefined> =>
      (await core.call('duties.list', {})).duties.find((d) => d.article === '第十七条第二款')?.due;
    expect(await due()).toBe('2027-01-05');
    await core.close();
    await core.call('library.open', { library: core.file });
    expect(await due()).toBe('2027-01-05');
    const alone = await openCore('2026-12-16');
    expect((await count(alone, '2026-12-21')).provisional).toBe(true);
  });

  test('年度安排的调整另存一版，新旧版本都列出，哪版有效写明', async () => {
    await core.call('calendar.install', { file: file(MADE_UP_2027) });
    const { dates } = await core.call('calendar.install', { file: file(amendment) });
    expect(dates.map(({ date, after }) => [date, after.working])).toEqual([['2027-01-04', false]]);
    const replaced = { ...MADE_UP_2027, title: '测试用：重新公布', publishedOn: '2026-12-20' };
    await core.call('calendar.install', { file: file(replaced) });
    const year = (await core.call('calendar.list', {})).years.find((one) => one.year === 2027)!;
    expect(year.notice).toBe('测试用：重新公布');
    expect(year.versions.map(({ kind, publishedOn, inForce }) => [kind, publishedOn, inForce])).toEqual([
      ['full', '2026-11-30', false],
      ['amendment', '2026-12-15', false],
      ['full', '2026-12-20', true],
    ]);
  });

  test('地方节假日叠加在国务院通知之上，另行列出', async () => {
    await core.call('calendar.install', { file: file(MADE_UP_2027) });
    const { kind, dates } = await core.call('calendar.install', { file: file(local) });
    expect(kind).toBe('local');
    expect(dates.map(({ date }) => date)).toEqual(['2027-04-09']);
    expect((await core.call('calendar.list', {})).local).toMatchObject([
      { title: '测试用：三月三', origin: '目录库导入' },
    ]);
  });

  test.each([
    [
      '比现有安排旧的',
      {
        ...MADE_UP_2027,
        year: 2026,
        publishedOn: '2025-01-01',
        working: [],
        off: [{ from: '2026-01-01', to: '2026-01-01', name: '元旦' }],
      },
      '不起作用',
    ],
    ['公布日期在今天之后的', { ...MADE_UP_2027, publishedOn: '2026-12-30' }, '在今天之后'],
    ['缺了节日的', MADE_UP_2027, '清明'],
    [
      '没有年度安排就来调整的',
      { ...amendment, year: 2028, off: [{ from: '2028-01-04', to: '2028-01-04', name: '元旦' }] },
      '仍为暂定',
    ],
  ])('%s通知，导入前提醒', async (_title, notice, words) => {
    const { warnings } = await core.call('calendar.preview', { file: file(notice) });
    expect(warnings.join()).toContain(words);
  });

  test('随程序提供的三年安排没有一处提醒', async () => {
    const { notices: shipped } = await loadResources(RESOURCES);
    for (const notice of (await core.call('calendar.list', {})).years) {
      const content = shipped.find((one) => one.year === notice.year)!;
      const { warnings, alreadyKnown } = await core.call('calendar.preview', { notice: { ...content } });
      expect(alreadyKnown).toBe(true);
      expect(warnings).toEqual([]);
    }
  });
});

describe('有错的文件', () => {
  test.each([
    ['不是 JSON', '{', ''],
    [
      '起止颠倒',
      { ...MADE_UP_2027, off: [{ from: '2027-05-05', to: '2027-05-01', name: '劳动节' }] },
      'off[0]',
    ],
    ['没有这一天', { ...MADE_UP_2027, working: ['2027-02-30'] }, 'working[0]'],
    ['地方节假日多出栏目', { ...local, year: 2027 }, ''],
  ])('%s：指出位置，什么也不保存', async (_title, content, path) => {
    const home = join(folder, `home-bad-${++made}`);
    const core = await openCore('2026-12-01', home);
    for (const call of ['calendar.preview', 'calendar.install'] as const) {
      const failure = await core.failure(call, { file: file(content) });
      expect(failure.code).toBe('calendar-invalid');
      expect((failure.details['problems'] as { path: string }[])[0]!.path).toBe(path);
      expect(failure.details['place']).toMatch(/^notice-\d+\.json$/);
    }
    expect((await core.call('calendar.list', {})).years.map(({ year }) => year)).not.toContain(2027);
  });

  test('找不到的文件、文件夹、什么也没给，各有代码', async () => {
    const core = await openCore('2026-12-01', join(folder, 'home-none'));
    expect((await core.failure('calendar.preview', { file: join(folder, 'no.json') })).code).toBe(
      'file-not-found',
    );
    expect((await core.failure('calendar.preview', { file: folder })).code).toBe('file-is-directory');
    expect((await core.failure('calendar.preview', {})).code).toBe('invalid-input');
    expect((await core.failure('calendar.preview', { file: file(local), notice: local })).code).toBe(
      'invalid-input',
    );
  });
});

describe('按印发件录入通知', () => {
  const form = {
    year: 2027,
    title: '',
    publishedOn: '2026-11-30',
    off: [
      { from: '2027-01-01', to: '2027-01-03', name: '元旦' },
      { from: '2027-06-09', name: '端午节' },
    ],
    working: ['2027-02-20', '2027-02-07'],
  };

  test('录入的内容成为通知并带预览，保存前不生效；保存后生效', async () => {
    const core = await openCore('2026-12-01', join(folder, 'home-form'));
    const { notice, preview } = await core.call('calendar.compose', {
      ...form,
      number: '国办发明电〔2026〕9号',
    });
    expect(notice).toMatchObject({
      title: '国务院办公厅关于2027年部分节假日安排的通知',
      number: '国办发明电〔2026〕9号',
      revision: 1,
      off: [{ to: '2027-01-03' }, { from: '2027-06-09', to: '2027-06-09' }],
      working: ['2027-02-07', '2027-02-20'],
    });
    expect(preview.dates.map(({ date }) => date)).toContain('2027-06-09');
    expect((await core.call('calendar.list', {})).years.map(({ year }) => year)).not.toContain(2027);
    await core.call('calendar.install', { notice });
    expect((await core.call('calendar.list', {})).years.at(-1)).toMatchObject({ year: 2027 });
  });

  test('录错的改正后再录，新的一版替代旧的；原样再录认得出是同一份', async () => {
    const core = await openCore('2026-12-01', join(folder, 'home-form-2'));
    const first = await core.call('calendar.compose', form);
    await core.call('calendar.install', { notice: first.notice });
    expect((await core.call('calendar.compose', form)).preview).toMatchObject({ alreadyKnown: true });
    const corrected = await core.call('calendar.compose', { ...form, working: ['2027-02-20'] });
    expect(corrected.notice['revision']).toBe(2);
    await core.call('calendar.install', { notice: corrected.notice });
    const year = (await core.call('calendar.list', {})).years.at(-1)!;
    expect(year.versions.map(({ revision, inForce }) => [revision, inForce])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  test('填错的栏目逐处指出', async () => {
    const core = await openCore('2026-12-01', join(folder, 'home-form-3'));
    const failure = await core.failure('calendar.compose', {
      ...form,
      publishedOn: '2026-11-31',
      off: [{ from: '2027-01-03', to: '2027-01-01', name: '' }],
      working: ['2027-03-01'],
    });
    expect(failure.code).toBe('calendar-invalid');
    const paths = (failure.details['problems'] as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['publishedOn', 'off[0].name']));
  });
});
