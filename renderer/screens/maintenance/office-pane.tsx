import { CheckOutlined } from '@ant-design/icons';
import { text } from '#renderer/text/zh-cn';
import { answeredCount, officeLabel, type Campaign } from './campaign';

const words = text.maintenance.offices;

export interface OfficePaneProps {
  readonly campaign: Campaign;
  readonly office: string | null;
  readonly onOffice: (office: string | null) => void;
}

/** The offices with how far each is; the ones that still owe an answer stand out. */
export function OfficePane({ campaign, office, onOffice }: OfficePaneProps) {
  const rows = [
    { key: null, label: words.all, tally: campaign },
    ...campaign.byOffice
      .filter((one) => one.entries > 0)
      .map((one) => ({ key: one.office, label: officeLabel(one.office), tally: one })),
  ];
  return (
    <nav className="side-list" aria-label={words.label}>
      {rows.map(({ key, label, tally }) => (
        <button
          key={key ?? '\u0000'}
          type="button"
          title={label}
          aria-current={key === office ? 'true' : undefined}
          onClick={() => onOffice(key)}
        >
          <span className="side-list-label">{label}</span>
          {tally.remaining === 0 ? (
            <CheckOutlined className="good" aria-hidden />
          ) : (
            <span className="side-list-count side-list-count-waiting">
              {words.progress(answeredCount(tally), tally.entries)}
            </span>
          )}
          <span className="only-heard">{words.heard(tally.remaining)}</span>
        </button>
      ))}
    </nav>
  );
}
