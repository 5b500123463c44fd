import { useMemo } from 'react';
import { Alert, Button, Table, type TableColumnsType } from 'antd';
import { ENTRY_FIELDS } from '#app/catalogue/entry-fields';
import { useCall } from '#renderer/call';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import {
  columnMeaning,
  missingColumns,
  sheetSpans,
  type ColumnMeaning,
  type ImportColumn,
} from './import-facts';
import { useImport } from './import-session';
import { ImportValues } from './import-values';
import { layoutLabel } from './layouts';

const words = text.exchange.columns;
type Row = ImportColumn & ColumnMeaning & { readonly key: string };

const GROUND_CLASS = { exact: 'good', near: 'warn', extra: 'quiet', none: 'quiet' } as const;

const COLUMNS: TableColumnsType<Row> = [
  { title: words.letter, width: 56, render: (_, row) => <span className="code">{row.letter}</span> },
  { title: words.header, dataIndex: 'header', width: 260 },
  { title: words.target, dataIndex: 'label', width: 220 },
  { title: words.level, width: 110, render: (_, row) => words.levels[row.level] },
  {
    title: words.confidence,
    render: (_, row) => <span className={GROUND_CLASS[row.ground]}>{words[row.ground]}</span>,
  },
];

/** Second step: what the sheet's columns were taken for. */
export function ImportColumns() {
  const { state, change } = useImport();
  const described = useCall('fields.describe', {});
  const { checked, file } = state;
  const rows = useMemo<readonly Row[]>(
    () =>
      (checked?.columns ?? []).map((column, index) => ({
        ...column,
        ...columnMeaning(column),
        key: `${index}-${column.letter}`,
      })),
    [checked],
  );
  if (checked === null || file === null) return null;
  const count = (ground: Row['ground']): number => rows.filter((row) => row.ground === ground).length;
  const missing = missingColumns(checked.columns, described.value?.required ?? []).map(
    (key) => (ENTRY_FIELDS as Readonly<Record<string, { readonly label: string }>>)[key]!.label,
  );
  return (
    <>
      <ScrollArea label={text.exchange.steps[1]!}>
        <div className="page-section">
          <h2>{words.title(file.name, layoutLabel(checked.layout))}</h2>
          {sheetSpans(checked.rows).map((span) => (
            <p key={span.sheet}>{words.sheet(span.sheet, span.first, span.last, span.rows)}</p>
          ))}
          {checked.savedMapping && (
            <p className="good">{text.exchange.mapping.used(checked.savedMapping.name)}</p>
          )}
          {checked.sheets
            .filter((sheet) => sheet.use === 'unused' && sheet.reason !== '')
            .map((sheet) => (
              <p key={sheet.sheet} className="quiet">
                {text.exchange.mapping.unused(sheet.sheet, sheet.reason)}
              </p>
            ))}
          <p>
            {words.summary(
              rows.length,
              count('exact') + count('near'),
              count('near'),
              count('extra'),
              count('none'),
            )}
          </p>
          {missing.length > 0 && (
            <Alert type="warning" showIcon title={`${words.missing}${missing.join('、')}`} />
          )}
          <Table<Row>
            className="plain-table"
            size="small"
            pagination={false}
            columns={COLUMNS}
            dataSource={rows}
            rowKey="key"
            rowClassName={(row) => `column-${row.ground}`}
          />
        </div>
        {checked.unknownValues.length > 0 && <ImportValues values={checked.unknownValues} />}
      </ScrollArea>
      <div className="page-bar page-bar-bottom">
        <Button onClick={() => change({ step: 'file' })}>{text.exchange.back}</Button>
        <Button onClick={() => change({ mappingByHand: true })}>{text.exchange.mapping.adjust}</Button>
        <Button type="primary" onClick={() => change({ step: 'check' })}>
          {words.next}
        </Button>
      </div>
    </>
  );
}
