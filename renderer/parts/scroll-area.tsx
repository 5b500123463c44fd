import type { ReactNode } from 'react';

export interface ScrollAreaProps {
  /** What lies inside, for those who hear the page. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of the page that scrolls by itself, with the arrow keys as well. */
export function ScrollArea({ label, className, children }: ScrollAreaProps) {
  return (
    <div
      className={`page-scroll${className ? ` ${className}` : ''}`}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      {children}
    </div>
  );
}
