/** The reader of the interface's document: what it takes, and that it refuses what it does not know. */
import { expect, test } from 'vitest';
import { parseYaml } from '#tests/reference-platform/yaml';

test('mappings, sequences, flow values, texts and quoted scalars', () => {
  const source = [
    '# a comment',
    'name: 政务目录',
    "quoted: 'it''s: so'",
    'figures: [1, -2.5, true, null, "x"]',
    "flow: { a: 1, 'b c': { d: [e] } }",
    'empty:',
    'text: |',
    '  first',
    '',
    '    second # kept',
    'list:',
    '  - plain',
    '  - key: 1',
    '    more: { x: y }',
    "  - $ref: '#/a/b'",
    "'200':",
    '  deep:',
    '    - 1',
    '',
  ].join('\n');
  expect(parseYaml(source)).toEqual({
    name: '政务目录',
    quoted: "it's: so",
    figures: [1, -2.5, true, null, 'x'],
    flow: { a: 1, 'b c': { d: ['e'] } },
    empty: null,
    text: 'first\n\n  second # kept\n',
    list: ['plain', { key: 1, more: { x: 'y' } }, { $ref: '#/a/b' }],
    200: { deep: [1] },
  });
});

test.each([
  ['a tab', 'a:\tb'],
  ['an anchor', 'a: &x b'],
  ['an alias', 'a: *x'],
  ['a tag', 'a: !!str b'],
  ['a folded text', 'a: >\n  b'],
  ['a name twice', 'a: 1\na: 2'],
  ['a scalar over two lines', 'a: b\n  c'],
  ['a flow value over two lines', 'a: [1,\n  2]'],
  ['a comment after a value', 'a: b # c'],
  ['an escape', 'a: "b\\n"'],
])('%s is refused', (_, source) => {
  expect(() => parseYaml(source)).toThrow(SyntaxError);
});
