import { Button } from 'antd';
import { AttachmentsButton } from '#renderer/parts/attachments-button';
import { Day, weekdayText } from '#renderer/parts/day';
import { PapersButton } from '#renderer/parts/papers-button';
import { text } from '#renderer/text/zh-cn';
import { ACTS_OF_KIND, dutyDetail, type ActName, type DutyOutput, type EventOutput } from './duty-view';

const words = text.home;

export interface DutyDetailProps {
  readonly duty: DutyOutput;
  readonly event: EventOutput | undefined;
  readonly readOnly: boolean;
  readonly onClear: (event: EventOutput, act: ActName) => void;
  readonly onWithdraw: (event: EventOutput) => void;
  readonly onEntries: (event: EventOutput) => void;
  readonly onPerson: (duty: DutyOutput) => void;
}

/** Names shown before the rest is only counted. */
const MOST_NAMES = 5;

/** How the due date comes about, day by day, and what has been registered so far. */
export function DutyDetail({
  duty,
  event,
  readOnly,
  onClear,
  onWithdraw,
  onEntries,
  onPerson,
}: DutyDetailProps) {
  const detail = dutyDetail(duty);
  const names: Readonly<Record<string, string>> = words.acts.names;
  return (
    <dl className="duty-detail">
      {detail.from !== '' && (
        <div>
          <dt>{words.detail.from}</dt>
          <dd>{words.detail.fromDay(`${detail.from} ${weekdayText(detail.from)}`, detail.countedFrom)}</dd>
        </div>
      )}
      {detail.workingDays !== null && (
        <div>
          <dt>{words.detail.term}</dt>
          <dd>{words.detail.workingDays(detail.workingDays)}</dd>
        </div>
      )}
      {duty.counted.length > 0 && (
        <div>
          <dt>{words.detail.counted}</dt>
          <dd>
            <ol className="counted">
              {duty.counted.map((day, index) => (
                <li key={day}>
                  <span className="quiet">{words.detail.dayOf(index + 1)}</span> {day.slice(5)}{' '}
                  <span className="quiet">{weekdayText(day).slice(2)}</span>
                </li>
              ))}
            </ol>
          </dd>
        </div>
      )}
      {duty.lastWorkingDay !== duty.due && (
        <div>
          <dt>{words.detail.lastWorkingDay}</dt>
          <dd>
            <Day date={duty.lastWorkingDay} />
          </dd>
        </div>
      )}
      {detail.baseDue !== '' && detail.baseDue !== duty.due && (
        <div>
          <dt>{words.detail.baseDue}</dt>
          <dd>
            <Day date={detail.baseDue} />
          </dd>
        </div>
      )}
      {detail.extendedDue !== '' && detail.fulfilledOn === '' && detail.extendedDue !== duty.due && (
        <div>
          <dt>{words.detail.extended}</dt>
          <dd>
            <Day date={detail.extendedDue} />
          </dd>
        </div>
      )}
      {(event?.acts.length ?? 0) > 0 && (
        <div>
          <dt>{words.detail.acts}</dt>
          <dd>
            {event?.acts.map((act, index) => (
              <div key={index}>
                {names[act.act] ?? act.act} <Day date={act.on} /> <span className="quiet">{act.note}</span>
                {!readOnly && (
                  <Button size="small" type="link" onClick={() => onClear(event, act.act as ActName)}>
                    {words.detail.clearAct}
                  </Button>
                )}
              </div>
            ))}
          </dd>
        </div>
      )}
      <div>
        <dt>{words.person.title}</dt>
        <dd>
          {detail.person === '' ? words.person.none : detail.person}
          {!readOnly && (
            <Button size="small" type="link" onClick={() => onPerson(duty)}>
              {words.person.change}
            </Button>
          )}
        </dd>
      </div>
      {event !== undefined && ACTS_OF_KIND[event.kind].includes('submitted') && (
        <div>
          <dt>{words.entries.title}</dt>
          <dd>
            {event.entries.length === 0
              ? words.entries.none
              : event.entries
                  .slice(0, MOST_NAMES)
                  .map(({ name }) => name)
                  .join('、')}
            {event.entries.length > MOST_NAMES && words.entries.more(event.entries.length)}
            {!readOnly && (
              <Button size="small" type="link" onClick={() => onEntries(event)}>
                {words.entries.change}
              </Button>
            )}
          </dd>
        </div>
      )}
      {event !== undefined &&
        duty.party === 'P' &&
        detail.extendedDue !== '' &&
        detail.fulfilledOn === '' && (
          <div>
            <dt>{words.detail.extensionPaper}</dt>
            <dd>
              <PapersButton size="small" papers={[{ kind: 'extension', subject: [event.id] }]} />
            </dd>
          </div>
        )}
      {event?.extension && (
        <div>
          <dt>{words.detail.extension}</dt>
          <dd>{words.detail.extensionText(event.extension.consentedOn, event.extension.documentNumber)}</dd>
        </div>
      )}
      {event !== undefined && (
        <div>
          <dt>{text.parts.attachments.title}</dt>
          <dd>
            <AttachmentsButton of={{ kind: 'event', id: event.id }} about={event.about} />
          </dd>
        </div>
      )}
      <div>
        <dt>{words.detail.quote}</dt>
        <dd>{duty.quote}</dd>
      </div>
      {duty.notes.length > 0 && (
        <div>
          <dt>{words.detail.notes}</dt>
          <dd>
            {duty.notes.map((note) => (
              <div key={note}>{note}</div>
            ))}
          </dd>
        </div>
      )}
      {event !== undefined && !readOnly && (
        <div>
          <dt>{words.detail.correction}</dt>
          <dd>
            <Button size="small" type="link" className="duty-withdraw" onClick={() => onWithdraw(event)}>
              {words.detail.withdraw}
            </Button>
          </dd>
        </div>
      )}
    </dl>
  );
}
