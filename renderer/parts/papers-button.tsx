import { useState } from 'react';
import { Button } from 'antd';
import { PrinterOutlined } from '@ant-design/icons';
import { REPORTS } from '#app/contract/report-kinds';
import { text } from '#renderer/text/zh-cn';
import { ViewDialog } from './view-dialog';
import { ReportButtons, type CatalogueName, type ReportName } from './report-buttons';

const words = text.parts.papers;

export interface Paper {
  readonly kind: ReportName;
  /** What it is about; absent: what the library suggests. */
  readonly subject?: readonly string[];
}

/** Papers one below the other, each with what it is for. */
export function PaperList(props: { readonly papers: readonly Paper[]; readonly catalogue?: CatalogueName }) {
  const { papers, catalogue } = props;
  return (
    <>
      {papers.map(({ kind, subject }) => (
        <section key={kind} className="report-row" aria-label={REPORTS[kind].label}>
          <div>
            <h3>{REPORTS[kind].label}</h3>
            <p className="quiet">{words.hints[kind]}</p>
          </div>
          <ReportButtons
            kind={kind}
            name={REPORTS[kind].label}
            {...(subject && { subject })}
            {...(catalogue && { catalogue })}
          />
        </section>
      ))}
    </>
  );
}

export interface PapersButtonProps {
  readonly papers: readonly Paper[];
  /** Which matter the papers are about, for the title. */
  readonly about?: string;
  readonly size?: 'small' | 'middle';
}

/** Opens the papers that belong to one matter: an entry, a package, a row, a limit. */
export function PapersButton({ papers, about = '', size = 'middle' }: PapersButtonProps) {
  const [open, setOpen] = useState(false);
  const [only] = papers;
  const label = papers.length === 1 && only !== undefined ? REPORTS[only.kind].label : words.open;
  return (
    <>
      <Button
        size={size}
        icon={<PrinterOutlined />}
        aria-label={about === '' ? label : `${label}：${about}`}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {open && (
        <ViewDialog
          title={about === '' ? words.open : words.title(about)}
          width={780}
          onClose={() => setOpen(false)}
        >
          <PaperList papers={papers} />
        </ViewDialog>
      )}
    </>
  );
}
