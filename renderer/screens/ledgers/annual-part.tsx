import { useState } from 'react';
import { App, Button, Select, Table, type TableColumnsType } from 'antd';
import { reportYear } from '#app/review/report-year';
import { useCall } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { Citation } from '#renderer/parts/citation';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { ReportButtons } from '#renderer/parts/report-buttons';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { DueLine } from '#renderer/screens/maintenance/due-line';
import { text } from '#renderer/text/zh-cn';
import { DutyMark } from './duty-mark';
import { SentDialog } from './sent-dialog';
import type { LedgerDuty } from './ledger-view';

const words = text.ledgers.annual;
/** Years offered, counted back from today's. */
const YEARS_BACK = 6;

interface Row {
  readonly key: string;
  readonly year: number;
  /** Null: sent although no rule in force asks for it. */
  readonly duty: LedgerDuty | null;
  readonly sentOn: string;
}

/** 年度报告: the paper, and when it was sent. */
export function AnnualPart() {
  const { today } = useLibrary();
  const maySend = useMayWrite('reports.sent');
  const { message } = App.useApp();
  const duties = useCall('duties.list', {});
  const reports = useCall('reports.list', {});
  const [year, setYear] = useState(() => reportYear(today));
  const [sending, setSending] = useState<number | null>(null);

  const failure = duties.failure ?? reports.failure;
  if (failure) {
    const retry = () => {
      duties.reload();
      reports.reload();
    };
    return <FailureNotice failure={failure} onRetry={retry} />;
  }
  if (duties.value === null || reports.value === null) return <Loading />;
  const sent = new Map(reports.value.reports.map(({ year, on }) => [year, on]));
  const own = duties.value.duties.filter((duty) => duty['fulfilledBy'] === 'report');
  const asked = own.map((duty, index): Row => {
    const year = Number(duty.period?.slice(0, 4) ?? today.slice(0, 4));
    return {
      key: `${duty.regulation} ${duty.duty} ${year} ${index}`,
      year,
      duty,
      sentOn: sent.get(year) ?? '',
    };
  });
  const years = new Set(asked.map(({ year }) => year));
  const unasked = [...sent].filter(([year]) => !years.has(year));
  const rows = [
    ...asked,
    ...unasked.map(([year, on]): Row => ({ key: `sent ${year}`, year, duty: null, sentOn: on })),
  ].sort((a, b) => b.year - a.year);

  const columns: TableColumnsType<Row> = [
    { title: words.year, dataIndex: 'year', width: 70, align: 'right' },
    {
      title: words.basis,
      ellipsis: true,
      render: (_, { duty }) => duty && <Citation place={duty} />,
    },
    { title: words.due, width: 420, render: (_, { duty }) => duty && <DueLine duty={duty} /> },
    {
      title: words.status,
      width: 110,
      render: (_, { duty }) => duty && <DutyMark status={duty.status} />,
    },
    {
      title: words.sentOn,
      width: 130,
      render: (_, { sentOn }) => (sentOn === '' ? <span className="quiet">{words.notSent}</span> : sentOn),
    },
    ...(!maySend
      ? []
      : [
          {
            title: words.act,
            width: 110,
            render: (_: unknown, { year, sentOn }: Row) => (
              <Button size="small" onClick={() => setSending(year)}>
                {sentOn === '' ? words.register : words.correct}
              </Button>
            ),
          },
        ]),
  ];
  return (
    <ScrollArea label={text.ledgers.parts.annual}>
      <div className="ledger-annual">
        <h2>{words.name}</h2>
        <p>{words.intro}</p>
        <div className="ledger-annual-year">
          <label htmlFor="annual-year">{words.yearToReport}</label>
          <Select<number>
            id="annual-year"
            value={year}
            onChange={setYear}
            options={Array.from({ length: YEARS_BACK }, (_, i) => Number(today.slice(0, 4)) - i).map(
              (value) => ({ value, label: words.yearOf(value) }),
            )}
          />
          <span className="quiet">{words.until(year, today)}</span>
        </div>
        <ReportButtons key={year} kind="annual" subject={[String(year)]} name={words.nameOf(year)} />
        <h2>{words.table}</h2>
        {own.length === 0 && (
          <p className="quiet">
            {words.none}。{words.noneHint}
          </p>
        )}
        {rows.length > 0 && (
          <Table<Row>
            className="plain-table"
            size="small"
            columns={columns}
            dataSource={rows}
            pagination={rows.length > 20 ? { pageSize: 20, size: 'small', showSizeChanger: false } : false}
          />
        )}
        {own.length === 0 && maySend && (
          <div className="form-buttons">
            <Button onClick={() => setSending(Number(today.slice(0, 4)))}>{words.register}</Button>
          </div>
        )}
      </div>
      {sending !== null && (
        <SentDialog
          year={sending}
          sentOn={sent.get(sending) ?? ''}
          onClose={() => setSending(null)}
          onDone={(sentence) => {
            setSending(null);
            void message.success(sentence);
            duties.reload();
            reports.reload();
          }}
        />
      )}
    </ScrollArea>
  );
}
