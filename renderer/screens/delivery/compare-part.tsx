import { useState } from 'react';
import { Alert, Button } from 'antd';
import { DiffOutlined } from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import { useCall, type OutputOf } from '#renderer/call';
import { useNavigation, useWork } from '#renderer/frame/contexts';
import { minuteOf } from '#renderer/parts/day';
import { DifferenceView } from '#renderer/parts/difference-view';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseFile } from '#renderer/parts/file-picker';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';

const words = text.delivery.compare;
type Compared = OutputOf<'platform.compare'>;
type Named = Compared['onlyHere'][number];

/** Shown at once; a catalogue that differs in more is looked at by the changes report. */
const MOST_SHOWN = 200;

interface NamesProps {
  readonly title: string;
  readonly entries: readonly Named[];
  /** Null where there is no entry here to open. */
  readonly open: ((id: string) => void) | null;
}

function Names({ title, entries, open }: NamesProps) {
  if (entries.length === 0) return null;
  return (
    <section className="page-section" aria-label={title}>
      <h2>{title}</h2>
      <ul className="plain-list">
        {entries.slice(0, MOST_SHOWN).map((one) => (
          <li key={one.id}>
            {open === null ? (
              one.name
            ) : (
              <button type="button" className="link" onClick={() => open(one.id)}>
                {one.name || one.code}
              </button>
            )}{' '}
            <span className="code">{one.code}</span>
          </li>
        ))}
      </ul>
      {entries.length > MOST_SHOWN && <p className="quiet">{words.more(entries.length - MOST_SHOWN)}</p>}
    </section>
  );
}

function Difference({ compared }: { readonly compared: Compared }) {
  const { go } = useNavigation();
  const open = (entry: string) => go({ screen: 'entries', entry });
  const { same, onlyHere, onlyThere, different, issued } = compared;
  const equal = onlyHere.length + onlyThere.length + different.length === 0;
  return (
    <>
      <Alert
        type={equal ? 'success' : 'info'}
        showIcon
        role="status"
        title={
          issued === ''
            ? words.nothingPublished
            : words.counts(same, different.length, onlyHere.length, onlyThere.length)
        }
        description={issued === '' ? null : words.issued(minuteOf(issued))}
      />
      {different.length > 0 && (
        <section className="page-section" aria-label={words.different}>
          <h2>{words.different}</h2>
          {different.slice(0, MOST_SHOWN).map(({ entry, ...differences }) => (
            <details key={entry.id} open={different.length === 1}>
              <summary>
                {entry.name} <span className="code">{entry.code}</span>
              </summary>
              <DifferenceView differences={differences} />
            </details>
          ))}
          {different.length > MOST_SHOWN && (
            <p className="quiet">{words.more(different.length - MOST_SHOWN)}</p>
          )}
        </section>
      )}
      <Names title={words.onlyHere} entries={onlyHere} open={open} />
      <Names title={words.onlyThere} entries={onlyThere} open={null} />
    </>
  );
}

/** Our catalogue against the one that the platform has published, fetched over the network or from its signed file. */
export function ComparePart() {
  const work = useWork();
  const platform = useCall('platform.settings', {});
  const [compared, setCompared] = useState<Compared | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const connected = (platform.value?.platform ?? '') !== '';

  const run = async (input: { file?: string }) => {
    setFailure(null);
    const outcome = await work.run('platform.compare', input, words.running);
    if (outcome.ok) setCompared(outcome.value);
    else setFailure(outcome.failure);
  };
  const fromFile = async () => {
    const file = await chooseFile(words.choose, ['receipt', 'any']);
    if (file !== null) await run({ file: file.token });
  };
  return (
    <>
      <div className="page-bar">
        <span className="quiet">{words.hint}</span>
        <span className="page-bar-space" />
        {connected && <Button onClick={() => void run({})}>{words.fetch}</Button>}
        <Button onClick={() => void fromFile()}>{words.choose}</Button>
      </div>
      <ScrollArea label={words.title}>
        <div className="delivery">
          {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
          {compared !== null && <Difference compared={compared} />}
          {compared === null && failure === null && (
            <EmptyState icon={<DiffOutlined />} title={words.empty} hint={words.emptyHint} />
          )}
        </div>
      </ScrollArea>
    </>
  );
}
