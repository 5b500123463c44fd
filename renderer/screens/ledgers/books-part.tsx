import { Fragment } from 'react';
import { BookOutlined } from '@ant-design/icons';
import { useCall } from '#renderer/call';
import { useKept } from '#renderer/frame/kept-state';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { Panes } from '#renderer/parts/panes';
import { text } from '#renderer/text/zh-cn';
import { LedgerBook } from './ledger-book';
import type { Ledger } from './ledger-view';

const words = text.ledgers;
const PARTIES = ['P', 'U', 'A'] as const;

function Chooser(props: {
  readonly ledgers: readonly Ledger[];
  readonly chosen: string;
  readonly onChoose: (ledger: string) => void;
}) {
  const { ledgers, chosen, onChoose } = props;
  const groups = PARTIES.map((party) => ({
    party,
    own: ledgers.filter((ledger) => ledger.party === party),
  })).filter(({ own }) => own.length > 0);
  return (
    <nav className="side-list" aria-label={words.chooser}>
      {groups.map(({ party, own }) => (
        <Fragment key={party}>
          {groups.length > 1 && <div className="side-list-title">{words.parties[party]}</div>}
          {own.map((ledger) => (
            <button
              key={ledger.ledger}
              type="button"
              title={`${ledger.label} ${ledger.regulation}${ledger.article}`}
              aria-current={ledger.ledger === chosen ? 'true' : undefined}
              onClick={() => onChoose(ledger.ledger)}
            >
              <span className="side-list-label">{ledger.label}</span>
              <span className="side-list-count">{ledger.rows}</span>
            </button>
          ))}
        </Fragment>
      ))}
    </nav>
  );
}

/** The record books with the one that is open. */
export function BooksPart() {
  const { value, failure, reload } = useCall('ledger.list', {});
  const [wanted, setWanted] = useKept<string | null>('ledgers.chosen', null);
  if (failure) return <FailureNotice failure={failure} onRetry={reload} />;
  if (value === null) return <Loading />;
  const ledger = value.ledgers.find((one) => one.ledger === wanted) ?? value.ledgers[0];
  if (ledger === undefined) {
    return <EmptyState icon={<BookOutlined />} title={words.none} hint={words.noneHint} />;
  }
  return (
    <Panes
      name="ledgers"
      panes={[
        {
          key: 'chooser',
          size: 190,
          min: 140,
          content: <Chooser ledgers={value.ledgers} chosen={ledger.ledger} onChoose={setWanted} />,
        },
        { key: 'book', min: 560, content: <LedgerBook key={ledger.ledger} ledger={ledger} /> },
      ]}
    />
  );
}
