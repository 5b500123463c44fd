import { Citation } from '#renderer/parts/citation';
import { Day } from '#renderer/parts/day';
import { text } from '#renderer/text/zh-cn';
import { DutyMark } from './duty-mark';
import { sortedDuties, type LedgerDuty } from './ledger-view';

const words = text.ledgers.form;

/** The limits that a row has started, each with its article, due date and how it stands. */
export function RowLimits({ duties }: { readonly duties: readonly LedgerDuty[] }) {
  return (
    <section className="ledger-limits" aria-label={words.limits}>
      {duties.length === 0 && <p className="quiet">{words.noLimits}</p>}
      <ul>
        {sortedDuties(duties).map((duty, index) => (
          <li key={index}>
            <span className="ledger-limit-what">
              {duty.label}
              {duty.party !== 'P' && <span className="quiet">（{words.theirs[duty.party]}）</span>}
              <br />
              <Citation place={duty} />
            </span>
            <span>
              <Day date={duty.due} />
              {duty.provisional && <span className="duty-provisional">{text.home.provisional}</span>}
              <br />
              <DutyMark status={duty.status} />{' '}
              {duty.remainingWorkingDays !== null && (
                <span className="quiet">{text.home.remaining(duty.remainingWorkingDays)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
