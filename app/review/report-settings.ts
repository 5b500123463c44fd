/**
 * What a department sets for its papers, kept among the settings of the library and read in one place. Every key
 * may be absent; a value that does not fit is passed over when paper is made, and refused when it is saved.
 *
 * | key | meaning | example |
 * |---|---|---|
 * | `report.organisation` | name of the unit on paper; the library's department where absent | 示例省发展和改革委员会 |
 * | `shortName` | 部门简称 at the foot of each page | 省发展改革委 |
 * | `report.heading` | words at the head of each page before “打印件以签字盖章为准” | 内部资料 |
 * | `report.documentMark` | 机关代字 before “函〔2026〕　号”; the number itself is never printed | 示发改 |
 * | `contact`, `contactPhone` | 联系人 and 电话 | 张三 |
 * | `subordinateUnits` | 直属单位 in the review report | 省信息中心、省监测总站 |
 * | `report.signers.KIND` | who signs on a paper, from top to bottom, parted by `、`; `standard=other` prints another label | 编制人、审核人、保密审查人=保密办主任 |
 * | `report.columns.list` | columns of 目录清单, parted by `、`; also 原代码, 状态, 摘要, 共享范围, 使用用途 and local fields by label | 提供方内部部门、更新周期 |
 *
 * `KIND` is a stable name of `REPORT_KINDS`. Boxes that the submission form and the review report must have stay
 * whatever is set; they may be given another label.
 */
import { REPORT_KINDS, type ReportKind } from '#app/contract/report-kinds';

const SIGNERS = 'report.signers.';
const PARTED = /[、，,;；\n]/;
const MOST_BOXES = 10;
const MOST_COLUMNS = 20;

/** Reads what a person wrote; null where it does not fit. */
type Reader<T> = (written: string) => T | null;

const line =
  (most: number): Reader<string> =>
  (written) => {
    const text = written.trim();
    return text.length <= most && !/[\u0000-\u001f]/.test(text) ? text : null;
  };

/** Between one and `most` parts, all of which `part` can read. */
const parted =
  <T>(part: Reader<T>, most: number): Reader<T[]> =>
  (written) => {
    const parts = written.split(PARTED).filter((text) => text.trim() !== '');
    const read = parts.map(part).filter((one) => one !== null);
    return read.length === parts.length && read.length > 0 && read.length <= most ? read : null;
  };

const signer: Reader<PaperSigner> = (written) => {
  const text = line(60)(written);
  if (text === null || !/^[^=＝]+([=＝][^=＝]+)?$/.test(text)) return null;
  const [role = '', label = role] = text.split(/[=＝]/).map((part) => part.trim());
  return role !== '' && role.length <= 20 && label.length <= 20 ? { role, label } : null;
};

const signers = parted(signer, MOST_BOXES);
const columns = parted(line(30), MOST_COLUMNS);

const READERS = {
  'report.organisation': line(100),
  shortName: line(40),
  'report.heading': line(60),
  'report.documentMark': line(20),
  contact: line(60),
  contactPhone: line(60),
  subordinateUnits: line(2000),
  'report.columns.list': columns,
} as const;
type SettingKey = keyof typeof READERS;

export interface PaperSigner {
  /** Standard name, by which steps taken in the program are found; any other words for a box of the department's own. */
  readonly role: string;
  /** As printed. */
  readonly label: string;
}

export interface PaperSettings {
  readonly organisation: string;
  readonly shortName: string;
  readonly heading: string;
  readonly documentMark: string;
  readonly contact: string;
  readonly contactPhone: string;
  readonly subordinateUnits: string;
  /** Only kinds for which the department set something. */
  readonly signers: Readonly<Partial<Record<ReportKind, readonly PaperSigner[]>>>;
  /** Null: the columns that the program proposes. */
  readonly listColumns: readonly string[] | null;
}

type Settings = Readonly<Record<string, string>>;

function readerOf(key: string): Reader<unknown> | null {
  if (Object.hasOwn(READERS, key)) return READERS[key as SettingKey];
  if (key.startsWith(SIGNERS) && (REPORT_KINDS as readonly string[]).includes(key.slice(SIGNERS.length)))
    return signers;
  return null;
}

/** What is wrong with the value of a key of this file, in Chinese; null where it fits or is no key of this file. */
export function reportSettingProblem(key: string, value: string): string | null {
  if (value.trim() === '') return null;
  if (key.startsWith(SIGNERS) && readerOf(key) === null) return '没有这种纸面材料';
  const reader = readerOf(key);
  if (reader === null || reader(value) !== null) return null;
  if (reader === signers)
    return `签章栏用顿号分隔，最多${MOST_BOXES}个，每个不超过20字；改称的写作“审核人=科长”`;
  if (reader === columns) return `栏目用顿号分隔，最多${MOST_COLUMNS}个，每个不超过30字`;
  return '文字过长或含有换行';
}

function valueOf<T>(reader: Reader<T>, settings: Settings, key: string, otherwise: T): T {
  const text = settings[key] ?? '';
  return text.trim() === '' ? otherwise : (reader(text) ?? otherwise);
}

/** The settings of a library as its papers use them. */
export function paperSettings(settings: Settings): PaperSettings {
  const text = (key: Exclude<SettingKey, 'report.columns.list'>, otherwise = ''): string =>
    valueOf(READERS[key], settings, key, otherwise);
  const organisation = text('report.organisation', settings['department'] ?? '');
  return {
    organisation,
    shortName: text('shortName', organisation),
    heading: text('report.heading'),
    documentMark: text('report.documentMark'),
    contact: text('contact'),
    contactPhone: text('contactPhone'),
    subordinateUnits: text('subordinateUnits'),
    signers: Object.fromEntries(
      REPORT_KINDS.flatMap((kind) => {
        const boxes = valueOf<PaperSigner[] | null>(signers, settings, `${SIGNERS}${kind}`, null);
        return boxes === null ? [] : [[kind, boxes]];
      }),
    ),
    listColumns: valueOf<string[] | null>(columns, settings, 'report.columns.list', null),
  };
}
