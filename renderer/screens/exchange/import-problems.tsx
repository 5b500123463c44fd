import { useMemo, useState, type ReactNode } from 'react';
import { Segmented, type TableColumnsType } from 'antd';
import { CloseCircleFilled } from '@ant-design/icons';
import { SEVERITIES } from '#app/jurisdictions/finding';
import { useArticle, useLibrary, type RuleRow } from '#renderer/frame/contexts';
import { citedPlace } from '#renderer/parts/cited-article';
import { FillTable } from '#renderer/parts/fill-table';
import { SeverityTag } from '#renderer/parts/severity-tag';
import { text } from '#renderer/text/zh-cn';
import type { ImportProblem } from './import-facts';

const words = text.exchange.check;
const KINDS = ['failed', ...SEVERITIES] as const;
type Filter = 'all' | ImportProblem['severity'];

function ProblemSeverity({ severity }: { readonly severity: ImportProblem['severity'] }) {
  if (severity !== 'failed') return <SeverityTag severity={severity} />;
  return (
    <span className="severity severity-error">
      <CloseCircleFilled aria-hidden /> {words.severities.failed}
    </span>
  );
}

function Basis({ problem, rules }: { readonly problem: ImportProblem; readonly rules: readonly RuleRow[] }) {
  const openArticle = useArticle();
  const { article, citation } = problem;
  if (!article) return null;
  return (
    <button
      type="button"
      className="link citation"
      title={citation?.quote}
      onClick={() => openArticle(citation ?? citedPlace(article, rules))}
    >
      {article}
    </button>
  );
}

/** The problems of one row, under each other. */
export function ProblemList(props: {
  readonly problems: readonly ImportProblem[];
  /** The name of the sheet stands before the cell. */
  readonly withSheet: boolean;
}) {
  const { problems, withSheet } = props;
  const { rules } = useLibrary();
  if (problems.length === 0) return <p className="quiet">{words.noProblemsOfRow}</p>;
  return (
    <ul className="problem-list">
      {problems.map((problem, index) => (
        <li key={index}>
          <ProblemSeverity severity={problem.severity} />{' '}
          <span className="quiet">
            {withSheet && problem.sheet} <span className="code">{problem.cell}</span>
          </span>
          <div>{problem.message}</div>
          <Basis problem={problem} rules={rules} />
        </li>
      ))}
    </ul>
  );
}

/** All problems of the sheet, each with its cell, what to do, and the article. */
export function ImportProblems(props: {
  readonly problems: readonly ImportProblem[];
  /** Stands before the filters. */
  readonly head: ReactNode;
}) {
  const { problems, head } = props;
  const { rules } = useLibrary();
  const [filter, setFilter] = useState<Filter>('all');
  const rows = useMemo(
    () =>
      problems
        .filter((problem) => filter === 'all' || problem.severity === filter)
        .sort((a, b) => KINDS.indexOf(a.severity) - KINDS.indexOf(b.severity))
        .map((problem, index) => ({ ...problem, key: index })),
    [problems, filter],
  );
  const sheets = new Set(problems.map((problem) => problem.sheet)).size;
  const count = (severity: Filter): number =>
    severity === 'all' ? problems.length : problems.filter((problem) => problem.severity === severity).length;
  const columns: TableColumnsType<(typeof rows)[number]> = [
    { title: words.severity, width: 100, render: (_, row) => <ProblemSeverity severity={row.severity} /> },
    {
      title: words.cell,
      width: sheets > 1 ? 180 : 76,
      ellipsis: true,
      render: (_, row) => (sheets > 1 ? `${row.sheet} ${row.cell}` : row.cell),
    },
    {
      title: words.message,
      ellipsis: { showTitle: false },
      render: (_, row) => <span title={row.message}>{row.message}</span>,
    },
    {
      title: words.basis,
      width: 230,
      ellipsis: true,
      render: (_, row) => <Basis problem={row} rules={rules} />,
    },
  ];
  return (
    <>
      <div className="page-bar import-filter">
        {head}
        <Segmented<Filter>
          size="small"
          aria-label={words.severityFilter}
          value={filter}
          onChange={setFilter}
          options={[
            { value: 'all', label: `${words.all} ${count('all')}` },
            ...KINDS.map((severity) => ({
              value: severity,
              label: `${words.severities[severity]} ${count(severity)}`,
              disabled: count(severity) === 0,
            })),
          ]}
        />
      </div>
      <FillTable
        minWidth={820}
        columns={columns}
        dataSource={rows}
        rowKey="key"
        locale={{ emptyText: words.noProblems }}
      />
    </>
  );
}
