import { Checkbox } from 'antd';
import { WarningFilled } from '@ant-design/icons';
import type { OutputOf } from '#renderer/call';
import { text } from '#renderer/text/zh-cn';

const words = text.exchange.export;
export type Held = OutputOf<'workbook.choice'>;

/** What of the entries is unfinished, in one sentence; null when nothing is. */
export function unfinishedText({ unapproved, faulty }: Held): string | null {
  const parts = [
    ...(unapproved > 0 ? [words.unapproved(unapproved)] : []),
    ...(faulty > 0 ? [words.faulty(faulty)] : []),
  ];
  return parts.length === 0 ? null : words.unfinished(parts.join('，'));
}

export interface UnfinishedProps {
  /** All that was chosen. */
  readonly whole: Held;
  /** What would be written. */
  readonly held: Held;
  readonly approvedOnly: boolean;
  readonly onApprovedOnly: (only: boolean) => void;
}

/** Before a file for the platform is written: what in it is unfinished, and the choice to leave out what is not 已审定. */
export function Unfinished({ whole, held, approvedOnly, onApprovedOnly }: UnfinishedProps) {
  const sentence = unfinishedText(held);
  if (whole.unapproved === 0 && sentence === null) return null;
  return (
    <div className="export-unfinished">
      {sentence !== null && (
        <div className="warn" role="status">
          <WarningFilled aria-hidden /> {sentence}
        </div>
      )}
      {whole.unapproved > 0 && (
        <Checkbox checked={approvedOnly} onChange={(event) => onApprovedOnly(event.target.checked)}>
          {words.approvedOnly(whole.entries - whole.unapproved)}
        </Checkbox>
      )}
    </div>
  );
}
