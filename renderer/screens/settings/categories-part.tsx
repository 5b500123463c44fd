import { useMemo, useState } from 'react';
import { Button, Input, type TableColumnsType } from 'antd';
import { categoryLevel, parentCode, type Category } from '#app/classification/category-tree';
import type { Failure } from '#app/contract/failure';
import { call, useCall } from '#renderer/call';
import { SearchBox } from '#renderer/parts/search-box';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { FillTable } from '#renderer/parts/fill-table';
import { Loading } from '#renderer/parts/loading';
import { text } from '#renderer/text/zh-cn';
import { AddDialog } from './add-category';
import { differing, matchingCategories } from './category-edits';
import { CategoryImport } from './category-import';
import { RecodeDialog } from './recode-dialog';
import { SaveBar } from './save-bar';
import { useWholeDraft } from './use-whole-draft';

const words = text.settings.categories;

interface Row extends Category {
  readonly entries: number;
  readonly depth: number;
  readonly hasChildren: boolean;
}

/** The classification tree as a table that is edited in place and saved as a whole. */
export function CategoriesPart() {
  const locked = !useMayWrite('categories.save');
  const mayRecode = useMayWrite('categories.recode');
  const stored = useCall('categories.list', {});
  const { draft, saved, set, discard, taken } = useWholeDraft<readonly Category[]>(
    stored.value?.categories ?? null,
  );
  const [query, setQuery] = useState('');
  const [adding, setAdding] = useState<Category | 'top' | null>(null);
  const [importing, setImporting] = useState(false);
  const [moving, setMoving] = useState<Category | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const shown = draft ?? saved;
  const rows = useMemo<readonly Row[]>(() => {
    if (shown === null || stored.value === null) return [];
    const counts = new Map(stored.value.categories.map((one) => [one.code, one.entries]));
    const codes = new Set(shown.map((one) => one.code));
    const parents = new Map(shown.map((one) => [one.code, parentCode(one.code, codes)]));
    const withChildren = new Set([...parents.values()].filter((code) => code !== null));
    const depthOf = (code: string): number => {
      const parent = parents.get(code) ?? null;
      return parent === null ? 0 : depthOf(parent) + 1;
    };
    return [...matchingCategories(shown, query)]
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map((one) => ({
        ...one,
        entries: counts.get(one.code) ?? 0,
        depth: depthOf(one.code),
        hasChildren: withChildren.has(one.code),
      }));
  }, [shown, stored.value, query]);

  if (stored.failure) return <FailureNotice failure={stored.failure} onRetry={stored.reload} />;
  if (shown === null || saved === null) return <Loading />;
  const changes = draft === null ? 0 : differing(saved, draft);
  const edit = (code: string, part: Partial<Category>) =>
    set(shown.map((one) => (one.code === code ? { ...one, ...part } : one)));
  const save = async () => {
    if (draft === null) return null;
    const outcome = await call('categories.save', {
      categories: draft.map(({ code, name, note }) => ({ code, name, note })),
    });
    setFailure(outcome.ok ? null : outcome.failure);
    if (!outcome.ok) return null;
    taken(draft);
    stored.reload();
    return words.saved(outcome.value.categories);
  };

  const columns: TableColumnsType<Row> = [
    {
      title: words.code,
      width: 150,
      render: (_, row) => (
        <span className="code" style={{ paddingLeft: row.depth * 14 }}>
          {row.code}
        </span>
      ),
    },
    { title: words.level, width: 60, render: (_, row) => categoryLevel(row.code) },
    {
      title: words.name,
      render: (_, row) => (
        <Input
          size="small"
          variant="borderless"
          aria-label={`${row.code} ${words.name}`}
          disabled={locked}
          maxLength={200}
          value={row.name}
          status={row.name.trim() === '' ? 'error' : ''}
          onChange={(event) => edit(row.code, { name: event.target.value })}
        />
      ),
    },
    {
      title: words.note,
      render: (_, row) => (
        <Input
          size="small"
          variant="borderless"
          aria-label={`${row.code} ${words.note}`}
          disabled={locked}
          maxLength={500}
          value={row.note}
          onChange={(event) => edit(row.code, { note: event.target.value })}
        />
      ),
    },
    { title: words.entries, dataIndex: 'entries', width: 80, align: 'right' },
    {
      title: words.actions,
      width: 190,
      render: (_, row) =>
        !locked && (
          <span className="form-buttons">
            <Button type="link" size="small" className="bare-link" onClick={() => setAdding(row)}>
              {words.add}
            </Button>
            {mayRecode && (
              <Button
                type="link"
                size="small"
                className="bare-link"
                disabled={changes > 0 || row.code.length === 1}
                title={changes > 0 ? words.recodeUnsaved : ''}
                onClick={() => setMoving(row)}
              >
                {words.recode}
              </Button>
            )}
            <Button
              type="link"
              size="small"
              className="bare-link"
              disabled={row.entries > 0 || row.hasChildren}
              title={row.entries > 0 ? words.used(row.entries) : row.hasChildren ? words.hasChildren : ''}
              onClick={() => set(shown.filter((one) => one.code !== row.code))}
            >
              {words.remove}
            </Button>
          </span>
        ),
    },
  ];
  return (
    <>
      <p className="page-bar">{words.intro}</p>
      {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
      <div className="page-bar">
        <SearchBox query={query} onQuery={setQuery} label={words.search} />
        {!locked && <Button onClick={() => setAdding('top')}>{words.addTop}</Button>}
        {!locked && <Button onClick={() => setImporting(true)}>{words.import}</Button>}
      </div>
      <FillTable<Row>
        minWidth={820}
        columns={columns}
        dataSource={rows}
        rowKey="code"
        locale={{ emptyText: words.nothing }}
      />
      <SaveBar
        changed={changes > 0}
        draft={draft}
        note={words.unsaved(changes)}
        fault={shown.some((one) => one.name.trim() === '') ? words.nameBlank : ''}
        save={save}
        discard={discard}
      />
      {importing && (
        <CategoryImport
          known={shown}
          onClose={() => setImporting(false)}
          onTake={(categories) => {
            setImporting(false);
            set(categories);
          }}
        />
      )}
      {moving !== null && <RecodeDialog node={moving} onClose={() => setMoving(null)} />}
      {adding !== null && (
        <AddDialog
          parent={adding === 'top' ? null : adding}
          known={shown}
          onClose={() => setAdding(null)}
          onAdd={(category) => {
            setAdding(null);
            set([...shown, category]);
          }}
        />
      )}
    </>
  );
}
