import { Button } from 'antd';
import { CommentOutlined } from '@ant-design/icons';
import { MOST_FINDINGS_NAMED } from '#app/contract/finding-limits';
import { text } from '#renderer/text/zh-cn';
import type { Ticks } from './use-ticks';

const words = text.findings.ticks;

/** How many findings are ticked, and what can be done with them. */
export function TickBar({ ticks, onExplain }: { readonly ticks: Ticks; readonly onExplain: () => void }) {
  const count = ticks.rows.size;
  return (
    <div className="batch-bar" role="toolbar" aria-label={words.ticked(count)}>
      <strong>{words.ticked(count)}</strong>
      {count === MOST_FINDINGS_NAMED && <span className="quiet">{words.most(count)}</span>}
      <Button
        size="small"
        icon={<CommentOutlined />}
        title={words.explainKeys}
        aria-keyshortcuts="Control+E"
        onClick={onExplain}
      >
        {words.explain}
      </Button>
      <Button type="link" size="small" onClick={ticks.clear}>
        {words.clear}
      </Button>
    </div>
  );
}
