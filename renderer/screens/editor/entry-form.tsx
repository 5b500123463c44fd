import { memo, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { ENTRY_FIELDS, type EntryFieldKey } from '#app/catalogue/entry-fields';
import { isRolledUp, setField } from '#app/catalogue/set-field';
import { SEVERITIES } from '#app/jurisdictions/finding';
import { useCall, type OutputOf } from '#renderer/call';
import { Field } from '#renderer/parts/field';
import { text } from '#renderer/text/zh-cn';
import { BasisChoice } from './basis-choice';
import { CodeProposal } from './code-proposal';
import { FieldControl, type ChoiceOption } from './field-control';
import { formSections, itemSpread } from './field-edits';
import type { Reading } from './reading';
import { useLocalFields, type LocalField } from './use-local-fields';
import type { EntryDraft } from './use-entry-draft';
import type { EntryFindings } from './use-live-check';

const words = text.editor;
type Described = OutputOf<'fields.describe'>;

/** Long texts and the name take the whole width of a section. */
const WIDE: ReadonlySet<string> = new Set<EntryFieldKey>(['name', 'summary', 'relatedCode']);

export const fieldId = (field: string): string => `field-${field}`;
const sectionId = (group: string): string => `section-${group}`;

const NO_OPTIONS: readonly ChoiceOption[] = [];

/**
 * Values for a choice: those of its table; formats only those of the chosen category, where there are some. The same
 * list each time, so that a field is drawn again only when it changes.
 */
function useOptions(
  described: Described | null,
): (codeTable: string | undefined, parent: string) => readonly ChoiceOption[] {
  return useMemo(() => {
    const known = new Map<string, readonly ChoiceOption[]>();
    return (codeTable, parent) => {
      const all = codeTable === undefined ? undefined : described?.codeTables[codeTable];
      if (codeTable === undefined || all === undefined) return NO_OPTIONS;
      if (parent === '') return all;
      const key = `${codeTable}\n${parent}`;
      let options = known.get(key);
      if (options === undefined) {
        const narrowed = all.filter((option) => option.parent === parent);
        known.set(key, (options = narrowed.length > 0 ? narrowed : all));
      }
      return options;
    };
  }, [described]);
}

const PARENTS: Partial<Record<EntryFieldKey, EntryFieldKey>> = {
  formatType: 'formatCategory',
  modeType: 'modeCategory',
};

interface RowProps {
  readonly field: string;
  readonly label: string;
  readonly kind: LocalField['kind'];
  readonly limit: number;
  readonly help: string;
  readonly source: string;
  readonly options: readonly ChoiceOption[];
  readonly value: string;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly note: ReactNode;
  readonly findings: EntryFindings;
  readonly edit: EntryDraft['edit'];
  readonly reading: Reading;
  readonly codeTable?: string | undefined;
}

const FieldRow = memo(function FieldRow(props: RowProps) {
  const { field, edit, findings, label, help, source } = props;
  const id = fieldId(field);
  return (
    <Field
      id={id}
      label={label}
      required={props.required}
      help={{ help, source }}
      findings={findings}
      note={props.note}
      wide={WIDE.has(field) || props.kind === 'long-text'}
    >
      <FieldControl
        id={id}
        label={label}
        kind={props.kind}
        limit={props.limit}
        options={props.options}
        value={props.value}
        readOnly={props.readOnly}
        invalid={findings.length > 0}
        read={(typed) => props.reading.value({ kind: props.kind, codeTable: props.codeTable ?? null }, typed)}
        onChange={(value) => edit((entry) => setField(entry, field, value), field)}
      />
    </Field>
  );
});

function spreadNote(entry: CatalogueEntry, key: EntryFieldKey): string {
  if (!isRolledUp(key)) return '';
  const spread = itemSpread(entry, key);
  if (spread.length === 0) return '';
  return words.spread(
    spread
      .slice(0, 4)
      .map(([value, count]) => words.spreadPart(value, count))
      .join('、'),
  );
}

const NONE: EntryFindings = [];

/** Findings about the entry itself, by field. */
function byField(findings: EntryFindings): ReadonlyMap<string, EntryFindings> {
  const map = new Map<string, EntryFindings[number][]>();
  for (const finding of findings) {
    // What was answered stands in the panel alone.
    if (finding.item !== undefined || finding.settled !== undefined) continue;
    const list = map.get(finding.field) ?? [];
    list.push(finding);
    map.set(finding.field, list);
  }
  return map;
}

export interface EntryFormProps {
  readonly entry: CatalogueEntry;
  readonly findings: EntryFindings;
  readonly readOnly: boolean;
  readonly edit: EntryDraft['edit'];
  readonly reading: Reading;
}

/** The entry's own fields, section by section in the guide's order, with a table of contents. */
export function EntryForm({ entry, findings, readOnly, edit, reading }: EntryFormProps) {
  const described = useCall('fields.describe', {});
  const local = useLocalFields(entry);
  const required = useMemo(() => new Set(described.value?.required ?? []), [described.value]);
  const optionsOf = useOptions(described.value);
  const found = useMemo(() => byField(findings), [findings]);
  const scroller = useRef<HTMLDivElement>(null);
  const sections = formSections(entry);
  const [seen, setSeen] = useState<string>(sections[0]?.group ?? '');

  useEffect(() => {
    const frame = scroller.current;
    if (frame === null) return undefined;
    const onScroll = () => {
      const top = frame.getBoundingClientRect().top + 24;
      const heads = [...frame.querySelectorAll<HTMLElement>('section[data-group]')];
      const at = heads.filter((head) => head.getBoundingClientRect().top <= top).at(-1) ?? heads[0];
      const bottom = frame.scrollTop + frame.clientHeight >= frame.scrollHeight - 2 && frame.scrollTop > 0;
      setSeen((bottom ? heads.at(-1) : at)?.dataset['group'] ?? '');
    };
    frame.addEventListener('scroll', onScroll, { passive: true });
    return () => frame.removeEventListener('scroll', onScroll);
  }, []);

  const show = (group: string) => {
    document.getElementById(sectionId(group))?.scrollIntoView({ block: 'start' });
    setSeen(group);
  };
  const problemsIn = (group: string, fields: readonly string[]): EntryFindings => {
    const own = group === '扩展信息' ? [...fields, ...local.map((field) => field.field)] : fields;
    return own.flatMap((field) => found.get(field) ?? NONE);
  };

  return (
    <div className="entry-form">
      <nav className="entry-contents" aria-label={words.contents}>
        <ul>
          {sections.map(({ group, fields }) => {
            const problems = problemsIn(group, fields);
            const worst = SEVERITIES.find((severity) => problems.some((one) => one.severity === severity));
            return (
              <li key={group}>
                <button
                  type="button"
                  aria-current={seen === group ? 'location' : undefined}
                  aria-label={words.section(group, problems.length)}
                  onClick={() => show(group)}
                >
                  {group}
                  {worst !== undefined && (
                    <span className={`contents-count severity-${worst}`}>{problems.length}</span>
                  )}
                </button>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className="entry-fields" ref={scroller}>
        {sections.map(({ group, fields }) => (
          <section key={group} id={sectionId(group)} data-group={group} aria-label={group}>
            <h2>{group}</h2>
            <div className="field-grid">
              {fields.map((key) => {
                const field = ENTRY_FIELDS[key];
                const parent = PARENTS[key];
                return (
                  <FieldRow
                    key={key}
                    field={key}
                    label={field.label}
                    kind={field.kind}
                    limit={field.limit}
                    help={field.help}
                    source={field.source}
                    options={optionsOf(
                      'codeTable' in field ? field.codeTable : undefined,
                      parent === undefined ? '' : entry[parent],
                    )}
                    value={entry[key]}
                    required={required.has(key)}
                    readOnly={readOnly}
                    note={
                      key === 'code' && !readOnly ? (
                        <CodeProposal entry={entry} edit={edit} />
                      ) : key === 'refusalBasis' && !readOnly ? (
                        <BasisChoice entry={entry} edit={edit} />
                      ) : (
                        spreadNote(entry, key)
                      )
                    }
                    findings={found.get(key) ?? NONE}
                    edit={edit}
                    reading={reading}
                    codeTable={'codeTable' in field ? field.codeTable : undefined}
                  />
                );
              })}
              {group === '扩展信息' &&
                local.map((field) => (
                  <FieldRow
                    key={field.field}
                    field={field.field}
                    label={field.label}
                    kind={field.kind}
                    limit={32_767}
                    help={field.help}
                    source={field.source}
                    options={field.options}
                    value={entry.extra[field.label] ?? ''}
                    required={required.has(field.field)}
                    readOnly={readOnly}
                    note=""
                    findings={found.get(field.field) ?? NONE}
                    edit={edit}
                    reading={reading}
                  />
                ))}
              {group === '基本信息' && entry.formerCodes.length > 0 && (
                <Field id="field-formerCodes" label={words.formerCodes}>
                  <span id="field-formerCodes" className="code field-plain">
                    {entry.formerCodes.join('、')}
                  </span>
                </Field>
              )}
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}
