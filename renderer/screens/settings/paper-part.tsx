import { useState } from 'react';
import { Input, Select } from 'antd';
import { REPORTS, type ReportKind } from '#app/contract/report-kinds';
import { reportSettingProblem } from '#app/review/report-settings';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { Loading } from '#renderer/parts/loading';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { SettingsBar } from './save-bar';
import { useSettings } from './use-settings';

const words = text.settings.paper;
const LINES = [
  'report.organisation',
  'report.heading',
  'report.documentMark',
  'report.columns.list',
] as const;

/** Papers that somebody signs. */
const SIGNED: readonly ReportKind[] = [
  'submission',
  'review',
  'changes',
  'secrecy',
  'assessment',
  'maintenance',
  'confirmation',
  'annual',
  'register',
  'versions',
  'extension',
  'retirement',
  'transfer',
  'handover',
  'medium',
  'dossier',
  'notice',
  'reply',
  'correction',
];

/** What a department sets for its papers: the name on them, words at the head, who signs, columns of the list. */
export function PaperPart() {
  const maySave = useMayWrite('settings.save');
  const draft = useSettings();
  const [kind, setKind] = useState<ReportKind>('submission');
  if (draft.values === null) return draft.failure ? <FailureNotice failure={draft.failure} /> : <Loading />;
  const { values } = draft;
  const signersOf = (one: ReportKind): string => values[`report.signers.${one}`] ?? '';
  const noteOf = (key: string, help: string) => {
    const problem = reportSettingProblem(key, values[key] ?? '');
    return problem === null ? help : <span className="warn">{problem}</span>;
  };
  const own = SIGNED.filter((one) => signersOf(one).trim() !== '');
  return (
    <>
      <ScrollArea label={text.settings.parts.paper}>
        <div className="page-narrow">
          {draft.failure && <FailureNotice failure={draft.failure} />}
          <p>{words.intro}</p>
          <div className="form-grid">
            {LINES.map((key) => (
              <Field key={key} id={key} label={words[key]} note={noteOf(key, words.help[key])}>
                <Input
                  id={key}
                  maxLength={600}
                  disabled={!maySave}
                  placeholder={key === 'report.organisation' ? (values['department'] ?? '') : ''}
                  value={values[key] ?? ''}
                  onChange={(event) => draft.set(key, event.target.value)}
                />
              </Field>
            ))}
            <Field id="paper-kind" label={words.kind} note={words.kindHelp}>
              <Select<ReportKind>
                id="paper-kind"
                popupMatchSelectWidth={false}
                value={kind}
                onChange={setKind}
                options={SIGNED.map((one) => ({
                  value: one,
                  label: own.includes(one) ? words.changed(REPORTS[one].label) : REPORTS[one].label,
                }))}
              />
            </Field>
            <Field
              id="paper-signers"
              label={words.signers}
              note={noteOf(`report.signers.${kind}`, words.signersHelp)}
            >
              <Input
                id="paper-signers"
                maxLength={600}
                disabled={!maySave}
                placeholder={words.standard}
                value={signersOf(kind)}
                onChange={(event) => draft.set(`report.signers.${kind}`, event.target.value)}
              />
            </Field>
          </div>
        </div>
      </ScrollArea>
      <SettingsBar draft={draft} />
    </>
  );
}
