import type { ReactNode } from 'react';
import { Popover } from 'antd';
import { QuestionCircleOutlined } from '@ant-design/icons';
import type { OutputOf } from '#renderer/call';
import { SeverityMark } from './severity-tag';
import { text } from '#renderer/text/zh-cn';

type Finding = OutputOf<'entries.read'>['findings'][number];

export interface FieldHelp {
  readonly help: string;
  /** Where the field comes from: element of the guide, or article. */
  readonly source?: string;
}

/** `?` beside a label: opens the guide's sentence and its source. */
export function HelpMark({ label, help }: { readonly label: string; readonly help: FieldHelp }) {
  if (help.help === '' && !help.source) return null;
  return (
    <Popover
      trigger={['hover', 'focus', 'click']}
      title={label}
      content={
        <div className="help-text">
          {help.help}
          {help.source && <div className="quiet">{help.source}</div>}
        </div>
      }
    >
      <button type="button" className="help-mark" aria-label={text.parts.helpOf(label)}>
        <QuestionCircleOutlined aria-hidden />
      </button>
    </Popover>
  );
}

export interface FieldProps {
  /** Id of the control inside, for the label. */
  readonly id: string;
  readonly label: string;
  readonly required?: boolean;
  readonly help?: FieldHelp;
  /** Findings about this field, shown in place. */
  readonly findings?: readonly Finding[];
  /** A quiet remark under the control. */
  readonly note?: ReactNode;
  /** Takes the whole width of a two-column section. */
  readonly wide?: boolean;
  readonly onCitation?: (finding: Finding) => void;
  readonly children: ReactNode;
}

/** Label, `?`, control, and what the check says about it. */
export function Field(props: FieldProps) {
  const { id, label, required, help, findings = [], note, wide, onCitation, children } = props;
  const worst = findings[0]?.severity;
  return (
    <div className={`field${wide ? ' field-wide' : ''}${worst ? ` field-${worst}` : ''}`} data-field={id}>
      <div className="field-label">
        <label htmlFor={id}>
          {required && (
            <span className="field-required" title={text.parts.required} aria-hidden>
              *
            </span>
          )}
          {label}
        </label>
        {help && <HelpMark label={label} help={help} />}
      </div>
      <div className="field-control">
        {children}
        {note !== undefined && note !== '' && <div className="field-note">{note}</div>}
        {findings.map((finding, index) => (
          <div className="field-finding" key={index} title={finding.fix}>
            <SeverityMark severity={finding.severity} />
            <span>
              {finding.message}
              {onCitation && (
                <button type="button" className="link" onClick={() => onCitation(finding)}>
                  {finding.citation.regulation}
                  {finding.citation.article}
                </button>
              )}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
