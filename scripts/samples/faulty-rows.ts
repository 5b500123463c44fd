/** The sample with planted faults: every filling error that reviewers find, and every one the law forbids, once. */
import type { CatalogueEntry, InformationItem } from '#app/catalogue/entry';
import { columnLetter } from '#app/documents/sheet-entry';
import type { Layout } from '#app/documents/layout';
import { SAMPLE_FRONT } from './sample-entries';

/** One cell that a finding must be placed at. `row-…` rules come from reading the sheet, the others from the check. */
export interface PlantedFault {
  readonly sheet: string;
  readonly cell: string;
  readonly rule: string;
  readonly note: string;
}

/** Values by header; what is left out is taken from the model row. */
type Change = Readonly<Record<string, string>>;

interface Planted {
  readonly header: string;
  readonly rule: string;
  readonly note: string;
  /** Counted from 0 within the resource's rows; the first where absent. */
  readonly row?: number;
}

interface FaultyResource {
  readonly name: string;
  /** After the sample's front code; numbered on where absent. */
  readonly code?: string;
  readonly all?: Change;
  /** One change per row, as many rows as changes; three rows where absent. */
  readonly rows?: readonly Change[];
  readonly planted: readonly Planted[];
}

/** Filled in for base data, so that base items can be told from business items. */
export const ITEM_CLASS_HEADER = '信息项类别';

const CONDITION = '共享条件';
const conditional = (condition: string): Change => ({
  共享类型: '有条件共享',
  [CONDITION]: condition,
  是否向社会开放: '否',
  开放条件: '',
});
const refused = (condition: string, open = '否'): Change => ({
  共享类型: '不予共享',
  [CONDITION]: condition,
  是否向社会开放: open,
  开放条件: open === '是' ? '无条件开放' : '',
});
const STATUTE =
  '不予共享理由：含用人单位和个人的参保信息，依法应当保密；依据：《中华人民共和国社会保险法》第八十一条';
const ITEMS = ['单位名称', '统一社会信用代码', '登记日期'];

