import { Fragment, useState } from 'react';
import { App, Button, Select } from 'antd';
import { call, useCall, type InputOf, type OutputOf } from '#renderer/call';
import { useLibrary } from '#renderer/frame/contexts';
import { minuteOf } from '#renderer/parts/day';
import { DifferenceView } from '#renderer/parts/difference-view';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { PapersButton } from '#renderer/parts/papers-button';
import { useComplain } from '#renderer/parts/use-complain';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';

const words = text.editor.history;
type Versions = OutputOf<'entries.read'>['versions'];

export interface VersionsTabProps {
  readonly entry: string;
  readonly versions: Versions;
  /** The revision that is shown: a later change is not overwritten by a restored version. */
  readonly revision: number;
  /** Whether the entry may be changed at all. */
  readonly open: boolean;
  readonly onRestored: () => void;
}

type VersionRef = InputOf<'versions.compare'>['from'];

function Compared({ entry, from, to }: InputOf<'versions.compare'>) {
  const { value, failure, reload } = useCall('versions.compare', { entry, from, to });
  if (failure) return <FailureNotice failure={failure} onRetry={reload} />;
  if (value === null) return <Loading rows={3} />;
  return <DifferenceView differences={value} />;
}

/** Any two of the draft, the approved versions and the platform's, beside each other and as a paper. */
function Comparison(props: {
  readonly entry: string;
  readonly versions: Versions;
  readonly from: VersionRef;
  readonly to: VersionRef;
  readonly onChoose: (from: VersionRef, to: VersionRef) => void;
}) {
  const { entry, versions, from, to, onChoose } = props;
  const options: { value: VersionRef; label: string }[] = [
    { value: 'draft', label: words.draft },
    ...[...versions]
      .sort((a, b) => b.version - a.version)
      .map(({ version }) => ({ value: version, label: words.row(version) })),
    { value: 'platform', label: words.platform },
  ];
  return (
    <section aria-label={words.compareHead}>
      <h2>{words.compareHead}</h2>
      <div className="form-buttons compare-bar">
        <Select<VersionRef>
          aria-label={words.from}
          prefix={words.from}
          value={from}
          options={options}
          onChange={(value) => onChoose(value, to)}
          style={{ width: 190 }}
        />
        <Select<VersionRef>
          aria-label={words.to}
          prefix={words.to}
          value={to}
          options={options}
          onChange={(value) => onChoose(from, value)}
          style={{ width: 190 }}
        />
        <PapersButton papers={[{ kind: 'versions', subject: [entry, String(from), String(to)] }]} />
      </div>
      <Compared key={`${from} ${to}`} entry={entry} from={from} to={to} />
    </section>
  );
}

function VersionTable({ entry, versions, revision, open, onRestored }: VersionsTabProps) {
  const { person } = useLibrary();
  const { message } = App.useApp();
  const confirm = useConfirm();
  const complain = useComplain();
  const [compared, setCompared] = useState<{ readonly from: VersionRef; readonly to: VersionRef } | null>(
    null,
  );

  const restore = async (version: number) => {
    const agreed = await confirm({
      title: words.restoreTitle(version),
      consequence: words.restoreHint,
      action: words.restore,
      dangerous: true,
    });
    if (!agreed) return;
    const outcome = await call('versions.restore', { entry, version, revision, by: person });
    if (!outcome.ok) {
      complain(outcome.failure);
      return;
    }
    void message.success(words.restored(version));
    onRestored();
  };
  if (versions.length === 0) return <p className="quiet">{words.none}</p>;
  return (
    <>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.version}</th>
            <th scope="col">{words.approvedAt}</th>
            <th scope="col">{words.sm3}</th>
            <th scope="col">
              <span className="visually-hidden">{text.entries.more}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...versions]
            .sort((a, b) => b.version - a.version)
            .map((version) => (
              <tr key={version.version}>
                <td>{words.row(version.version)}</td>
                <td>{minuteOf(version.approvedAt)}</td>
                <td className="code">{version.sm3}</td>
                <td className="plain-table-acts">
                  <Button size="small" onClick={() => setCompared({ from: version.version, to: 'draft' })}>
                    {words.compare}
                  </Button>
                  {open && (
                    <Button size="small" onClick={() => void restore(version.version)}>
                      {words.restore}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      {compared !== null && (
        <Comparison
          entry={entry}
          versions={versions}
          from={compared.from}
          to={compared.to}
          onChoose={(from, to) => setCompared({ from, to })}
        />
      )}
    </>
  );
}

function Records({ entry }: { readonly entry: string }) {
  const { value, failure, reload } = useCall('entries.history', { entry, limit: 200 });
  const [shown, setShown] = useState<number | null>(null);
  if (failure) return <FailureNotice failure={failure} onRetry={reload} />;
  if (value === null) return <Loading rows={4} />;
  if (value.records.length === 0) return <p className="quiet">{words.noRecords}</p>;
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{words.at}</th>
          <th scope="col">{words.by}</th>
          <th scope="col">{words.what}</th>
          <th scope="col">{words.fields}</th>
        </tr>
      </thead>
      <tbody>
        {value.records.map((record, index) => {
          const some = record.changes.length + record.itemsAdded.length + record.itemsRemoved.length > 0;
          return (
            <Fragment key={index}>
              <tr>
                <td className="plain-table-at">{minuteOf(record.at)}</td>
                <td>{record.by}</td>
                <td>
                  {record.what}
                  {record.opinion !== '' && <div className="quiet">{record.opinion}</div>}
                </td>
                <td>
                  {some && (
                    <Button
                      size="small"
                      type="link"
                      aria-expanded={shown === index}
                      onClick={() => setShown(shown === index ? null : index)}
                    >
                      {shown === index ? words.hide : words.show}
                    </Button>
                  )}
                </td>
              </tr>
              {shown === index && (
                <tr>
                  <td colSpan={4}>
                    <DifferenceView differences={record} />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

/** 历史版本: approved versions with the digest that their paper carries, and who changed what when. */
export function VersionsTab(props: VersionsTabProps) {
  return (
    <div className="page history">
      <h2>{words.versions}</h2>
      <VersionTable {...props} />
      <h2>{words.records}</h2>
      <Records entry={props.entry} />
    </div>
  );
}
