import { describe, expect, test } from 'vitest';
import { findArticle, searchRegulation } from '#app/jurisdictions/regulation-text';
import { shippedTexts } from './load-resources';
import { parseRegulationText } from '#app/jurisdictions/regulation-text-schema';

const text = (id: string) => shippedTexts().find((candidate) => candidate.id === id)!;

describe('程序内的法规文本', () => {
  test.each([
    ['national-2025', 44],
    ['shaanxi-2017', 29],
    ['yunnan-2017', 44],
    ['xinzhou-2022', 34],
    ['shenzhen-2015', 36],
    ['weihai-2016', 36],
  ])('%s 全文 %i 条（段）', (id, articles) => {
    expect(text(id).articles).toHaveLength(articles);
    expect(text(id).source).not.toBe('');
  });

  test.each([
    ['national-2025', '第十七条第二款', '10个工作日'],
    ['national-2025', '第十七条第三款', '2个工作日'],
    ['national-2025', '第十四条（三）', '不予共享类'],
    ['national-2025', '第十四条第（三）项', '不予共享类'],
    ['national-2025', '第十四条(三)', '不予共享类'],
    ['shaanxi-2017', '第九条', '每季度应当至少进行一次全面维护'],
    ['shaanxi-2017', '第十五条第一款', '向提供部门提出申请'],
    ['xinzhou-2022', '五（三）2', '提供部门应在５个工作日内'],
    ['xinzhou-2022', '五（四）4', '专用'],
    ['shenzhen-2015', '第15段', '10个工作日'],
    ['shenzhen-2015', '第4段（一）', '负面清单'],
    ['weihai-2016', '第三十六条', '2021 年 3 月 31 日'],
  ])('%s %s 找得到', (id, citation, words) => {
    const found = findArticle(text(id), citation);
    expect(found!.paragraphs.join('')).toContain(words);
  });

  test('款、项、点各归各位：第二款的话不在第三款里', () => {
    const found = findArticle(text('national-2025'), '第十七条第三款')!;
    expect(found.paragraphs).toHaveLength(1);
    expect(found.paragraphs[0]).not.toContain('10个工作日');
    expect(findArticle(text('national-2025'), '第十四条第一款')!.paragraphs).toHaveLength(4);
  });

  test.each(['第四十五条', '第十七条第四款', '第十四条（四）', '第二', '', '第1段'])(
    '条例没有“%s”',
    (citation) => {
      expect(findArticle(text('national-2025'), citation)).toBeNull();
    },
  );

  test('检索不计空格：34号文第九条的“15 个工作日”', () => {
    expect(searchRegulation(text('shaanxi-2017'), '15个工作日').map((article) => article.article)).toEqual([
      '第九条',
    ]);
    expect(searchRegulation(text('national-2025'), '第十七条')).not.toEqual([]);
    expect(searchRegulation(text('national-2025'), '  ')).toEqual([]);
    expect(searchRegulation(text('national-2025'), '没有这样的词')).toEqual([]);
  });

  test('文本文件有错给出失败', () => {
    for (const bad of ['', '{}', '{"format":"mulu-regulation/1","id":"x"}']) {
      expect(parseRegulationText(bad, 'x.json')).toMatchObject({
        ok: false,
        failure: { code: 'rule-pack-invalid', details: { place: 'x.json' } },
      });
    }
  });
});
