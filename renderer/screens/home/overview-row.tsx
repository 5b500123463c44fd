import type { ReactNode } from 'react';

export interface OverviewRowProps {
  readonly label: ReactNode;
  /** At the right; what is 0 is pale. */
  readonly count: ReactNode;
  readonly title?: string;
  readonly onGo: () => void;
}

/** One line of an overview: what, how many, and a press leads to them. */
export function OverviewRow({ label, count, title, onGo }: OverviewRowProps) {
  return (
    <li>
      <button type="button" className="overview-row" title={title} onClick={onGo}>
        <span>{label}</span>
        <span className={count === 0 ? 'quiet number' : 'number'}>{count}</span>
      </button>
    </li>
  );
}
