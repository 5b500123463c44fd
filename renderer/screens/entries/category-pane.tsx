import { useEffect, useMemo, useRef, useState, type DragEvent } from 'react';
import { Checkbox, Input, Tree } from 'antd';
import { SearchOutlined } from '@ant-design/icons';
import { categoryTree, type CategoryNode } from '#app/classification/category-tree';
import { isFrontCode } from '#app/classification/resource-code';
import { useCall } from '#renderer/call';
import { CLEARABLE } from '#renderer/parts/clearable';
import { useLibrary } from '#renderer/frame/contexts';
import { matchesTyped } from '#renderer/parts/pinyin-initials';
import { readPreference, writePreference } from '#renderer/parts/preference';
import { text } from '#renderer/text/zh-cn';
import { dropFault } from './drop-fault';

const words = text.entries.tree;

interface Shown {
  readonly key: string;
  readonly title: string;
  readonly name: string;
  readonly entries: number;
  readonly children: Shown[];
}

export interface CategoryPaneProps {
  readonly value: string;
  readonly onChoose: (code: string, name: string) => void;
  readonly active: boolean;
  /** How many entries are being dragged; null where none are. */
  readonly dragged: number | null;
  /** The entries dragged were let go over a node at which entries can stand. */
  readonly onDrop: (code: string) => void;
}

/** Nodes that match the search or hold entries, with those above them. */
function shownNodes(
  nodes: readonly CategoryNode[],
  counts: ReadonlyMap<string, number>,
  wanted: string,
  onlyUsed: boolean,
): Shown[] {
  return nodes.flatMap((node) => {
    const children = shownNodes(node.children, counts, wanted, onlyUsed);
    const entries = counts.get(node.code) ?? 0;
    const itself =
      (!onlyUsed || entries > 0) && (node.code.startsWith(wanted) || matchesTyped(node.name, wanted));
    if (!itself && children.length === 0) return [];
    return [{ key: node.code, title: `${node.code} ${node.name}`, name: node.name, entries, children }];
  });
}

/** Held this long over a node that takes nothing, it opens, as in a file manager. */
const OPENS_AFTER_MS = 700;
/** Between the leaving of a node and the end of the dragging, when the entries were let go over it. */
const LET_GO_MS = 150;

