/**
 * The one field table (字段表).
 *
 * Every element of the guide, every local extension field that a rule pack may ask for, with its Chinese term, the
 * clause it comes from and how it is typed. The form, the workbook columns, the reports, the differences and the
 * checks are all driven from here; nothing else lists the fields.
 */
export const FIELD_GROUPS = [
  '基本信息',
  '信息资源格式',
  '共享属性',
  '开放属性',
  '更新与发布',
  '信息资源大普查',
  '信息项信息',
  '扩展信息',
] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

export type FieldKind = 'text' | 'long-text' | 'choice' | 'date' | 'number' | 'code';

export interface FieldDefinition {
  /** The label on screen, paper and (layouts may override it) in workbooks. */
  readonly label: string;
  readonly group: FieldGroup;
  readonly kind: FieldKind;
  /** Code table that the values come from, by its `table` name in `resources/code-tables`. */
  readonly codeTable?: string;
  /** Longest text taken, in UTF-16 code units. */
  readonly limit: number;
  /** Where the field comes from: element of 编制指南 6.2, or article. */
  readonly source: string;
  /** The guide's sentence or a plain explanation, shown beside the field. */
  readonly help: string;
}

const LONG = 32_767;
const GUIDE = (element: string): string => `编制指南核心元数据：${element}`;

