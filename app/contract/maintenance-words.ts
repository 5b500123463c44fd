/**
 * Where an entry's data stand by its own 更新周期. 未登记: no update was ever registered, so nothing can be counted;
 * 不计: the cycle names no span of time (实时, 不定期).
 */
export const DATA_UPDATE_STATUS = ['逾期', '临期', '正常', '未登记', '不计'] as const;
export type DataUpdateStatus = (typeof DATA_UPDATE_STATUS)[number];

/** What is answered for each entry in a full maintenance; 应停用 retires nothing by itself. */
export const MAINTENANCE_ANSWERS = ['无变化', '有变化', '应停用'] as const;
export type MaintenanceAnswer = (typeof MAINTENANCE_ANSWERS)[number];
