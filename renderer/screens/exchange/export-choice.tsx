import { useMemo } from 'react';
import { Input, Radio, Select, TreeSelect } from 'antd';
import { categoryTree, type CategoryNode } from '#app/classification/category-tree';
import { useCall, type InputOf } from '#renderer/call';
import { CLEARABLE } from '#renderer/parts/clearable';
import { matchesTyped } from '#renderer/parts/pinyin-initials';
import { StateTag } from '#renderer/parts/state-tag';
import { text } from '#renderer/text/zh-cn';
import { ENTRY_STATES, type EntryState } from '#app/contract/entry-states';
import { APPROVED_STATES } from '#app/review/review-steps';

const words = text.exchange.export;
export type Scope = keyof typeof words.scopes;
export type ChoiceInput = InputOf<'workbook.choice'>;

export interface ExportChoice {
  readonly scope: Scope;
  readonly query: string;
  readonly category: string;
  readonly states: readonly EntryState[];
  readonly offices: readonly string[];
}

export const WHOLE: ExportChoice = { scope: 'all', query: '', category: '', states: [], offices: [] };

/** The call's input for these conditions; what is not said is left out. */
export function choiceInput(choice: ExportChoice, entries: readonly string[] | null): ChoiceInput {
  if (choice.scope === 'chosen' && entries !== null) return { entries: [...entries] };
  if (choice.scope !== 'some') return {};
  return {
    ...(choice.query.trim() === '' ? {} : { query: choice.query.trim() }),
    ...(choice.category === '' ? {} : { category: choice.category }),
    ...(choice.states.length === 0 ? {} : { states: [...choice.states] }),
    ...(choice.offices.length === 0 ? {} : { offices: [...choice.offices] }),
  };
}

/** Of the same choice, what is 已审定 or further. */
export function approvedOnly(input: ChoiceInput): ChoiceInput {
  const wanted = input.states;
  return { ...input, states: APPROVED_STATES.filter((state) => wanted?.includes(state) ?? true) };
}

interface Node {
  readonly value: string;
  readonly title: string;
  readonly children: Node[];
}

/** Categories that hold entries, with those above them. */
function usedNodes(nodes: readonly CategoryNode[], counts: ReadonlyMap<string, number>): Node[] {
  return nodes.flatMap((node) => {
    const children = usedNodes(node.children, counts);
    if ((counts.get(node.code) ?? 0) === 0 && children.length === 0) return [];
    return [{ value: node.code, title: `${node.code} ${node.name}`, children }];
  });
}

function Conditions({ choice, onChange }: Pick<ChoiceProps, 'choice' | 'onChange'>) {
  const categories = useCall('categories.list', {});
  const all = useCall('workbook.choice', {});
  const tree = useMemo(() => {
    const list = categories.value?.categories ?? [];
    const counts = new Map(list.map(({ code, entries }) => [code, entries]));
    return [{ value: '-', title: words.noCode, children: [] }, ...usedNodes(categoryTree(list), counts)];
  }, [categories.value]);
  return (
    <div className="export-choice">
      <div className="export-choice-line">
        <label htmlFor="export-query">{words.query}</label>
        <Input
          id="export-query"
          allowClear={CLEARABLE}
          maxLength={200}
          placeholder={words.queryHint}
          value={choice.query}
          onChange={(event) => onChange({ ...choice, query: event.target.value })}
        />
      </div>
      <div className="export-choice-line">
        <label htmlFor="export-category">{words.category}</label>
        <TreeSelect
          id="export-category"
          allowClear={CLEARABLE}
          showSearch={{ filterTreeNode: (typed, node) => matchesTyped(String(node.title), typed) }}
          placeholder={words.anyOffice}
          value={choice.category === '' ? null : choice.category}
          treeData={tree}
          onChange={(category: string | null) => onChange({ ...choice, category: category ?? '' })}
        />
      </div>
      <div className="export-choice-line">
        <label htmlFor="export-states">{words.states}</label>
        <Select<EntryState[]>
          id="export-states"
          mode="multiple"
          maxTagCount="responsive"
          placeholder={words.anyState}
          value={[...choice.states]}
          options={ENTRY_STATES.map((state) => ({ value: state, label: <StateTag state={state} /> }))}
          onChange={(states) => onChange({ ...choice, states })}
        />
      </div>
      <div className="export-choice-line">
        <label htmlFor="export-offices">{words.offices}</label>
        <Select<string[]>
          id="export-offices"
          mode="multiple"
          maxTagCount="responsive"
          placeholder={words.anyOffice}
          value={[...choice.offices]}
          options={(all.value?.offices ?? []).map(({ office, entries }) => ({
            value: office,
            label: `${office || text.exchange.offices.none}（${entries}）`,
          }))}
          showSearch={{ filterOption: (typed, option) => matchesTyped(String(option?.label ?? ''), typed) }}
          onChange={(offices) => onChange({ ...choice, offices })}
        />
      </div>
    </div>
  );
}

export interface ChoiceProps {
  readonly choice: ExportChoice;
  readonly onChange: (choice: ExportChoice) => void;
  /** Number of entries chosen in the list; 0 when none were. */
  readonly chosen: number;
}

/** Which entries go out: all, by conditions, or those chosen in the list. */
export function ExportScope({ choice, onChange, chosen }: ChoiceProps) {
  const scopes: readonly Scope[] = chosen > 0 ? ['chosen', 'all', 'some'] : ['all', 'some'];
  return (
    <>
      <Radio.Group
        id="export-scope"
        className="choice-line"
        value={choice.scope}
        onChange={(event) => onChange({ ...choice, scope: event.target.value as Scope })}
        options={scopes.map((value) => ({
          value,
          label: value === 'chosen' ? `${words.scopes.chosen}（${chosen}）` : words.scopes[value],
        }))}
      />
      {choice.scope === 'some' && <Conditions choice={choice} onChange={onChange} />}
    </>
  );
}
