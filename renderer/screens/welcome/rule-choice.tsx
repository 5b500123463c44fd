import { Radio, Tag } from 'antd';
import type { RulePack } from '#app/jurisdictions/rule-pack';
import { useCall } from '#renderer/call';
import type { RuleRow } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';

const words = text.welcome;

/** Packs that are laid under every local one and are not chosen by themselves, apart from the national Regulation. */
const NATIONAL = 'national-2025';
const GUIDE = 'guide-2017';

/** What the pack demands of the department, in a few words, read from the pack itself. */
export function ruleSummary(pack: Pick<RulePack, 'recurring' | 'limits'>): string[] {
  const parts: string[] = [];
  for (const { every, label } of pack.recurring) {
    parts.push(words.ruleSummary.recurring(words.ruleSummary.every[every] ?? '', label));
  }
  for (const { party, label, term } of pack.limits) {
    if (party === 'P' && term.kind === 'working-days') parts.push(words.ruleSummary.limit(label, term.days));
  }
  return parts.length > 0 ? parts : [words.ruleSummary.none];
}

function RuleOption({ row, chosen }: { readonly row: RuleRow; readonly chosen: boolean }) {
  const pack = useCall('rules.read', { rules: row.id });
  const summary = pack.value === null ? [] : ruleSummary(pack.value.pack);
  const notYet = !row.inForce && row.to === null;
  return (
    <Radio value={row.id} className="rule-option">
      <span className="rule-title">
        {row.title}
        {row.documentNumber !== '' && <span className="quiet"> {row.documentNumber}</span>}
      </span>
      {!row.inForce && (
        <Tag color="warning">
          {notYet ? words.form.notYetInForce(row.from) : words.form.notInForce(row.to ?? '')}
        </Tag>
      )}
      {row.id === NATIONAL && <span className="quiet">{words.form.national}</span>}
      {chosen && (
        <span className="quiet rule-summary">
          {summary.join('；')}
          {row.id !== NATIONAL && `；${words.form.withNational}`}
        </span>
      )}
    </Radio>
  );
}

export interface RuleChoiceProps {
  readonly value: string;
  readonly onChange: (rules: string) => void;
}

/** The rule packs by their names; the chosen one tells what it demands. */
export function RuleChoice({ value, onChange }: RuleChoiceProps) {
  const { value: answer } = useCall('rules.list', {});
  const rows = (answer?.rules ?? []).filter((row) => row.id !== GUIDE);
  const ordered = [
    ...rows.filter((row) => row.id !== NATIONAL),
    ...rows.filter((row) => row.id === NATIONAL),
  ];
  return (
    <Radio.Group
      className="rule-choice"
      value={value}
      onChange={(event) => onChange(String(event.target.value))}
      aria-label={words.form.rules}
    >
      {ordered.map((row) => (
        <RuleOption key={row.id} row={row} chosen={row.id === value} />
      ))}
    </Radio.Group>
  );
}
