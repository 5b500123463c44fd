import { packDuties } from '#app/jurisdictions/pack-duties';
import type { RulePack } from '#app/jurisdictions/rule-pack';
import { Citation } from '#renderer/parts/citation';
import { text } from '#renderer/text/zh-cn';

const words = text.settings.law;

/** What the regulation asks, and of whom: a clock of the 主管部门 is shown as somebody else's. */
export function LawDuties({ pack }: { readonly pack: RulePack }) {
  return (
    <details className="law-duties">
      <summary>{words.duties}</summary>
      {packDuties(pack).map(({ party, label, duties }) => (
        <section key={party}>
          <h3>{label}</h3>
          <ul>
            {duties.map((duty, index) => (
              <li key={index}>
                <strong>{duty.label}</strong>：{duty.asks}{' '}
                <Citation
                  place={{ rules: pack.id, regulation: pack.name, article: duty.article, quote: duty.quote }}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
