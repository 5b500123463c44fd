import { useState } from 'react';
import { App, Button } from 'antd';
import { nameOfFinding } from '#app/jurisdictions/finding-name';
import { SECRECY_RULE } from '#app/jurisdictions/secrecy/secrecy-findings';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { text } from '#renderer/text/zh-cn';
import { AnswerDialog } from './answer-dialog';
import type { ToldFinding } from './findings-told';

const words = text.parts.answer;

export interface FindingAnswerProps {
  readonly finding: ToldFinding;
  /** Makes ready what the answer is about (saves what was typed); answers whether it is. */
  readonly before?: () => Promise<boolean>;
}

/** The reason given for a finding that stays, or the buttons to give one or take it back. */
export function FindingAnswer({ finding, before }: FindingAnswerProps) {
  const { person, signedIn } = useLibrary();
  const [open, setOpen] = useState(false);
  const { message } = App.useApp();
  const maySettle = useMayWrite('findings.settle');
  if (finding.severity === 'error') return null;
  const secrecy = finding.rule === SECRECY_RULE;
  const { settled } = finding;
  const mayWrite = maySettle && (!secrecy || signedIn === null || signedIn.roles.includes('保密审查人'));
  const ready = async () => before === undefined || (await before());
  const withdraw = async () => {
    if (!(await ready())) return;
    const { entry, ...named } = nameOfFinding(finding);
    const outcome = await call('findings.settle', {
      entry,
      findings: [named],
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
