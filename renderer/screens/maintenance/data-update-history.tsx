import { Button } from 'antd';
import { useState } from 'react';
import type { Failure } from '#app/contract/failure';
import { call, useCall } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { Day } from '#renderer/parts/day';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { ViewDialog } from '#renderer/parts/view-dialog';
import { text } from '#renderer/text/zh-cn';

const words = text.maintenance.updates;

export interface DataUpdateHistoryProps {
  readonly entry: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** 历次数据更新 of one entry; what was registered wrongly is taken back here, and the log keeps both. */
export function DataUpdateHistory({ entry, onClose }: DataUpdateHistoryProps) {
  const { person } = useLibrary();
  const mayWithdraw = useMayWrite('dataUpdates.withdraw');
  const { value, failure, reload } = useCall('dataUpdates.history', { entry: entry.id });
  const [refused, setRefused] = useState<Failure | null>(null);
  const withdraw = async (on: string) => {
    const outcome = await call('dataUpdates.withdraw', { entry: entry.id, on, by: person });
    setRefused(outcome.ok ? null : outcome.failure);
    reload();
  };
  return (
    <ViewDialog title={words.pastOf(entry.name)} width={520} onClose={onClose}>
      {failure !== null && <FailureNotice failure={failure} onRetry={reload} />}
      {refused !== null && <FailureNotice failure={refused} onClose={() => setRefused(null)} />}
      {value?.updates.length === 0 && <p className="quiet">{words.pastNone}</p>}
      <ul className="data-updates-past">
        {value?.updates.map(({ on, due, by, late }) => (
          <li key={on}>
            <Day date={on} /> <span className="quiet">{by}</span>{' '}
            {due !== null && (
              <span className={late ? 'warn' : 'good'}>{late ? words.late(due) : words.inTime}</span>
            )}
            {mayWithdraw && (
              <Button
                size="small"
                type="link"
                aria-label={words.withdrawOf(on)}
                onClick={() => void withdraw(on)}
              >
                {words.withdraw}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </ViewDialog>
  );
}
