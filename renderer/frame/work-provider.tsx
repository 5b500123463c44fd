import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button, Progress } from 'antd';
import type { Outcome } from '#app/contract/failure';
import {
  call,
  cancelCall,
  newCallId,
  useEvent,
  type AnyCallName,
  type InputOf,
  type OutputOf,
} from '#renderer/call';
import { useLasting } from '#renderer/parts/loading';
import { text } from '#renderer/text/zh-cn';
import { WorkContext, type WorkHolder } from './contexts';

const words = text.frame.work;

interface Work {
  readonly id: string;
  readonly label: string;
  readonly startedAtMs: number;
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly cancelling: boolean;
}

/** Seconds that are left, judged by the pace so far; null while too little is known. */
export function secondsLeft(done: number, total: number, elapsedMs: number): number | null {
  if (total <= 0 || done <= 0 || elapsedMs < 1500 || done >= total) return null;
  return ((elapsedMs / done) * (total - done)) / 1000;
}

function WorkRow({ work, onCancel }: { readonly work: Work; readonly onCancel: () => void }) {
  const left = secondsLeft(work.done, work.total, Date.now() - work.startedAtMs);
  return (
    <div className="work-row">
      <div className="work-head">
        <strong>{work.label}</strong>
        <Button size="small" onClick={onCancel} disabled={work.cancelling}>
          {work.cancelling ? words.cancelling : words.cancel}
        </Button>
      </div>
      <div className="work-stage">
        {work.stage} {work.done > 0 && words.done(work.done, work.total)}{' '}
        {left !== null && words.remaining(left)}
      </div>
      <Progress
        percent={work.total > 0 ? Math.min(100, Math.round((work.done / work.total) * 100)) : 100}
        status="active"
        showInfo={work.total > 0}
        size="small"
        aria-label={work.label}
      />
    </div>
  );
}

function WorkPanel({
  works,
  onCancel,
}: {
  readonly works: readonly Work[];
  readonly onCancel: (id: string) => void;
}) {
  const lasting = useLasting(works.length > 0);
  if (!lasting) return null;
  return (
    <section className="work-panel" aria-label={words.title} role="status">
      {works.map((work) => (
        <WorkRow key={work.id} work={work} onCancel={() => onCancel(work.id)} />
      ))}
    </section>
  );
}

/** Keeps the long calls under way and shows them bottom right; the screen behind stays usable. */
export function WorkProvider({ children }: { readonly children: ReactNode }) {
  const [works, setWorks] = useState<readonly Work[]>([]);
  const known = useRef(new Set<string>());

  const change = useCallback((id: string, part: Partial<Work>) => {
    setWorks((before) => before.map((work) => (work.id === id ? { ...work, ...part } : work)));
  }, []);

  useEvent('progress', ({ id, done, total, label }) => {
    if (known.current.has(id)) change(id, { done, total, stage: label });
  });

  const run = useCallback(
    async <N extends AnyCallName>(
      name: N,
      input: InputOf<N>,
      label: string,
    ): Promise<Outcome<OutputOf<N>>> => {
      const id = newCallId();
      known.current.add(id);
      const work: Work = {
        id,
        label,
        startedAtMs: Date.now(),
        stage: '',
        done: 0,
        total: 0,
        cancelling: false,
      };
      setWorks((before) => [...before, work]);
      try {
        return await call(name, input, id);
      } finally {
        known.current.delete(id);
        setWorks((before) => before.filter((one) => one.id !== id));
      }
    },
    [],
  );

  const holder = useMemo<WorkHolder>(() => ({ run }), [run]);
  return (
    <WorkContext.Provider value={holder}>
      {children}
      <WorkPanel
        works={works}
        onCancel={(id) => {
          change(id, { cancelling: true });
          cancelCall(id);
        }}
      />
    </WorkContext.Provider>
  );
}
