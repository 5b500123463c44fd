import { Button } from 'antd';
import { useCall } from '#renderer/call';
import { useLibrary, useWork } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { useDone } from '#renderer/frame/use-done';
import { useComplain } from '#renderer/parts/use-complain';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';

const words = text.findings.together;

/** How many findings got their reason by the same act, and the button that takes it back from all of them. */
export function GivenTogether({ together }: { readonly together: string }) {
  const { person } = useLibrary();
  const mayWithdraw = useMayWrite('findings.withdraw');
  const { value } = useCall('findings.together', { together });
  const work = useWork();
  const confirm = useConfirm();
  const complain = useComplain();
  const done = useDone();
  if (value === null || value.findings < 2) return null;
  const { findings } = value;
  const withdraw = async () => {
    const agreed = await confirm({
      title: words.title(findings),
      consequence: words.consequence(value),
      action: words.action(findings),
      dangerous: true,
    });
    if (!agreed) return;
    const outcome = await work.run('findings.withdraw', { together, by: person }, words.withdrawing);
    if (outcome.ok) done(words.withdrawn(outcome.value.withdrawn));
    else if (outcome.failure.code !== 'cancelled') complain(outcome.failure);
  };
  return (
    <div className="finding-answer">
      <span className="quiet">{words.count(findings, value.entries)}</span>
      {mayWithdraw && (
        <Button type="link" size="small" className="bare-link" onClick={() => void withdraw()}>
          {words.action(findings)}
        </Button>
      )}
    </div>
  );
}
