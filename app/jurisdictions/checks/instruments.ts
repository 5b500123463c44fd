/**
 * Recognises the instruments that a text cites as its basis: their names, their rank and whether an article is given.
 *
 * Names and document numbers are read by the customs of legislation and of official documents, which are data
 * (`instrument-pattern`, `place-name`). The first rank that fits has it; a name that fits none has no rank.
 */
import type { CodeTable } from '#app/classification/code-table';
import type { Lookup } from './lookup';
import { remembered } from './remembered';
import { escapePattern, phrasePattern } from './phrases';

export interface Instrument {
  /** As cited, without 《》. */
  readonly name: string;
  /** Label of the rank in the `instrument-pattern` table; null where name and number do not tell. */
  readonly rank: string | null;
  /** Whether an article (第…条) is given. */
  readonly clause: boolean;
}

/** Names that may be of one rank or another: 《中华人民共和国…规定》 can be an administrative regulation. */
const UNDECIDED = '不能断定';
/** The rank whose patterns are looked for anywhere in a text: rules of the house are seldom put in 《》. */
const INTERNAL = '内部规定';
const STATUTE = '法律';
/** Endings in 法 that no statute has. */
const NO_STATUTE = /(?:办|方|执|司|守|普|做)法$/;

const TITLE = /《((?:[^《》]|《[^《》]*》)+)》/g;
const CLAUSE = /第[一二三四五六七八九十百千零〇两\d]+条/;
const NUMBER =
  /([\p{Script=Han}]{1,20})(?:[〔[(【]\s*(?:19|20)\d\d\s*[〕\])】]\s*第?\s*\d+\s*号|(?:第\s*|[〔[(【]\s*(?:19|20)\d\d\s*[〕\])】]\s*第?\s*)?[\d一二三四五六七八九十百零〇]+\s*号)/u;
const LEAD =
  /^(?:根据|依据|依照|按照|遵照|参照|按|据|以及|和|与|及|或者|或|由于|鉴于|因为|因|属于|符合|的|为|是|有|系|理由|法律|行政法规|不予共享|不共享)+/;
const BARE_NAME =
  /^(\S{1,40}?(?:法典|法|条例))(?=第[一二三四五六七八九十百千零〇两\d]+条|$|规定|要求|的|不予|明确)/;
const BARE_RULE = /^(\S{2,40}?(?:办法|规定|细则|决定|规则))(?=第[一二三四五六七八九十百千零〇两\d]+条)/;
const NOT_A_NAME =
  /(?:依|合|违|非|无|办|方|执|司|立|守|普|用|算|做|想|看|说|写|加|国)法$|^(?:有关|相关|国家|其他)?(?:法律|行政)?(?:法律|法规|条例|税法|法)$|有关|相关|法律法规/;

interface Recogniser {
  readonly nameRank: (name: string) => string | null;
  readonly numberRank: (agency: string) => string | null;
  readonly internal: RegExp;
}

const recognisers = new WeakMap<CodeTable, Recogniser>();
const readers = new WeakMap<CodeTable, (text: string) => readonly Instrument[]>();

/** The instruments cited in `text`, in their order; none where the pattern table is absent. */
export function citedInstruments(text: string, lookup: Lookup): readonly Instrument[] {
  const table = lookup.table('instrument-pattern');
  if (!table) return [];
  let reader = readers.get(table);
  if (!reader) {
    const recogniser = recogniserOf(table, lookup.table('place-name'));
    readers.set(table, (reader = remembered((written) => recognise(written, recogniser))));
  }
  return reader(text);
}

