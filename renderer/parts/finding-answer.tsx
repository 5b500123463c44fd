import { useState } from 'react';
import { App, Button } from 'antd';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import { call, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import { FormDialog } from './form-dialog';
import { reasonBoxes, ReasonFields, type Reason } from './reason-fields';

const words = text.parts.answer;
type Finding = OutputOf<'entries.read'>['findings'][number];

/** A finding as calls name it within its entry. */
export const namedOf = ({ rule, field, item, message }: Finding) => ({
  rule,
  field,
  message,
  ...(item === undefined ? {} : { item: item.id }),
});

function AnswerDialog({ finding, onClose }: { readonly finding: Finding; readonly onClose: () => void }) {
  const { person, signedIn } = useLibrary();
  const { message } = App.useApp();
  const secrecy = finding.rule === SECRECY_RULE;
  const [given, setGiven] = useState<Reason>({ reason: '', by: signedIn?.account ?? person });
  return (
    <FormDialog
      title={secrecy ? words.clearTitle : words.explainTitle}
      action={secrecy ? words.clear : words.explain}
      required={reasonBoxes(given, secrecy)}
      onSave={() =>
        call('findings.settle', { entry: finding.entry.id, findings: [namedOf(finding)], ...given })
      }
      onSaved={() => {
        void message.success(words.saved);
        onClose();
      }}
      onClose={onClose}
    >
      <p>{finding.message}</p>
      <p className="quiet">{secrecy ? words.clearHint : words.explainHint}</p>
      <ReasonFields value={given} onChange={setGiven} secrecy={secrecy} />
    </FormDialog>
  );
}

export interface FindingAnswerProps {
  readonly finding: Finding;
  /** Makes ready what the answer is about (saves what was typed); answers whether it is. */
  readonly before?: () => Promise<boolean>;
}

/** The reason given for a finding that stays, or the buttons to give one or take it back. */
export function FindingAnswer({ finding, before }: FindingAnswerProps) {
  const { summary, person, signedIn } = useLibrary();
  const [open, setOpen] = useState(false);
  const { message } = App.useApp();
  if (finding.severity === 'error') return null;
  const secrecy = finding.rule === SECRECY_RULE;
  const { settled } = finding;
  const mayWrite =
    !summary.readOnly && (!secrecy || signedIn === null || signedIn.roles.includes('保密审查人'));
  const ready = async () => before === undefined || (await before());
  const withdraw = async () => {
    if (!(await ready())) return;
    const outcome = await call('findings.settle', {
      entry: finding.entry.id,
      findings: [namedOf(finding)],
      reason: '',
      by: signedIn?.account ?? person,
    });
    if (outcome.ok) void message.success(words.saved);
  };
  return (
    <div className="finding-answer">
      {settled !== undefined && (
        <span className="finding-settled">
          {(secrecy ? words.cleared : words.settled)(settled.reason, settled.by, settled.on)}
        </span>
      )}
      {mayWrite && settled === undefined && finding.severity === 'warning' && (
        <Button
          type="link"
          size="small"
          className="bare-link"
          onClick={() => void ready().then((is) => is && setOpen(true))}
        >
          {secrecy ? words.clear : words.explain}
        </Button>
      )}
      {mayWrite && settled !== undefined && (
        <Button type="link" size="small" className="bare-link" onClick={() => void withdraw()}>
          {secrecy ? words.withdrawClearing : words.withdraw}
        </Button>
      )}
      {open && <AnswerDialog finding={finding} onClose={() => setOpen(false)} />}
    </div>
  );
}
