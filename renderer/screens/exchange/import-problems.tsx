import { useMemo, useState } from 'react';
import { Segmented, type TableColumnsType } from 'antd';
import { CloseCircleFilled } from '@ant-design/icons';
import { useArticle, useLibrary, type RuleRow } from '#renderer/frame/contexts';
import { citedPlace } from '#renderer/parts/cited-article';
import { FillTable } from '#renderer/parts/fill-table';
import { SeverityTag } from '#renderer/parts/severity-tag';
import { text } from '#renderer/text/zh-cn';
import type { ImportProblem } from './import-facts';

const words = text.exchange.check;
const SEVERITIES = ['failed', 'error', 'warning', 'advice'] as const;
type Filter = 'all' | ImportProblem['severity'];

function ProblemSeverity({ severity }: { readonly severity: ImportProblem['severity'] }) {
  if (severity !== 'failed') return <SeverityTag severity={severity} />;
  return (
    <span className="severity severity-error">
      <CloseCircleFilled aria-hidden /> {words.severities.failed}
    </span>
  );
}

function Basis({
  article,
  rules,
}: {
  readonly article: string | undefined;
  readonly rules: readonly RuleRow[];
}) {
  const openArticle = useArticle();
  if (!article) return null;
  const place = citedPlace(article, rules);
  return (
    <button type="button" className="link citation" onClick={() => openArticle(place)}>
      {article}
    </button>
  );
}

/** The problems of one row, under each other. */
export function ProblemList({ problems }: { readonly problems: readonly ImportProblem[] }) {
  const { rules } = useLibrary();
  if (problems.length === 0) return <p className="quiet">{words.noProblemsOfRow}</p>;
  return (
    <ul className="problem-list">
      {problems.map((problem, index) => (
        <li key={index}>
          <ProblemSeverity severity={problem.severity} />{' '}
          <span className="quiet">
            {problem.sheet} <span className="code">{problem.cell}</span>
          </span>
          <div>{problem.message}</div>
          <Basis article={problem.article} rules={rules} />
        </li>
      ))}
    </ul>
  );
}

/** All problems of the sheet, each with its cell, what to do, and the article. */
export function ImportProblems({ problems }: { readonly problems: readonly ImportProblem[] }) {
  const { rules } = useLibrary();
  const [filter, setFilter] = useState<Filter>('all');
  const rows = useMemo(
    () =>
      problems
        .filter((problem) => filter === 'all' || problem.severity === filter)
        .map((problem, index) => ({ ...problem, key: index })),
    [problems, filter],
  );
  const count = (severity: Filter): number =>
    severity === 'all' ? problems.length : problems.filter((problem) => problem.severity === severity).length;
  const columns: TableColumnsType<(typeof rows)[number]> = [
    { title: words.severity, width: 100, render: (_, row) => <ProblemSeverity severity={row.severity} /> },
    { title: words.cell, width: 160, ellipsis: true, render: (_, row) => `${row.sheet} ${row.cell}` },
    {
      title: words.message,
      ellipsis: { showTitle: false },
      render: (_, row) => <span title={row.message}>{row.message}</span>,
    },
    {
      title: words.basis,
      width: 230,
      ellipsis: true,
      render: (_, row) => <Basis article={row.article} rules={rules} />,
    },
  ];
  return (
    <>
      <div className="page-bar import-filter">
        <Segmented<Filter>
          size="small"
          value={filter}
          onChange={setFilter}
          options={[
            { value: 'all', label: `${words.all} ${count('all')}` },
            ...SEVERITIES.map((severity) => ({
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
