import { Radio, Tag } from 'antd';
import { useCall } from '#renderer/call';
import type { RuleRow } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';

const words = text.welcome;

/** Packs that are laid under every local one and are not chosen by themselves, apart from the national Regulation. */
const NATIONAL = 'national-2025';
const GUIDE = 'guide-2017';

/** What the pack demands of the department, in a few words, read from the pack itself. */
export function ruleSummary(pack: Readonly<Record<string, unknown>>): string[] {
  const parts: string[] = [];
  for (const duty of listOf(pack['recurring'])) {
    const every = words.ruleSummary.every[String(duty['every'])] ?? '';
    parts.push(words.ruleSummary.recurring(every, String(duty['label'])));
  }
  for (const limit of listOf(pack['limits'])) {
    const term = limit['term'] as Readonly<Record<string, unknown>> | undefined;
    if (limit['party'] !== 'P' || term?.['kind'] !== 'working-days') continue;
    parts.push(words.ruleSummary.limit(String(limit['label']), Number(term['days'])));
  }
  return parts.length > 0 ? parts : [words.ruleSummary.none];
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? (value as Readonly<Record<string, unknown>>[]) : [];
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
