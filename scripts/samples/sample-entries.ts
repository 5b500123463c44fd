/**
 * The sample catalogue: real names of catalogues and items, everything else filled in by rule so that it is plausible,
 * varied and the same on every run.
 */
import { creditCodeCheckCharacter, organisationCheckCharacter } from '#app/classification/credit-code';
import { emptyEntry, emptyItem, type CatalogueEntry, type InformationItem } from '#app/catalogue/entry';
import { rollUp } from '#app/catalogue/roll-up';

export interface SourceCatalogue {
  readonly id: string;
  readonly department: string;
  readonly pinyin: string;
  readonly name: string;
  readonly items: readonly string[];
}

export interface SourceOffices {
  /** Names of catalogues whose 部门 is known to be wrong. */
  readonly usePinyinFor: readonly string[];
  readonly offices: Readonly<Record<string, string | null>>;
}

export const SAMPLE_PROVIDER = '示例市信用办';
/** 目 999 is nobody's: the codes cannot be mistaken for a department's own. */
export const SAMPLE_FRONT = '307999';

/** Valid in both check characters, registered at a division that does not exist (990000). */
export const SAMPLE_CREDIT_CODE = ((): string => {
  const body = '99990001';
  const first17 = `11990000${body}${organisationCheckCharacter(body)}`;
  return first17 + creditCodeCheckCharacter(first17);
})();

interface Sharing {
  readonly type: '无条件共享' | '有条件共享' | '不予共享';
  readonly condition: string;
  readonly open: '是' | '否';
  readonly openCondition: string;
}

const OPEN: Sharing = {
  type: '无条件共享',
  condition: '作为行政依据、工作参考',
  open: '是',
  openCondition: '无条件开放',
};
const INNER: Sharing = {
  type: '无条件共享',
  condition: '用于数据校核、业务协同',
  open: '否',
  openCondition: '',
};

const SCOPES = [
  '本市各级行政机关',
  '市、县（区）政务服务部门',
  '公安、民政、人力资源社会保障部门',
  '信用联合奖惩成员单位',
];
const PURPOSES = [
  '作为行政依据，用于资格审核',
  '用于数据校核和业务协同',
  '用于办理行政许可时核验申请人情况',
  '作为工作参考，用于信用核查',
];

/** Refusals rest on a statute that says so of this very information. */
const REFUSED: Readonly<Record<string, string>> = {
  失业保险信息:
    '不予共享理由：含用人单位和个人的参保信息，依法应当保密；依据：《中华人民共和国社会保险法》第八十一条',
  企业税务注销信息:
    '不予共享理由：含纳税人的涉税情况，税务机关依法应当保密；依据：《中华人民共和国税收征收管理法》第八条',
  刑事判决信息:
    '不予共享理由：含依法封存的未成年人犯罪记录；依据：《中华人民共和国刑事诉讼法》第二百八十六条',
};

const CYCLES = ['每日', '每周', '每月', '每季度', '每半年', '每年', '实时', '不定期'];
const DATABASES = ['mysql', 'oracle', 'Dm', 'KingbaseES', 'sql server', 'postgresql'];

export function officeOf(source: SourceCatalogue, names: SourceOffices): string {
  const read = names.offices[source.pinyin] ?? source.pinyin;
  return source.department !== '' && !names.usePinyinFor.includes(source.name) ? source.department : read;
}

export function sampleEntries(
  catalogues: readonly SourceCatalogue[],
  names: SourceOffices,
): CatalogueEntry[] {
  return catalogues.map((source, i) => sampleEntry(source, officeOf(source, names), i));
}

