import { useEffect, useState } from 'react';
import { Skeleton } from 'antd';
import { text } from '#renderer/text/zh-cn';

/** Shorter waits show nothing at all, so that the screen does not flicker. */
const PATIENCE_MS = 150;

/** True once `waiting` has lasted longer than a blink. */
export function useLasting(waiting: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => setLasting(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [waiting]);
  return waiting && lasting;
}

/** Grey lines in place of what is coming. */
export function Loading({ rows = 6 }: { readonly rows?: number }) {
  const lasting = useLasting(true);
  return (
    <div className="loading" role="status" aria-label={text.parts.loading}>
      {lasting && <Skeleton active title={false} paragraph={{ rows }} />}
    </div>
  );
}
