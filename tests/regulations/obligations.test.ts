/**
 * The table of what each regulation asks and of whom, walked row by row: every duty stands in a pack under its article,
 * is laid on the right party, and does something in the program. And the other way round: no pack holds a clock that the
 * table does not know.
 */
import { describe, expect, test } from 'vitest';
import type { DeadlineEventText } from '#app/deadlines/deadline-event';
import { calendarDate } from '#app/deadlines/calendar-date';
import { recurringDuties } from '#app/deadlines/recurring-duties';
import type { Party } from '#app/deadlines/limit-rule';
import { ask } from './ask';
import { shippedCalendar, shippedPacks } from './load-resources';

const packs = new Map(shippedPacks().map((pack) => [pack.id, pack]));
const packOf = (id: string) => packs.get(id)!;

/** A number: so many working days. `no-number`, `nothing-to-do`, `stated-in-notice`: said with its reason instead. */
type Clock = number | 'no-number' | 'nothing-to-do' | 'stated-in-notice';
type ClockRow = readonly [
  pack: string,
  article: string,
  party: Party,
  event: DeadlineEventText,
  clock: Clock,
];

const on = '2026-03-02';
/** Days on which a pack is in force; 威海 ended on 2021-03-31, the others run in 2026. */
const dayOf = (pack: string): string => (pack === 'weihai-2016' ? '2020-03-02' : on);
const law = { on, kind: 'law-change', level: '法律' };
const duties = { on, kind: 'function-change' };
const data = { on, kind: 'data-change' };
const sharing = { on, kind: 'sharing-change' };
const free = { on, kind: 'application', sharing: '无条件' };
const conditional = { on, kind: 'application', sharing: '有条件' };
const doubt = { on, kind: 'doubt' };
const notice = { on, kind: 'notice' };
const rectify = { on, kind: 'rectification' };

const CLOCKS: readonly ClockRow[] = [
  ['national-2025', '第十七条第二款', 'P', law, 10],
  ['national-2025', '第十七条第二款', 'P', duties, 10],
  ['national-2025', '第十九条第二款', 'P', data, 'no-number'],
  ['national-2025', '第二十一条第一款', 'P', free, 1],
  ['national-2025', '第二十一条第一款', 'P', conditional, 10],
  ['national-2025', '第二十二条第一款', 'P', { on, kind: 'reply' }, 20],
  ['national-2025', '第二十六条第二款', 'P', doubt, 10],
  ['national-2025', '第三十九条', 'P', rectify, 'stated-in-notice'],
  ['shaanxi-2017', '第九条', 'P', law, 15],
  ['shaanxi-2017', '第九条', 'P', { ...law, level: '地方性法规' }, 15],
  ['shaanxi-2017', '第九条', 'P', duties, 15],
  ['shaanxi-2017', '第九条', 'P', data, 'no-number'],
  ['shaanxi-2017', '第十五条第一款', 'P', free, 'nothing-to-do'],
  ['shaanxi-2017', '第十五条第一款', 'P', conditional, 10],
  ['shaanxi-2017', '第十八条', 'P', doubt, 'nothing-to-do'],
  ['shaanxi-2017', '第二十八条', 'P', rectify, 'stated-in-notice'],
  ['yunnan-2017', '第十一条', 'P', law, 15],
  ['yunnan-2017', '第十一条', 'P', duties, 15],
  ['yunnan-2017', '第十六条', 'P', data, 10],
  ['yunnan-2017', '第十七条', 'P', sharing, 30],
  ['yunnan-2017', '第二十五条', 'P', conditional, 10],
  ['yunnan-2017', '第二十七条', 'P', doubt, 'nothing-to-do'],
  ['yunnan-2017', '第四十二条', 'P', rectify, 'stated-in-notice'],
  ['xinzhou-2022', '三（二）', 'P', law, 15],
  ['xinzhou-2022', '三（二）', 'P', duties, 15],
  ['xinzhou-2022', '五（七）', 'P', data, 'no-number'],
  ['xinzhou-2022', '五（三）1', 'A', free, 2],
  ['xinzhou-2022', '五（三）2', 'A', conditional, 2],
  ['xinzhou-2022', '五（三）2', 'P', conditional, 5],
  ['xinzhou-2022', '五（五）', 'P', doubt, 5],
  ['xinzhou-2022', '七（四）', 'P', rectify, 'stated-in-notice'],
  ['shenzhen-2015', '第13段', 'P', law, 'no-number'],
  ['shenzhen-2015', '第13段', 'P', duties, 'no-number'],
  ['shenzhen-2015', '第13段', 'P', data, 'no-number'],
  ['shenzhen-2015', '第15段', 'P', notice, 10],
  ['shenzhen-2015', '第18段', 'P', sharing, 'no-number'],
  ['shenzhen-2015', '第23段', 'P', doubt, 'no-number'],
  ['shenzhen-2015', '第34段', 'P', rectify, 'stated-in-notice'],
  ['weihai-2016', '第十三条', 'P', law, 'no-number'],
  ['weihai-2016', '第十三条', 'P', sharing, 'no-number'],
  ['weihai-2016', '第十七条', 'P', duties, 'no-number'],
  ['weihai-2016', '第十九条', 'P', data, 'no-number'],
  ['weihai-2016', '第二十一条', 'P', free, 'nothing-to-do'],
  ['weihai-2016', '第二十一条', 'P', conditional, 'no-number'],
  ['weihai-2016', '第三十二条', 'P', rectify, 'stated-in-notice'],
];