function sampleEntry(source: SourceCatalogue, office: string, i: number): CatalogueEntry {
  const id = `sample-${String(i + 1).padStart(3, '0')}`;
  const format = formatOf(i);
  const sharing = sharingOf(source, i);
  const open = sharing.open === '是';
  const records = ((i * 37 + 11) % 190) / 10 + 0.2;
  const volume = Math.round(records * 12) / 100 + 0.01;
  const refused = sharing.type === '不予共享';
  const items = source.items.map((name, j): InformationItem => {
    const own = itemSharing(name, sharing, i);
    const [dataType, dataLength] = typeOf(name);
    return {
      ...emptyItem(`${id}-${String(j + 1).padStart(3, '0')}`),
      name,
      dataType,
      dataLength,
      sharingType: own.type,
      sharingCondition: own.condition,
      modeCategory: '共享平台方式',
      modeType: format.modes[i % format.modes.length]!,
      openToPublic: own.open,
      openCondition: own.openCondition,
      updateCycle: CYCLES[(i * 5) % CYCLES.length]!,
      publishedOn: publishedOn(i),
    };
  });
  return rollUp({
    ...emptyEntry(id),
    name: source.name,
    code: `${SAMPLE_FRONT}/${String(i + 1).padStart(6, '0')}`,
    provider: SAMPLE_PROVIDER,
    office,
    providerCode: SAMPLE_CREDIT_CODE,
    summary: summaryOf(source, office, i),
    formatCategory: format.category,
    formatType: format.type,
    storedVolume: volume.toFixed(2),
    structuredRecords: records.toFixed(1),
    sharedVolume: refused ? '0' : volume.toFixed(2),
    sharedRecords: refused ? '0' : records.toFixed(1),
    openVolume: open ? (volume / 2).toFixed(2) : '0',
    openRecords: open ? (records / 2).toFixed(1) : '0',
    items,
  });
}

function formatOf(i: number): { category: string; type: string; modes: readonly string[] } {
  if (i % 9 === 4) return { category: '电子表格', type: i % 2 ? 'xlsx' : 'et', modes: ['文件'] };
  if (i % 11 === 7) return { category: '电子文件', type: i % 2 ? 'OFD' : 'pdf', modes: ['文件'] };
  return { category: '数据库', type: DATABASES[i % DATABASES.length]!, modes: ['数据库', '接口'] };
}

function sharingOf({ name }: SourceCatalogue, i: number): Sharing {
  const refusal = REFUSED[name];
  if (refusal) return { type: '不予共享', condition: refusal, open: '否', openCondition: '' };
  if (/公示|名单|企业名录|登记|认定|评定|核准证书|许可$/.test(name)) return OPEN;
  if (/个人|教师|导游|护士|志愿者|学生|保险|用户|从业人员|证书/.test(name)) return conditional(i);
  return i % 3 === 0 ? conditional(i) : i % 3 === 1 ? OPEN : INNER;
}

function conditional(i: number): Sharing {
  const [scope, purpose] = [SCOPES[i % SCOPES.length]!, PURPOSES[(i >> 1) % PURPOSES.length]!];
  return {
    type: '有条件共享',
    condition: `共享范围：${scope}；使用用途：${purpose}`,
    open: '否',
    openCondition: '',
  };
}

const PERSONAL = /身份证|证件号码|联系电话|手机|家庭|住址|银行|账号/;

/** Items that identify a person are shared on conditions even where the rest is not. */
function itemSharing(name: string, sharing: Sharing, i: number): Sharing {
  return sharing.type === '无条件共享' && PERSONAL.test(name) ? conditional(i) : sharing;
}

function typeOf(name: string): readonly [string, string] {
  if (/时间戳/.test(name)) return ['日期时间型T', '14'];
  if (/日期|时间$|年月$/.test(name)) return ['日期型D', '8'];
  if (/金额|资本|投资额|投资总额|罚款|欠费额/.test(name)) return ['货币型Y', '18'];
  if (/比例|面积|得分|分值/.test(name)) return ['数值型N', '10'];
  if (/人数|数量|天数|次数/.test(name)) return ['整型I', '8'];
  if (/备注|事由|依据|内容|范围|描述|简介/.test(name)) return ['备注型M', '2000'];
  if (/代码|号$|号码|文号|编号/.test(name)) return ['字符型C', '50'];
  return ['字符型C', '100'];
}

/** Every three days from 2017-09-01, a different one for each entry. */
function publishedOn(i: number): string {
  return new Date(Date.UTC(2017, 8, 1 + i * 3)).toISOString().slice(0, 10);
}

function summaryOf({ name, items }: SourceCatalogue, office: string, i: number): string {
  const first = items.slice(0, 3).join('、');
  const forms = [
    `${office}在履行职责中形成的${name}，主要内容有${first}等${items.length}项。`,
    `记录${first}等情况，由${office}采集和维护，共${items.length}个信息项。`,
    `${name}，包括${first}等，供信用信息归集和查询使用，由${office}提供。`,
  ];
  return forms[i % forms.length]!;
}
