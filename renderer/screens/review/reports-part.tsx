import { ReportButtons } from '#renderer/parts/report-buttons';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';

const words = text.review.reports;
const KINDS = ['submission', 'review', 'changes', 'list'] as const;

/** The papers of a round, to look at, print or keep. */
export function ReportsPart() {
  return (
    <ScrollArea label={text.review.parts.reports}>
      <div className="page-narrow">
        <p>{words.intro}</p>
        <p className="quiet">{words.draft}</p>
        {KINDS.map((kind) => (
          <section key={kind} className="report-row" aria-label={words[kind].name}>
            <div>
              <h2>{words[kind].name}</h2>
              <p className="quiet">{words[kind].hint}</p>
            </div>
            <ReportButtons kind={kind} name={words[kind].name} />
          </section>
        ))}
      </div>
    </ScrollArea>
  );
}
