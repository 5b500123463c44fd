/** Search, check and clocks over 100,000 entries, beside the raw SQL or the plain reading of the same rows. */
import { eachEntry } from '#app/storage/entry-store';
import { openLibrary } from '#app/storage/database';
import { openConnection } from '#app/storage/sqlite';
import { runCall } from '#app/operations/create-operations';
import type { CallInput, CallName, CallOutput } from '#app/contract/calls';
import { benchOperations, bigLibrary, noContext } from './big-library';
import { median, p95, timed, type BenchRow } from './bench-row';

const QUERIES = [
  '处',
  '荣誉',
  '行政处罚',
  '企业登记',
  '信用 名单',
  '证书信息',
  '307999',
  '第7处',
  '备案',
  '不存在的词',
];

const ROUNDS = 3;

/** How long it takes to read every entry with its items through the program's own storage; not its opening. */
async function readAll(file: string): Promise<number> {
  const plain = await openLibrary(file);
  let read = 0;
  const ms = await timed(async () => {
    for await (const stored of eachEntry(plain.reader)) read += stored.entry.items.length;
  });
  await plain.close();
  if (read !== 1_000_000) throw new Error(`read ${read} items`);
  return ms;
}

export async function benchCatalogue(folder: string, resources: string): Promise<BenchRow[]> {
  const file = await bigLibrary(folder, resources);
  const { operations } = await benchOperations(folder, resources);
  const call = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
    const outcome = await runCall(operations, name, input, noContext);
    if (!outcome.ok) throw new Error(`${name}: ${JSON.stringify(outcome.failure)}`);
    return outcome.value;
  };

  const readings: number[] = [];
  const checkings: number[] = [];
  // In turns, so that a busy moment of the machine weighs on both.
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) await call('library.close', {});
    readings.push(await readAll(file));
    await call('library.open', { library: file });
    checkings.push(await timed(() => call('check.run', {})));
  }
  const searches: number[] = [];
  for (let round = 0; round < 5; round++) {
    for (const query of QUERIES)
      searches.push(await timed(() => call('entries.list', { query, limit: 100 })));
  }
  const { entries } = await call('entries.list', { limit: 20 });
  const edits: number[] = [];
  for (const { id } of entries) {
    const { entry, meta } = await call('entries.read', { entry: id });
    const changed = { ...entry, summary: `${entry.summary}，并按月更新` };
    edits.push(await timed(() => call('entries.save', { entry: changed, revision: meta.revision })));
  }
  const board = median(await repeat(5, () => timed(() => call('duties.list', {}))));
  const added = await timed(async () => {
    await call('events.add', { kind: 'law-change', on: '2026-11-12', about: '示例条例修订' });
    await call('duties.list', {});
  });
  await call('library.close', {});

  const raw = await openConnection(file, 'read');
  const counting = median(
    await repeat(5, () =>
      timed(() => raw.get("SELECT count(*) FROM entry WHERE removed_at_ms IS NULL AND state <> ''")),
    ),
  );
  await raw.close();
  return [
    {
      what: '全库校验（10万条、100万项）',
      value: median(checkings),
      unit: 'ms',
      reference: '读取同样的行',
      referenceValue: median(readings),
      target: 2.5,
    },
    { what: '搜索（第95百分位）', value: p95(searches), unit: 'ms', target: 60 },
    { what: '修改一条后的保存和校验（第95百分位）', value: p95(edits), unit: 'ms', target: 50 },
    { what: '待办与时限（10万条）', value: board, unit: 'ms', target: 300 },
    { what: '登记一项后待办更新', value: added, unit: 'ms', target: 100 },
    { what: '同一文件直接计数', value: counting, unit: 'ms', target: 1000 },
  ];
}

async function repeat(times: number, work: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let i = 0; i < times; i++) values.push(await work());
  return values;
}
