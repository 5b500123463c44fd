import { describe, expect, test } from 'vitest';
import { citationsOf, parseRulePack } from '#app/jurisdictions/rule-pack';
import { findArticle, quoteStands } from '#app/jurisdictions/regulation-text';
import { resourceFiles, shippedPacks, shippedTexts } from './load-resources';

const texts = new Map(shippedTexts().map((text) => [text.id, text]));

test('七个规则包都能读入，文件名就是规则包的标识', () => {
  const ids = shippedPacks().map((pack) => pack.id);
  expect(ids).toEqual([
    'guide-2017',
    'national-2025',
    'shaanxi-2017',
    'shenzhen-2015',
    'weihai-2016',
    'xinzhou-2022',
    'yunnan-2017',
  ]);
  expect(resourceFiles('rule-packs').map(({ file }) => file)).toEqual(ids.map((id) => `${id}.json`));
});

describe.each(shippedPacks().map((pack) => ({ id: pack.id, pack })))('$id 的引文', ({ pack }) => {
  const own = citationsOf(pack).filter(({ value }) => value.regulation === undefined);

  test('每一处引文都在所引条款之中，一字不差', () => {
    const text = texts.get(pack.id);
    expect(pack.text.held).toBe(text !== undefined);
    if (!text) {
      // The body of this text was not obtained: nothing it is said to hold may pass for confirmed law.
      const confirmed = own.filter(
        ({ path, value }) => value.confirmed !== false && !path.startsWith('checks'),
      );
      expect(confirmed).toEqual([]);
      return;
    }
    expect(own.length).toBeGreaterThan(20);
    const wrong = own.filter(
      ({ value }) => value.quote === '' || !quoteStands(text, value.article, value.quote),
    );
    expect(wrong.map(({ path, value }) => ({ path, article: value.article, quote: value.quote }))).toEqual(
      [],
    );
  });

  test('所引条款都能在文本中找到', () => {
    const text = texts.get(pack.id);
    const lost = text ? own.filter(({ value }) => !findArticle(text, value.article)) : [];
    expect(lost.map(({ path, value }) => `${path} ${value.article}`)).toEqual([]);
  });
});

test('引文错一个字就会被发现', () => {
  const text = texts.get('national-2025')!;
  expect(quoteStands(text, '第十七条第二款', '应当自调整、变化发生之日起10个工作日内')).toBe(true);
  expect(quoteStands(text, '第十七条第二款', '应当自调整、变化发生之日起15个工作日内')).toBe(false);
  expect(quoteStands(text, '第十七条第三款', '应当自调整、变化发生之日起10个工作日内')).toBe(false);
});

test('重复的标识、颠倒的有效期、没有标明未核实的空引文都被指出位置', () => {
  const { file, text } = resourceFiles('rule-packs').find((entry) => entry.file === 'xinzhou-2022.json')!;
  const raw = JSON.parse(text) as Record<string, unknown> & { limits: { id: string; quote: string }[] };
  raw.limits[1]!.id = raw.limits[0]!.id;
  raw.limits[2]!.quote = '';
  raw['validTo'] = '2021-01-01';
  const outcome = parseRulePack(JSON.stringify(raw), file);
  expect(outcome.ok).toBe(false);
  if (outcome.ok) return;
  expect(outcome.failure.code).toBe('rule-pack-invalid');
  const problems = outcome.failure.details['problems'] as { path: string }[];
  expect(problems.map((problem) => problem.path)).toEqual(['limits[1].id', 'validTo', 'limits[2]']);
});
