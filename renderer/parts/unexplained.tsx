import { WarningFilled } from '@ant-design/icons';
import { useCall } from '#renderer/call';
import { useNavigation } from '#renderer/frame/contexts';
import type { Route } from '#renderer/route';
import { text } from '#renderer/text/zh-cn';

/** A walk through more of them is no use to anybody. */
const MOST_WALKED = 1000;

export interface UnexplainedProps {
  /** Ids of the entries that a step is about to be taken on. */
  readonly entries: readonly string[];
  /** Where the walk through those concerned comes back to. */
  readonly back: Route;
  /** Closes what this stands in, before the walk begins. */
  readonly onLeave: () => void;
}

/**
 * How many of the entries have 需要说明 findings without a reason, with a way to them. They hold no step up (only
 * 必须修改 does): whoever sends or signs knows of them.
 */
export function Unexplained({ entries, back, onLeave }: UnexplainedProps) {
  const { go } = useNavigation();
  const found = useCall('entries.list', {
    among: [...entries],
    withFindings: 'warning',
    limit: MOST_WALKED,
  }).value;
  const [first] = found?.entries ?? [];
  if (!found || !first) return null;
  const ids = found.entries.map(({ id }) => id);
  return (
    <p className="warn" role="status">
      <WarningFilled aria-hidden /> {text.parts.unexplained(found.total)}
      <button
        type="button"
        className="link"
        onClick={() => {
          onLeave();
          go({ screen: 'entries', entry: first.id, among: { entries: ids, back } });
        }}
      >
        {text.parts.seeUnexplained}
      </button>
    </p>
  );
}
