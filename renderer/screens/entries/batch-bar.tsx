import { App, Button } from 'antd';
import {
  ApartmentOutlined,
  DeleteOutlined,
  EditOutlined,
  ExportOutlined,
  SendOutlined,
} from '@ant-design/icons';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { text } from '#renderer/text/zh-cn';
import type { EntryListState } from './use-entry-list';

const words = text.entries;

/** What can be done with the rows selected. */
export function BatchBar({
  list,
  onEdit,
  onCode,
  onSubmit,
  onExport,
  onRemove,
}: {
  readonly list: EntryListState;
  readonly onEdit: () => void;
  readonly onCode: () => void;
  readonly onSubmit: () => void;
  readonly onExport: () => void;
  readonly onRemove: () => void;
}) {
  const { message } = App.useApp();
  const mayCompile = useMayWrite('entries.save');
  const total = list.pages.total ?? 0;
  const all = async () => {
    if (!(await list.selectAll())) void message.info(words.batch.tooMany);
  };
  return (
    <div className="batch-bar" role="toolbar" aria-label={words.batch.selected(list.selected.size)}>
      <strong>{words.batch.selected(list.selected.size)}</strong>
      {list.selected.size < total && (
        <Button type="link" size="small" onClick={() => void all()}>
          {words.batch.all(total)}
        </Button>
      )}
      {mayCompile && (
        <>
          <Button
            size="small"
            icon={<EditOutlined />}
            title={words.batchEdit.keys}
            aria-keyshortcuts="Control+Shift+E"
            onClick={onEdit}
          >
            {words.batchEdit.open}
          </Button>
          <Button
            size="small"
            icon={<ApartmentOutlined />}
            title={words.batch.codeKeys}
            aria-keyshortcuts="Control+Shift+M"
            onClick={onCode}
          >
            {words.batch.code}
          </Button>
          <Button size="small" icon={<SendOutlined />} onClick={onSubmit}>
            {words.batch.submit}
          </Button>
        </>
      )}
      <Button size="small" icon={<ExportOutlined />} onClick={onExport}>
        {words.batch.export}
      </Button>
      {mayCompile && (
        <Button size="small" danger icon={<DeleteOutlined />} onClick={onRemove}>
          {words.batch.remove}
        </Button>
      )}
      <Button type="link" size="small" onClick={list.clearSelection}>
        {words.batch.clear}
      </Button>
    </div>
  );
}
