/** The words and numbers in an entry at which the secrecy gate rings. */
import { isIdentityNumber } from '#app/classification/identity-number';
import type { CatalogueEntry, InformationItem } from '#app/catalogue/entry';
import { ENTRY_FIELDS, ITEM_FIELDS, type FieldDefinition } from '#app/catalogue/entry-fields';
import { escapePattern } from '#app/jurisdictions/checks/phrases';
import { remembered } from '#app/jurisdictions/checks/remembered';
import { compact, isBlank } from '#app/jurisdictions/checks/words';
import type { SecrecyList } from './secrecy-list';

/** What was found in one text of the entry or of an item. */
export interface SecrecyMark {
  /** Field key, or `extra.<label>`. */
  readonly field: string;
  readonly item?: { readonly id: string; readonly name: string };
  readonly text: string;
  /** Words as they stand in the text, numbers with their middle covered, each once. */
  readonly found: readonly string[];
}

type Finder = (text: string) => readonly string[];

/** What a list finds in a text. */
interface Finders {
  readonly anywhere: Finder;
  /** A column for telephone numbers may hold them. */
  readonly inContacts: Finder;
  /** In a coded field words alone ring: a credit code of digits is no number of a person. */
  readonly inValues: Finder;
}

const compiled = new WeakMap<SecrecyList, Finders>();

const IDENTITY_NUMBER = /(?<![\dA-Za-z])[1-9]\d{16}[\dXx](?![\dA-Za-z])/g;
/** 11 digits of a mobile line; an area code with its dash or brackets before 7 or 8 digits of a fixed one. */
const PHONE_NUMBER =
  /(?<![\dA-Za-z.])(?:1[3-9]\d{9}|(?:0\d{2,3}[-—]|[(（]0\d{2,3}[)）])[2-9]\d{6,7})(?![\dA-Za-z])/g;

const TEXT_KINDS: ReadonlySet<FieldDefinition['kind']> = new Set(['text', 'long-text']);

interface Fields {
  readonly texts: readonly string[];
  /** Codes, choices, numbers and days: what was typed in place of one is kept, and leaves the house like any text. */
  readonly coded: readonly string[];
}
function fieldsOf(table: Readonly<Record<string, FieldDefinition>>): Fields {
  const all = Object.entries(table);
  return {
    texts: all.flatMap(([key, { kind }]) => (TEXT_KINDS.has(kind) ? [key] : [])),
    coded: all.flatMap(([key, { kind }]) => (TEXT_KINDS.has(kind) ? [] : [key])),
  };
}
const OF_ENTRY = fieldsOf(ENTRY_FIELDS);
const OF_ITEM = fieldsOf(ITEM_FIELDS);

function expression(words: readonly string[]): RegExp | null {
  const sources = words
    .map((word) => compact(word))
    .filter((word) => word !== '')
    // The longer first, so that the whole of what is written is named.
    .sort((a, b) => b.length - a.length)
    .map((word) => escapePattern(word).replaceAll('*', '[^,。;!?\\n]{0,12}?').replaceAll('#', '\\d'));
  return sources.length === 0 ? null : new RegExp(sources.join('|'), 'gi');
}

function findersOf(list: SecrecyList): Finders {
  let finders = compiled.get(list);
  if (!finders) {
    const words = expression(list.words);
    const exceptions = expression(list.exceptions);
    const wordsOf: Finder = (text) => (isBlank(text) ? [] : [...wordsIn(compact(text), words, exceptions)]);
    const find = (text: string, phones: boolean): readonly string[] => [
      ...wordsOf(text),
      ...numbersIn(compact(text), list, phones),
    ];
    finders = {
      anywhere: remembered((text) => find(text, list.phoneNumbers)),
      inContacts: remembered((text) => find(text, false)),
      inValues: remembered(wordsOf),
    };
    compiled.set(list, finders);
  }
  return finders;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Every place where the expression fits, those that begin inside another one too. */
function places(expressionOf: RegExp, text: string): Range[] {
  const found: Range[] = [];
  expressionOf.lastIndex = 0;
  for (let match = expressionOf.exec(text); match; match = expressionOf.exec(text)) {
    found.push({ from: match.index, to: match.index + match[0].length });
    expressionOf.lastIndex = match.index + 1;
  }
  return found;
}

const covered = (number: string): string => `${number.slice(0, 3)}…${number.slice(-2)}`;

function wordsIn(folded: string, words: RegExp | null, exceptions: RegExp | null): Set<string> {
  const found = new Set<string>();
  const hits = words ? places(words, folded) : [];
  const excused = hits.length > 0 && exceptions ? places(exceptions, folded) : [];
  for (const { from, to } of hits) {
    if (!excused.some((range) => range.from <= from && to <= range.to)) found.add(folded.slice(from, to));
  }
  return found;
}

function numbersIn(folded: string, list: SecrecyList, phones: boolean): Set<string> {
  const found = new Set<string>();
  if (!/\d{7}/.test(folded)) return found;
  if (list.identityNumbers) {
    for (const [number] of folded.matchAll(IDENTITY_NUMBER)) {
      if (isIdentityNumber(number)) found.add(`公民身份号码${covered(number)}`);
    }
  }
  if (phones) {
    for (const [number] of folded.matchAll(PHONE_NUMBER)) found.add(`电话号码${covered(number)}`);
  }
  return found;
}

/** What the gate rings at in a text of the column `label`, '' where it stands in none. */
function foundIn(text: string, label: string, list: SecrecyList): readonly string[] {
  const { anywhere, inContacts } = findersOf(list);
  const isContact = label !== '' && list.contactLabels.some((part) => label.includes(part));
  return (isContact ? inContacts : anywhere)(text);
}

/** Whether the gate rings at a text that stands by itself, such as an opinion; `label` of its column, if it has one. */
export function holdsMark(text: string, list: SecrecyList, label = ''): boolean {
  return foundIn(text, label, list).length > 0;
}

/** Marks in the order of the entry's fields, its own columns, then item by item. */
export function secrecyMarks(entry: CatalogueEntry, list: SecrecyList): SecrecyMark[] {
  const { anywhere, inValues } = findersOf(list);
  const marks: SecrecyMark[] = [];
  // Made once for the entry, not for every item: a library has millions of them.
  const mark = (
    item: InformationItem | null,
    field: string,
    text: string,
    found: readonly string[],
  ): void => {
    if (found.length === 0) return;
    marks.push({ field, ...(item && { item: { id: item.id, name: item.name } }), text, found });
  };
  const look = (
    values: CatalogueEntry | InformationItem,
    keys: readonly string[],
    finder: Finder,
    item: InformationItem | null,
  ): void => {
    for (const key of keys) {
      const text = (values as unknown as Readonly<Record<string, string>>)[key]!;
      if (text !== '') mark(item, key, text, finder(text));
    }
  };
  const lookAll = (
    values: CatalogueEntry | InformationItem,
    { texts, coded }: Fields,
    item: InformationItem | null,
  ): void => {
    look(values, texts, anywhere, item);
    look(values, coded, inValues, item);
    for (const label in values.extra) {
      const text = values.extra[label]!;
      if (text !== '') mark(item, `extra.${label}`, text, foundIn(text, label, list));
    }
  };
  lookAll(entry, OF_ENTRY, null);
  for (const former of entry.formerCodes) mark(null, 'formerCodes', former, anywhere(former));
  for (const item of entry.items) lookAll(item, OF_ITEM, item);
  return marks;
}
