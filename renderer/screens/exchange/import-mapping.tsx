import { useState } from 'react';
import {
  App,
  Button,
  Checkbox,
  Input,
  InputNumber,
  Segmented,
  Select,
  Table,
  type TableColumnsType,
} from 'antd';
import type { Failure } from '#app/contract/failure';
import { call, useCall, type InputOf, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { matchesTyped } from '#renderer/parts/pinyin-initials';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { text } from '#renderer/text/zh-cn';
import { useImport } from './import-session';

const words = text.exchange.mapping;
type Preview = OutputOf<'mapping.preview'>;
type Sheet = Preview['sheets'][number];
type Column = Sheet['columns'][number];
type Mapped = InputOf<'mapping.save'>['sheets'][number];

/** Choices beside the fields: the column is not read, or kept under its own header. */
const NOT_READ = '';
const KEPT = 'extra';

const keptOf = (target: string): string => (target.startsWith('extra') ? KEPT : target);

/** The assignment of a sheet as it now stands: what was recognised, and over it what was said so far. */
function mappedOf(sheet: Sheet, said: Mapped | undefined): Mapped {
  const recognised = sheet.columns.map(({ letter, target }) => [letter, target === NOT_READ ? null : target]);
  return {
    sheet: sheet.sheet,
    headerRow: said?.headerRow ?? sheet.headerRows.at(-1) ?? 1,
    columns: { ...(Object.fromEntries(recognised) as Mapped['columns']), ...said?.columns },
  };
}

function targetsOf(preview: Preview) {
  const group = (level: 'entry' | 'item') => ({
    label: text.exchange.columns.levels[level],
    options: preview.targets
      .filter((one) => one.level === level)
      .map(({ target, label }) => ({ value: target, label })),
  });
  return [
    { value: NOT_READ, label: words.notRead },
    { value: KEPT, label: words.kept },
    group('entry'),
    group('item'),
  ];
}

function SheetMapping(props: {
  readonly sheet: Sheet;
  readonly preview: Preview;
  readonly mapped: Mapped;
  readonly onChange: (mapped: Mapped) => void;
}) {
  const { sheet, preview, mapped, onChange } = props;
  const targets = targetsOf(preview);
  const columns: TableColumnsType<Column> = [
    {
      title: text.exchange.columns.letter,
      width: 56,
      render: (_, row) => <span className="code">{row.letter}</span>,
    },
    { title: text.exchange.columns.header, dataIndex: 'header', width: 220 },
    {
      title: words.samples,
      ellipsis: true,
      render: (_, row) => <span className="quiet">{row.samples.filter(Boolean).slice(0, 3).join('；')}</span>,
    },
    {
      title: text.exchange.columns.target,
      width: 260,
      render: (_, row) => (
        <Select
          size="small"
          aria-label={words.targetOf(row.letter)}
          style={{ width: '100%' }}
          value={keptOf(mapped.columns[row.letter] ?? NOT_READ)}
          options={targets}
          showSearch={{
            filterOption: (typed, option) =>
              typeof option?.label === 'string' && matchesTyped(option.label, typed),
          }}
          onChange={(target: string) =>
            onChange({
              ...mapped,
              columns: { ...mapped.columns, [row.letter]: target === NOT_READ ? null : target },
            })
          }
        />
      ),
    },
  ];
  return (
    <>
      {sheet.reason !== '' && <p className="quiet">{sheet.reason}</p>}
      <div className="mapping-head">
        <label htmlFor="mapping-row">{words.headerRow}</label>
        <InputNumber
          id="mapping-row"
          min={1}
          max={1000}
          precision={0}
          disabled={mapped.headerRow === 0}
          value={mapped.headerRow === 0 ? null : mapped.headerRow}
          onChange={(row) => {
            if (row !== null) onChange({ ...mapped, headerRow: row, columns: {} });
          }}
        />
        <Checkbox
          checked={mapped.headerRow === 0}
          onChange={({ target }) => onChange({ ...mapped, headerRow: target.checked ? 0 : 1, columns: {} })}
        >
          {words.noHeader}
        </Checkbox>
        <span className="quiet">{mapped.headerRow === 0 ? words.noHeaderHelp : words.headerRowHelp}</span>
      </div>
      <div className="mapping-sample" tabIndex={0} role="region" aria-label={words.head}>
        <table className="difference">
          <tbody>
            {sheet.head.slice(0, 6).map(({ row, cells }) => (
              <tr key={row} className={sheet.headerRows.includes(row) ? 'mapping-header' : ''}>
                <th scope="row">{row}</th>
                {cells.slice(0, 12).map((cell, index) => (
                  <td key={index}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Table<Column>
        className="plain-table"
        size="small"
        pagination={false}
        columns={columns}
        dataSource={[...sheet.columns]}
        rowKey="letter"
      />
    </>
  );
}

/** The columns said by hand, once for all files of this shape. */
export function ImportMapping() {
  const { person } = useLibrary();
  const { message } = App.useApp();
  const { state, change, check } = useImport();
  const { file, layout } = state;
  const [draft, setDraft] = useState<readonly Mapped[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState(file?.name.replace(/\.[^.]+$/, '').slice(0, 100) ?? '');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const preview = useCall(
    'mapping.preview',
    file === null
      ? null
      : {
          file: file.token,
          ...(layout === 'auto' ? {} : { layout }),
          ...(draft.length === 0 ? {} : { sheets: [...draft] }),
        },
  );
  if (file === null) return null;
  if (preview.value === null) {
    return preview.failure ? (
      <FailureNotice failure={preview.failure} onRetry={preview.reload} />
    ) : (
      <Loading />
    );
  }
  const { sheets } = preview.value;
  const sheet =
    sheets.find((one) => one.sheet === chosen) ?? sheets.find((one) => one.use !== 'unused') ?? sheets[0];
  if (sheet === undefined) return null;
  const mapped = mappedOf(
    sheet,
    draft.find((one) => one.sheet === sheet.sheet),
  );

  const keep = async () => {
    setBusy(true);
    const given = draft.length > 0 ? draft : [mapped];
    const outcome = await call('mapping.save', {
      file: file.token,
      name: name.trim(),
      sheets: [...given],
      ...(person === '' ? {} : { by: person }),
    });
    setBusy(false);
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return;
    void message.success(words.saved(outcome.value.name));
    // The kept mapping is found again by the shape of the file.
    change({ layout: 'auto', mapping: null });
    await check();
  };
  return (
    <>
      <ScrollArea label={words.title}>
        <div className="page-section">
          <h2>{words.title}</h2>
          <p className="quiet">{words.hint}</p>
          {sheets.length > 1 && (
            <div>
              <Segmented
                size="small"
                aria-label={words.sheets}
                value={sheet.sheet}
                onChange={setChosen}
                options={sheets.map((one) => ({
                  value: one.sheet,
                  label: words.sheetOf(one.sheet, one.rows),
                }))}
              />
            </div>
          )}
          {preview.failure && <FailureNotice failure={preview.failure} />}
          {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
          <SheetMapping
            sheet={sheet}
            preview={preview.value}
            mapped={mapped}
            onChange={(said) => setDraft([...draft.filter((one) => one.sheet !== said.sheet), said])}
          />
        </div>
      </ScrollArea>
      <div className="page-bar page-bar-bottom">
        <Button onClick={() => change({ mappingByHand: false })}>{text.exchange.back}</Button>
        <label htmlFor="mapping-name">{words.name}</label>
        <Input
          id="mapping-name"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
          style={{ width: 260 }}
        />
        <Button
          type="primary"
          loading={busy || state.busy === 'checking'}
          disabled={name.trim() === ''}
          onClick={() => void keep()}
        >
          {words.save}
        </Button>
      </div>
    </>
  );
}
