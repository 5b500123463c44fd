import { Button, Select, Tag } from 'antd';
import { SEVERITIES, SEVERITY_LABELS, type Severity } from '#app/jurisdictions/finding';
import { useCall } from '#renderer/call';
import { CLEARABLE } from '#renderer/parts/clearable';
import { SeverityTag } from '#renderer/parts/severity-tag';
import { StateTag } from '#renderer/parts/state-tag';
import { text } from '#renderer/text/zh-cn';
import { hasFilters, NO_FILTERS, type ListFilters } from './list-filters';
import { ENTRY_STATES, type EntryState } from '#app/contract/entry-states';

const words = text.entries.filters;

export interface FilterProps {
  readonly filters: ListFilters;
  readonly onChange: (filters: ListFilters) => void;
}

/** The three drop-downs: state, sharing type, result of the check. */
export function FilterChoices({ filters, onChange }: FilterProps) {
  const fields = useCall('fields.describe', {});
  const sharing = fields.value?.codeTables['sharing-type'] ?? [];
  return (
    <>
      <Select<EntryState[]>
        mode="multiple"
        className="entries-filter"
        placeholder={words.state}
        aria-label={words.state}
        maxTagCount={0}
        maxTagPlaceholder={() => `${words.state} ${filters.states.length}`}
        popupMatchSelectWidth={190}
        value={[...filters.states]}
        options={ENTRY_STATES.map((state) => ({ value: state, label: <StateTag state={state} /> }))}
        onChange={(states) => onChange({ ...filters, states })}
      />
      <Select<string[]>
        mode="multiple"
        className="entries-filter"
        placeholder={words.sharing}
        aria-label={words.sharing}
        maxTagCount={0}
        maxTagPlaceholder={() => `${words.sharing} ${filters.sharingTypes.length}`}
        popupMatchSelectWidth={160}
        value={[...filters.sharingTypes]}
        options={sharing.map(({ label }) => ({ value: label, label }))}
        onChange={(sharingTypes) => onChange({ ...filters, sharingTypes })}
      />
      <Select<Severity | null>
        className="entries-filter"
        allowClear={CLEARABLE}
        placeholder={words.findings}
        aria-label={words.findings}
        popupMatchSelectWidth={150}
        value={filters.findings}
        options={SEVERITIES.map((severity) => ({
          value: severity,
          label: <SeverityTag severity={severity} />,
        }))}
        onChange={(findings) => onChange({ ...filters, findings: findings ?? null })}
      />
    </>
  );
}

/** The conditions in force as chips, each taken away by its cross. */
export function FilterChips({ filters, onChange }: FilterProps) {
  if (!hasFilters(filters)) return null;
  const chips: { name: string; without: ListFilters }[] = [];
  if (filters.query.trim() !== '') {
    chips.push({ name: words.query(filters.query.trim()), without: { ...filters, query: '' } });
  }
  if (filters.category !== '') {
    chips.push({
      name: words.category(filters.categoryName),
      without: { ...filters, category: '', categoryName: '' },
    });
  }
  for (const state of filters.states) {
    chips.push({
      name: state,
      without: { ...filters, states: filters.states.filter((one) => one !== state) },
    });
  }
  for (const type of filters.sharingTypes) {
    chips.push({
      name: type,
      without: { ...filters, sharingTypes: filters.sharingTypes.filter((one) => one !== type) },
    });
  }
  const without = (one: string, all: readonly string[]) => all.filter((other) => other !== one);
  for (const office of filters.offices) {
    chips.push({
      name: words.office(office),
      without: { ...filters, offices: without(office, filters.offices) },
    });
  }
  for (const system of filters.systems) {
    chips.push({
      name: words.system(system),
      without: { ...filters, systems: without(system, filters.systems) },
    });
  }
  if (filters.changedSince !== '') {
    chips.push({ name: words.since(filters.changedSince), without: { ...filters, changedSince: '' } });
  }
  if (filters.due !== null) {
    chips.push({ name: words.dueChip(words.dueChoices[filters.due]), without: { ...filters, due: null } });
  }
  if (filters.lacking !== '') {
    chips.push({
      name: words.lacking(filters.lackingLabel || filters.lacking),
      without: { ...filters, lacking: '', lackingLabel: '' },
    });
  }
  if (filters.changeSet !== null) {
    chips.push({
      name: filters.changeLabel || words.changeSet,
      without: { ...filters, changeSet: null, changeLabel: '' },
    });
  }
  if (filters.rule !== '') {
    chips.push({
      name: words.rule(filters.ruleLabel || filters.rule),
      without: { ...filters, rule: '', ruleLabel: '' },
    });
  }
  if (filters.findings !== null) {
    chips.push({ name: SEVERITY_LABELS[filters.findings], without: { ...filters, findings: null } });
  }
  return (
    <span className="chips">
      {chips.map((chip) => (
        <Tag
          key={chip.name}
          closable={{ 'aria-label': words.remove(chip.name) }}
          onClose={(event) => {
            event.preventDefault();
            onChange(chip.without);
          }}
        >
          {chip.name}
        </Tag>
      ))}
      <Button type="link" size="small" onClick={() => onChange({ ...NO_FILTERS, sort: filters.sort })}>
        {words.clear}
      </Button>
    </span>
  );
}
