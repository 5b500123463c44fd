import { useEffect, useMemo, useState } from 'react';
import { App, Button, Select } from 'antd';
import { CalendarOutlined, PlusOutlined } from '@ant-design/icons';
import { call, useCall } from '#renderer/call';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { weekdayText } from '#renderer/parts/day';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseSave, safeFileName } from '#renderer/parts/file-picker';
import { Loading } from '#renderer/parts/loading';
import { PapersButton } from '#renderer/parts/papers-button';
import { useComplain } from '#renderer/parts/use-complain';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';
import { ActDialog, ExtendDialog, WithdrawDialog } from './act-dialogs';
import { Completeness } from './completeness';
import { DutyRow } from './duty-row';
import {
  dueByDay,
  dutyDetail,
  DUTY_GROUPS,
  dutyKey,
  groupOf,
  type ActName,
  type DutyOutput,
  type EventOutput,
} from './duty-view';
import { EventDialog } from './event-dialog';
import { EventEntriesDialog } from './event-entries-dialog';
import { FirstSteps } from './first-steps';
import { LastImports } from './last-imports';
import { MonthCalendar } from './month-calendar';
import { PersonDialog } from './person-dialog';
import { Quality } from './quality';
import { StateOverview } from './state-overview';
import { WaitingWork } from './waiting-work';

const words = text.home;
const EVERYBODY = '';
const NO_DUTIES: readonly DutyOutput[] = [];

interface DutyListProps {
  readonly duties: readonly DutyOutput[];
  readonly events: readonly EventOutput[];
  readonly onAct: (event: EventOutput) => void;
  readonly onExtend: (event: EventOutput) => void;
  readonly onClear: (event: EventOutput, act: ActName) => void;
  readonly onWithdraw: (event: EventOutput) => void;
  readonly onEntries: (event: EventOutput) => void;
  readonly onPerson: (duty: DutyOutput) => void;
}

