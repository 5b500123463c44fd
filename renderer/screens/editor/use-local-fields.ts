import { useEffect, useMemo, useState } from 'react';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { call } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { text } from '#renderer/text/zh-cn';
import type { ChoiceOption } from './field-control';

export interface LocalField {
  /** `extra.<label>`. */
  readonly field: string;
  readonly label: string;
  readonly kind: 'text' | 'long-text' | 'choice' | 'date' | 'number' | 'code';
  readonly options: readonly ChoiceOption[];
  readonly help: string;
  readonly source: string;
}

/** Fields that the local rules ask for, then the department's own columns that are filled in. */
export function useLocalFields(entry: CatalogueEntry): readonly LocalField[] {
  const { summary, rules } = useLibrary();
  const [demanded, setDemanded] = useState<readonly LocalField[]>([]);
  const stack = summary.rules.join(' ');

  useEffect(() => {
    let overtaken = false;
    const ids = stack.split(' ').filter(Boolean);
    void Promise.all(ids.map((id) => call('rules.read', { rules: id }))).then((outcomes) => {
      if (overtaken) return;
      setDemanded(
        outcomes.flatMap((outcome, index) => {
          const name = rules.find((row) => row.id === ids[index])?.name ?? '';
          return (outcome.ok ? outcome.value.pack.extensionFields : []).map((field) => ({
            field: `extra.${field.label}`,
            label: field.label,
            kind: field.kind,
            options: field.values.map((label) => ({ label })),
            help: field.help,
            source: `${name}${field.article}`,
          }));
        }),
      );
    });
    return () => {
      overtaken = true;
    };
  }, [stack, rules]);

  return useMemo(() => {
    const known = new Set(demanded.map((field) => field.label));
    const own = Object.keys(entry.extra)
      .filter((label) => !known.has(label))
      .map((label) => ({
        field: `extra.${label}`,
        label,
        kind: 'long-text' as const,
        options: [],
        help: '',
        source: text.editor.ownColumns,
      }));
    return [...demanded, ...own];
  }, [demanded, entry.extra]);
}
