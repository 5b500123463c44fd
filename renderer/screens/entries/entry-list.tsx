import { useEffect, useRef, useState } from 'react';
import { Button } from 'antd';
import { ExclamationCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { useLibrary, useNavigation } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { useUndoKeys } from '#renderer/frame/use-undo-keys';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { Panes } from '#renderer/parts/panes';
import { RowTable, type RowTableHandle } from '#renderer/parts/row-table';
import { SearchBox } from '#renderer/parts/search-box';
import { useArrival } from '#renderer/parts/use-arrival';
import { text } from '#renderer/text/zh-cn';
import { BatchBar } from './batch-bar';
import { BatchDialog } from './batch-dialog';
import { BinDialog } from './bin-dialog';
import { CategoryPane } from './category-pane';
import type { EntryRow } from './entry-columns';
import { EntryPreview } from './entry-preview';
import { FilterChips, FilterChoices } from './filter-line';
import { hasFilters, NO_FILTERS, type ListOrder } from './list-filters';
import { ListMenu } from './list-menu';
import { useColumns } from './use-columns';
import { MoreFilters } from './more-filters';
import { ViewsMenu } from './views-menu';
import { SubmitDialog } from './submit-dialog';
import { useEntryActs } from './use-entry-acts';
import { useListBatch } from './use-list-batch';
import { useListKeys } from './use-list-keys';
import type { EntryListState } from './use-entry-list';

const words = text.entries;

interface EntryListProps {
  readonly list: EntryListState;
  /** Changes when one comes back from the editor: the cursor returns to the table. */
  readonly focusOn: number;
}

/** Tree, table and preview. */
export function EntryList({ list, focusOn }: EntryListProps) {
  const { summary } = useLibrary();
  const { go, route } = useNavigation();
  const mayCompile = useMayWrite('entries.save');
  const acts = useEntryActs();
  const table = useRef<RowTableHandle>(null);
  const [submitting, setSubmitting] = useState(false);
  const [binOpen, setBinOpen] = useState(false);
  useEffect(() => {
    if (route.screen === 'entries' && route.part === 'bin') setBinOpen(true);
  }, [route]);
  const { shown, choose, columns } = useColumns();
  const { pages, filters, setFilters } = list;
  const current = pages.rowAt(list.current) ?? null;
  const loaded = pages.total !== null;

  useArrival(table, { active: list.active, loaded, current: list.current, visit: focusOn });

  const open = (row: EntryRow | null, field?: string, item?: string) => {
    if (row === null) return;
    go({
      screen: 'entries',
      entry: row.id,
      ...(field === undefined ? {} : { field }),
      ...(item === undefined ? {} : { item }),
    });
  };
  // Not on the button, where the next Enter would delete the next entry.
  const remove = (entries: ReadonlyMap<string, string>) =>
    void acts.remove(entries).then((gone) => {
      if (!gone) return;
      if (entries === list.selected) list.clearSelection();
      table.current?.focus();
    });
  const removeCurrent = () => {
    if (current !== null) remove(new Map([[current.id, current.name]]));
  };

  const chosenFront = filters.category.length >= 6 ? filters.category : '';
  const batch = useListBatch(list, chosenFront);
  const copyCurrent = () => {
    if (current !== null) void acts.create({ copyOf: current.id });
  };
  useListKeys(list.active && !summary.readOnly, {
    onSelectAll: () => void list.selectAll(),
    ...(mayCompile
      ? {
          onCopy: copyCurrent,
          onBatch: batch.edit,
          onCode: batch.code,
          onRemove: () => (list.selected.size > 0 ? remove(list.selected) : removeCurrent()),
        }
      : {}),
  });
  useUndoKeys(list.active);

  const empty = pages.total === 0 && !hasFilters(filters);
  const middle = (
    <div className="entries-middle" data-main-list>
      <h1 className="visually-hidden">{text.frame.screens.entries}</h1>
      <div className="pane-head entries-tools">
        <SearchBox
          query={filters.query}
          onQuery={(query) => setFilters({ ...filters, query })}
          label={words.searchLabel}
          placeholder={words.search}
        />
        <FilterChoices filters={filters} onChange={setFilters} />
        <MoreFilters filters={filters} onChange={setFilters} />
        <span className="top-space" />
        {mayCompile && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            title={words.newKeys}
            onClick={() => void acts.create()}
          >
            {words.newEntry}
          </Button>
        )}
      </div>
      <div className="entries-count">
        {list.selected.size > 0 ? (
          <BatchBar
            list={list}
            onEdit={batch.edit}
            onCode={batch.code}
            onSubmit={() => setSubmitting(true)}
            onExport={() => go({ screen: 'exchange', part: 'export', entries: [...list.selected.keys()] })}
            onRemove={() => remove(list.selected)}
          />
        ) : (
          <>
            <span>{pages.total === null ? '' : words.total(pages.total)}</span>
            <FilterChips filters={filters} onChange={setFilters} />
          </>
        )}
        {list.selected.size === 0 && (
          <>
            <span className="top-space" />
            <Button
              type="text"
              size="small"
              icon={<ExclamationCircleOutlined />}
              title={text.findings.openKeys}
              aria-keyshortcuts="Control+Shift+L"
              onClick={() => go({ screen: 'entries', part: 'findings', findings: 'all' })}
            >
              {text.findings.open}
            </Button>
            <ViewsMenu
              library={summary.library}
              filters={filters}
              columns={shown}
              onChoose={(next, chosenColumns) => {
                setFilters(next);
                if (chosenColumns) choose(chosenColumns);
              }}
            />
            <ListMenu
              list={list}
              front={chosenFront}
              shown={shown}
              onColumns={choose}
              {...(current === null ? {} : { onCopy: copyCurrent })}
              onBatch={() => {
                list.clearSelection();
                batch.edit();
              }}
              onBin={() => setBinOpen(true)}
            />
          </>
        )}
      </div>
      {pages.failure && <FailureNotice failure={pages.failure} onRetry={pages.reload} />}
      {pages.total === null ? (
        !pages.failure && <Loading rows={10} />
      ) : empty ? (
        <EmptyState title={words.empty.title} hint={words.empty.hint}>
          {mayCompile && (
            <>
              <Button type="primary" onClick={() => go({ screen: 'exchange', part: 'import' })}>
                {words.empty.import}
              </Button>
              <Button onClick={() => void acts.create()}>{words.empty.create}</Button>
            </>
          )}
        </EmptyState>
      ) : pages.total === 0 ? (
        <EmptyState title={words.nothing.title} hint={words.nothing.hint}>
          <Button onClick={() => setFilters({ ...NO_FILTERS, sort: filters.sort })}>
            {words.nothing.clear}
          </Button>
        </EmptyState>
      ) : (
        <RowTable<EntryRow, ListOrder>
          ref={table}
          label={words.table}
          columns={columns}
          total={pages.total}
          rowAt={pages.rowAt}
          rowKey={(row) => row.id}
          nameOf={(row) => row.name}
          onNeed={pages.need}
          sort={filters.sort}
          onSort={(sort) => setFilters({ ...filters, sort })}
          current={list.current}
          onCurrent={list.setCurrent}
          onOpen={(index) => open(pages.rowAt(index) ?? null)}
          {...(summary.readOnly
            ? {}
            : {
                selected: new Set(list.selected.keys()),
                onSelect: list.select,
                ...(mayCompile ? { onDragStart: batch.startDrag, onDragEnd: batch.endDrag } : {}),
              })}
        />
      )}
      {batch.open !== null && (
        <BatchDialog
          {...batch.open}
          onClose={(changed) => {
            batch.close();
            if (changed) table.current?.focus();
          }}
        />
      )}
      {binOpen && <BinDialog onClose={() => setBinOpen(false)} />}
      {submitting && (
        <SubmitDialog
          entries={[...list.selected.keys()]}
          onClose={(sent) => {
            setSubmitting(false);
            list.deselect(sent);
          }}
        />
      )}
    </div>
  );

  return (
    <Panes
      name="entries"
      panes={[
        {
          key: 'tree',
          size: 204,
          min: 150,
          content: (
            <CategoryPane
              value={filters.category}
              active={list.active}
              dragged={batch.dragged}
              onDrop={batch.drop}
              onChoose={(category, categoryName) => setFilters({ ...filters, category, categoryName })}
            />
          ),
        },
        { key: 'table', min: 404, content: middle },
        {
          key: 'preview',
          size: 304,
          min: 220,
          content: (
            <EntryPreview
              entry={current?.id ?? null}
              active={list.active}
              readOnly={!mayCompile}
              onOpen={(field, item) => open(current, field, item)}
              onCopy={copyCurrent}
              onRemove={removeCurrent}
            />
          ),
        },
      ]}
    />
  );
}
