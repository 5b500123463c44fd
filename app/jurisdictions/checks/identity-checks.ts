/** Code, provider and name of an entry. */
import { foldLabel } from '#app/classification/code-table';
import { foldCreditCode, isOwnProviderCode, providerCodeState } from '#app/classification/department';
import { resourceCodeState, type ResourceCodeState } from '#app/classification/resource-code';
import type { CatalogueEntry } from '#app/catalogue/entry';
import type { EntryChecks } from './entry-check';
import { remembered } from './remembered';
import { compact, isBlank, quoted } from './words';

function codeState(entry: CatalogueEntry): ResourceCodeState | 'missing' {
  return isBlank(entry.code) ? 'missing' : resourceCodeState(entry.code.trim());
}

const creditCodeState = remembered(providerCodeState);

const FORM = '类1位、项2位、目3位、细目不定长，加“/”和顺序码';

export const identityChecks: EntryChecks<
  | 'code-missing'
  | 'code-unusable'
  | 'code-too-short'
  | 'code-other-form'
  | 'credit-code-form'
  | 'credit-code-check'
  | 'provider-code-other'
  | 'system-name'
  | 'system-like-name'
> = {
  'code-missing': ({ entry }, _rule, report) => {
    if (codeState(entry) !== 'missing') return;
    report.entry('code', '信息资源代码没有填写', '选定分类后由程序编排代码，平台已有代码的照填');
  },
  'code-unusable': ({ entry }, _rule, report) => {
    if (codeState(entry) !== 'unusable') return;
    const long = entry.code.trim().length > 64;
    const message = long
      ? `信息资源代码共${entry.code.trim().length}位，超过64位`
      : `信息资源代码${quoted(entry.code)}含有字母、数字、“-”“_”“/”以外的字符`;
    report.entry('code', message, `改为${FORM}，例如307021001/000001`);
  },
  'code-too-short': ({ entry }, _rule, report) => {
    if (codeState(entry) !== 'too-short') return;
    report.entry('code', `信息资源代码${quoted(entry.code)}过短`, `补全代码：${FORM}`);
  },
  'code-other-form': ({ entry }, _rule, report) => {
    if (codeState(entry) !== 'other-form') return;
    const message = `信息资源代码${quoted(entry.code)}与编制指南的代码结构不同`;
    report.entry('code', message, `指南的结构是${FORM}；本地平台另有编码规则的，写明说明后保留`);
  },

  'credit-code-form': ({ entry }, _rule, report) => {
    if (isBlank(entry.providerCode) || creditCodeState(entry.providerCode) !== 'wrong-form') return;
    const folded = foldCreditCode(entry.providerCode);
    const mended = folded !== entry.providerCode.trim() && providerCodeState(folded) === 'valid';
    report.entry(
      'providerCode',
      `资源提供方代码${quoted(entry.providerCode)}不是18位统一社会信用代码`,
      mended ? `改为${folded}` : '填写18位统一社会信用代码；平台仍用原有机构代码的，写明说明后保留',
    );
  },
  'credit-code-check': ({ entry }, _rule, report) => {
    if (isBlank(entry.providerCode)) return;
    const state = creditCodeState(entry.providerCode);
    if (state !== 'wrong-check-digit' && state !== 'wrong-body-check-digit') return;
    const which = state === 'wrong-check-digit' ? '校验码' : '主体标识码的校验码';
    report.entry(
      'providerCode',
      `资源提供方代码${quoted(entry.providerCode)}的${which}不符`,
      '对照统一社会信用代码证书核对每一位；证书上确是这个代码的，写明说明后保留',
    );
  },
  'provider-code-other': ({ entry }, _rule, report, { department }) => {
    if (isOwnProviderCode(department, entry.providerCode)) return;
    report.entry(
      'providerCode',
      `资源提供方代码${quoted(entry.providerCode)}与本部门的代码${department.creditCode}不同`,
      '核对代码；直属单位等其他提供方的信息资源，写明说明后保留',
    );
  },

  'system-name': ({ entry }, _rule, report, { systemNames }) => {
    const name = foldLabel(entry.name);
    if (name === '') return;
    if (name !== foldLabel(entry.sourceSystem) && !systemNames.has(name)) return;
    report.entry(
      'name',
      `信息资源名称${quoted(entry.name)}是信息系统的名称`,
      '改为描述数据内容的名称，系统名称填在来源信息系统名称',
    );
  },
  'system-like-name': ({ entry }, rule, report, { systemNames }) => {
    const name = compact(entry.name).replace(/[(（【[].*?[)）】\]]$/, '');
    if (name === '' || !rule.endings.some((ending) => name.endsWith(ending))) return;
    if (rule.exceptions.some((ending) => name.endsWith(ending))) return;
    // The certain case has its own finding.
    const folded = foldLabel(entry.name);
    if (folded === foldLabel(entry.sourceSystem) || systemNames.has(folded)) return;
    report.entry(
      'name',
      `信息资源名称${quoted(entry.name)}像是信息系统的名称`,
      '改为描述数据内容的名称，例如“企业登记信息”，系统名称填在来源信息系统名称',
    );
  },
};
