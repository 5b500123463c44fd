import type { ReportKind } from '#app/contract/report-kinds';
import { PaperList } from '#renderer/parts/papers-button';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';

const words = text.review.reports;
type Group = keyof typeof words.groups;
const GROUPS: Readonly<Record<Group, readonly ReportKind[]>> = {
  review: ['submission', 'changes', 'list', 'assessment', 'secrecy', 'review'],
  delivery: ['letter', 'medium', 'dossier'],
  end: ['retirement', 'transfer'],
};

/** The papers of a round, to look at, print or keep, in the order in which they are needed. */
export function ReportsPart() {
  return (
    <ScrollArea label={text.review.parts.reports}>
      <div className="page-narrow">
        <p>{words.intro}</p>
        <p className="quiet">{words.draft}</p>
        {(Object.keys(words.groups) as Group[]).map((group) => (
          <div key={group} className="report-group">
            <h2>{words.groups[group]}</h2>
            <PaperList papers={GROUPS[group].map((kind) => ({ kind }))} />
          </div>
        ))}
      </div>
    </ScrollArea>
  );
}