function findShown(nodes: readonly Shown[], key: string): Shown | undefined {
  for (const node of nodes) {
    const found = node.key === key ? node : findShown(node.children, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface NodeTitleProps extends Pick<CategoryPaneProps, 'dragged' | 'onDrop'> {
  readonly node: Shown;
  /** The entries are held over it, or no longer. */
  readonly onOver: (over: boolean) => void;
  readonly onExpand: () => void;
}

function NodeTitle({ node, dragged, onDrop, onOver, onExpand }: NodeTitleProps) {
  const [over, setOver] = useState(false);
  const takes = dragged !== null && isFrontCode(node.key);
  const hold = (event: DragEvent) => {
    if (dragged === null) return;
    setOver(true);
    onOver(true);
    if (!takes) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
  };
  const leave = () => {
    setOver(false);
    onOver(false);
  };
  const expand = useRef(onExpand);
  useEffect(() => {
    expand.current = onExpand;
  });
  const waits = over && dragged !== null && !takes;
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setTimeout(() => expand.current(), OPENS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [waits]);
  const state = dragged === null ? '' : !takes ? ' tree-node-closed' : over ? ' tree-node-over' : '';
  return (
    <span
      className={`tree-node${state}`}
      title={node.title}
      onDragEnter={hold}
      onDragOver={hold}
      onDragLeave={(event) => {
        const { relatedTarget } = event;
        if (!(relatedTarget instanceof Node && event.currentTarget.contains(relatedTarget))) leave();
      }}
      onDrop={(event) => {
        event.preventDefault();
        leave();
        if (takes) onDrop(node.key);
      }}
    >
      <span className="tree-name">
        {node.key !== '' && node.key !== '-' && <span className="tree-code">{node.key}</span>}
        {node.name}
      </span>
      <span className="tree-count">
        {takes && over ? words.drop(dragged) : node.entries > 0 ? node.entries : ''}
      </span>
    </span>
  );
}

/** The classification with the number of entries under each node; choosing one narrows the list. */
export function CategoryPane({ value, onChoose, active, dragged, onDrop }: CategoryPaneProps) {
  const { summary } = useLibrary();
  const [wanted, setWanted] = useState('');
  const [onlyUsed, setOnlyUsed] = useState(() => readPreference('tree.onlyUsed', true));
  const [expanded, setExpanded] = useState<readonly string[] | null>(null);
  const list = useCall('categories.list', active ? {} : null);
  const withoutCode = useCall('entries.list', active ? { category: '-', limit: 1 } : null);

  const nodes = useMemo(() => {
    const categories = list.value?.categories ?? [];
    const counts = new Map(categories.map((category) => [category.code, category.entries]));
    const tree = shownNodes(categoryTree(categories), counts, wanted.trim(), onlyUsed);
    const fixed = (key: string, name: string, entries: number): Shown => ({
      key,
      title: name,
      name,
      entries,
      children: [],
    });
    const uncoded = withoutCode.value?.total ?? 0;
    return wanted.trim() === ''
      ? [
          fixed('', words.all, summary.entries),
          ...(uncoded > 0 ? [fixed('-', words.noCode, uncoded)] : []),
          ...tree,
        ]
      : tree;
  }, [list.value, withoutCode.value, wanted, onlyUsed, summary.entries]);

  const [held, setHeld] = useState<string | null>(null);
  /** Why the entries let go last were not taken, until the next are dragged or a node is chosen. */
  const [refused, setRefused] = useState<string | null>(null);
  const lastLeft = useRef({ fault: null as string | null, atMs: 0 });
  const allKeys = (shown: readonly Shown[]): string[] =>
    shown.flatMap((node) => [node.key, ...allKeys(node.children)]);
  const usual = () => (onlyUsed || wanted !== '' ? allKeys(nodes) : nodes.map((node) => node.key));
  const expandedKeys = expanded ?? usual();
  const under = held === null ? null : (findShown(nodes, held) ?? null);
  const fault =
    under === null
      ? null
      : dropFault(
          under,
          (list.value?.categories ?? []).map(({ code }) => code),
          new Set(allKeys(nodes)),
        );
  useEffect(() => {
    if (dragged !== null) {
      setRefused(null);
      return;
    }
    // Over a node that takes nothing, letting go is told as leaving the node and, at once, the end of the dragging.
    const { fault: left, atMs } = lastLeft.current;
    if (left !== null && performance.now() - atMs < LET_GO_MS) setRefused(left);
    lastLeft.current = { fault: null, atMs: 0 };
    setHeld(null);
  }, [dragged]);
  useEffect(() => {
    if (refused === null) return undefined;
    // Dragging given up by Esc ends as letting go does, and of the key the page hears the release alone.
    const onKeyUp = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') setRefused(null);
    };
    addEventListener('keyup', onKeyUp);
    return () => removeEventListener('keyup', onKeyUp);
  }, [refused]);
  const hold = (key: string, over: boolean) => {
    if (!over && held === key) lastLeft.current = { fault, atMs: performance.now() };
    setHeld((before) => (over ? key : before === key ? null : before));
  };

  return (
    <div className="category-pane">
      <div className="pane-head">
        <Input
          size="small"
          allowClear={CLEARABLE}
          prefix={<SearchOutlined aria-hidden />}
          placeholder={words.search}
          aria-label={words.search}
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value);
            setExpanded(null);
          }}
        />
      </div>
      <div className="category-tree">
        {nodes.length === 0 && list.value !== null && (
          <p className="quiet category-nothing">{words.nothing}</p>
        )}
        <Tree<Shown>
          blockNode
          aria-label={words.title}
          treeData={nodes}
          titleRender={(node) => (
            <NodeTitle
              node={node}
              dragged={dragged}
              onDrop={onDrop}
              onOver={(over) => hold(node.key, over)}
              onExpand={() =>
                node.children.length > 0 &&
                !expandedKeys.includes(node.key) &&
                setExpanded([...expandedKeys, node.key])
              }
            />
          )}
          selectedKeys={[value]}
          expandedKeys={[...expandedKeys]}
          onExpand={(keys) => setExpanded(keys.map(String))}
          onSelect={(_keys, { node }) => {
            setRefused(null);
            onChoose(node.key, node.name);
          }}
        />
      </div>
      <div className="pane-foot">
        {dragged !== null && (
          <p className={fault === null ? 'tree-drop-hint' : 'warn'} role="status">
            {fault ?? words.dropHint}
          </p>
        )}
        {dragged === null && refused !== null && (
          <p className="warn" role="status">
            {words.refused(refused)}
          </p>
        )}
        <Checkbox
          checked={onlyUsed}
          onChange={(event) => {
            setOnlyUsed(event.target.checked);
            setExpanded(null);
            writePreference('tree.onlyUsed', event.target.checked);
          }}
        >
          {words.onlyUsed}
        </Checkbox>
      </div>
    </div>
  );
}
