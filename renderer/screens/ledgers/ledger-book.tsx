import { useEffect, useState } from 'react';
import { App, Button, Checkbox, Dropdown, Select } from 'antd';
import {
  DownOutlined,
  EyeOutlined,
  FileExcelOutlined,
  FilePdfOutlined,
  FileWordOutlined,
  PlusOutlined,
  PrinterOutlined,
} from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, useCall, type InputOf } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { SearchBox } from '#renderer/parts/search-box';
import { Citation } from '#renderer/parts/citation';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseSave, safeFileName } from '#renderer/parts/file-picker';
import { Loading } from '#renderer/parts/loading';
import { PagePreview } from '#renderer/parts/page-preview';
import { PapersButton } from '#renderer/parts/papers-button';
import { PrintDialog } from '#renderer/parts/print-dialog';
import { SavedFile } from '#renderer/parts/saved-file';
import { text } from '#renderer/text/zh-cn';
import { LedgerTable } from './ledger-table';
import { bookPapers, type Ledger, type LedgerRow } from './ledger-view';
import { RowForm } from './row-form';

const words = text.ledgers.list;
export const LEDGER_PAGE = 100;
/** Years offered as a filter, counted back from today's. */
const YEARS_BACK = 6;
const ALL_YEARS = 0;

const SAVES = { xlsx: words.xlsx, docx: words.word, pdf: words.pdf } as const;

/** What is open beside the table: a new row, or one of the rows. */
type Editing = { readonly kind: 'new' } | { readonly kind: 'row'; readonly row: LedgerRow };

