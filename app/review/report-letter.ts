/** 报送函: the sealed letter that goes before the materials; number, signature and date are left blank. */
import { changeCounts, presentEntries, type ReportFacts } from './report-facts';
import { contactNote, formPaper } from './report-forms';
import { basisText, titleBlock } from './report-frame';
import type { ReportBlock, ReportModel } from './report-model';

/** The signed package that goes with the letter. */
export interface LetterPackage {
  readonly seq: number;
  readonly file: string;
  readonly entries: number;
  /** Entries in it that are taken out of the catalogue. */
  readonly removed: number;
  readonly whole: boolean;
}

const MATERIALS = ['审核报告', '变更对照表', '目录清单'] as const;

export function letterReport(facts: ReportFacts, sent: LetterPackage | null): ReportModel {
  const { version, words, event } = facts;
  const label = version.label.replace('（草案）', '草案');
  const title = `${facts.department}关于报送${words.catalogue}（${label}）的函`;
  const counts = changeCounts(facts);
  const present = presentEntries(facts);
  const items = present.reduce((sum, entry) => sum + entry.items, 0);
  const compared =
    version.base === null
      ? '本次为首次编制'
      : `与${version.base.label}相比，新增${counts.新增}条，修改${counts.修改}条，停用${counts.停用}条`;
  const reason = event ? `因${event.about}，` : '';
  const materials = [
    ...MATERIALS.map((name) => `${words.catalogue}（${label}）${name}`),
    ...(sent === null ? ['目录工作簿（电子件）'] : [deliveredText(sent)]),
  ];
  const blocks: ReportBlock[] = [
    {
      kind: 'meta',
      lines: [`${facts.paper.documentMark || '　　'}函〔${facts.today.slice(0, 4)}〕　　号`],
      align: 'right',
    },
    titleBlock(facts, title),
    { kind: 'paragraph', text: `${facts.authority || '　　　　　　　　　　'}：`, flush: true },
    {
      kind: 'paragraph',
      text: `${reason}我单位按照${basisText(facts)}，${version.base === null ? '编制' : '更新'}了${words.catalogue}（${label}），现予报送。目录共有信息资源${present.length}条、信息项${items}项；${compared}。`,
    },
    { kind: 'paragraph', text: '请予审核。' },
    ...materials.map((name, i): ReportBlock => ({
      kind: 'paragraph',
      text: `${i === 0 ? '附件：' : '　　　'}${i + 1}．${name}`,
    })),
    contactNote(facts),
    { kind: 'seal', unit: facts.department },
  ];
  return formPaper(facts, title, 'portrait', blocks);
}

function deliveredText({ file, seq, whole, entries, removed }: LetterPackage): string {
  const gone = removed > 0 ? `、停用${removed}条` : '';
  return `${baseName(file)}（第${seq}号签名报送包，${whole ? '全部' : '变化的'}信息资源${entries}条${gone}）`;
}

/** The file's own name, whichever way its folders are parted. */
export function baseName(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}