/** Fields of an entry (信息资源). */
export const ENTRY_FIELDS = {
  name: {
    label: '信息资源名称',
    group: '基本信息',
    kind: 'text',
    limit: 500,
    source: GUIDE('信息资源名称'),
    help: '描述政务信息资源内容的标题，不写系统名称。',
  },
  code: {
    label: '信息资源代码',
    group: '基本信息',
    kind: 'code',
    limit: 64,
    source: GUIDE('信息资源代码'),
    help: '类1位、项2位、目3位、细目不定长，加“/”和顺序码；送审前可由程序编排。',
  },
  provider: {
    label: '信息资源提供方',
    group: '基本信息',
    kind: 'text',
    limit: 200,
    source: GUIDE('信息资源提供方'),
    help: '提供政务信息资源的政务部门全称。',
  },
  office: {
    label: '提供方内部部门',
    group: '基本信息',
    kind: 'text',
    limit: 200,
    source: GUIDE('信息资源提供方'),
    help: '负责该信息资源的业务处室。',
  },
  providerCode: {
    label: '资源提供方代码',
    group: '基本信息',
    kind: 'code',
    limit: 64,
    source: GUIDE('信息资源提供方代码'),
    help: '提供方的统一社会信用代码（GB 32100），18位。',
  },
  summary: {
    label: '信息资源摘要',
    group: '基本信息',
    kind: 'long-text',
    limit: LONG,
    source: GUIDE('信息资源摘要'),
    help: '对信息资源内容或关键字段的概要描述。',
  },
  relatedCode: {
    label: '关联及类目名称',
    group: '基本信息',
    kind: 'text',
    limit: 2000,
    source: GUIDE('关联资源代码'),
    help: '同一资源在目录中重复出现时，填写重复出现的信息资源代码。',
  },
  formatCategory: {
    label: '信息资源格式分类',
    group: '信息资源格式',
    kind: 'choice',
    codeTable: 'format-category',
    limit: 100,
    source: GUIDE('信息资源格式'),
    help: '电子文件、电子表格、数据库类、图形图像类、流媒体类、自描述格式。',
  },
  formatType: {
    label: '信息资源格式类型',
    group: '信息资源格式',
    kind: 'choice',
    codeTable: 'format-type',
    limit: 100,
    source: GUIDE('信息资源格式'),
    help: '与格式分类对应的具体格式，例如数据库类的 mysql、电子表格的 xlsx。',
  },
  formatOther: {
    label: '其他类型资源格式描述',
    group: '信息资源格式',
    kind: 'text',
    limit: 500,
    source: GUIDE('信息资源格式'),
    help: '自描述格式时，写明格式。',
  },
  sharingType: {
    label: '共享类型',
    group: '共享属性',
    kind: 'choice',
    codeTable: 'sharing-type',
    limit: 50,
    source: GUIDE('共享属性'),
    help: '无条件共享、有条件共享、不予共享。',
  },
  sharingCondition: {
    label: '共享条件',
    group: '共享属性',
    kind: 'long-text',
    limit: LONG,
    source: GUIDE('共享属性'),
    help: '有条件共享写明共享条件；不予共享写明理由和依据。',
  },
  sharingScope: {
    label: '共享范围',
    group: '共享属性',
    kind: 'long-text',
    limit: LONG,
    source: '政务数据共享条例第十五条',
    help: '有条件共享可以提供给哪些部门。',
  },
  sharingPurpose: {
    label: '使用用途',
    group: '共享属性',
    kind: 'long-text',
    limit: LONG,
    source: '政务数据共享条例第十五条',
    help: '作为行政依据、工作参考，用于数据校核、业务协同等。',
  },
  refusalReason: {
    label: '不予共享理由',
    group: '共享属性',
    kind: 'long-text',
    limit: LONG,
    source: '政务数据共享条例第十五条',
    help: '为什么不能提供给其他部门使用。',
  },
  refusalBasis: {
    label: '不予共享依据',
    group: '共享属性',
    kind: 'long-text',
    limit: LONG,
    source: '政务数据共享条例第十五条',
    help: '法律、行政法规或者国务院决定的全称、文号和条款。',
  },
  modeCategory: {
    label: '共享方式分类',
    group: '共享属性',
    kind: 'choice',
    codeTable: 'mode-category',
    limit: 100,
    source: GUIDE('共享属性'),
    help: '原则上通过共享平台方式共享。',
  },
  modeType: {
    label: '共享方式类型',
    group: '共享属性',
    kind: 'choice',
    codeTable: 'mode-type',
    limit: 100,
    source: GUIDE('共享属性'),
    help: '平台方式下：数据库、接口、文件。',
  },
  openToPublic: {
    label: '是否向社会开放',
    group: '开放属性',
    kind: 'choice',
    codeTable: 'yes-no',
    limit: 20,
    source: GUIDE('开放属性'),
    help: '不予共享的信息资源不得向社会开放。',
  },
  openCondition: {
    label: '开放条件',
    group: '开放属性',
    kind: 'long-text',
    limit: LONG,
    source: GUIDE('开放属性'),
    help: '向社会开放的，描述开放条件。',
  },
  updateCycle: {
    label: '更新周期',
    group: '更新与发布',
    kind: 'choice',
    codeTable: 'update-cycle',
    limit: 50,
    source: GUIDE('更新周期'),
    help: '信息资源更新的频度：实时、每日、每周、每月、每季度、每年等。',
  },
  publishedOn: {
    label: '发布日期',
    group: '更新与发布',
    kind: 'date',
    limit: 50,
    source: GUIDE('发布日期'),
    help: '提供方发布共享、开放该信息资源的日期，年-月-日。',
  },
  grading: {
    label: '数据分类分级',
    group: '扩展信息',
    kind: 'text',
    limit: 200,
    source: '政务数据共享条例第十三条',
    help: '按本地、本行业的分类分级办法填写。',
  },
  sourceSystem: {
    label: '来源信息系统名称',
    group: '扩展信息',
    kind: 'text',
    limit: 200,
    source: '扩展元数据',
    help: '产生该信息资源的政务信息系统。',
  },
  englishName: {
    label: '信息资源英文名',
    group: '扩展信息',
    kind: 'text',
    limit: 500,
    source: '扩展元数据',
    help: '',
  },
  storedVolume: survey('数据存储总量（G）'),
  structuredRecords: survey('结构化信息记录总数（万）'),
  sharedVolume: survey('已共享的数据存储量（G）'),
  sharedRecords: survey('已共享结构化记录数（万）'),
  openVolume: survey('已开放的数据存储量（G）'),
  openRecords: survey('已开放结构化记录数（万）'),
} as const satisfies Record<string, FieldDefinition>;