export const FAULTY_RESOURCES: readonly FaultyResource[] = [
  {
    name: '社会保险业务管理系统',
    planted: [{ header: '信息资源名称', rule: 'system-like-name', note: '把信息系统的名称当作信息资源名称' }],
  },
  {
    name: '年度报告公示信息1',
    rows: [{}],
    all: { 信息资源摘要: '企业年度报告的公示情况。' },
    planted: [{ header: '信息资源名称', rule: 'drag-filled-name', note: '下拉填充使名称的数字递增' }],
  },
  {
    name: '年度报告公示信息2',
    rows: [{}],
    all: { 信息资源摘要: '企业年度报告的公示情况。' },
    planted: [{ header: '信息资源名称', rule: 'drag-filled-name', note: '下拉填充使名称的数字递增' }],
  },
  {
    name: '年度报告公示信息3',
    rows: [{}],
    all: { 信息资源摘要: '企业年度报告的公示情况。' },
    planted: [{ header: '信息资源名称', rule: 'drag-filled-name', note: '下拉填充使名称的数字递增' }],
  },
  {
    name: '纳税信用等级信息',
    code: '000901',
    rows: [{}],
    planted: [
      { header: '信息资源代码', rule: 'drag-filled-code', note: '下拉填充使同一条信息资源各行的代码递增' },
    ],
  },
  {
    name: '纳税信用等级信息',
    code: '000902',
    rows: [{}],
    planted: [
      {
        header: '信息资源代码',
        rule: 'row-code-differs',
        note: '与上一行名称、提供方、内部部门相同而代码不同',
      },
    ],
  },
  {
    name: '纳税信用等级信息',
    code: '000903',
    rows: [{}],
    planted: [
      {
        header: '信息资源代码',
        rule: 'row-code-differs',
        note: '与上一行名称、提供方、内部部门相同而代码不同',
      },
    ],
  },
  {
    name: '旅行社经营许可信息（国内）',
    planted: [{ header: '信息资源名称', rule: 'near-duplicate-name', note: '与另一条只差标点和空格' }],
  },
  {
    name: '旅行社经营许可信息(国内) 。',
    planted: [{ header: '信息资源名称', rule: 'near-duplicate-name', note: '与另一条只差标点和空格' }],
  },
  {
    name: '医疗机构执业许可信息',
    code: '000910',
    rows: [{}, {}, { 信息资源代码: `${SAMPLE_FRONT}/000911` }, { 信息项名称: '有效期限' }],
    planted: [
      {
        header: '信息资源代码',
        rule: 'row-code-differs',
        note: '同一条信息资源中有一行代码不同，该行退回',
        row: 2,
      },
    ],
  },
  {
    name: '食品经营许可信息',
    all: { 信息资源代码: '3079/1' },
    planted: [{ header: '信息资源代码', rule: 'code-too-short', note: '代码过短' }],
  },
  {
    name: '公共场所卫生许可信息',
    all: { 信息资源提供方: '' },
    planted: [{ header: '信息资源提供方', rule: 'required-field', note: '提供方为空' }],
  },
  {
    name: '道路运输经营许可信息',
    all: { 信息资源摘要: '' },
    planted: [{ header: '信息资源摘要', rule: 'required-field', note: '摘要为空' }],
  },
  {
    name: '建筑施工企业资质信息',
    all: { 信息资源格式分类: '电子表格', 信息资源格式类型: 'mysql', 共享方式类型: '文件' },
    planted: [{ header: '信息资源格式类型', rule: 'format-mismatch', note: '格式类型与格式分类不对应' }],
  },
  {
    name: '房地产开发企业资质信息',
    all: { 信息资源格式分类: '电子文件', 信息资源格式类型: 'pdf', 共享方式类型: '数据库' },
    planted: [
      { header: '共享方式类型', rule: 'mode-mismatch', note: '文件类信息资源的共享方式类型应当是文件' },
    ],
  },
  {
    name: '用人单位劳动保障守法信息',
    all: {
      '数据存储总量（G）': '3.5G',
      '结构化信息记录总数（万）': '约20万',
      '已共享的数据存储量（G）': '无',
      '已共享结构化记录数（万）': '1.2万条',
      '已开放的数据存储量（G）': '待统计',
      '已开放结构化记录数（万）': '不详',
    },
    planted: [
      '数据存储总量（G）',
      '结构化信息记录总数（万）',
      '已共享的数据存储量（G）',
      '已共享结构化记录数（万）',
      '已开放的数据存储量（G）',
      '已开放结构化记录数（万）',
    ].map((header) => ({ header, rule: 'survey-number', note: '大普查六项只填数字，没有掌握的填0' })),
  },
  {
    name: '环境保护信用评价信息',
    rows: [{}, { 数据类型: '其他类型' }, {}],
    planted: [{ header: '数据类型', rule: 'value-list', note: '数据类型不在列表中', row: 1 }],
  },
  {
    name: '产品质量监督抽查信息',
    all: conditional('使用用途：作为行政依据，用于资格审核'),
    planted: [
      {
        header: CONDITION,
        rule: 'sharing-scope-missing',
        note: '有条件共享没有列明共享范围（条例第十五条）',
      },
    ],
  },
  {
    name: '水土保持方案审批信息',
    all: conditional('共享范围：市级各部门'),
    planted: [
      {
        header: CONDITION,
        rule: 'sharing-purpose-missing',
        note: '有条件共享没有列明使用用途（条例第十五条）',
      },
    ],
  },
  {
    name: '行政复议决定信息',
    all: conditional(''),
    planted: [{ header: CONDITION, rule: 'sharing-condition-missing', note: '有条件共享没有写明共享条件' }],
  },
  {
    name: '劳动争议仲裁信息',
    all: refused('不予共享理由：内容较为敏感，不宜向其他部门提供'),
    planted: [
      { header: CONDITION, rule: 'refusal-basis-missing', note: '不予共享没有写明依据（条例第十五条）' },
    ],
  },
  {
    name: '举报投诉办理信息',
    all: refused('不予共享理由：含举报人的个人信息；依据：《示例市举报投诉管理办法》第十条'),
    planted: [
      { header: CONDITION, rule: 'refusal-basis-rank', note: '以管理办法作为不予共享的依据（条例第十四条）' },
    ],
  },
  {
    name: '参保单位缴费信息',
    all: refused(STATUTE, '是'),
    planted: [{ header: '是否向社会开放', rule: 'refusal-open', note: '不予共享而填为向社会开放' }],
  },
  {
    name: '常住人口基本信息',
    all: {
      信息资源代码: '101001/000001',
      ...conditional('共享范围：公安、民政部门；使用用途：用于数据校核'),
      [ITEM_CLASS_HEADER]: '业务信息项',
    },
    rows: [{ 信息项名称: '姓名', [ITEM_CLASS_HEADER]: '基础信息项' }, { 信息项名称: '婚姻状况' }],
    planted: [
      {
        header: '共享类型',
        rule: 'base-item-sharing',
        note: '基础信息资源的基础信息项应当无条件共享（34号文第十四条）',
      },
    ],
  },
  {
    name: '慈善组织登记信息',
    all: { 共享类型: '部分共享' },
    planted: [{ header: '共享类型', rule: 'value-list', note: '共享类型不在列表中' }],
  },
  {
    name: '社会救助对象信息',
    all: { 发布日期: '2017-02-30' },
    planted: [{ header: '发布日期', rule: 'date-form', note: '没有这一天' }],
  },
  {
    name: '殡葬服务机构信息',
    all: { 资源提供方代码: '119900009999000199' },
    planted: [{ header: '资源提供方代码', rule: 'credit-code-check', note: '统一社会信用代码的校验码不符' }],
  },
  {
    name: '婚姻登记机关信息',
    all: { 资源提供方代码: '30113008' },
    planted: [{ header: '资源提供方代码', rule: 'credit-code-form', note: '不是18位统一社会信用代码' }],
  },
  {
    name: '地名地址信息',
    rows: [{ 信息项名称: '', 数据类型: '', 数据长度: '' }],
    planted: [{ header: '信息项名称', rule: 'items-missing', note: '数据库格式的信息资源没有列出信息项' }],
  },
  {
    name: '公共资源交易信息',
    rows: [{}, { 信息项名称: '', 数据类型: '字符型C' }, {}],
    planted: [{ header: '信息项名称', rule: 'item-name-missing', note: '信息项名称为空', row: 1 }],
  },
];

