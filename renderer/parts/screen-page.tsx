import { useId, type ReactNode } from 'react';

export interface PagePart<K extends string> {
  readonly key: K;
  readonly label: string;
  /** How many wait there for somebody; shown when above 0. */
  readonly count?: number;
}

export interface ScreenPageProps<K extends string> {
  readonly title: string;
  readonly parts: readonly PagePart<K>[];
  readonly part: K;
  readonly onPart: (part: K) => void;
  /** At the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The head of a screen with its parts beside the title, and the part below. */
export function ScreenPage<K extends string>(props: ScreenPageProps<K>) {
  const { title, parts, part, onPart, actions, children } = props;
  const id = useId();
  return (
    <>
      <header className="page-head">
        <h1 id={id}>{title}</h1>
        {parts.length > 1 && (
          <nav aria-labelledby={id} className="page-parts">
            {parts.map((one) => (
              <button
                key={one.key}
                type="button"
                aria-current={one.key === part ? 'true' : undefined}
                onClick={() => onPart(one.key)}
              >
                {one.label}
                {one.count !== undefined && one.count > 0 && (
                  <span className="page-part-count">{one.count}</span>
                )}
              </button>
            ))}
          </nav>
        )}
        <span className="page-head-space" />
        {actions}
      </header>
      <div className="page-body">{children}</div>
    </>
  );
}
