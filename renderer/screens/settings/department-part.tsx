import { Input } from 'antd';
import { creditCodeState } from '#app/classification/credit-code';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { Loading } from '#renderer/parts/loading';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { regionName } from '#renderer/screens/welcome/regions';
import { text } from '#renderer/text/zh-cn';
import { SettingsBar } from './save-bar';
import { useSettings } from './use-settings';

const words = text.settings.department;
const LINES = [
  'department',
  'shortName',
  'creditCode',
  'region',
  'authority',
  'contact',
  'contactPhone',
] as const;
type Line = (typeof LINES)[number];

function noteOf(line: Line, value: string): { readonly sentence: string; readonly warn: boolean } {
  if (line === 'creditCode' && value !== '') {
    const state = creditCodeState(value);
    return { sentence: text.welcome.form.code[state], warn: state !== 'valid' };
  }
  if (line === 'region' && value !== '') {
    const wrong = !/^\d{6}$/.test(value);
    return { sentence: wrong ? text.welcome.form.regionForm : regionName(value), warn: wrong };
  }
  const help = words[`${line}Help` as keyof typeof words] as string | undefined;
  return { sentence: help ?? '', warn: false };
}

/** Who the library belongs to, and the names that are printed. */
export function DepartmentPart() {
  const maySave = useMayWrite('settings.save');
  const draft = useSettings();
  if (draft.values === null) return draft.failure ? <FailureNotice failure={draft.failure} /> : <Loading />;
  const { values } = draft;
  return (
    <>
      <ScrollArea label={text.settings.parts.department}>
        <div className="page-narrow">
          {draft.failure && <FailureNotice failure={draft.failure} />}
          <div className="form-grid">
            {LINES.map((line) => {
              const { sentence, warn } = noteOf(line, values[line] ?? '');
              return (
                <Field
                  key={line}
                  id={`settings-${line}`}
                  label={words[line]}
                  required={line === 'department'}
                  note={warn ? <span className="warn">{sentence}</span> : sentence}
                >
                  <Input
                    id={`settings-${line}`}
                    className={line === 'creditCode' || line === 'region' ? 'code' : ''}
                    maxLength={200}
                    disabled={!maySave}
                    value={values[line] ?? ''}
                    onChange={(event) => draft.set(line, event.target.value)}
                  />
                </Field>
              );
            })}
            <Field id="settings-subordinate" label={words.subordinateUnits} note={words.subordinateUnitsHelp}>
              <Input.TextArea
                id="settings-subordinate"
                rows={4}
                maxLength={2000}
                disabled={!maySave}
                value={values['subordinateUnits'] ?? ''}
                onChange={(event) => draft.set('subordinateUnits', event.target.value)}
              />
            </Field>
          </div>
        </div>
      </ScrollArea>
      <SettingsBar
        draft={draft}
        fault={(values['department'] ?? '').trim() === '' ? words.departmentMissing : ''}
      />
    </>
  );
}
