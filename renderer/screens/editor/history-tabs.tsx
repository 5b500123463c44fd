import { useCall } from '#renderer/call';
import { DifferenceView } from '#renderer/parts/difference-view';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { STEP_LABELS } from '#app/review/review-steps';
import { text } from '#renderer/text/zh-cn';

const words = text.editor;
/** 变更对照: what differs from the latest approved version. */
export function ChangesTab({ entry }: { readonly entry: string }) {
  const { value, failure, reload } = useCall('entries.changes', { entry });
  if (failure) return <FailureNotice failure={failure} onRetry={reload} />;
  if (value === null) return <Loading />;
  return (
    <div className="page">
      <h2>{value.fromVersion > 0 ? words.history.since(value.fromVersion) : words.history.sinceNothing}</h2>
      <DifferenceView differences={value} firstVersion={value.fromVersion === 0} />
    </div>
  );
}

/** 审核意见: the steps taken with this entry, by whom, when and with what words. */
export function OpinionsTab({ entry }: { readonly entry: string }) {
  const { value, failure, reload } = useCall('review.history', { entry, limit: 500 });
  if (failure) return <FailureNotice failure={failure} onRetry={reload} />;
  if (value === null) return <Loading />;
  if (value.records.length === 0) return <EmptyState title={words.opinions.none} />;
  const labels: Readonly<Record<string, string>> = STEP_LABELS;
  return (
    <div className="page">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.opinions.on}</th>
            <th scope="col">{words.opinions.step}</th>
            <th scope="col">{words.opinions.by}</th>
            <th scope="col">{words.opinions.opinion}</th>
            <th scope="col">{words.opinions.way}</th>
            <th scope="col">{words.opinions.scan}</th>
          </tr>
        </thead>
        <tbody>
          {value.records.map((record, index) => (
            <tr key={index}>
              <td>{record.on}</td>
              <td>{labels[record.step] ?? record.step}</td>
              <td>{record.by}</td>
              <td className="opinion">{record.opinion}</td>
              <td>{record.offline ? words.opinions.offline : words.opinions.inside}</td>
              <td>{record.scan?.name ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
