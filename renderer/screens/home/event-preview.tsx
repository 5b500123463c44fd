import type { AppliedSharing, EventKind, InstrumentLevel } from '#app/deadlines/deadline-event';
import { useCall, type InputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { Citation } from '#renderer/parts/citation';
import { Day } from '#renderer/parts/day';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { text } from '#renderer/text/zh-cn';

const words = text.home.event;

export interface EventPreviewProps {
  readonly kind: EventKind;
  readonly level: InstrumentLevel;
  readonly sharing: AppliedSharing;
  readonly on: string;
}

/** Which clocks the event would start, and which not, before it is registered. */
export function EventPreview({ kind, level, sharing, on }: EventPreviewProps) {
  const { summary } = useLibrary();
  const local = summary.rules.at(-1) ?? 'national-2025';
  const input: InputOf<'deadline.count'> = {
    rules: local,
    on,
    kind,
    ...(kind === 'law-change' ? { level } : {}),
    ...(kind === 'application' ? { sharing } : {}),
  };
  const { value, failure } = useCall('deadline.count', input);
  if (failure) return <FailureNotice failure={failure} />;
  if (value === null) return null;
  return (
    <section className="event-preview" aria-label={words.preview}>
      <h3>{words.preview}</h3>
      {value.limits.length === 0 && <p className="quiet">{words.none}</p>}
      <ul>
        {value.limits.map((limit, index) => (
          <li key={index}>
            <span className="event-limit">
              {limit.label} <span className="quiet">{text.home.detail.workingDays(limit.workingDays)}</span>
            </span>
            <Day date={limit.due} />
            <Citation place={limit} />
          </li>
        ))}
      </ul>
      {value.notTriggered.length > 0 && (
        <details>
          <summary className="quiet">
            {words.notTriggered}（{value.notTriggered.length}）
          </summary>
          <ul className="event-not">
            {value.notTriggered.map((one, index) => (
              <li key={index}>
                {one.reason} <Citation place={{ regulation: one.regulation, article: one.article }} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