function DutyList({ duties, events, ...acts }: DutyListProps) {
  const mayKeep = useMayWrite('events.add');
  const [showDone, setShowDone] = useState(false);
  if (duties.length === 0) return <EmptyState title={words.empty.title} hint={words.empty.hint} />;
  return (
    <>
      {DUTY_GROUPS.map((group) => {
        const own = duties.filter((duty) => groupOf(duty) === group);
        if (own.length === 0) return null;
        const folded = group === 'done' && !showDone;
        const title = `${words.groups[group]}（${words.count(own.length)}）`;
        return (
          <section key={group} className={`duty-group duty-group-${group}`} aria-label={title}>
            <h2>
              {group === 'done' ? (
                <button
                  type="button"
                  className="link"
                  aria-expanded={showDone}
                  onClick={() => setShowDone(!showDone)}
                >
                  {title}
                </button>
              ) : (
                title
              )}
            </h2>
            {!folded && (
              <ul>
                {own.map((duty) => (
                  <DutyRow
                    key={dutyKey(duty)}
                    duty={duty}
                    event={events.find((event) => event.id === duty.event)}
                    readOnly={!mayKeep}
                    {...acts}
                  />
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </>
  );
}

/** 首页: what is due, why and until when; the calendar; what is unfinished. */
export function HomeScreen() {
  const { summary, today, person } = useLibrary();
  const mayKeep = useMayWrite('events.add');
  const { route, go } = useNavigation();
  const { message } = App.useApp();
  const complain = useComplain();
  const confirm = useConfirm();
  const duties = useCall('duties.list', {});
  const events = useCall('events.list', { limit: 1000 });
  const [adding, setAdding] = useState(false);
  const [acting, setActing] = useState<EventOutput | null>(null);
  const [extending, setExtending] = useState<EventOutput | null>(null);
  const [withdrawing, setWithdrawing] = useState<EventOutput | null>(null);
  const [naming, setNaming] = useState<EventOutput | null>(null);
  const [assigning, setAssigning] = useState<DutyOutput | null>(null);
  const [of, setOf] = useState(EVERYBODY);
  const list = duties.value?.duties ?? NO_DUTIES;
  const persons = useMemo(
    () => [...new Set(list.map((duty) => dutyDetail(duty).person))].filter((name) => name !== '').sort(),
    [list],
  );
  const due = useMemo(() => dueByDay(list), [list]);

  useEffect(() => {
    if (route.screen !== 'home' || route.part !== 'event') return;
    setAdding(true);
    go({ screen: 'home' });
  }, [route, go]);

  const reload = () => {
    duties.reload();
    events.reload();
  };
  const clearAct = async (event: EventOutput, act: ActName) => {
    const agreed = await confirm({
      title: words.clear.title(words.acts.names[act]),
      consequence: words.clear.consequence,
      action: words.clear.action,
      dangerous: true,
    });
    if (!agreed) return;
    const outcome = await call('events.clearAct', { event: event.id, act, by: person });
    if (!outcome.ok) complain(outcome.failure);
    reload();
  };
  const exportCalendar = async () => {
    const name = words.icsName(safeFileName(summary.department));
    const file = await chooseSave(words.icsSave, ['calendar'], name);
    if (file === null) return;
    const outcome = await call('duties.list', { ics: file.token });
    if (outcome.ok) void message.success(words.icsDone(file.name));
    else complain(outcome.failure);
  };

  return (
    <div className="home">
      <div className="home-main">
        <header className="home-head">
          <h1>{words.title}</h1>
          <span className="quiet">{words.today(`${today} ${weekdayText(today)}`)}</span>
          <span className="top-space" />
          {persons.length > 0 && (
            <Select
              aria-label={words.person.filter}
              value={of}
              onChange={setOf}
              options={[
                { value: EVERYBODY, label: words.person.all },
                ...persons.map((name) => ({ value: name, label: name })),
              ]}
              style={{ width: 130 }}
            />
          )}
          <Button
            icon={<CalendarOutlined />}
            onClick={() => void exportCalendar()}
            disabled={list.length === 0}
          >
            {words.ics}
          </Button>
          <PapersButton papers={[{ kind: 'duties' }]} />
          {mayKeep && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              {words.addEvent}
            </Button>
          )}
        </header>
        <FirstSteps />
        {duties.failure && <FailureNotice failure={duties.failure} onRetry={reload} />}
        {duties.value === null ? (
          !duties.failure && <Loading rows={8} />
        ) : (
          <DutyList
            duties={of === EVERYBODY ? list : list.filter((duty) => dutyDetail(duty).person === of)}
            events={events.value?.events ?? []}
            onAct={setActing}
            onExtend={setExtending}
            onClear={(event, act) => void clearAct(event, act)}
            onWithdraw={setWithdrawing}
            onEntries={setNaming}
            onPerson={setAssigning}
          />
        )}
        {summary.entries > 0 && (
          <div className="home-overviews">
            <WaitingWork />
            <Quality />
            <Completeness />
            <LastImports />
          </div>
        )}
      </div>
      <aside className="home-side">
        <MonthCalendar today={today} due={due} />
        <StateOverview />
      </aside>
      {adding && (
        <EventDialog
          onClose={() => {
            setAdding(false);
            reload();
          }}
        />
      )}
      {acting && (
        <ActDialog
          event={acting}
          onClose={() => {
            setActing(null);
            reload();
          }}
        />
      )}
      {withdrawing && (
        <WithdrawDialog
          event={withdrawing}
          onClose={() => {
            setWithdrawing(null);
            reload();
          }}
        />
      )}
      {naming && (
        <EventEntriesDialog
          event={naming}
          onClose={() => {
            setNaming(null);
            reload();
          }}
        />
      )}
      {assigning && (
        <PersonDialog
          duty={assigning}
          known={persons}
          onClose={() => {
            setAssigning(null);
            reload();
          }}
        />
      )}
      {extending && (
        <ExtendDialog
          event={extending}
          onClose={() => {
            setExtending(null);
            reload();
          }}
        />
      )}
    </div>
  );
}
