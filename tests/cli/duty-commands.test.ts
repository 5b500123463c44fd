/** The command line about clocks, as an administrator types it: deadline, duties, event, maintain, rules, calendar. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { mulu as run } from '#tests/support/mulu';
import { tempFolder } from '#tests/support/temp-folder';
import { MADE_UP_2027 } from '#tests/deadlines/made-up-notices';

const folder = tempFolder();

interface Answer {
  readonly exit: number;
  readonly stdout: string;
  /** Of a failure its code and words, else its value. */
  readonly value: Record<string, unknown> & {
    readonly duties?: Record<string, unknown>[];
    readonly limits?: Record<string, unknown>[];
  };
  readonly code: string | undefined;
  readonly message: string;
}

/** `home` null: an environment in which the user has no folder of any kind. */
async function mulu(
  words: readonly string[],
  today = '2026-11-21',
  home: string | null = join(folder, 'home'),
): Promise<Answer> {
  const folders = home === null ? { MULU_HOME: '', XDG_DATA_HOME: '', HOME: '' } : { MULU_HOME: home };
  const { code, stdout, json } = await run(words, { MULU_TODAY: today, ...folders });
  return {
    exit: code,
    stdout,
    value: json.value ?? {},
    code: json.failure?.code,
    message: json.failure?.message ?? '',
  };
}

let made = 0;
async function library(rules = 'shaanxi-2017', today = '2026-11-21'): Promise<string> {
  const file = join(folder, `${++made}.mulu`);
  const words = ['init', file, '--department', '示例局', '--credit-code', '11430000743187451F'];
  const { exit } = await mulu([...words, '--region', '610000', '--rules', rules], today);
  expect(exit).toBe(0);
  return file;
}

describe('mulu deadline', () => {
  test('条例第十七条10个工作日与34号文第九条15个工作日，逐日列出所计的日子', async () => {
    const { exit, value } = await mulu(['deadline', '--rules', 'shaanxi-2017', '--event', '2026-09-14']);
    expect(exit).toBe(0);
    expect(
      value.limits?.map((l) => [l['regulation'], l['article'], l['party'], l['workingDays'], l['due']]),
    ).toEqual([
      ['政务数据共享条例', '第十七条第二款', 'P', 10, '2026-09-28'],
      ['陕政发〔2017〕34号', '第九条', 'P', 15, '2026-10-10'],
    ]);
    // 2026-09-20 is worked, 2026-09-25 to 27 and 2026-10-01 to 07 are off.
    expect(value.limits?.[0]?.['counted']).toContain('2026-09-20');
    expect(value.limits?.[0]?.['counted']).not.toContain('2026-09-25');
    expect(value.limits?.[0]?.['extendedDue']).toBe('2026-10-10');
  });

  test.each([
    ['没有的规则包', ['--rules', 'nowhere', '--event', '2026-11-02'], 'rule-pack-unknown', 3],
    ['不存在的日期', ['--rules', 'shaanxi-2017', '--event', '2026-02-30'], 'date-invalid', 3],
    ['写法不对的日期', ['--rules', 'shaanxi-2017', '--event', '2026/11/2'], 'date-invalid', 3],
    [
      '条例和当地规定都还没有施行的日期',
      ['--rules', 'shaanxi-2017', '--event', '2017-01-03'],
      'rule-pack-not-in-force',
      3,
    ],
    [
      '威海办法到期之后、条例施行之前',
      ['--rules', 'weihai-2016', '--event', '2022-01-04'],
      'rule-pack-not-in-force',
      3,
    ],
    ['没有的事项类型', ['--rules', 'shaanxi-2017', '--event', '2026-11-02', '--kind', 'holiday'], 'usage', 2],
    [
      '没有的文件层级',
      ['--rules', 'shaanxi-2017', '--event', '2026-11-02', '--level', '口头'],
      'invalid-input',
      3,
    ],
    ['缺少日期', ['--rules', 'shaanxi-2017'], 'usage', 2],
    ['不认识的选项', ['--rules', 'shaanxi-2017', '--event', '2026-11-02', '--days', '3'], 'usage', 2],
  ])('%s', async (_title, words, code, exit) => {
    const answer = await mulu(['deadline', ...words]);
    expect([answer.code, answer.exit]).toEqual([code, exit]);
    expect(answer.message).not.toMatch(/undefined|“”/);
  });

  test('威海办法2021年3月31日到期：只有国家条例的时限，写明不在有效期', async () => {
    const { exit, value } = await mulu(['deadline', '--rules', 'weihai-2016', '--event', '2026-11-02']);
    expect(exit).toBe(0);
    expect(value.limits?.map((l) => l['rules'])).toEqual(['national-2025']);
    expect(value['notInForce']).toMatchObject([
      { rules: 'weihai-2016', from: '2016-04-01', to: '2021-03-31' },
    ]);
  });

  test('条例施行前一天的事项只按当地规定计算', async () => {
    const { value } = await mulu(['deadline', '--rules', 'shaanxi-2017', '--event', '2025-07-31']);
    expect(value.limits?.map((l) => l['rules'])).toEqual(['shaanxi-2017']);
    expect(value['notInForce']).toMatchObject([{ rules: 'national-2025', from: '2025-08-01', to: null }]);
  });
});

