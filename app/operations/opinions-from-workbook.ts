/** Opinions from a workbook of the authority: each lands on the one entry that its code and name both mean. */
import type { CallOutput, CallParsedInput } from '#app/contract/calls';
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import { readOpinionRows, type OpinionRow } from '#app/documents/opinion-rows';
import { readEntryKeys, type EntryKey } from '#app/storage/entry-store';
import { takeOpinions, type IncomingOpinion } from './take-opinions';
import { opened, type Workspace } from './workspace';

type Row = CallOutput<'opinions.fromWorkbook'>['rows'][number];

const folded = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

export async function opinionsFromWorkbook(
  workspace: Workspace,
  input: CallParsedInput<'opinions.fromWorkbook'>,
): Promise<CallOutput<'opinions.fromWorkbook'>> {
  const { library } = opened(workspace);
  const { host } = workspace;
  const read = await readOpinionRows(input.file);
  const keys = await readEntryKeys(library.reader);
  const rows: (Row & { opinion: IncomingOpinion | null })[] = read.map((row) => {
    const { key, reason } = entryOf(row, keys);
    const { sheet, row: number, decision } = row;
    const entry = key && { id: key.id, code: key.code, name: key.name };
    return { sheet, row: number, decision, entry, reason, opinion: key && opinionOf(row, key) };
  });
  const opinions = rows.flatMap(({ opinion }) => opinion ?? []);
  const source = `工作簿“${input.file.split(/[\\/]/).at(-1)}”`;
  const taken = await library.write((tx) => takeOpinions(tx, host, opinions, { source, by: input.by ?? '' }));
  if (taken.moved.length > 0) host.emit('library.changed', { entries: taken.moved.slice(0, 1000) });
  const moved = new Set(taken.moved);
  return {
    taken: taken.fresh,
    entries: taken.moved.length,
    rows: rows.map(({ opinion: _, ...row }) =>
      row.entry === null || moved.has(row.entry.id)
        ? row
        : { ...row, reason: '这条意见已登记过，或信息资源不在报送后的状态，状态未变' },
    ),
  };
}

function entryOf(row: OpinionRow, keys: readonly EntryKey[]): { key: EntryKey | null; reason: string } {
  const sameName = (key: EntryKey): boolean => row.name === '' || folded(key.name) === folded(row.name);
  const coded = row.code === '' ? [] : keys.filter((key) => key.code === row.code);
  if (coded.length > 0) {
    const found = coded.filter(sameName);
    if (found.length === 1) return { key: found[0]!, reason: '' };
    return {
      key: null,
      reason: found.length === 0 ? '代码与名称不符，请核对' : '有多条信息资源使用这个代码',
    };
  }
  const named =
    row.name === '' ? [] : keys.filter((key) => sameName(key) && (row.code === '' || key.code === ''));
  if (named.length === 1) return { key: named[0]!, reason: '' };
  return {
    key: null,
    reason: named.length === 0 ? '目录库中没有这条信息资源' : '有多条信息资源同名，请填写代码',
  };
}

/** Named by what it says of which version, so that the same opinion in a saved-again workbook is the same one. */
function opinionOf(row: OpinionRow, key: EntryKey): IncomingOpinion {
  const { decision, text, due } = row;
  return {
    id: `book:${sm3Hex(canonicalJson([key.id, key.version, decision, text, due])).slice(0, 40)}`,
    entryId: key.id,
    code: key.code,
    packageId: null,
    decision,
    text,
    at: '',
    due,
  };
}