describe('表3：每一行时限在其条文之下，由该由的一方承担', () => {
  test.each(CLOCKS)('%s %s（%s）%o：%s', (pack, article, party, event, clock) => {
    const answer = ask(pack, { ...event, on: dayOf(pack) });
    const limits = answer.limits.filter(
      (one) => one.rules === pack && one.article === article && one.party === party,
    );
    const said = answer.notTriggered.filter((one) => one.rules === pack && one.article === article);
    if (typeof clock === 'number') {
      expect(limits.map((one) => one.workingDays)).toContain(clock);
      // 主管部门的时限从不作为本部门的旗标。
      if (party === 'A') expect(limits.some((one) => one.drives)).toBe(false);
    } else {
      expect(said.map((one) => one.why)).toContain(clock);
      expect(said.every((one) => one.reason.length > 5)).toBe(true);
    }
  });

  test('主管部门2个工作日审核（条例17三）只在报送之后起算，届时列为对方的时限', () => {
    const answer = ask('national-2025', law);
    const review = answer.notTriggered.find((one) => one.article === '第十七条第三款')!;
    expect(review).toMatchObject({ why: 'later-act', party: 'A' });
  });

  test('规则包里没有表外的时限', () => {
    const known = new Set([
      ...CLOCKS.map(([pack, article]) => `${pack} ${article}`),
      'national-2025 第十七条第三款',
    ]);
    const stray = [...packs.values()].flatMap((pack) =>
      pack.limits.map((limit) => `${pack.id} ${limit.article}`).filter((place) => !known.has(place)),
    );
    expect(stray).toEqual([]);
  });

  test.each([
    ['national-2025', 'catalogue-update', 5],
    ['national-2025', 'reply-conditional', 10],
  ])('%s %s可经同意延长%d个工作日', (pack, id, days) => {
    const limit = packOf(pack).limits.find((one) => one.id === id)!;
    expect(limit.extension).toMatchObject({ workingDays: days });
  });
});

describe('表3：定期的义务', () => {
  const due = (pack: string, today: string, since: string): [string, string][] =>
    recurringDuties([packOf(pack)], {
      calendar: shippedCalendar(),
      today: calendarDate(today),
      since: calendarDate(since),
      maintenance: [],
      reports: [],
    }).map((row) => [row.article, row.due]);

  test.each([
    [
      'shaanxi-2017',
      [
        ['第九条', '2026-03-31'],
        ['第二十三条', '2026-01-31'],
        ['第二十三条', '2027-01-31'],
      ],
    ],
    [
      'yunnan-2017',
      [
        ['第十八条', '2026-12-31'],
        ['第四十条', '2026-01-15'],
        ['第四十条', '2027-01-15'],
      ],
    ],
    ['shenzhen-2015', [['第33段', '2026-12-31']]],
    ['xinzhou-2022', []],
    ['national-2025', []],
  ] as [string, [string, string][]][])('%s', (pack, wanted) => {
    expect(due(pack, '2026-01-10', '2026-01-05').sort()).toEqual(wanted.sort());
  });
});

type Place = 'steps' | 'provisions' | 'retention' | 'ledgers' | 'checks' | 'elements' | 'marks' | 'whole';
type DutyLine = readonly [row: string, pack: string, article: string, party: Party | '', place: Place];

