import { useState } from 'react';
import { Segmented } from 'antd';
import type { ReportKind } from '#app/contract/report-kinds';
import { APPROVED_STATES } from '#app/review/review-steps';
import { useCall } from '#renderer/call';
import { PaperList } from '#renderer/parts/papers-button';
import type { CatalogueName } from '#renderer/parts/report-buttons';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';

const words = text.review.reports;
type Group = keyof typeof words.groups;
const GROUPS: Readonly<Record<Group, readonly ReportKind[]>> = {
  review: ['submission', 'changes', 'list', 'assessment', 'secrecy', 'review'],
  delivery: ['letter', 'medium', 'dossier'],
  end: ['retirement', 'transfer'],
};
const CATALOGUES = Object.keys(words.catalogues) as CatalogueName[];

/** The papers of a round, to look at, print or keep, in the order in which they are needed. */
export function ReportsPart() {
  const [catalogue, setCatalogue] = useState<CatalogueName>('working');
  const settled = useCall('entries.list', { states: [...APPROVED_STATES], limit: 1 }).value?.total ?? 0;
  return (
    <ScrollArea label={text.review.parts.reports}>
      <div className="page-narrow">
        <p>{words.intro}</p>
        <p className="quiet">{words.draft}</p>
        {settled > 0 && (
          <div className="report-catalogue">
            <Segmented<CatalogueName>
              aria-label={words.catalogue}
              value={catalogue}
              onChange={setCatalogue}
              options={CATALOGUES.map((value) => ({ value, label: words.catalogues[value] }))}
            />
            <p className="quiet">{words.catalogueHint}</p>
          </div>
        )}
        {(Object.keys(words.groups) as Group[]).map((group) => (
          <div key={group} className="report-group">
            <h2>{words.groups[group]}</h2>
            <PaperList papers={GROUPS[group].map((kind) => ({ kind }))} catalogue={catalogue} />
          </div>
        ))}
      </div>
    </ScrollArea>
  );
}
