/** A library of 100,000 entries with ten items each, made through the program's own storage. */
import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { emptyEntry, emptyItem, type CatalogueEntry } from '#app/catalogue/entry';
import { createOperations, runCall, type Operations } from '#app/operations/create-operations';
import type { Host } from '#app/operations/host';
import { uuidV7 } from '#app/operations/new-id';
import { loadResources } from '#app/operations/resources';
import { openLibrary } from '#app/storage/database';
import { applyStaged, stageEntries } from '#app/storage/staging-store';

const SUBJECTS = ['行政处罚', '行政许可', '企业登记', '人员资格', '荣誉表彰', '信用评价', '年检', '投诉举报'];
const WORDS = ['公示信息', '登记信息', '名单', '目录', '记录', '证书信息', '备案信息', '评定信息'];

export function benchEntry(n: number): CatalogueEntry {
  const shared = {
    sharingType: n % 5 === 0 ? '有条件共享' : '无条件共享',
    sharingCondition: n % 5 === 0 ? '共享范围：市级各部门；使用用途：作为行政依据' : '',
    modeCategory: '共享平台方式',
    modeType: '数据库',
    openToPublic: '否',
    updateCycle: '每月',
    publishedOn: '2026-03-02',
  };
  const subject = SUBJECTS[n % SUBJECTS.length]!;
  const word = WORDS[Math.floor(n / SUBJECTS.length) % WORDS.length]!;
  return {
    ...emptyEntry(uuidV7(1_700_000_000_000 + n)),
    ...shared,
    name: `${subject}${String.fromCodePoint(0x4e00 + (n % 20_000))}${String.fromCodePoint(0x5000 + Math.floor(n / 7))}${word}`,
    code: `307999${String(n % 100).padStart(2, '0')}/${String(n).padStart(6, '0')}`,
    provider: '示例市信用办',
    office: `第${(n % 40) + 1}处`,
    providerCode: '119900009999000119',
    summary: `${subject}的登记情况，主要内容有名称、代码、日期等`,
    formatCategory: '数据库',
    formatType: 'mysql',
    grading: '一般数据',
    storedVolume: '1',
    structuredRecords: '1',
    sharedVolume: '1',
    sharedRecords: '1',
    openVolume: '0',
    openRecords: '0',
    items: Array.from({ length: 10 }, (_, i) => ({
      ...emptyItem(uuidV7(1_700_000_000_000 + n * 10 + i)),
      ...shared,
      name: `信息项${i + 1}`,
      dataType: '字符型C',
      dataLength: '50',
    })),
  };
}

export async function benchOperations(
  folder: string,
  resources: string,
): Promise<{ host: Host; operations: Operations }> {
  const host: Host = {
    resources: await loadResources(resources),
    userDataFolder: mkdtempSync(join(folder, 'home-')),
    today: () => '2026-11-23',
    nowMs: Date.now,
    newId: () => uuidV7(Date.now()),
    emit: () => undefined,
  };
  return { host, operations: createOperations(host) };
}

export const noContext = { signal: new AbortController().signal, progress: (): void => undefined };

/** Makes the library unless it is there already. */
export async function bigLibrary(folder: string, resources: string, entries = 100_000): Promise<string> {
  const file = join(folder, `bench-${entries}.mulu`);
  if (existsSync(file)) return file;
  const { operations } = await benchOperations(folder, resources);
  const made = await runCall(
    operations,
    'library.create',
    {
      library: file,
      department: '示例市信用办',
      creditCode: '119900009999000119',
      region: '610000',
      rules: 'shaanxi-2017',
    },
    noContext,
  );
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  await runCall(operations, 'library.close', {}, noContext);
  const library = await openLibrary(file);
  for (let start = 0; start < entries; start += 1000) {
    const batch = Array.from({ length: Math.min(1000, entries - start) }, (_, i) => benchEntry(start + i));
    await library.write((tx) =>
      stageEntries(
        tx,
        batch.map((entry) => ({ entry, created: true, revision: 0 })),
      ),
    );
  }
  await library.write((tx) => applyStaged(tx, { label: 'bench', atMs: Date.now(), by: '', snapshot: '' }));
  await library.close();
  return file;
}
