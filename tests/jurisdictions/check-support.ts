/** Contexts from the shipped packs and tables, and entries that a department could have written. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyEntry, emptyItem, type CatalogueEntry, type InformationItem } from '#app/catalogue/entry';
import { type CodeTable } from '#app/classification/code-table';
import { checkEntry, type CheckContext } from '#app/jurisdictions/check-entry';
import type { Finding } from '#app/jurisdictions/finding';
import { shippedPack } from '../regulations/load-resources';
import { codeTableSchema } from '#app/classification/code-table-schema';

const TABLES = join(import.meta.dirname, '../../resources/code-tables');

export function shippedTables(): Record<string, CodeTable> {
  const tables: Record<string, CodeTable> = {};
  for (const file of readdirSync(TABLES)) {
    const table = codeTableSchema.parse(JSON.parse(readFileSync(join(TABLES, file), 'utf8')));
    tables[table.table] = table;
  }
  return tables;
}

export const codeTables = shippedTables();
export const DEPARTMENT = { name: '示例市大数据局', creditCode: '11320000MB151840XJ' };

export function contextOf(...packs: string[]): CheckContext {
  return {
    packs: packs.map(shippedPack),
    codeTables,
    department: DEPARTMENT,
    knownSystems: ['企业登记管理系统'],
    today: '2026-03-02',
  };
}

export const national = contextOf('national-2025');
export const shaanxi = contextOf('national-2025', 'guide-2017', 'shaanxi-2017');
export const yunnan = contextOf('national-2025', 'guide-2017', 'yunnan-2017');
export const xinzhou = contextOf('national-2025', 'guide-2017', 'xinzhou-2022');
export const shenzhen = contextOf('national-2025', 'guide-2017', 'shenzhen-2015');
export const weihai = contextOf('guide-2017', 'weihai-2016');

let serial = 0;

export function item(values: Partial<InformationItem> = {}): InformationItem {
  serial += 1;
  return {
    ...emptyItem(`i${serial}`),
    name: `信息项${'甲乙丙丁戊己庚辛壬癸'[serial % 10]}${serial}`,
    dataType: '字符型C',
    ...values,
  };
}

/** A well filled entry of the national layout, without the fields that the layout has no column for. */
export function entry(values: Partial<CatalogueEntry> = {}): CatalogueEntry {
  serial += 1;
  return {
    ...emptyEntry(`e${serial}`),
    name: '企业登记信息',
    code: `307021001/${String(serial).padStart(6, '0')}`,
    provider: DEPARTMENT.name,
    office: '登记处',
    providerCode: DEPARTMENT.creditCode,
    summary: '企业名称、统一社会信用代码、法定代表人和住所',
    formatCategory: '数据库',
    formatType: 'mysql',
    sharingType: '有条件共享',
    sharingCondition: '提供给公安、税务部门，用于核验企业身份',
    modeCategory: '共享平台方式',
    modeType: '接口',
    openToPublic: '否',
    updateCycle: '每日',
    publishedOn: '2025-09-01',
    storedVolume: '12.5',
    structuredRecords: '30',
    sharedVolume: '0',
    sharedRecords: '0',
    openVolume: '0',
    openRecords: '0',
    items: [
      item({ name: '企业名称' }),
      item({ name: '统一社会信用代码' }),
      item({ name: '成立日期', dataType: '日期型D' }),
    ],
    ...values,
  };
}

export function refused(values: Partial<CatalogueEntry> = {}): CatalogueEntry {
  return entry({
    name: '统计调查对象资料',
    sharingType: '不予共享',
    sharingCondition: '能够识别单个统计调查对象的资料应当保密。依据：《中华人民共和国统计法》第二十五条',
    modeCategory: '',
    modeType: '',
    ...values,
  });
}

export function check(subject: CatalogueEntry, context: CheckContext = shaanxi): Finding[] {
  return checkEntry(subject, context);
}

export function rules(findings: readonly Finding[]): string[] {
  return findings.map(({ rule }) => rule);
}

export function errors(findings: readonly Finding[]): string[] {
  return rules(findings.filter(({ severity }) => severity === 'error'));
}

/** The one finding of a rule; fails where there is none or more than one. */
export function only(findings: readonly Finding[], rule: string): Finding {
  const found = findings.filter((finding) => finding.rule === rule);
  if (found.length !== 1)
    throw new Error(`${found.length} findings of ${rule}: ${JSON.stringify(findings, null, 1)}`);
  return found[0]!;
}