describe('mulu event、duties', () => {
  let file: string;
  beforeAll(async () => {
    file = await library();
  });

  test('登记、办理、撤回，待办与时限随之变化', async () => {
    const added = await mulu([
      'event',
      file,
      'add',
      '--kind',
      'law-change',
      '--on',
      '2026-11-02',
      '--about',
      '某法',
    ]);
    expect(added.exit).toBe(0);
    const { id } = (added.value['event'] ?? {}) as { id: string };
    expect((await mulu(['event', file, 'list'])).value['total']).toBe(1);
    const status = async (): Promise<string[]> =>
      (await mulu(['duties', file])).value
        .duties!.filter((d) => d['event'] === id)
        .map((d) => `${String(d['article'])} ${String(d['status'])}`);
    expect(await status()).toEqual(['第十七条第二款 overdue', '第九条 due-soon']);
    expect((await mulu(['event', file, 'act', id, '--act', 'submitted', '--on', '2026-11-13'])).exit).toBe(0);
    expect(await status()).toContain('第十七条第二款 done');
    expect((await mulu(['event', file, 'withdraw', id, '--reason', '录错'])).exit).toBe(0);
    expect(await status()).toEqual([]);
  });

  test.each([
    [
      '不存在的日期',
      ['add', '--kind', 'law-change', '--on', '2026-02-30', '--about', 'x'],
      'date-invalid',
      3,
    ],
    ['没有的类型', ['add', '--kind', 'x', '--on', '2026-11-02', '--about', 'x'], 'usage', 2],
    ['没有事由', ['add', '--kind', 'law-change', '--on', '2026-11-02'], 'usage', 2],
    ['没有的事项', ['act', 'x', '--act', 'submitted', '--on', '2026-11-02'], 'event-not-found', 3],
    ['没有的办理', ['act', 'x', '--act', 'approved', '--on', '2026-11-02'], 'usage', 2],
    ['撤回没有原因', ['withdraw', 'x'], 'usage', 2],
    ['没有的操作', ['remove'], 'usage', 2],
  ])('%s：给出代码，目录库没有变动', async (_title, words, code, exit) => {
    const answer = await mulu(['event', file, ...words]);
    expect([answer.code, answer.exit]).toEqual([code, exit]);
  });

  test('年度报告登记报送日期后办结（34号文第二十三条）', async () => {
    const old = await library('shaanxi-2017', '2026-01-05');
    const report = async (): Promise<unknown> =>
      (await mulu(['duties', old], '2026-01-20')).value.duties!.find(
        (d) => d['duty'] === 'annual-report' && d['period'] === '2025',
      );
    expect(await report()).toMatchObject({ due: '2026-01-31', lastWorkingDay: '2026-01-30', status: 'ok' });
    expect(
      (await mulu(['event', old, 'report', '--year', '2025', '--on', '2026-01-20'], '2026-01-20')).exit,
    ).toBe(0);
    expect(await report()).toMatchObject({ status: 'done' });
  });
});

