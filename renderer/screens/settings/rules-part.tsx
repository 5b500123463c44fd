import { useState } from 'react';
import { Alert, App, Button } from 'antd';
import type { Failure } from '#app/contract/failure';
import { call, type OutputOf } from '#renderer/call';
import { useArticle, useLibrary, useWork, type RuleRow } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { Citation } from '#renderer/parts/citation';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { useConfirm } from '#renderer/parts/use-confirm';
import { RuleChoice } from '#renderer/screens/welcome/rule-choice';
import { text } from '#renderer/text/zh-cn';

const words = text.settings.rules;
type Preview = OutputOf<'rules.switchPreview'>;
type Item = Preview['limits']['appear'][number];

function validity(row: RuleRow): string {
  return row.to === null ? text.parts.article.from(row.from) : text.parts.article.fromTo(row.from, row.to);
}

function InUse({ rows }: { readonly rows: readonly RuleRow[] }) {
  const open = useArticle();
  return (
    <ul className="rule-rows">
      {rows.map((row) => (
        <li key={row.id}>
          <strong>{row.title}</strong>
          {row.documentNumber !== '' && <span className="quiet"> {row.documentNumber}</span>}
          <div>
            <span className={row.inForce ? 'good' : 'bad'}>
              {row.inForce ? text.frame.rules.inForce : text.frame.rules.expired}
            </span>{' '}
            {validity(row)}{' '}
            <Button
              type="link"
              size="small"
              className="bare-link"
              onClick={() => open({ rules: row.id, regulation: row.name, article: '' })}
            >
              {words.open}
            </Button>
          </div>
          {row.note !== '' && <div className="quiet">{row.note}</div>}
        </li>
      ))}
    </ul>
  );
}

function Items({ title, items }: { readonly title: string; readonly items: readonly Item[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <ul>
          {items.map((item, index) => (
            <li key={index}>
              {item.label} <Citation place={{ regulation: item.regulation, article: item.article }} />
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}

/** What would be different under the other rules, before anything is changed. */
function Difference({
  preview,
  nameOf,
}: {
  readonly preview: Preview;
  readonly nameOf: (id: string) => string;
}) {
  const asItem = (duty: Preview['duties']['appear'][number]): Item => ({ ...duty, id: duty.duty });
  const sections = {
    duties: { appear: preview.duties.appear.map(asItem), disappear: preview.duties.disappear.map(asItem) },
    limits: preview.limits,
    steps: preview.steps,
    fields: preview.fields,
    checks: preview.checks,
    ledgers: preview.ledgers,
  };
  const counts = (side: Preview['findings']['before']): string =>
    words.counts(side.error, side.warning, side.advice);
  return (
    <div className="rule-difference">
      {preview.notInForce.map((one) => (
        <Alert
          key={one.rules}
          type="warning"
          showIcon
          title={words.notInForce(nameOf(one.rules), one.from, one.to)}
        />
      ))}
      <p>{words.findings(counts(preview.findings.before), counts(preview.findings.after))}</p>
      {(Object.keys(sections) as (keyof typeof sections)[]).map((key) => {
        const { appear, disappear } = sections[key];
        return (
          <section key={key}>
            <h3>{words.sections[key]}</h3>
            {appear.length + disappear.length === 0 ? (
              <p className="quiet">{words.none}</p>
            ) : (
              <dl className="details">
                <Items title={words.appear} items={appear} />
                <Items title={words.disappear} items={disappear} />
              </dl>
            )}
          </section>
        );
      })}
    </div>
  );
}

/** The rules in force with their validity, and the change to others with what follows from it shown first. */
export function RulesPart() {
  const { summary, rules, reload } = useLibrary();
  const maySave = useMayWrite('settings.save');
  const { message } = App.useApp();
  const work = useWork();
  const confirm = useConfirm();
  const rows = summary.rules
    .map((id) => rules.find((row) => row.id === id))
    .filter((row) => row !== undefined);
  const present = [...summary.rules].reverse().find((id) => id !== 'guide-2017') ?? '';
  const [chosen, setChosen] = useState(present);
  const [preview, setPreview] = useState<{ readonly rules: string; readonly value: Preview } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const nameOf = (id: string): string => rules.find((row) => row.id === id)?.title ?? id;

  const look = async () => {
    setFailure(null);
    const outcome = await work.run('rules.switchPreview', { rules: chosen }, words.previewing);
    if (outcome.ok) setPreview({ rules: chosen, value: outcome.value });
    else setFailure(outcome.failure);
  };
  const change = async () => {
    const agreed = await confirm({
      title: words.confirmTitle(nameOf(chosen)),
      consequence: words.confirmText,
      action: words.confirm,
    });
    if (!agreed) return;
    const saved = await call('settings.save', { settings: { rules: chosen } });
    if (!saved.ok) {
      setFailure(saved.failure);
      return;
    }
    setPreview(null);
    reload();
    await work.run('check.run', {}, words.checking);
    reload();
    void message.success(words.done);
  };
  return (
    <ScrollArea label={text.settings.parts.rules}>
      <div className="page-narrow">
        <section className="page-section">
          <h2>{words.inUse}</h2>
          <InUse rows={rows} />
        </section>
        {!summary.readOnly && (
          <section className="page-section">
            <h2>{words.switch}</h2>
            <RuleChoice
              value={chosen}
              onChange={(id) => {
                setChosen(id);
                setPreview(null);
              }}
            />
            <div className="form-buttons">
              <Button disabled={chosen === present} onClick={() => void look()}>
                {words.preview}
              </Button>
            </div>
            {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
            {preview !== null && preview.rules === chosen && (
              <>
                <Difference preview={preview.value} nameOf={nameOf} />
                {maySave && (
                  <div className="form-buttons">
                    <Button type="primary" onClick={() => void change()}>
                      {words.confirm}
                    </Button>
                  </div>
                )}
              </>
            )}
          </section>
        )}
      </div>
    </ScrollArea>
  );
}
