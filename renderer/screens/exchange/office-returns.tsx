import { Table, type TableColumnsType } from 'antd';
import type { OutputOf } from '#renderer/call';
import { DifferenceView } from '#renderer/parts/difference-view';
import { text } from '#renderer/text/zh-cn';
import { ProblemList } from './import-problems';

const words = text.exchange.offices;
type Back = OutputOf<'office.import'>;
type Sheet = Back['files'][number];

const LISTS = ['unanswered', 'missing', 'added', 'movedOn'] as const;

const count = (title: string, width: number, of: (sheet: Sheet) => number) => ({
  title,
  width,
  align: 'right' as const,
  render: (_: unknown, sheet: Sheet) => of(sheet),
});

const COLUMNS: TableColumnsType<Sheet> = [
  {
    title: words.file,
    ellipsis: { showTitle: false },
    render: (_, sheet) => <span title={sheet.file}>{sheet.file.split(/[\\/]/).at(-1)}</span>,
  },
  { title: words.office, width: 120, ellipsis: true, render: (_, sheet) => sheet.office || words.none },
  { title: words.handedOutOn, width: 100, dataIndex: 'handedOutOn' },
  count('无变化', 64, (sheet) => sheet.answers.无变化),
  count('有变化', 64, (sheet) => sheet.answers.有变化),
  count('应停用', 64, (sheet) => sheet.answers.停用),
  count(words.unanswered, 56, (sheet) => sheet.unanswered.length),
  count(words.missing, 78, (sheet) => sheet.missing.length),
  count(words.changed, 64, (sheet) => sheet.changes.length),
  count(words.added, 50, (sheet) => sheet.added.length),
  count(words.movedOn, 78, (sheet) => sheet.movedOn.length),
  count(words.problems, 50, (sheet) => sheet.problems.length),
  {
    title: words.failure,
    width: 150,
    ellipsis: { showTitle: false },
    render: (_, sheet) => (
      <span className="warn" title={sheet.failure}>
        {sheet.failure}
      </span>
    ),
  },
];

/** What one workbook says in full. */
function SheetDetail({ sheet }: { readonly sheet: Sheet }) {
  const nothing =
    sheet.changes.length + sheet.problems.length === 0 && LISTS.every((key) => !sheet[key].length);
  if (sheet.failure !== '') return <p className="warn">{sheet.failure}</p>;
  if (nothing) return <p className="quiet">{words.nothing}</p>;
  return (
    <div className="row-detail">
      {LISTS.filter((key) => sheet[key].length > 0).map((key) => (
        <p key={key}>
          {words.lists[key]}：{sheet[key].map(({ name, code }) => name || code).join('、')}
        </p>
      ))}
      {sheet.changes.length > 0 && <h3>{words.changes}</h3>}
      {sheet.changes.map((one) => (
        <div key={one.entry.id}>
          <strong>{one.entry.name}</strong> <span className="code">{one.entry.code}</span>
          <DifferenceView differences={one} />
        </div>
      ))}
      {sheet.problems.length > 0 && <ProblemList problems={sheet.problems} withSheet />}
    </div>
  );
}

/** The workbooks that came back, one a line, each to be opened; and the offices that have not answered. */
export function OfficeReturns({ back }: { readonly back: Back }) {
  const waiting = back.waiting.map(({ office }) => office || words.none);
  return (
    <>
      <Table<Sheet>
        className="plain-table"
        size="small"
        columns={COLUMNS}
        dataSource={[...back.files]}
        rowKey="file"
        scroll={{ x: 1000 }}
        expandable={{
          columnTitle: <span className="visually-hidden">{words.detail}</span>,
          expandedRowRender: (sheet) => <SheetDetail sheet={sheet} />,
          ...(back.files.length === 1 ? { defaultExpandAllRows: true } : {}),
        }}
        pagination={back.files.length > 20 ? { pageSize: 20, showSizeChanger: false, size: 'small' } : false}
      />
      <p className="quiet">{waiting.length > 0 ? words.waiting(waiting) : words.allBack}</p>
    </>
  );
}
