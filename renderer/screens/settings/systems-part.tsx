import { Input } from 'antd';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { SettingsBar } from './save-bar';
import { useSettings } from './use-settings';

const words = text.settings.systems;
const KEY = 'informationSystems';
/** A setting is at most this long. */
const LONGEST = 2000;

/** The department's information systems, one name a line. */
export function SystemsPart() {
  const maySave = useMayWrite('settings.save');
  const draft = useSettings();
  if (draft.values === null) return draft.failure ? <FailureNotice failure={draft.failure} /> : <Loading />;
  const value = draft.values[KEY] ?? '';
  const count = value.split('\n').filter((line) => line.trim() !== '').length;
  return (
    <>
      <ScrollArea label={text.settings.parts.systems}>
        <div className="page-narrow">
          <p>{words.intro}</p>
          {draft.failure && <FailureNotice failure={draft.failure} />}
          <Input.TextArea
            aria-label={words.label}
            rows={14}
            maxLength={LONGEST}
            disabled={!maySave}
            value={value}
            onChange={(event) => draft.set(KEY, event.target.value)}
          />
          <p className="quiet">{words.count(count)}</p>
        </div>
      </ScrollArea>
      <SettingsBar draft={draft} />
    </>
  );
}
