import { useMemo, useState } from 'react';
import { App, Button, Checkbox, Input } from 'antd';
import type { Failure } from '#app/contract/failure';
import { useCall, type OutputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Field } from '#renderer/parts/field';
import { Loading } from '#renderer/parts/loading';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';
import { SaveBar } from './save-bar';
import { useWholeDraft } from './use-whole-draft';

const words = text.settings.secrecy;
type List = OutputOf<'secrecy.read'>['list'];
type Texts = { readonly [K in 'words' | 'exceptions' | 'contactLabels']: string };
interface Draft extends Texts {
  readonly identityNumbers: boolean;
  readonly phoneNumbers: boolean;
}
const LONGEST_WORD = 60;

const draftOf = ({ identityNumbers, phoneNumbers, ...list }: List): Draft => ({
  words: list.words.join('\n'),
  exceptions: list.exceptions.join('\n'),
  contactLabels: list.contactLabels.join('\n'),
  identityNumbers,
  phoneNumbers,
});
const lines = (typed: string): string[] => [
  ...new Set(
    typed
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

/** The list that the secrecy gate of this library rings at. */
export function SecrecyPart() {
  const { reload } = useLibrary();
  const maySave = useMayWrite('secrecy.save');
  const { message } = App.useApp();
  const work = useWork();
  const confirm = useConfirm();
  const stored = useCall('secrecy.read', {});
  const { value } = stored;
  const { draft, saved, set, discard, taken } = useWholeDraft<Draft>(
    useMemo(() => (value === null ? null : draftOf(value.list)), [value]),
  );
  const [failure, setFailure] = useState<Failure | null>(null);
  const [restoring, setRestoring] = useState(false);
  if (stored.failure) return <FailureNotice failure={stored.failure} onRetry={stored.reload} />;
  if (value === null || saved === null) return <Loading />;
  const shown = draft ?? saved;
  // What would be typed while the whole library is checked with the preset would be neither the one list nor the other.
  const locked = !maySave || restoring;
  const list: List = {
    words: lines(shown.words),
    exceptions: lines(shown.exceptions),
    contactLabels: lines(shown.contactLabels),
    identityNumbers: shown.identityNumbers,
    phoneNumbers: shown.phoneNumbers,
  };
  const tooLong = [...list.words, ...list.exceptions, ...list.contactLabels].find(
    (word) => word.length > LONGEST_WORD,
  );
  const save = async (wanted: List | null, then: () => void) => {
    const outcome = await work.run('secrecy.save', { list: wanted }, words.checking);
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return null;
    then();
    stored.reload();
    reload();
    return words.saved(outcome.value.marked);
  };
  const toPreset = async () => {
    const { presetTitle: title, presetHint: consequence, preset: action } = words;
    if (!(await confirm({ title, consequence, action }))) return;
    setRestoring(true);
    const done = await save(null, () => {
      discard();
      taken(draftOf(value.preset));
    });
    setRestoring(false);
    if (done !== null) void message.success(done);
  };
  const area = (key: keyof Texts, label: string, help: string, rows: number) => (
    <Field id={`secrecy-${key}`} label={label} note={help}>
      <Input.TextArea
        id={`secrecy-${key}`}
        rows={rows}
        disabled={locked}
        value={shown[key]}
        onChange={(event) => set({ ...shown, [key]: event.target.value })}
      />
    </Field>
  );
  return (
    <>
      <ScrollArea label={text.settings.parts.secrecy}>
        <div className="page-narrow">
          <p>{words.intro}</p>
          <p className="quiet">{value.own ? words.usesOwn : words.usesPreset}</p>
          {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
          <div className="form-grid">
            {area('words', words.words, words.wordsHelp, 9)}
            {area('exceptions', words.exceptions, words.exceptionsHelp, 11)}
            <Field id="secrecy-numbers" label={words.numbers}>
              <span id="secrecy-numbers" className="settings-checks">
                <Checkbox
                  disabled={locked}
                  checked={shown.identityNumbers}
                  onChange={(event) => set({ ...shown, identityNumbers: event.target.checked })}
                >
                  {words.identityNumbers}
                </Checkbox>
                <Checkbox
                  disabled={locked}
                  checked={shown.phoneNumbers}
                  onChange={(event) => set({ ...shown, phoneNumbers: event.target.checked })}
                >
                  {words.phoneNumbers}
                </Checkbox>
              </span>
            </Field>
            {area('contactLabels', words.contactLabels, words.contactLabelsHelp, 4)}
          </div>
          {maySave && value.own && (
            <div className="form-buttons">
              <Button loading={restoring} onClick={() => void toPreset()}>
                {words.preset}
              </Button>
            </div>
          )}
        </div>
      </ScrollArea>
      <SaveBar
        changed={draft !== null && !restoring}
        draft={draft}
        fault={tooLong === undefined ? '' : `${words.tooLong}：${tooLong.slice(0, 20)}…`}
        save={() => save(list, () => taken(shown))}
        discard={discard}
      />
    </>
  );
}
