import { useCall, type OutputOf } from '#renderer/call';
import { useNavigation } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import { OverviewRow } from './overview-row';

const words = text.home.completeness;
type Element = OutputOf<'entries.completeness'>['elements'][number];

const lackOf = ({ needed, filled }: Element): number => (needed ?? filled) - filled;

/** Which elements are filled in in how many of the entries that need them; a press lists those that lack one. */
export function Completeness() {
  const { go } = useNavigation();
  const { value } = useCall('entries.completeness', {});
  if (value === null || value.entries === 0) return null;
  const asked = value.elements.filter(({ needed }) => needed !== null && needed > 0);
  const lacking = asked.filter((one) => lackOf(one) > 0).sort((a, b) => lackOf(b) - lackOf(a));
  const rest = value.elements.filter((one) => one.needed === null || (one.needed > 0 && lackOf(one) === 0));
  return (
    <section className="overview" aria-label={words.title}>
      <h2>{words.title}</h2>
      {lacking.length === 0 ? (
        <p className="good">{words.complete}</p>
      ) : (
        <ul>
          {lacking.map((one) => (
            <OverviewRow
              key={one.element}
              label={one.label}
              count={words.lack(lackOf(one))}
              title={words.of(one.filled, one.needed ?? 0)}
              onGo={() => go({ screen: 'entries', lacking: one.element, lackingLabel: one.label })}
            />
          ))}
        </ul>
      )}
      <details className="overview-rules">
        <summary>{words.others(rest.length)}</summary>
        <dl className="overview-filled">
          {rest.map((one) => (
            <div key={one.element}>
              <dt>{one.label}</dt>
              <dd className="number">
                {one.needed === null ? words.optional(one.filled) : words.of(one.filled, one.needed)}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
