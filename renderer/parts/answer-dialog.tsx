import { useState } from 'react';
import { App } from 'antd';
import { nameOfFinding } from '#app/jurisdictions/finding-name';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import { FindingsTold, type ToldFinding } from './findings-told';
import { FormDialog } from './form-dialog';
import { reasonBoxes, ReasonFields, type Reason } from './reason-fields';

const words = text.parts.answer;

export interface AnswerDialogProps {
  readonly finding: ToldFinding;
  readonly onClose: () => void;
}

/** The reason for which one finding stays, or a secrecy mark is cleared. */
export function AnswerDialog({ finding, onClose }: AnswerDialogProps) {
  const { person, signedIn } = useLibrary();
  const { message } = App.useApp();
  const secrecy = finding.rule === SECRECY_RULE;
  const [given, setGiven] = useState<Reason>({ reason: '', by: signedIn?.account ?? person });
  const { entry, ...named } = nameOfFinding(finding);
  return (
    <FormDialog
      title={secrecy ? words.clearTitle : words.explainTitle}
      action={secrecy ? words.clear : words.explain}
      required={reasonBoxes(given, secrecy)}
      onSave={() => call('findings.settle', { entry, findings: [named], ...given })}
      onSaved={() => {
        void message.success(words.saved);
        onClose();
      }}
      onClose={onClose}
    >
      <FindingsTold findings={[finding]} />
      <p className="quiet">{secrecy ? words.clearHint : words.explainHint}</p>
      <ReasonFields value={given} onChange={setGiven} secrecy={secrecy} />
    </FormDialog>
  );
}
