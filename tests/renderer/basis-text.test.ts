import { expect, test } from 'vitest';
import { withBases } from '#renderer/screens/editor/basis-text';

const LAW = '《中华人民共和国统计法》第九条';
const OTHER = '《征信业管理条例》（国务院令第631号）第十四条';

test('bases chosen stand behind what was written, each once', () => {
  expect(withBases('', [LAW])).toBe(LAW);
  expect(withBases(`${LAW} `, [OTHER])).toBe(`${LAW}；${OTHER}`);
  expect(withBases(`依据${LAW}`, [LAW])).toBe(`依据${LAW}`);
});
