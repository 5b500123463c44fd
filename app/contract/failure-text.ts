/** The sentence for each failure: what is wrong, where, and what to do next. Both hosts print these. */
import type { Failure, FailureCode } from './failure';

type Details = Readonly<Record<string, unknown>>;

const at = (details: Details, key: string, none = ''): string => {
  const value = details[key];
  if (value === undefined || value === null || value === '') return none;
  return Array.isArray(value) ? value.join('、') : String(value);
};
const file = (details: Details): string => at(details, 'file', at(details, 'library', '所选文件'));
const megabytes = (details: Details, key: string): string => {
  const bytes = Number(details[key]);
  return Number.isFinite(bytes) && bytes > 0 ? `${Math.ceil(bytes / 1024 ** 2)} MB` : '';
};

/** Reasons that verifiers give as codes, in the clerk's words. */
const REASONS: Readonly<Record<string, string>> = {
  changed: '处理过程中文件被改动',
  damaged: '文件已损坏',
  empty: '文件是空的',
  encrypted: '文件已加密，须用接收方的密钥打开',
  'no-unit': '证书中没有单位代码（OU）',
  'key-usage': '证书不能用于签名',
  'certificate-dates': '证书不在有效期内',
  revoked: '证书已被吊销',
  'not-a-certificate': '不是证书文件',
  'not-a-crl': '不是吊销列表',
  'not-a-document': '不是回执、意见或序号文件',
  'not-a-catalogue': '不是平台发布的目录',
  'not-a-head': '不是序号文件',
  'not-opinions': '不是审核意见文件',
  'not-a-receipt': '不是回执',
  'not-a-key': '不是密钥文件',
  'not-a-zip': '不是报送包，或文件不完整',
  'not-sm2': '不是国密 SM2 算法',
  scheme: '加密方式不支持',
  'other-key': '证书属于另一把密钥',
  'other-manifest': '回执所指的内容与报送的不同',
  'other-seq': '回执的序号与报送的不同',
  'unknown-package': '本目录库没有报送过这个报送包',
};

const reason = (details: Details, none = ''): string => {
  const message = at(details, 'message');
  const code = at(details, 'reason', none);
  return message !== '' ? message.replace(/。$/, '') : (REASONS[code] ?? code);
};

/** Faults of a data file with the place of each, the first few of them. */
const places = (details: Details): string => {
  const problems = details['problems'];
  if (!Array.isArray(problems)) return reason(details, at(details, 'places'));
  const shown = problems
    .slice(0, 3)
    .map((one: { path?: string; message?: string }) => `${one.path ?? ''} ${one.message ?? ''}`.trim());
  return shown.join('；') + (problems.length > 3 ? `；等共${problems.length}处` : '');
};

