import { Button } from 'antd';
import { useCall } from '#renderer/call';
import { useNavigation } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { useUndo } from '#renderer/frame/use-undo';
import { minuteOf } from '#renderer/parts/day';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';

const words = text.home.imports;
const MOST = 4;

/** The last imports: what they brought, the way to it, and back. */
export function LastImports() {
  const mayTakeBack = useMayWrite('library.undo');
  const { go } = useNavigation();
  const undo = useUndo();
  const confirm = useConfirm();
  const imports = useCall('imports.list', { limit: MOST }).value?.imports ?? [];
  if (imports.length === 0) return null;
  const takeBack = async (label: string, change: number) => {
    const agreed = await confirm({
      title: words.undoTitle(label),
      consequence: text.exchange.done.undoText,
      action: words.undo,
      dangerous: true,
    });
    if (agreed) await undo(change);
  };
  return (
    <section className="overview" aria-label={words.title}>
      <h2>{words.title}</h2>
      <ul className="overview-imports">
        {imports.map(({ label, at, by, created, updated, failed, changeSet, undo: mayUndo }) => (
          <li key={at}>
            <div className="overview-import-name" title={label}>
              {label}
            </div>
            <div className="quiet">
              {minuteOf(at)} {by}
            </div>
            <div>{words.brought(created, updated, failed)}</div>
            <div className="overview-import-acts">
              {changeSet !== null && (
                <Button
                  type="link"
                  size="small"
                  className="bare-link"
                  onClick={() => go({ screen: 'entries', changeSet, changeLabel: label })}
                >
                  {words.show}
                </Button>
              )}
              {mayUndo && changeSet !== null && mayTakeBack && (
                <Button
                  type="link"
                  size="small"
                  className="bare-link"
                  onClick={() => void takeBack(label, changeSet)}
                >
                  {words.undo}
                </Button>
              )}
              {changeSet === null && <span className="quiet">{words.gone}</span>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
