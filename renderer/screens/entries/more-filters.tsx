import { useState } from 'react';
import { Button, Popover, Select } from 'antd';
import { FilterOutlined } from '@ant-design/icons';
import { useCall } from '#renderer/call';
import { CLEARABLE } from '#renderer/parts/clearable';
import { DateInput } from '#renderer/parts/date-input';
import { Field } from '#renderer/parts/field';
import { matchesTyped } from '#renderer/parts/pinyin-initials';
import { text } from '#renderer/text/zh-cn';
import type { FilterProps } from './filter-line';
import { DUE_FILTERS, type DueFilter } from '#app/contract/due-filters';

const words = text.entries.filters;
const matching = (typed: string, option: { label?: unknown } | undefined): boolean =>
  matchesTyped(String(option?.label ?? ''), typed);

function Choices({ filters, onChange }: FilterProps) {
  const counts = useCall('entries.counts', {});
  const facets = useCall('entries.facets', {});
  const found = useCall('findings.rules', {});
  const rules = (found.value?.rules ?? []).filter(({ open }) => open > 0);
  return (
    <section className="more-filters" aria-label={words.moreTitle}>
      <h2>{words.moreTitle}</h2>
      <Field id="filter-offices" label={words.offices}>
        <Select<string[]>
          id="filter-offices"
          style={{ width: '100%' }}
          mode="multiple"
          showSearch={{ filterOption: matching }}
          value={[...filters.offices]}
          options={(counts.value?.offices ?? []).map(({ office, entries }) => ({
            value: office,
            label: words.counted(office, entries),
          }))}
          onChange={(offices) => onChange({ ...filters, offices })}
        />
      </Field>
      <Field id="filter-systems" label={words.systems}>
        <Select<string[]>
          id="filter-systems"
          style={{ width: '100%' }}
          mode="multiple"
          loading={facets.loading}
          showSearch={{ filterOption: matching }}
          value={[...filters.systems]}
          options={(facets.value?.systems ?? []).map(({ system, entries }) => ({
            value: system,
            label: words.counted(system, entries),
          }))}
          onChange={(systems) => onChange({ ...filters, systems })}
        />
      </Field>
      <Field id="filter-rule" label={words.rules}>
        <Select<string | null>
          id="filter-rule"
          style={{ width: '100%' }}
          allowClear={CLEARABLE}
          loading={found.loading}
          showSearch={{ filterOption: matching }}
          value={filters.rule === '' ? null : filters.rule}
          options={[...new Map(rules.map((one) => [one.rule, one])).values()].map(
            ({ rule, label, entries }) => ({
              value: rule,
              label: words.counted(label, entries),
            }),
          )}
          onChange={(rule) =>
            onChange({
              ...filters,
              rule: rule ?? '',
              ruleLabel: rules.find((one) => one.rule === rule)?.label ?? '',
            })
          }
        />
      </Field>
      <Field id="filter-due" label={words.due} help={{ help: words.dueHint }}>
        <Select<DueFilter | null>
          id="filter-due"
          style={{ width: '100%' }}
          allowClear={CLEARABLE}
          value={filters.due}
          options={DUE_FILTERS.map((value) => ({ value, label: words.dueChoices[value] }))}
          onChange={(due) => onChange({ ...filters, due: due ?? null })}
        />
      </Field>
      <Field id="filter-since" label={words.changedSince}>
        <DateInput
          id="filter-since"
          value={filters.changedSince}
          onChange={(changedSince) => onChange({ ...filters, changedSince })}
        />
      </Field>
    </section>
  );
}

/** Conditions that are asked for less often: office, system, kind of finding, day of the last change. */
export function MoreFilters(props: FilterProps) {
  const [open, setOpen] = useState(false);
  const { filters } = props;
  const used =
    filters.offices.length +
    filters.systems.length +
    [filters.rule, filters.changedSince, filters.due].filter(Boolean).length;
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<Choices {...props} />}
    >
      <Button
        icon={<FilterOutlined />}
        type={used > 0 ? 'primary' : 'default'}
        ghost={used > 0}
        aria-label={words.more}
        aria-expanded={open}
        title={words.more}
      />
    </Popover>
  );
}