function survey(label: string): FieldDefinition {
  return {
    label,
    group: '信息资源大普查',
    kind: 'number',
    limit: 50,
    source: '国家填报模板：信息资源大普查',
    help: '只填数字，不写单位；没有掌握的填 0。',
  };
}

/** Fields of an information item (信息项). Those of the same key as an entry's mean the same thing for the one item. */
export const ITEM_FIELDS = {
  name: {
    label: '信息项名称',
    group: '信息项信息',
    kind: 'text',
    limit: 500,
    source: GUIDE('信息项信息'),
    help: '',
  },
  englishName: {
    label: '信息项英文名',
    group: '信息项信息',
    kind: 'text',
    limit: 500,
    source: '扩展元数据',
    help: '',
  },
  dataType: {
    label: '数据类型',
    group: '信息项信息',
    kind: 'choice',
    codeTable: 'data-type',
    limit: 100,
    source: GUIDE('信息项信息'),
    help: '从列表中选取，例如 字符型C、数值型N、日期型D。',
  },
  dataLength: {
    label: '数据长度',
    group: '信息项信息',
    kind: 'text',
    limit: 50,
    source: '国家填报模板',
    help: '只填数字；有小数位的写成“10,2”；没有长度的留空。',
  },
  sharingType: ENTRY_FIELDS.sharingType,
  sharingCondition: ENTRY_FIELDS.sharingCondition,
  modeCategory: ENTRY_FIELDS.modeCategory,
  modeType: ENTRY_FIELDS.modeType,
  openToPublic: ENTRY_FIELDS.openToPublic,
  openCondition: ENTRY_FIELDS.openCondition,
  updateCycle: ENTRY_FIELDS.updateCycle,
  publishedOn: ENTRY_FIELDS.publishedOn,
  grading: {
    label: '信息项数据分级',
    group: '信息项信息',
    kind: 'text',
    limit: 200,
    source: '政务数据共享条例第十三条',
    help: '信息项与资源整体级别不同时填写。',
  },
  itemClass: {
    label: '信息项类别',
    group: '信息项信息',
    kind: 'choice',
    codeTable: 'item-class',
    limit: 50,
    source: '陕政发〔2017〕34号第十四条（二）',
    help: '基础信息资源中，区分基础信息项和业务信息项。',
  },
} as const satisfies Record<string, FieldDefinition>;

export type EntryFieldKey = keyof typeof ENTRY_FIELDS;
export type ItemFieldKey = keyof typeof ITEM_FIELDS;

export const ENTRY_FIELD_KEYS = Object.keys(ENTRY_FIELDS) as EntryFieldKey[];
export const ITEM_FIELD_KEYS = Object.keys(ITEM_FIELDS) as ItemFieldKey[];

/** Fields that the national template repeats on every item row, and that roll up from the items to the entry. */
export const ROLLED_UP_KEYS = [
  'sharingType',
  'sharingCondition',
  'modeCategory',
  'modeType',
  'openToPublic',
  'openCondition',
  'updateCycle',
  'publishedOn',
] as const satisfies readonly (EntryFieldKey & ItemFieldKey)[];
export type RolledUpKey = (typeof ROLLED_UP_KEYS)[number];

/** Whether only items have this field, and not the entry as well. */
export const isOnlyOfItems = (field: string): field is ItemFieldKey =>
  Object.hasOwn(ITEM_FIELDS, field) && !Object.hasOwn(ENTRY_FIELDS, field);

/** The six figures of 信息资源大普查. */
export const SURVEY_KEYS = [
  'storedVolume',
  'structuredRecords',
  'sharedVolume',
  'sharedRecords',
  'openVolume',
  'openRecords',
] as const satisfies readonly EntryFieldKey[];

export function entryField(key: EntryFieldKey): FieldDefinition {
  return ENTRY_FIELDS[key];
}

export function itemField(key: ItemFieldKey): FieldDefinition {
  return ITEM_FIELDS[key];
}