function recognise(text: string, recogniser: Recogniser): Instrument[] {
  const plain = text
    .normalize('NFKC')
    .replace(/<<|〈|﹤/g, '《')
    .replace(/>>|〉|﹥/g, '》')
    .replace(/[ \t\u3000]+/g, '');
  const found: Instrument[] = [];
  const titles = [...plain.matchAll(TITLE)];
  let outside = '';
  let from = 0;
  titles.forEach((title, i) => {
    const end = title.index + title[0].length;
    const tail = plain.slice(end, titles[i + 1]?.index ?? plain.length);
    const bracket =
      /^[(〔][^()〔〕]*(?:[〔[][^〕\]]*[〕\]][^()]*)?[)〕]|^[^,。;、]{0,12}?号/.exec(tail)?.[0] ?? '';
    const number = NUMBER.exec(bracket);
    const name = title[1]!;
    const sentence = tail.split(/[。;\n]/)[0]!;
    found.push({
      name,
      rank: (number && recogniser.numberRank(number[1]!)) ?? recogniser.nameRank(name),
      clause: CLAUSE.test(sentence),
    });
    outside += `${plain.slice(from, title.index)}，`;
    from = end + (number ? bracket.length : 0);
  });
  outside += plain.slice(from);
  for (const segment of outside.split(/[,，。;；、::!?\s()（）]+/))
    found.push(...bareInstruments(segment, recogniser));
  return found;
}

function bareInstruments(segment: string, recogniser: Recogniser): Instrument[] {
  const lead = segment.replace(LEAD, '');
  if (lead === '') return [];
  const clause = CLAUSE.test(lead);
  const number = NUMBER.exec(lead);
  if (number) {
    const rank = recogniser.numberRank(number[1]!.replace(LEAD, ''));
    if (rank !== null) return [{ name: number[0], rank, clause }];
  }
  const internal = recogniser.internal.exec(lead);
  if (internal) return [{ name: internal[0], rank: INTERNAL, clause }];
  const name = BARE_NAME.exec(lead)?.[1] ?? BARE_RULE.exec(lead)?.[1];
  if (name === undefined || NOT_A_NAME.test(name)) return [];
  const rank = recogniser.nameRank(name);
  return rank === null ? [] : [{ name, rank, clause }];
}

function recogniserOf(table: CodeTable, places: CodeTable | undefined): Recogniser {
  let recogniser = recognisers.get(table);
  if (!recogniser) {
    recogniser = buildRecogniser(table, places);
    recognisers.set(table, recogniser);
  }
  return recogniser;
}

function buildRecogniser(table: CodeTable, places: CodeTable | undefined): Recogniser {
  // 市场、市容、市政 are no cities: 农贸市场…条例 is not the law of a place called 农贸.
  const someCity =
    '(?:[^《》\\s]{2,6}?(?:省|市(?![场容政民]))|[^《》\\s]{2,14}?(?:自治区|自治州|自治县|经济特区))';
  const named = (places?.values ?? []).map((place) => escapePattern(place.label)).join('|');
  const place = `(?:${named === '' ? '' : `(?:${named})(?:省|市)?|`}${someCity})`;
  const source = (pattern: string): string =>
    escapePattern(pattern).replaceAll('*', '.*').replaceAll('#', place);
  const isNumber = (pattern: string): boolean => /[〔令]$/.test(pattern);

  const names: { rank: string; pattern: RegExp }[] = [];
  const numbers: { rank: string; pattern: RegExp }[] = [];
  for (const { label, aliases } of table.values) {
    const nameSources = aliases.filter((alias) => !isNumber(alias)).map(source);
    const numberSources = aliases.filter(isNumber).map((alias) => source(alias.replace(/〔$/, '')));
    if (label === INTERNAL) names.push({ rank: label, pattern: phrasePattern(table, label) });
    else if (nameSources.length > 0) {
      names.push({ rank: label, pattern: new RegExp(`^(?:${nameSources.join('|')})$`) });
    }
    if (numberSources.length > 0) {
      numbers.push({ rank: label, pattern: new RegExp(`^(?:${numberSources.join('|')})$`) });
    }
  }
  const first = (list: typeof names, text: string): string | null =>
    list.find(({ pattern }) => pattern.test(text))?.rank ?? null;
  return {
    nameRank: (name) => {
      const plain = name.replace(/[(（][^()（）]*[)）]/g, '');
      const candidates = NO_STATUTE.test(plain) ? names.filter(({ rank }) => rank !== STATUTE) : names;
      const rank = first(candidates, plain);
      return rank === UNDECIDED ? null : rank;
    },
    numberRank: (agency) => first(numbers, agency.replace(/第$/, '')),
    internal: phrasePattern(table, INTERNAL),
  };
}
