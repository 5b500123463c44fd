import { useState } from 'react';
import { App, Button, Dropdown } from 'antd';
import { BookOutlined } from '@ant-design/icons';
import { FormDialog } from '#renderer/parts/form-dialog';
import { TextField } from '#renderer/parts/form-fields';
import { readPreference, writePreference } from '#renderer/parts/preference';
import { text } from '#renderer/text/zh-cn';
import { NO_FILTERS, type ListFilters } from './list-filters';

const words = text.entries.views;

/** Conditions, order and columns under a name, kept at this computer for one library. */
interface View {
  readonly name: string;
  readonly filters: ListFilters;
  readonly columns: readonly string[];
}

export interface ViewsMenuProps {
  readonly library: string;
  readonly filters: ListFilters;
  readonly columns: readonly string[];
  readonly onChoose: (filters: ListFilters, columns: readonly string[] | null) => void;
}

/** 视图: what was saved of the list, to come back to. */
export function ViewsMenu({ library, filters, columns, onChoose }: ViewsMenuProps) {
  const { message } = App.useApp();
  const key = `entries.views.${library}`;
  const [views, setViews] = useState<readonly View[]>(() => readPreference(key, []));
  const [naming, setNaming] = useState<string | null>(null);
  const keep = (next: readonly View[]) => {
    setViews(next);
    writePreference(key, next);
  };
  const save = (name: string) => {
    keep([...views.filter((one) => one.name !== name), { name, filters, columns }]);
    setNaming(null);
    void message.success(words.saved(name));
  };
  const menu = {
    items: [
      { key: 'all', label: words.everything },
      { type: 'divider' as const },
      ...(views.length === 0
        ? [{ key: 'none', label: words.none, disabled: true }]
        : views.map((view, i) => ({ key: `view.${i}`, label: view.name }))),
      { type: 'divider' as const },
      { key: 'save', label: words.save },
      ...views.map((view, i) => ({ key: `remove.${i}`, label: words.remove(view.name), danger: true })),
    ],
    onClick: (clicked: { key: string }) => {
      const [what, index] = clicked.key.split('.');
      const view = views[Number(index)];
      if (what === 'all') onChoose(NO_FILTERS, null);
      if (what === 'save') setNaming('');
      // A view saved by an earlier program may lack conditions that came later.
      if (what === 'view' && view) onChoose({ ...NO_FILTERS, ...view.filters }, view.columns);
      if (what === 'remove' && view) keep(views.filter((one) => one !== view));
    },
  };
  return (
    <>
      <Dropdown menu={menu} trigger={['click']}>
        <Button type="text" size="small" icon={<BookOutlined />}>
          {words.title}
        </Button>
      </Dropdown>
      {naming !== null && (
        <FormDialog
          title={words.saveTitle}
          action={words.action}
          required={[{ id: 'view-name', label: words.name, blank: naming.trim() === '' }]}
          onSave={() => {
            save(naming.trim());
            return undefined;
          }}
          onClose={() => setNaming(null)}
        >
          <TextField
            id="view-name"
            label={words.name}
            required
            limit={40}
            value={naming}
            onChange={setNaming}
          />
        </FormDialog>
      )}
    </>
  );
}