const SENTENCES: Readonly<Record<FailureCode, (details: Details) => string>> = {
  'not-available': (d) => `本功能尚未启用${at(d, 'what') && `：${at(d, 'what')}`}。${at(d, 'instead')}`,
  usage: (d) => `命令写法不对：${reason(d, '缺少参数')}。运行 mulu --help 查看用法。`,
  cancelled: () => '已取消，没有写入任何内容。',
  internal: (d) =>
    `程序内部出现问题（编号${at(d, 'id', '无')}），已保存的内容不受影响。重新打开后再试；仍出现时把编号告诉维护人员。`,
  'engine-stopped': () => '后台处理中断，已重新启动，已保存的内容不受影响。再做一次刚才的操作。',
  'file-not-found': (d) => `找不到文件“${file(d)}”。检查文件名和所在文件夹。`,
  'file-unreadable': (d) =>
    `文件“${file(d)}”不能读取，可能没有读取权限或正被占用。关闭占用它的程序，或复制到本机后再试。`,
  'file-is-directory': (d) => `“${file(d)}”是文件夹，不是文件。选择其中的文件。`,
  'file-exists': (d) => `“${file(d)}”已经存在，没有覆盖。换一个文件名，或先移走原文件。`,
  'file-unwritable': (d) => `“${file(d)}”所在位置不能写入。选择有写入权限的本机文件夹。`,
  'disk-space': (d) =>
    `磁盘空间不够${megabytes(d, 'needed') && `，需要约${megabytes(d, 'needed')}`}，没有写入任何内容。清理“${file(d)}”所在磁盘后再试。`,
  'file-too-large': (d) =>
    `文件“${file(d)}”太大${megabytes(d, 'limit') && `，上限${megabytes(d, 'limit')}`}。压缩或拆分后再选。`,
  'no-printer': () => '本机没有打印机。先在操作系统中添加打印机；或存为PDF，到有打印机的电脑上打印。',
  'printer-gone': (d) => `找不到打印机“${at(d, 'printer')}”，没有打印。检查它是否开机、连接，或另选打印机。`,
  'print-failed': () =>
    '打印机没有接受这份材料。检查打印机的连接、纸张和打印任务，再打印一次；或存为PDF，到别处打印。',
  'library-not-found': (d) =>
    at(d, 'library')
      ? `找不到目录库“${at(d, 'library')}”。检查路径，或先新建目录库。`
      : '没有打开目录库。先打开或新建一个目录库。',
  'library-exists': (d) =>
    `“${at(d, 'library')}”${d['other'] === true ? '是一个目录库，不能作输出文件' : '已经存在'}，没有覆盖。换一个文件名。`,
  'library-in-use': (d) => `目录库“${at(d, 'library')}”正被另一个程序窗口使用。关闭那个窗口后再打开。`,
  'library-damaged': (d) =>
    `目录库“${at(d, 'library')}”已损坏。从同一文件夹 .snapshots 中的自动备份或者自己保存的备份恢复。`,
  'library-newer': (d) => `目录库“${at(d, 'library')}”由更新版本的程序保存。请用新版本打开，本版本不改动它。`,
  'library-foreign': (d) => `“${at(d, 'library')}”不是本程序的目录库。选择扩展名为 .mulu 的目录库文件。`,
  'library-read-only': (d) =>
    d['log'] === true
      ? `目录库“${at(d, 'library')}”旁有未合并的日志，所在位置又不能写入。把目录库连同 -wal 文件一起复制到本机后再打开。`
      : d['old'] === true
        ? `目录库“${at(d, 'library')}”需要升级，所在位置不能写入。复制到本机后再打开。`
        : '目录库以只读方式打开，不能修改。复制到本机可写的文件夹后再打开。',
  'library-on-network': (d) =>
    `“${at(d, 'library')}”在网络位置，多台电脑同时使用会损坏数据。复制到本机磁盘后再打开。`,
  'nothing-to-undo': () => '没有可以撤销的操作。',
  'undo-overtaken': () => '在它之后又有别的操作，没有撤销。按 Ctrl+Z 从最近的一次操作起逐次撤销。',
  'nothing-to-redo': () =>
    '没有可以恢复的操作。撤销后又有其他改动的，或者撤销的是分类、合并、删除的，不能恢复操作，请重新办理。',
  'entry-not-found': (d) =>
    `目录库中没有“${at(d, 'entry')}”，或该代码对应多条资源。用标识或唯一的信息资源代码查找。`,
  'entry-changed-meanwhile': (d) =>
    typeof d['state'] === 'string'
      ? `“${at(d, 'names')}”状态为“${d['state']}”，不能撤销或恢复操作。先退回修改，再撤销或恢复操作。`
      : `“${at(d, 'names', '所选资源')}”在此期间已有新的修改，没有覆盖。重新打开后再操作。`,
  'findings-changed-meanwhile': (d) =>
    d['before'] === undefined
      ? `其中${at(d, 'count')}个问题在此期间已经改正、说明或者变动${at(d, 'names') && `（${at(d, 'names')}）`}，没有写入任何说明。核对列表后，对其余的再办理一次。`
      : `所列问题在此期间由${at(d, 'before')}个变为${at(d, 'count')}个，没有写入任何说明。关闭后核对列表，再办理一次。`,
  'entry-locked': (d) =>
    d['retire'] === true
      ? `“${at(d, 'name')}”已有审定版本，不能删除。不再提供的资源办理“停用”。`
      : `“${at(d, 'name')}”状态为“${at(d, 'state')}”，不能修改。需要修改的，先退回修改。`,
  'invalid-input': (d) =>
    `填写的内容不符合要求：${[at(d, 'field'), at(d, 'value') && `“${at(d, 'value')}”`, reason(d), at(d, 'allowed') && `可填：${at(d, 'allowed')}`].filter(Boolean).join(' ')}。`,
  'secrecy-not-cleared': (d) =>
    d['remake'] === true
      ? `报送包生成以后，保密审查词语有变动，包中的停用资源名称、审核意见、理由等文字有${at(d, 'count')}处含有现在的词语，没有报送：${at(d, 'names')}。重新生成报送包，这些文字不再随包报送。`
      : `有${at(d, 'count') || '若干'}条信息资源含有可能涉密或者涉及个人的内容，审查通过前不能报送：${at(d, 'names')}。在该条目的校验结果中逐处核对，删除这些内容，或者由保密审查人写明理由并审查通过。`,
  'workbook-unreadable': (d) =>
    `“${file(d)}”不能作为工作簿打开：${reason(d, '文件内容不完整或不是 xlsx')}。用 Excel 或 WPS 打开后另存为 .xlsx 再导入；打不开的，核对是否选错了文件。`,
  'workbook-shape-unknown': (d) =>
    `在“${file(d)}”中没有找到目录的表头${at(d, 'missing') && `，缺少：${at(d, 'missing')}`}。核对所用模板，或用列对应关系文件指定各列。`,
  'workbook-empty': (d) => `“${file(d)}”中没有数据行。检查是否选错了文件或工作表。`,
  'workbook-limit': (d) => `“${file(d)}”超出限制：${reason(d, at(d, 'limit'))}。拆成几个文件分别导入。`,
  'mapping-invalid': (d) => `列对应关系文件不能用：${places(d)}。`,
  'rule-pack-unknown': (d) => `没有规则包“${at(d, 'rules')}”。可用的有：${at(d, 'known')}。`,
  'rule-pack-invalid': (d) => `规则包“${at(d, 'rules', at(d, 'place'))}”内容有误：${places(d)}。`,
  'rule-pack-not-in-force': (d) =>
    `在${at(d, 'on')}这一天，所选规定（${at(d, 'rules')}）和国家条例都不在有效期内，不能计算时限。核对日期和所选规定。`,
  'date-invalid': (d) => `“${at(d, 'date', at(d, 'text'))}”不是有效日期。按 年-月-日 填写，例如 2026-11-21。`,
  'calendar-invalid': (d) => `节假日安排文件“${at(d, 'place')}”内容有误：${places(d)}。`,
  'event-not-found': (d) => `没有登记过事项“${at(d, 'event')}”。`,
  'campaign-open': (d) =>
    at(d, 'finishedOn')
      ? `${at(d, 'period')}的全面维护已于${at(d, 'finishedOn')}完成，不必再做一次。`
      : `${at(d, 'period')}的全面维护正在进行。先完成它，再开始新的。`,
  'campaign-not-open': () => '没有正在进行的全面维护。先开始本期的全面维护。',
  'step-not-allowed': (d) => `不能办理这一步：${reason(d)}。`,
  'step-needs-opinion': (d) => `办理“${at(d, 'step')}”须填写意见。`,
  'step-needs-assessment': () => '登记评估须写明保密风险评估结论和个人信息保护影响评估结论。',
  'sign-in-required': () => '目录库已启用账户，须先登录。命令行用环境变量 MULU_ACCOUNT 和 MULU_PASSWORD。',
  'sign-in-failed': () => '账户或口令不对。',
  'password-must-change': () =>
    '口令由他人设置，须先改为自己的口令。命令行用 mulu account LIB password，新口令放在 MULU_NEW_PASSWORD。',
  'account-locked': (d) => `账户已锁定${at(d, 'until') && `至${at(d, 'until')}`}。联系系统管理员。`,
  'not-permitted': (d) => `没有办理权限：${reason(d)}。`,
  'attachment-not-found': (d) =>
    `没有附件${at(d, 'attachment') && `第${at(d, 'attachment')}号`}。重新打开附件清单。`,
  'attachment-signed': (d) =>
    `附件“${at(d, 'name')}”已随审核签批使用，不能移除。需要更正的，另外添加新的附件并写明情况。`,
  'key-unreadable': (d) => `密钥文件“${file(d)}”不能读取：${reason(d, '格式不支持或文件损坏')}。`,
  'key-legacy': (d) =>
    `“${file(d)}”使用旧的加密方式（RC2/3DES），本程序不读取。请在签发机构重新导出为 AES-256 加密的 .p12。`,
  'passphrase-wrong': () => '证书口令不对。区分大小写，检查输入法是否为英文状态。',
  'passphrase-missing': (d) =>
    `没有给出证书口令${reason(d) && `：${reason(d)}`}。命令行用环境变量 MULU_PASSPHRASE 或 --passphrase-file。`,
  'certificate-unreadable': (d) => `证书“${file(d)}”不能读取：${reason(d, '不是 PEM 或 DER 格式的证书')}。`,
  'certificate-mismatch': (d) =>
    ['', 'other-key'].includes(at(d, 'reason'))
      ? '证书与密钥不是一对。选择用这把密钥申请的证书。'
      : `不能用这个证书生成报送包：${reason(d)}。换用合适的证书；没有的，向签发机构申请换发。`,
  'certificate-own': (d) =>
    `证书“${at(d, 'subject')}”不能既签署本单位的报送包，又登记为平台证书：那样本单位自己就能签出回执。登记共享平台发来的平台证书；已登记错的，先移除。`,
  'package-unreadable': (d) => `“${file(d)}”不能作为报送包读取：${reason(d, '文件不完整或不是报送包')}。`,
  'package-invalid': (d) => `报送包没有通过验证：${reason(d, at(d, 'problem'))}。`,
  'crl-unreadable': (d) => `吊销列表“${file(d)}”不能读取：${reason(d, '不是 PEM 或 DER 格式')}。`,
  'crl-untrusted': (d) =>
    `吊销列表“${file(d)}”没有登记：${reason(d)}。核对来源，向签发机构索取新的吊销列表。`,
  'part-missing': (d) =>
    `缺少分卷“${at(d, 'part', file(d))}”（第${at(d, 'number')}卷，共${at(d, 'of')}卷）。把全部分卷和清单放在同一文件夹后再读取。`,
  'part-damaged': (d) =>
    `分卷“${at(d, 'part', file(d))}”（第${at(d, 'number')}卷，共${at(d, 'of')}卷）已损坏或不是同一次分卷的。重新复制这一卷后再读取。`,
  'nothing-to-pack': () => '没有“已审定”的信息资源，不能生成报送包。先完成审核审签。',
  'chain-unconfirmed': () =>
    '这个目录库是恢复或复制得到的，报送序号须先由共享平台确认。读取平台签发的序号文件后再生成报送包。',
  'receipt-untrusted': (d) =>
    `“${file(d)}”不能证明是已登记的共享平台签发的，没有采信：${reason(d)}。核对来源；平台更换证书的，先登记新的平台证书。`,
  'receipt-unmatched': (d) => `与本目录库不对应，没有采用：${reason(d)}。核对是否拿错了文件。`,
  'merge-implausible': (d) => `来件与本目录库差别过大，没有合并：${reason(d)}。核对来件后再确认。`,
  'platform-unreachable': (d) =>
    d['uncertain'] === true
      ? `与共享平台的连接中断${reason(d) && `（${reason(d)}）`}。报送包是否已收到不明，稍后再联网报送，不会重复。`
      : `连不上共享平台${reason(d) && `（${reason(d)}）`}。检查网络和地址，报送包仍在待报送中。`,
  'platform-refused': (d) =>
    d['uncertain'] === true
      ? `共享平台没有正常答复：${reason(d)}。报送包是否已收到不明，稍后再联网报送，不会重复。`
      : `共享平台没有接收：${reason(d)}。`,
};

export function failureText(failure: Failure): string {
  return SENTENCES[failure.code](failure.details);
}
