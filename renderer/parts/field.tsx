import { useContext, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Popover } from 'antd';
import { QuestionCircleOutlined } from '@ant-design/icons';
import type { OutputOf } from '#renderer/call';
import { LackingBoxes } from './form-box';
import { SeverityMark } from './severity-tag';
import { text } from '#renderer/text/zh-cn';

type Finding = OutputOf<'entries.read'>['findings'][number];

export interface FieldHelp {
  readonly help: string;
  /** Where the field comes from: element of the guide, or article. */
  readonly source?: string;
}

interface HelpMarkProps {
  readonly label: string;
  readonly help: FieldHelp;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/**
 * `?` beside a label: opens the guide's sentence and its source. Tab passes it by, so that it goes from box to box;
 * from the box itself Shift+F1 opens it.
 */
function HelpMark({ label, help, open, onOpen }: HelpMarkProps) {
  if (help.help === '' && !help.source) return null;
  return (
    <Popover
      trigger={['hover', 'click']}
      open={open}
      onOpenChange={onOpen}
      title={label}
      content={
        <div className="help-text">
          {help.help}
          {help.source && <div className="quiet">{help.source}</div>}
        </div>
      }
    >
      <button type="button" className="help-mark" tabIndex={-1} aria-label={text.parts.helpOf(label)}>
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
  const lacks = useContext(LackingBoxes).includes(id);
  const worst = findings[0]?.severity;
  const [helping, setHelping] = useState(false);
  const onKey = (event: KeyboardEvent) => {
    const asks = event.key === 'F1' && event.shiftKey && help !== undefined;
    if (!asks && !(helping && event.key === 'Escape')) return;
    event.preventDefault();
    event.stopPropagation();
    setHelping(asks && !helping);
  };
  return (
    <div
      className={`field${wide ? ' field-wide' : ''}${worst ? ` field-${worst}` : ''}${lacks ? ' field-lacks' : ''}`}
      data-field={id}
      onKeyDown={onKey}
      onBlur={() => setHelping(false)}
    >
      <div className="field-label">
        <label htmlFor={id}>
          {required && (
            <span className="field-required" title={text.parts.required} aria-hidden>
              *
            </span>
          )}
          {label}
        </label>
        {help && <HelpMark label={label} help={help} open={helping} onOpen={setHelping} />}
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
