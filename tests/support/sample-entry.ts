import { emptyEntry, emptyItem, type CatalogueEntry } from '#app/catalogue/entry';
import { uuidV7 } from '#app/operations/new-id';

let made = 0;

/** An entry as a department would fill it in, without faults; `changes` overrides fields. */
export function sampleEntry(changes: Partial<CatalogueEntry> = {}, items = 2): CatalogueEntry {
  made++;
  const shared = {
    sharingType: '无条件共享',
    modeCategory: '共享平台方式',
    modeType: '数据库',
    openToPublic: '否',
    updateCycle: '每月',
    publishedOn: '2026-03-02',
  };
  return {
    ...emptyEntry(uuidV7(Date.now())),
    name: `示例信息资源${String.fromCharCode(0x4e00 + made)}`,
    code: `307999/${String(made).padStart(6, '0')}`,
    provider: '示例市信用办',
    office: '综合处',
    providerCode: '11430000743187451F',
    summary: '用于测试的信息资源，描述登记对象的基本情况',
    formatCategory: '数据库',
    formatType: 'MySQL',
    grading: '一般数据',
    storedVolume: '1',
    structuredRecords: '1',
    sharedVolume: '1',
    sharedRecords: '1',
    openVolume: '0',
    openRecords: '0',
    ...shared,
    items: Array.from({ length: items }, (_, i) => ({
      ...emptyItem(uuidV7(Date.now())),
      name: `信息项${i + 1}`,
      dataType: '字符型C',
      dataLength: '50',
      ...shared,
    })),
    ...changes,
  };
}
