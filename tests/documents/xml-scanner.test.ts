import { describe, expect, it } from 'vitest';
import { SaxesParser } from 'saxes';
import { xmlScanner } from '#app/documents/xml-scanner';
import { chance, SOAK } from '#tests/support/seed';

type Event = readonly [kind: 'open' | 'text' | 'close', text: string, attributes?: string];

/** What a reader saw, with neighbouring texts put together; null where it refused. */
function joined(events: readonly Event[]): Event[] {
  const whole: Event[] = [];
  for (const event of events) {
    const last = whole.at(-1);
    if (event[0] === 'text' && last?.[0] === 'text') whole[whole.length - 1] = ['text', last[1] + event[1]];
    else whole.push(event);
  }
  return whole.filter(([kind, text]) => kind !== 'text' || text !== '');
}

const listed = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([key, value]) => `${key}=${value}`)
    .join('|');

function ours(xml: string, pieces: readonly number[] = []): Event[] | string {
  const events: Event[] = [];
  const fault = (kind: string) => () => new Error(kind);
  const scanner = xmlScanner(
    {
      open: (name, attributes) => events.push(['open', name, listed(attributes)]),
      text: (text) => events.push(['text', text]),
      close: (name) => events.push(['close', name]),
    },
    { malformed: fault('malformed'), doctype: fault('doctype'), deep: fault('deep') },
    64,
  );
  try {
    let at = 0;
    for (const end of [...pieces, xml.length]) {
      scanner.write(xml.slice(at, end));
      at = end;
    }
    scanner.end();
  } catch (error) {
    return (error as Error).message;
  }
  return joined(events);
}

/** A second opinion. */
function saxes(xml: string): Event[] | 'malformed' {
  const events: Event[] = [];
  const parser = new SaxesParser({ xmlns: false, position: false });
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  let depth = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth++;
    events.push(['open', local(name), listed(attributes as Record<string, string>)]);
  });
  const text = (piece: string): void => {
    if (depth > 0) events.push(['text', piece]);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', ({ name }) => {
    depth--;
    events.push(['close', local(name)]);
  });
  try {
    parser.write(xml).close();
  } catch {
    return 'malformed';
  }
  return joined(events);
}

describe('XML 部件的读取', () => {
  it.each([
    [
      'declaration, comment, prefix, empty element',
      '<?xml version="1.0"?><!-- a > b --><x:a k="1"><b/></x:a>',
    ],
    ['references of all kinds', '<a k="&lt;&#65;&quot;">&amp;&#x4e2d;&#128512;&gt;&apos;</a>'],
    ['> and quotes inside attribute values', `<a k="x>y" l='"'>t</a>`],
    ['line ends', '<a k="1\r\n2\t3">1\r\n2\r3\n4</a>'],
    ['CDATA with markup in it', '<a>1<![CDATA[<b>&amp;]]>2</a>'],
    ['space inside tags', '<a\n k = "1"\t><b  /></a >'],
    ['an instruction inside', '<a><?go now?>x</a>'],
    ['long text', `<a>${'甲'.repeat(5000)}&amp;</a>`],
  ])('%s: as another parser has it, in whatever pieces the text comes', (_what, xml) => {
    const whole = ours(xml);
    expect(whole).toEqual(saxes(xml));
    for (let cut = 1; cut < Math.min(xml.length, 120); cut++) expect(ours(xml, [cut])).toEqual(whole);
  });

  it.each([
    ['an element that is not closed', '<a><b></a>'],
    ['text after the end', '<a/>x'],
    ['two roots', '<a/><b/>'],
    ['nothing', ''],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a reference without its end', '<a>a & b</a>'],
    ['a forbidden character by number', '<a>&#1;</a>'],
    ['half a surrogate pair by number', '<a>&#xD800;</a>'],
    ['a control character', '<a>\u0001</a>'],
    ['an attribute twice', '<a k="1" k="2"/>'],
    ['an attribute without quotes', '<a k=1/>'],
    ['< in an attribute', '<a k="<"/>'],
    ['attributes without space between', '<a k="1"l="2"/>'],
    ['a tag cut short', '<a><b'],
    ['a comment cut short', '<a/><!--'],
    ['a name that is none', '<1a/>'],
    ['a declaration in the middle', '<a><?xml version="1.0"?></a>'],
  ])('%s is refused', (_what, xml) => {
    expect(saxes(xml)).toBe('malformed');
    expect(ours(xml)).toBe('malformed');
  });

  it('a document type is refused as such, whole or in pieces (entity bombs)', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>';
    expect(ours(bomb)).toBe('doctype');
    for (let cut = 1; cut < 12; cut++) expect(ours(bomb, [cut])).toBe('doctype');
  });

  it('elements nested too deep are refused', () => {
    expect(ours('<a>'.repeat(65) + '</a>'.repeat(65))).toBe('deep');
  });

  const documents = SOAK ? 20_000 : 1500;
  it(`${documents} damaged documents: refused or read just as another parser does`, () => {
    const luck = chance('XML');
    const seeds = [
      '<?xml version="1.0" encoding="UTF-8"?>\n<x:worksheet xmlns:x="u" xml:space="preserve"><x:c r="A1" t="s"><x:v>1</x:v></x:c></x:worksheet>',
      '<sst><si><t xml:space="preserve">a &amp; b&#10;c</t><rPh sb="0"/></si><!--c--><si><![CDATA[x]]></si></sst>',
    ];
    const bits = [
      '<',
      '>',
      '&',
      ';',
      '"',
      "'",
      '/',
      '=',
      ' ',
      '-',
      ']',
      '!',
      '?',
      'a',
      ':',
      '&#65;',
      '<b/>',
      '</',
      '\r',
    ];
    for (let n = 0; n < documents; n++) {
      let xml = seeds[luck.below(seeds.length)]!;
      for (let changes = 1 + luck.below(2); changes > 0; changes--) {
        const at = luck.below(xml.length);
        xml = xml.slice(0, at) + bits[luck.below(bits.length)]! + xml.slice(at + luck.below(3));
      }
      // The one liberty taken: “]]>” in text, which harms nobody.
      if (xml.includes(']]>')) continue;
      const [mine, other] = [ours(xml, [luck.below(xml.length)]), saxes(xml)];
      if (mine !== 'doctype') expect([JSON.stringify(xml), mine]).toEqual([JSON.stringify(xml), other]);
    }
  });
});