describe('mulu maintain', () => {
  test('开始、确认、完成，季度维护按期办结（34号文第九条）', async () => {
    const file = await library();
    const start = await mulu(['maintain', file, 'start', '--by', '张三']);
    expect(start.value).toMatchObject({ period: '2026-Q4', state: '进行中', remaining: 0 });
    const again = await mulu(['maintain', file, 'start', '--by', '张三']);
    expect([again.code, again.exit]).toEqual(['campaign-open', 3]);
    expect(
      (await mulu(['maintain', file, 'confirm', '--all', '--opinion', '核对无误', '--by', '张三'])).exit,
    ).toBe(0);
    const finish = await mulu(['maintain', file, 'finish', '--by', '张三']);
    expect(finish.value).toMatchObject({ state: '已完成', finishedOn: '2026-11-21', late: false });
    const { value } = await mulu(['duties', file]);
    expect(value.duties?.find((d) => d['period'] === '2026-Q4')).toMatchObject({ status: 'done' });
  });

  test('没有开始的不能完成；成批确认不写意见、不写姓名是写法不对', async () => {
    const file = await library();
    expect((await mulu(['maintain', file, 'finish', '--by', '张三'])).code).toBe('campaign-not-open');
    for (const words of [
      ['confirm', '--all', '--by', '张三'],
      ['confirm', '--by', '张三'],
      ['confirm', '--all', '--opinion', 'x', '--entry', 'y', '--by', '张三'],
      ['confirm', '--entry', 'y', '--answer', '不知道', '--by', '张三'],
      ['start'],
    ]) {
      const answer = await mulu(['maintain', file, ...words]);
      expect([answer.code, answer.exit], words.join(' ')).toEqual(['usage', 2]);
    }
  });
});

describe('mulu rules、calendar', () => {
  test('规则包列出有效期；没有的规则包给出代码', async () => {
    const { value } = await mulu(['rules', 'list']);
    expect(value['rules']).toContainEqual(
      expect.objectContaining({ id: 'weihai-2016', to: '2021-03-31', inForce: false }),
    );
    expect((await mulu(['rules', 'show', 'yunnan-2017'])).value).toMatchObject({ id: 'yunnan-2017' });
    expect((await mulu(['rules', 'show', 'nowhere'])).code).toBe('rule-pack-unknown');
    expect((await mulu(['rules', 'show'])).exit).toBe(2);
  });

  test('导入下一年的安排后，跨年的时限不再是暂定（不带目录库，本机通用）', async () => {
    const notice = join(folder, '2027.json');
    writeFileSync(notice, JSON.stringify(MADE_UP_2027));
    const home = join(folder, 'home-calendar');
    const first = async (): Promise<unknown> =>
      (await mulu(['deadline', '--rules', 'national-2025', '--event', '2026-12-21'], '2026-12-01', home))
        .value.limits?.[0]?.['provisional'];
    expect(await first()).toBe(true);
    expect((await mulu(['calendar', 'install', notice, '--dry-run'], '2026-12-01', home)).exit).toBe(0);
    expect(await first()).toBe(true);
    expect((await mulu(['calendar', 'install', notice], '2026-12-01', home)).value).toMatchObject({
      year: 2027,
      origin: '本机导入',
    });
    expect(await first()).toBe(false);
    const { value } = await mulu(['calendar', 'list'], '2026-12-01', home);
    expect((value['years'] as { year: number }[]).map(({ year }) => year)).toEqual([2024, 2025, 2026, 2027]);
  });

  test('导入目录库的安排只在那个库里有效', async () => {
    const notice = join(folder, '2027-library.json');
    writeFileSync(notice, JSON.stringify({ ...MADE_UP_2027, title: '只在库里' }));
    const file = await library('shaanxi-2017', '2026-12-01');
    expect(
      (await mulu(['calendar', 'install', notice, '--library', file], '2026-12-01')).value,
    ).toMatchObject({ origin: '目录库导入' });
    const years = async (...words: string[]): Promise<unknown[]> =>
      ((await mulu(['calendar', 'list', ...words], '2026-12-01')).value['years'] as { year: number }[]).map(
        ({ year }) => year,
      );
    expect(await years('--library', file)).toContain(2027);
    expect(await years()).not.toContain(2027);
  });

  test('有错的文件指出位置；没有用户文件夹的环境照常计算', async () => {
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, JSON.stringify({ ...MADE_UP_2027, working: ['2027-02-30'] }));
    const answer = await mulu(['calendar', 'install', bad]);
    expect([answer.code, answer.exit]).toEqual(['calendar-invalid', 3]);
    expect(answer.stdout).toContain('working[0] 没有这一天');
    expect((await mulu(['calendar', 'install', join(folder, 'none.json')])).code).toBe('file-not-found');
    expect((await mulu(['calendar', 'install'])).exit).toBe(2);
    expect((await mulu(['calendar', 'list'], '2026-11-21', null)).exit).toBe(0);
    expect((await mulu(['calendar', 'install', bad.replace('bad', '2027')], '2026-12-01', null)).code).toBe(
      'file-unwritable',
    );
  });
});