/** Tables 1 and 2, and the rows of table 3 that carry no clock. */
const LINES: readonly DutyLine[] = [
  ['九类内容', 'national-2025', '第十三条第二款', '', 'elements'],
  ['分类分级', 'national-2025', '第十三条第二款', '', 'checks'],
  ['三种共享类型', 'national-2025', '第十四条', '', 'checks'],
  ['有条件共享写明范围和用途', 'national-2025', '第十五条第二款', '', 'elements'],
  ['不予共享的理由和依据', 'national-2025', '第十四条（三）', '', 'checks'],
  ['不得自设条件', 'national-2025', '第十五条第一款', 'P', 'provisions'],
  ['一数一源', 'national-2025', '第十九条第一款', 'P', 'provisions'],
  ['不含国家秘密、工作秘密', 'national-2025', '第三条第一款', 'P', 'provisions'],
  ['报送前评估', 'national-2025', '第十三条第一款', '', 'steps'],
  ['共享工作机构', 'national-2025', '第十一条', 'P', 'provisions'],
  ['申请经负责人同意', 'national-2025', '第二十条第二款', 'U', 'provisions'],
  ['申请有台账', 'national-2025', '第二十条第二款', '', 'ledgers'],
  ['答复经负责人同意', 'national-2025', '第二十条第三款', 'P', 'provisions'],
  ['报送主管部门，统一通告', 'national-2025', '第十六条第一款', 'P', 'provisions'],
  ['材料不全一次性告知', 'national-2025', '第二十一条第二款', 'P', 'provisions'],
  ['终止变更服务', 'national-2025', '第二十七条第三款', 'P', 'provisions'],
  ['终止变更服务有台账', 'national-2025', '第二十七条第三款', '', 'ledgers'],
  ['使用记录3年', 'national-2025', '第二十九条第二款', 'U', 'retention'],
  ['使用记录有台账', 'national-2025', '第二十九条第二款', '', 'ledgers'],
  ['监督', 'national-2025', '第三十八条第二款', 'A', 'provisions'],
  ['争议', 'national-2025', '第二十八条第二款', 'P', 'provisions'],
  ['三种共享类型', 'shaanxi-2017', '第十三条第一款', '', 'checks'],
  ['不予共享的依据', 'shaanxi-2017', '第十四条（一）', '', 'elements'],
  ['基础信息项无条件共享', 'shaanxi-2017', '第十四条（二）', '', 'checks'],
  ['十一个主题，牵头部门编制', 'shaanxi-2017', '第十四条（三）', '', 'whole'],
  ['以共享为原则', 'shaanxi-2017', '第四条（一）', 'P', 'provisions'],
  ['一数一源', 'shaanxi-2017', '第四条（三）', 'P', 'provisions'],
  ['保密审查', 'shaanxi-2017', '第十九条第三款', '', 'steps'],
  ['指定专人编制和审核', 'shaanxi-2017', '第九条', '', 'steps'],
  ['编制方式含离线工具', 'shaanxi-2017', '第八条', 'P', 'provisions'],
  ['本系统目录', 'shaanxi-2017', '第十条', 'P', 'provisions'],
  ['各市目录在省级注册', 'shaanxi-2017', '第七条', 'A', 'provisions'],
  ['内网、外网平台', 'shaanxi-2017', '第十一条', 'A', 'provisions'],
  ['平台日志3年', 'shaanxi-2017', '第二十条', 'A', 'retention'],
  ['年度评估', 'shaanxi-2017', '第二十二条', 'A', 'provisions'],
  ['项目预编目录', 'shaanxi-2017', '第二十五条第二款', 'P', 'provisions'],
  ['人员备案', 'shaanxi-2017', '第二十七条', '', 'ledgers'],
  ['协商', 'shaanxi-2017', '第十五条第一款', 'P', 'provisions'],
  ['类项目细目到信息项', 'yunnan-2017', '第八条', '', 'checks'],
  ['有条件、不予共享的理由', 'yunnan-2017', '第十条第四款', '', 'elements'],
  ['不自设条件', 'yunnan-2017', '第五条（一）', 'P', 'provisions'],
  ['基础数据视情况脱密', 'yunnan-2017', '第二十六条', '', 'whole'],
  ['主题牵头部门', 'yunnan-2017', '第九条', '', 'whole'],
  ['唯一采集部门', 'yunnan-2017', '第十三条', 'P', 'provisions'],
  ['比对不一致告知', 'yunnan-2017', '第十五条', 'P', 'provisions'],
  ['保密审查', 'yunnan-2017', '第三十四条', '', 'steps'],
  ['指定专人保密审查', 'yunnan-2017', '第三十一条', 'P', 'provisions'],
  ['主要负责人', 'yunnan-2017', '第三十八条', 'P', 'provisions'],
  ['更新情况备案', 'yunnan-2017', '第十二条', 'A', 'provisions'],
  ['平台日志10年', 'yunnan-2017', '第二十八条', 'A', 'retention'],
  ['考核评估', 'yunnan-2017', '第三十九条', 'A', 'provisions'],
  ['项目目录', 'yunnan-2017', '第三十七条', 'P', 'provisions'],
  ['共享属性等必填', 'xinzhou-2022', '四（三）', '', 'elements'],
  ['不予共享充分合理的理由', 'xinzhou-2022', '四（二）3', '', 'checks'],
  ['内部办法不是依据', 'xinzhou-2022', '二（一）', '', 'checks'],
  ['六类基础数据', 'xinzhou-2022', '三（一）', '', 'whole'],
  ['备案', 'xinzhou-2022', '三（一）', 'P', 'provisions'],
  ['一数一源', 'xinzhou-2022', '四（一）', 'P', 'provisions'],
  ['保密审查', 'xinzhou-2022', '六（一）', '', 'steps'],
  ['内部审查随资源发布', 'xinzhou-2022', '四（三）', 'P', 'provisions'],
  ['专用', 'xinzhou-2022', '五（四）4', '', 'marks'],
  ['责任部门和责任人备案', 'xinzhou-2022', '一（三）', 'P', 'provisions'],
  ['主要负责人', 'xinzhou-2022', '七（一）', 'P', 'provisions'],
  ['停用要过渡', 'xinzhou-2022', '五（七）', 'P', 'provisions'],
  ['不再使用的数据销毁', 'xinzhou-2022', '六（二）', 'U', 'retention'],
  ['争议', 'xinzhou-2022', '五（三）3', 'P', 'provisions'],
  ['两种共享类型', 'shenzhen-2015', '第12段', '', 'checks'],
  ['目录内容', 'shenzhen-2015', '第13段', '', 'elements'],
  ['按需求列入共享目录', 'shenzhen-2015', '第14段', 'A', 'provisions'],
  ['不予共享由主管部门论证审核', 'shenzhen-2015', '第17段', 'A', 'provisions'],
  ['负面清单', 'shenzhen-2015', '第7段', '', 'marks'],
  ['主题、基础库', 'shenzhen-2015', '第10段', '', 'whole'],
  ['一数一源', 'shenzhen-2015', '第9段', 'P', 'provisions'],
  ['涉密信息不上平台', 'shenzhen-2015', '第28段', 'P', 'provisions'],
  ['专门人员', 'shenzhen-2015', '第19段', 'P', 'provisions'],
  ['使用记录', 'shenzhen-2015', '第29段', '', 'ledgers'],
  ['负面清单异议', 'shenzhen-2015', '第18段', 'P', 'provisions'],
  ['考核', 'shenzhen-2015', '第32段', 'A', 'provisions'],
  ['依法定向共享', 'weihai-2016', '第四条第五款', '', 'marks'],
  ['共享条件', 'weihai-2016', '第十一条', '', 'elements'],
  ['不予共享报中心核定', 'weihai-2016', '第十一条', 'P', 'provisions'],
  ['主管部门确定要素', 'weihai-2016', '第十二条', 'A', 'provisions'],
  ['不得增设条件', 'weihai-2016', '第十八条', 'P', 'provisions'],
  ['基础信息', 'weihai-2016', '第八条', '', 'whole'],
  ['一数一源', 'weihai-2016', '第十四条', 'P', 'provisions'],
  ['比对不一致', 'weihai-2016', '第十五条', 'P', 'provisions'],
  ['接口规范说明文档', 'weihai-2016', '第十六条', 'P', 'provisions'],
  ['争议', 'weihai-2016', '第二十一条', 'P', 'provisions'],
  ['安全保密监督管理', 'weihai-2016', '第二十七条', 'P', 'provisions'],
  ['涉密信息', 'weihai-2016', '第三十三条', 'P', 'provisions'],
  ['平台日志', 'weihai-2016', '第二十八条', 'A', 'provisions'],
  ['反馈使用效果', 'weihai-2016', '第二十九条', 'U', 'provisions'],
  ['检查评估', 'weihai-2016', '第五条', 'A', 'provisions'],
  ['新建系统明确共享需求', 'weihai-2016', '第三十一条', 'P', 'provisions'],
];

describe('表1、表2和没有时限的各行', () => {
  test.each(LINES)('%s：%s%s（%s）在%s', (_, id, article, party, place) => {
    const pack = packOf(id);
    const found = {
      steps: pack.reviewSteps.filter((step) => step.demanded),
      provisions: pack.provisions,
      retention: pack.retention,
      ledgers: pack.ledgers,
      checks: pack.checks,
      elements: pack.elements,
      marks: pack.marks,
      whole: [pack.baseData, pack.themes, pack.refusalBases].filter((one) => one !== null),
    }[place].filter((one) => one.article === article);
    expect(found.length, `${id} ${article}`).toBeGreaterThan(0);
    if (party !== '') expect(found.map((one) => ('party' in one ? one.party : ''))).toContain(party);
  });

  test('两人分设是内部控制，哪个规则包都不说它是法律要求', () => {
    for (const pack of packs.values()) {
      expect(JSON.stringify([pack.provisions, pack.reviewSteps])).not.toMatch(/不得为同一人|两人|双人|分设/);
    }
  });
});
