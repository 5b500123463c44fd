import { Button } from 'antd';
import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  CopyOutlined,
  DeleteOutlined,
  FullscreenExitOutlined,
  FullscreenOutlined,
  InsertRowAboveOutlined,
  PlusOutlined,
  SearchOutlined,
} from '@ant-design/icons';
import { text } from '#renderer/text/zh-cn';

const words = text.editor.grid;

export interface GridToolsProps {
  readonly count: number;
  readonly rows: ReadonlySet<number>;
  readonly readOnly: boolean;
  readonly maximized: boolean;
  readonly onMaximize: () => void;
  readonly onAdd: () => void;
  readonly onInsert: () => void;
  readonly onRemove: () => void;
  readonly onDuplicate: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onFind: () => void;
}

/** What can be done with the items, each with its key. */
export function GridTools(props: GridToolsProps) {
  const none = props.rows.size === 0;
  const keyed = (label: string, keys: string): string => `${label}（${keys}）`;
  return (
    <div className="grid-tools" role="toolbar" aria-label={words.label}>
      <h2>{words.title(props.count)}</h2>
      {!props.readOnly && (
        <>
          <Button size="small" icon={<PlusOutlined />} onClick={props.onAdd}>
            {words.add}
          </Button>
          <Button
            size="small"
            type="text"
            icon={<InsertRowAboveOutlined />}
            title={keyed(words.insert, words.insertKeys)}
            onClick={props.onInsert}
          >
            {words.insert}
          </Button>
          <Button
            size="small"
            type="text"
            icon={<CopyOutlined />}
            onClick={props.onDuplicate}
            disabled={none}
          >
            {words.duplicate}
          </Button>
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            title={keyed(words.remove, words.removeKeys)}
            onClick={props.onRemove}
            disabled={none}
          >
            {words.remove}
          </Button>
          <Button
            size="small"
            type="text"
            icon={<ArrowUpOutlined />}
            title={keyed(words.up, words.upKeys)}
            aria-label={words.up}
            onClick={() => props.onMove(-1)}
            disabled={none}
          />
          <Button
            size="small"
            type="text"
            icon={<ArrowDownOutlined />}
            title={keyed(words.down, words.downKeys)}
            aria-label={words.down}
            onClick={() => props.onMove(1)}
            disabled={none}
          />
        </>
      )}
      <Button
        size="small"
        type="text"
        icon={<SearchOutlined />}
        title={keyed(words.find, words.findKeys)}
        onClick={props.onFind}
      >
        {words.find}
      </Button>
      <span className="quiet grid-hint">
        {props.rows.size > 1 ? words.selected(props.rows.size) : props.readOnly ? '' : words.fillHint}
      </span>
      <span className="top-space" />
      <Button
        size="small"
        type="text"
        icon={props.maximized ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
        onClick={props.onMaximize}
      >
        {props.maximized ? words.restore : words.maximize}
      </Button>
    </div>
  );
}
