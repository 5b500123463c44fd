import { useState } from 'react';
import {
  CheckCircleOutlined,
  CloseCircleFilled,
  EditOutlined,
  LockOutlined,
  SyncOutlined,
  WarningFilled,
} from '@ant-design/icons';
import { minuteInShanghai } from '#app/deadlines/calendar-date';
import { useCall, useEvent } from '#renderer/call';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { SeverityTag } from '#renderer/parts/severity-tag';
import { ViewDialog } from '#renderer/parts/view-dialog';
import { weekdayText } from '#renderer/parts/day';
import { text } from '#renderer/text/zh-cn';
import { useLibrary, useNavigation, useSaveState } from './contexts';

const words = text.frame.status;

function SavedMark() {
  const { summary } = useLibrary();
  const { state } = useSaveState();
  const [open, setOpen] = useState(false);
  if (summary.readOnly) {
    return (
      <span className="status-item">
        <LockOutlined aria-hidden /> {words.readOnly}
      </span>
    );
  }
  switch (state.kind) {
    case 'idle':
      return (
        <span className="status-item">
          <CheckCircleOutlined aria-hidden /> {words.idle}
        </span>
      );
    case 'saved': {
      const time = minuteInShanghai(state.atMs).slice(11);
      return (
        <span className="status-item">
          <CheckCircleOutlined aria-hidden /> {words.saved(time)}
        </span>
      );
    }
    case 'saving':
      return (
        <span className="status-item">
          <SyncOutlined spin aria-hidden /> {words.saving}
        </span>
      );
    case 'unsaved':
      return (
        <span className="status-item status-unsaved">
          <EditOutlined aria-hidden /> {words.unsaved}
        </span>
      );
    case 'failed':
      return (
        <>
          <button type="button" className="status-item status-bad" onClick={() => setOpen(true)}>
            <CloseCircleFilled aria-hidden /> {words.failed}
          </button>
          {open && (
            <ViewDialog title={words.unsaved} onClose={() => setOpen(false)}>
              <FailureNotice failure={state.failure} />
            </ViewDialog>
          )}
        </>
      );
  }
}

function Findings() {
  const { go } = useNavigation();
  const { value } = useCall('check.counts', {});
  if (value === null) return null;
  const any = value.error + value.warning + value.advice > 0;
  if (!any) return <span className="status-item">{words.noFindings}</span>;
  return (
    <span className="status-group" role="group" aria-label={words.findings}>
      {(['error', 'warning', 'advice'] as const).map((severity) => (
        <button
          type="button"
          key={severity}
          className="status-item"
          onClick={() => go({ screen: 'entries', part: 'findings', findings: severity })}
        >
          <SeverityTag severity={severity} count={value[severity]} />
        </button>
      ))}
    </span>
  );
}

function NextDue() {
  const { go } = useNavigation();
  const { value } = useCall('duties.list', {});
  if (value === null) return null;
  const next = value.duties.find((duty) => duty.remainingWorkingDays !== null && duty.party !== 'A');
  if (next === undefined) return <span className="status-item">{words.noDuty}</span>;
  const urgent = next.status === 'overdue' ? 'status-bad' : next.status === 'due-soon' ? 'status-soon' : '';
  return (
    <button type="button" className={`status-item ${urgent}`} onClick={() => go({ screen: 'home' })}>
      {next.status === 'overdue' && <WarningFilled aria-hidden />}{' '}
      {words.due(next.label, `${next.due} ${weekdayText(next.due)}`)} ·{' '}
      {words.remaining(next.remainingWorkingDays ?? 0)}
      {next.provisional && `（${words.provisional}）`}
    </button>
  );
}

function EngineTrouble() {
  const [state, setState] = useState<'running' | 'restarting' | 'failed'>('running');
  useEvent('engine.state', (payload) => setState(payload.state));
  if (state === 'running') return null;
  return (
    <span className="status-item status-bad" role="alert">
      <WarningFilled aria-hidden /> {state === 'restarting' ? words.engineRestarting : words.engineFailed}
    </span>
  );
}

/** What is saved, what the check says, what is due next, and whether the engine runs. */
export function StatusLine() {
  return (
    <footer className="status-line" aria-label={words.label}>
      <span role="status" aria-live="polite">
        <SavedMark />
      </span>
      <EngineTrouble />
      <span className="top-space" />
      <Findings />
      <NextDue />
    </footer>
  );
}