export interface FaultySheet {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly faults: readonly PlantedFault[];
}

/** Good resources first, in between and last, faulty ones among them. `firstRow` is the row below the header. */
export function faultySheet(layout: Layout, good: readonly CatalogueEntry[], firstRow: number): FaultySheet {
  const headers = [...layout.columns.map(({ header }) => header), ITEM_CLASS_HEADER];
  const [model] = good;
  const rows: string[][] = [];
  const faults: PlantedFault[] = [];
  const append = (values: Change): void => {
    rows.push(headers.map((header) => values[header] ?? ''));
  };
  const appendGood = (entry: CatalogueEntry): void => {
    for (const item of entry.items) append(rowValues(layout, entry, item));
  };
  FAULTY_RESOURCES.forEach((resource, i) => {
    if (i % 4 === 0 && good[i / 4]) appendGood(good[i / 4]!);
    const start = firstRow + rows.length;
    const changes = resource.rows ?? [{}, {}, {}];
    changes.forEach((change, j) => {
      append({
        ...rowValues(layout, model!, model!.items[0]!),
        信息资源名称: resource.name,
        信息资源代码: `${SAMPLE_FRONT}/${resource.code ?? String(801 + i).padStart(6, '0')}`,
        信息资源摘要: `${resource.name}的登记和变更情况。`,
        信息项名称: ITEMS[j % ITEMS.length]!,
        数据类型: '字符型C',
        数据长度: '100',
        ...resource.all,
        ...change,
      });
    });
    for (const { header, rule, note, row = 0 } of resource.planted) {
      const cell = `${columnLetter(headers.indexOf(header))}${start + row}`;
      faults.push({ sheet: layout.sheet, cell, rule, note });
    }
  });
  return { headers, rows, faults };
}

function rowValues(layout: Layout, entry: CatalogueEntry, item: InformationItem): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { header, target } of layout.columns) {
    if (target.level === 'entry') values[header] = entry[target.key];
    else if (target.level === 'item') values[header] = item[target.key];
  }
  return values;
}
