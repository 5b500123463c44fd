import { Button, Dropdown } from 'antd';
import { MoreOutlined } from '@ant-design/icons';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { text } from '#renderer/text/zh-cn';
import { ENTRY_COLUMNS } from './entry-columns';
import { useEntryActs } from './use-entry-acts';
import type { EntryListState } from './use-entry-list';

const words = text.entries;
const COLUMN = 'column.';

export interface ListMenuProps {
  readonly list: EntryListState;
  /** Front code of the category that is chosen; '' where it is none that entries stand at. */
  readonly front: string;
  /** Columns in sight. */
  readonly shown: readonly string[];
  readonly onColumns: (columns: readonly string[]) => void;
  /** Absent: there is no entry to copy. */
  readonly onCopy?: () => void;
  readonly onBatch: () => void;
  readonly onBin: () => void;
}

/** 更多操作 of the list: what is done now and then, and which columns are shown. */
export function ListMenu({ list, front, shown, onColumns, onCopy, onBatch, onBin }: ListMenuProps) {
  const mayCompile = useMayWrite('entries.save');
  const acts = useEntryActs();
  const { total } = list.pages;
  const writing = [
    ...(front === '' ? [] : [{ key: 'front', label: words.newHere(list.filters.categoryName) }]),
    { key: 'copy', label: words.preview.copy, disabled: onCopy === undefined },
    ...(total ? [{ key: 'batch', label: words.batchEdit.openListed(total) }] : []),
    { type: 'divider' as const },
  ];
  const items = [
    ...(mayCompile ? writing : []),
    { key: 'check', label: words.checkAll },
    { key: 'bin', label: words.bin.open },
    {
      key: 'columns',
      label: words.columnsChoice,
      children: ENTRY_COLUMNS.filter(({ key }) => key !== 'name').map(({ key, title }) => ({
        key: `${COLUMN}${key}`,
        label: `${shown.includes(key) ? '✓ ' : '　'}${title}`,
      })),
    },
  ];
  const onClick = ({ key }: { readonly key: string }) => {
    if (key === 'front') void acts.create({ front });
    if (key === 'copy') onCopy?.();
    if (key === 'batch') onBatch();
    if (key === 'check') void acts.checkAll();
    if (key === 'bin') onBin();
    if (!key.startsWith(COLUMN)) return;
    const column = key.slice(COLUMN.length);
    onColumns(shown.includes(column) ? shown.filter((one) => one !== column) : [...shown, column]);
  };
  return (
    <Dropdown menu={{ items, onClick }} trigger={['click']}>
      <Button type="text" size="small" icon={<MoreOutlined />}>
        {words.more}
      </Button>
    </Dropdown>
  );
}
