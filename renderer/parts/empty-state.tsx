import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  /** What is the case. */
  readonly title: string;
  /** What to do first, or which filter to lift. */
  readonly hint?: ReactNode;
  /** At most one main button, others beside it as links. */
  readonly children?: ReactNode;
}

/** The quiet middle of a screen or pane that has nothing to show. */
export function EmptyState({ icon, title, hint, children }: EmptyStateProps) {
  return (
    <div className="empty-state">
      {icon !== undefined && <div className="empty-state-icon">{icon}</div>}
      <div className="empty-state-title">{title}</div>
      {hint !== undefined && <div className="empty-state-hint">{hint}</div>}
      {children !== undefined && <div className="empty-state-actions">{children}</div>}
    </div>
  );
}
