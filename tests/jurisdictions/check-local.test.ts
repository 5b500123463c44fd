import { expect, test } from 'vitest';
import {
  check,
  entry,
  only,
  refused,
  rules,
  shaanxi,
  shenzhen,
  weihai,
  xinzhou,
  yunnan,
} from './check-support';

test('忻州五（四）4：标注“专用”的注明专用部门名单', () => {
  const marked = entry({ extra: { 专用: '是' } });
  const finding = only(check(marked, xinzhou), 'marked-extra');
  expect([finding.severity, finding.field, finding.citation.article]).toEqual([
    'error',
    'extra.专用部门名单',
    '五（四）4',
  ]);
  expect(rules(check(entry({ extra: { 专用: '是', 专用部门名单: '市公安局' } }), xinzhou))).not.toContain(
    'marked-extra',
  );
  expect(rules(check(entry({ extra: { 专用: '否' } }), xinzhou))).not.toContain('marked-extra');
  expect(rules(check(marked, shaanxi))).not.toContain('marked-extra');
});

test('忻州四（三）：有条件共享的内部审查信息随数据资源发布', () => {
  const asked = check(entry(), xinzhou).filter(({ rule }) => rule === 'required-field');
  expect(asked.map(({ field }) => field)).toEqual([
    'extra.应用场景',
    'extra.使用方身份',
    'extra.使用方地域',
    'extra.知悉范围',
    'extra.是否签订安全协议',
  ]);
  expect(rules(check(entry({ sharingType: '无条件共享' }), xinzhou))).not.toContain('required-field');
});

test('深圳第17段：不予共享的注明负面清单情况；第12段分为共享信息、不予共享信息二类', () => {
  const finding = only(check(refused(), shenzhen), 'refusal-extra');
  expect([finding.field, finding.citation.article]).toEqual(['extra.负面清单', '第17段']);
  expect(rules(check(refused({ extra: { 负面清单: '待论证审核' } }), shenzhen))).not.toContain(
    'refusal-extra',
  );
  expect(only(check(entry(), shenzhen), 'sharing-type-not-local').severity).toBe('advice');
  expect(rules(check(entry({ sharingType: '无条件共享' }), shenzhen))).not.toContain(
    'sharing-type-not-local',
  );
});

test('威海第十一条：不予共享的报核定', () => {
  const finding = only(check(refused(), weihai), 'refusal-extra');
  expect([finding.field, finding.citation.article]).toEqual(['extra.核定情况', '第十一条']);
});

test('云南第八条：结合权责清单编制，只作建议', () => {
  const finding = only(check(entry(), yunnan), 'required-field');
  expect([finding.severity, finding.field]).toEqual(['advice', 'extra.权责清单事项']);
});

test('向社会开放的描述开放条件', () => {
  expect(only(check(entry({ openToPublic: '是' })), 'open-condition-missing').severity).toBe('warning');
  expect(rules(check(entry({ openToPublic: '是', openCondition: '无条件开放' })))).not.toContain(
    'open-condition-missing',
  );
  expect(rules(check(entry({ openToPublic: '否' })))).not.toContain('open-condition-missing');
});
