/** The words and numbers in an entry at which the secrecy gate rings. */
import { isIdentityNumber } from '#app/classification/identity-number';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { ENTRY_FIELDS, ITEM_FIELDS, type FieldDefinition } from '#app/catalogue/entry-fields';
import { escapePattern } from '#app/jurisdictions/checks/phrases';
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

interface CompiledList {
  readonly words: RegExp | null;
  readonly exceptions: RegExp | null;
  readonly list: SecrecyList;
  /** Values of coded fields that hold no word: most are the same few, thousands of times. */
  readonly clean: Set<string>;
}

const compiled = new WeakMap<SecrecyList, CompiledList>();

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
const MOST_VALUES = 10_000;

function expression(words: readonly string[]): RegExp | null {
  const sources = words
    .map((word) => compact(word))
    .filter((word) => word !== '')
    // The longer first, so that the whole of what is written is named.
    .sort((a, b) => b.length - a.length)
    .map((word) => escapePattern(word).replaceAll('*', '[^,。;!?\\n]{0,12}?').replaceAll('#', '\\d'));
  return sources.length === 0 ? null : new RegExp(sources.join('|'), 'gi');
}

function compile(list: SecrecyList): CompiledList {
  let ready = compiled.get(list);
  if (!ready) {
    ready = {
      words: expression(list.words),
      exceptions: expression(list.exceptions),
      list,
      clean: new Set(),
    };
    compiled.set(list, ready);
  }
  return ready;
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

function wordsIn(folded: string, { words, exceptions }: CompiledList): Set<string> {
  const found = new Set<string>();
  const hits = words ? places(words, folded) : [];
  if (hits.length === 0) return found;
  const excused = exceptions ? places(exceptions, folded) : [];
  for (const { from, to } of hits) {
    if (!excused.some((range) => range.from <= from && to <= range.to)) found.add(folded.slice(from, to));
  }
  return found;
}

/** In a coded field words alone ring: a credit code of digits is no number of a person. */
function wordsInValue(value: string, ready: CompiledList): string[] {
  const { clean } = ready;
  const found = [...wordsIn(compact(value), ready)];
  if (clean.size >= MOST_VALUES) clean.clear();
  if (found.length === 0) clean.add(value);
  return found;
}

function foundIn(text: string, contact: boolean, ready: CompiledList): string[] {
  const { list } = ready;
  const folded = compact(text);
  const found = wordsIn(folded, ready);
  if (!/\d{7}/.test(folded)) return [...found];
  if (list.identityNumbers) {
    for (const [number] of folded.matchAll(IDENTITY_NUMBER)) {
      if (isIdentityNumber(number)) found.add(`公民身份号码${covered(number)}`);
    }
  }
  if (list.phoneNumbers && !contact) {
    for (const [number] of folded.matchAll(PHONE_NUMBER)) found.add(`电话号码${covered(number)}`);
  }
  return [...found];
}

/** Whether the gate rings at a text that stands by itself, such as an opinion; `label` of its column, if it has one. */
export function holdsMark(text: string, list: SecrecyList, label = ''): boolean {
  if (isBlank(text)) return false;
  return foundIn(text, isContact(label, list), compile(list)).length > 0;
}

function isContact(label: string, list: SecrecyList): boolean {
  return list.contactLabels.some((part) => label.includes(part));
}

/** Marks in the order of the entry's fields, its own columns, then item by item. */
export function secrecyMarks(entry: CatalogueEntry, list: SecrecyList): SecrecyMark[] {
  const ready = compile(list);
  const marks: SecrecyMark[] = [];
  const look = (field: string, text: string, label: string, item?: SecrecyMark['item']): void => {
    if (isBlank(text)) return;
    const found = foundIn(text, isContact(label, list), ready);
    if (found.length > 0) marks.push({ field, ...(item && { item }), text, found });
  };
  const lookAll = (
    values: CatalogueEntry | CatalogueEntry['items'][number],
    { texts, coded }: Fields,
    item?: SecrecyMark['item'],
  ): void => {
    const valueOf = (key: string): string => (values as unknown as Record<string, string>)[key]!;
    for (const key of texts) look(key, valueOf(key), '', item);
    for (const key of coded) {
      const text = valueOf(key);
      if (text === '' || ready.clean.has(text)) continue;
      const found = wordsInValue(text, ready);
      if (found.length > 0) marks.push({ field: key, ...(item && { item }), text, found });
    }
    for (const [label, text] of Object.entries(values.extra)) look(`extra.${label}`, text, label, item);
  };
  lookAll(entry, OF_ENTRY);
  for (const former of entry.formerCodes) look('formerCodes', former, '');
  for (const item of entry.items) lookAll(item, OF_ITEM, { id: item.id, name: item.name });
  return marks;
}
