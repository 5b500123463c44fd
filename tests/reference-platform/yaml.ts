/**
 * The part of YAML 1.2 that `resources/platform-api.yaml` keeps to: block and flow mappings and sequences, plain and
 * quoted scalars on one line, `|` texts, comment lines. What it does not know (tabs, anchors, tags, folded texts,
 * scalars over several lines, a name twice) it refuses, rather than read it as something else.
 */
export type Yaml = null | boolean | number | string | Yaml[] | { [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
  readonly number: number;
}

const KEY = /^('(?:[^']|'')*'|"[^"\\]*"|[^\s'"#&*!|>%@`[\]{},][^#]*?):(?:\s+(.*))?$/;

export function parseYaml(source: string): Yaml {
  const raw = source.split('\n');
  const fail = (line: number, why: string): never => {
    throw new SyntaxError(`line ${line + 1}: ${why}`);
  };
  const lines: Line[] = raw.flatMap((text, number) => {
    if (text.includes('\t')) fail(number, 'a tab');
    const indent = text.length - text.trimStart().length;
    return /^\s*(#.*)?$/.test(text) ? [] : [{ indent, text: text.trim(), number }];
  });
  let at = 0;

  function block(indent: number): Yaml {
    const first = lines[at]!;
    if (first.indent !== indent) fail(first.number, 'indentation');
    return first.text.startsWith('- ') ? sequence(indent) : mapping(indent);
  }

  function sequence(indent: number): Yaml[] {
    const items: Yaml[] = [];
    for (; lines[at]?.indent === indent && lines[at]!.text.startsWith('- ');) {
      const { text, number } = lines[at]!;
      const rest = text.slice(2).trimStart();
      if (KEY.test(rest) && !rest.startsWith('{')) {
        // A mapping that begins on the line of its dash.
        const inner = indent + text.length - rest.length;
        lines[at] = { indent: inner, text: rest, number };
        items.push(mapping(inner));
      } else {
        at++;
        items.push(inline(rest, number));
      }
    }
    return items;
  }

  function mapping(indent: number): Yaml {
    const found = new Map<string, Yaml>();
    for (; lines[at]?.indent === indent;) {
      const { text, number } = lines[at]!;
      const match = KEY.exec(text) ?? fail(number, 'no member');
      const key = String(scalar(match[1]!.trim(), number));
      if (found.has(key)) fail(number, `${key} stands twice`);
      at++;
      found.set(key, valueOf(match[2]?.trim() ?? '', indent, number));
    }
    if ((lines[at]?.indent ?? 0) > indent) fail(lines[at]!.number, 'indentation');
    return Object.fromEntries(found);
  }

  function valueOf(text: string, indent: number, number: number): Yaml {
    if (text === '|') return literal(indent, number);
    if (text !== '') return inline(text, number);
    const next = lines[at];
    if (!next || next.indent < indent) return null;
    // A sequence may stand as deep as the name that it belongs to.
    if (next.indent === indent) return next.text.startsWith('- ') ? sequence(indent) : null;
    return block(next.indent);
  }

  function literal(indent: number, number: number): string {
    const deep = (text: string): boolean => text.trim() === '' || /^ */.exec(text)![0].length > indent;
    let end = number + 1;
    while (end < raw.length && deep(raw[end]!)) end++;
    const taken = raw.slice(number + 1, end);
    const own = Math.min(
      ...taken.filter((text) => text.trim() !== '').map((text) => text.length - text.trimStart().length),
    );
    while (at < lines.length && lines[at]!.number < end) at++;
    return `${taken
      .map((text) => text.slice(own))
      .join('\n')
      .trimEnd()}\n`;
  }

  function inline(text: string, number: number): Yaml {
    if (!/^[[{]/.test(text)) return scalar(text, number);
    const { value, rest } = flow(text, number);
    return rest.trim() === '' ? value : fail(number, 'text after a flow value');
  }

  function flow(text: string, number: number): { value: Yaml; rest: string } {
    const open = text[0]!;
    if (open !== '{' && open !== '[') {
      const token = /^(?:'(?:[^']|'')*'|"[^"\\]*"|[^,\]}]+)/.exec(text)?.[0] ?? fail(number, 'no value');
      return { value: scalar(token.trim(), number), rest: text.slice(token.length) };
    }
    const close = open === '{' ? '}' : ']';
    const items: Yaml[] = [];
    const members: [string, Yaml][] = [];
    let rest = text.slice(1).trimStart();
    while (!rest.startsWith(close)) {
      if (open === '{') {
        const name =
          /^('(?:[^']|'')*'|"[^"\\]*"|[^\s,:'"{}[\]]+):\s+/.exec(rest) ?? fail(number, 'no member');
        const one = flow(rest.slice(name[0].length), number);
        members.push([String(scalar(name[1]!, number)), one.value]);
        rest = one.rest.trimStart();
      } else {
        const one = flow(rest, number);
        items.push(one.value);
        rest = one.rest.trimStart();
      }
      if (rest.startsWith(',')) rest = rest.slice(1).trimStart();
      else if (!rest.startsWith(close)) fail(number, 'a flow value over several lines');
    }
    return { value: open === '{' ? Object.fromEntries(members) : items, rest: rest.slice(1) };
  }

  function scalar(text: string, number: number): Yaml {
    if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
    if (/^"[^"\\]*"$/.test(text)) return text.slice(1, -1);
    if (/^[&*!|>%@`'"]/.test(text) || / #/.test(text) || /: /.test(text)) fail(number, `“${text}”`);
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return Number(text);
    const words: Readonly<Record<string, Yaml>> = { true: true, false: false, null: null, '~': null };
    return text in words ? words[text]! : text;
  }

  if (lines.length === 0) return null;
  const value = block(lines[0]!.indent);
  return at === lines.length ? value : fail(lines[at]!.number, 'what nothing leads to');
}