/** One record book: its rows with their limits, and what can be done with them. */
export function LedgerBook({ ledger }: { readonly ledger: Ledger }) {
  const { summary, today } = useLibrary();
  const mayAdd = useMayWrite('ledger.save');
  const { message } = App.useApp();
  const work = useWork();
  const [query, setQuery] = useState('');
  const [year, setYear] = useState(ALL_YEARS);
  const [withdrawn, setWithdrawn] = useState(false);
  const [page, setPage] = useState(1);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [shown, setShown] = useState<{ readonly title: string; readonly html: string } | null>(null);
  const [printing, setPrinting] = useState(false);
  const [written, setWritten] = useState<{ readonly file: ChosenFile; readonly rows: number | null } | null>(
    null,
  );
  const [failure, setFailure] = useState<Failure | null>(null);
  const wanted = query.trim();

  const input: InputOf<'ledger.rows'> = {
    ledger: ledger.ledger,
    ...(wanted === '' ? {} : { query: wanted }),
    ...(year === ALL_YEARS ? {} : { year }),
    ...(withdrawn ? { withdrawn } : {}),
    offset: (page - 1) * LEDGER_PAGE,
    limit: LEDGER_PAGE,
  };
  const rows = useCall('ledger.rows', input);
  const filtered = wanted !== '' || year !== ALL_YEARS || withdrawn;
  const ofYear = year === ALL_YEARS ? {} : { year };
  const thisYear = Number(today.slice(0, 4));

  const preview = async () => {
    const outcome = await call('ledger.page', { ledger: ledger.ledger, ...ofYear });
    if (outcome.ok) setShown(outcome.value);
    else setFailure(outcome.failure);
  };
  const save = async (form: 'xlsx' | 'docx' | 'pdf') => {
    const chosen = year === ALL_YEARS ? null : year;
    const name = safeFileName(words.suggested(summary.department, ledger.label, chosen, today));
    const out = await chooseSave(SAVES[form], [form], `${name}.${form}`);
    if (out === null) return;
    setFailure(null);
    setWritten(null);
    const input = { ledger: ledger.ledger, out: out.token, ...ofYear };
    if (form === 'pdf') {
      const made = await work.run('ledger.pdf', input, words.running(ledger.label));
      if (made.ok) setWritten({ file: out, rows: null });
      else setFailure(made.failure);
      return;
    }
    const outcome = await work.run('ledger.export', input, words.running(ledger.label));
    if (outcome.ok) setWritten({ file: out, rows: outcome.value.rows });
    else setFailure(outcome.failure);
  };

  const keepPdf = () => {
    setPrinting(false);
    setShown(null);
    void save('pdf');
  };

  const papers = bookPapers(ledger);
  const total = rows.value?.total ?? 0;
  // What was just withdrawn may have been the last of its page.
  const pages = Math.max(1, Math.ceil(total / LEDGER_PAGE));
  useEffect(() => {
    if (rows.value !== null && page > pages) setPage(pages);
  }, [rows.value, page, pages]);

  const body = () => {
    if (rows.failure) return <FailureNotice failure={rows.failure} onRetry={rows.reload} />;
    if (rows.value === null) return <Loading />;
    if (total > 0) {
      return (
        <LedgerTable
          ledger={ledger}
          rows={rows.value.rows}
          total={total}
          page={page}
          onPage={setPage}
          onOpen={(row) => setEditing({ kind: 'row', row })}
        />
      );
    }
    if (filtered) {
      const lift = () => {
        setQuery('');
        setPage(1);
        setYear(ALL_YEARS);
        setWithdrawn(false);
      };
      return (
        <EmptyState title={words.nothing} hint={words.nothingHint}>
          <Button onClick={lift}>{words.noFilter}</Button>
        </EmptyState>
      );
    }
    return (
      <EmptyState
        title={words.empty(ledger.label)}
        hint={ledger.clocked ? words.emptyClocked : words.emptyPlain}
      >
        {mayAdd && (
          <Button type="primary" onClick={() => setEditing({ kind: 'new' })}>
            {words.add}
          </Button>
        )}
      </EmptyState>
    );
  };

  return (
    <>
      <div className="page-bar ledger-head">
        <h2>{ledger.label}</h2>
        <Citation place={ledger} />
        {ledger.keepYears !== null && <span className="quiet">{text.ledgers.keep(ledger.keepYears)}</span>}
        <span className="page-bar-space" />
        <Dropdown
          trigger={['click']}
          disabled={ledger.rows === 0}
          menu={{
            items: [
              { key: 'preview', icon: <EyeOutlined />, label: words.preview },
              { key: 'print', icon: <PrinterOutlined />, label: words.toPrinter },
              { key: 'pdf', icon: <FilePdfOutlined />, label: words.pdf },
            ],
            onClick: ({ key }) =>
              void (key === 'preview' ? preview() : key === 'print' ? setPrinting(true) : save('pdf')),
          }}
        >
          <Button icon={<PrinterOutlined />}>
            {words.print} <DownOutlined aria-hidden />
          </Button>
        </Dropdown>
        <Button icon={<FileExcelOutlined />} onClick={() => void save('xlsx')}>
          {words.xlsx}
        </Button>
        <Button icon={<FileWordOutlined />} onClick={() => void save('docx')}>
          {words.word}
        </Button>
        {papers.length > 0 && <PapersButton about={ledger.label} papers={papers.map((kind) => ({ kind }))} />}
        {mayAdd && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing({ kind: 'new' })}>
            {words.add}
          </Button>
        )}
      </div>
      <div className="page-bar ledger-tools">
        <SearchBox
          query={query}
          onQuery={(value) => {
            setQuery(value);
            setPage(1);
          }}
          label={words.search}
        />
        <Select<number>
          aria-label={words.year}
          value={year}
          onChange={(value) => {
            setYear(value);
            setPage(1);
          }}
          style={{ width: 116 }}
          options={[
            { value: ALL_YEARS, label: words.allYears },
            ...Array.from({ length: YEARS_BACK }, (_, i) => ({
              value: thisYear - i,
              label: words.yearOf(thisYear - i),
            })),
          ]}
        />
        <Checkbox
          checked={withdrawn}
          onChange={(event) => {
            setWithdrawn(event.target.checked);
            setPage(1);
          }}
        >
          {words.withdrawn}
        </Checkbox>
        <span className="page-bar-space" />
        {rows.value !== null && <span className="quiet">{text.common.total(total)}</span>}
      </div>
      {(failure !== null || written !== null) && (
        <div className="ledger-told">
          {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
          {written !== null && (
            <SavedFile file={written.file} onClose={() => setWritten(null)}>
              {written.rows !== null && words.exported(written.rows)}
            </SavedFile>
          )}
        </div>
      )}
      {body()}
      {editing !== null && (
        <RowForm
          key={editing.kind === 'row' ? editing.row.id : 'new'}
          ledger={ledger}
          row={editing.kind === 'row' ? editing.row : null}
          onClose={() => setEditing(null)}
          onSaved={(sentence) => {
            setEditing(null);
            void message.success(sentence);
            rows.reload();
          }}
        />
      )}
      {shown !== null && (
        <PagePreview
          title={shown.title}
          html={shown.html}
          onPrint={() => setPrinting(true)}
          onPdf={keepPdf}
          onClose={() => setShown(null)}
        />
      )}
      {printing && (
        <PrintDialog
          name={ledger.label}
          onPrint={(print) =>
            work.run('ledger.print', { ledger: ledger.ledger, ...ofYear, print }, words.running(ledger.label))
          }
          onPdf={keepPdf}
          onClose={() => setPrinting(false)}
        />
      )}
    </>
  );
}
