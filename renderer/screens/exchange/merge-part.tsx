import { useMemo, useState } from 'react';
import { Alert, Button, Radio, Table, type TableColumnsType } from 'antd';
import { LockOutlined, MergeCellsOutlined } from '@ant-design/icons';
import type { Failure } from '#app/contract/failure';
import { failureText } from '#app/contract/failure-text';
import type { ChosenFile } from '#app/contract/window-calls';
import type { InputOf, OutputOf } from '#renderer/call';
import { useLibrary, useNavigation, useWork } from '#renderer/frame/contexts';
import { useRefusal } from '#renderer/frame/use-may-write';
import { entriesOf, latestChange, type LatestChange } from '#renderer/frame/use-undo';
import { DifferenceView } from '#renderer/parts/difference-view';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseFile } from '#renderer/parts/file-picker';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { isLocked, UnlockDialog, type Unlock } from '#renderer/parts/unlock-dialog';
import { useConfirm } from '#renderer/parts/use-confirm';
import { text } from '#renderer/text/zh-cn';

const words = text.exchange.merge;
type Merged = OutputOf<'package.merge'>;
type Conflict = Merged['conflicts'][number];
type Take = keyof typeof words.takes;

const keyOf = (one: Conflict): string => `${one.entry.id} ${one.item?.id ?? ''} ${one.field}`;

function Conflicts(props: {
  readonly conflicts: readonly Conflict[];
  readonly takes: Readonly<Record<string, Take>>;
  readonly onTake: (takes: Readonly<Record<string, Take>>) => void;
}) {
  const { conflicts, takes, onTake } = props;
  const all = (take: Take) => onTake(Object.fromEntries(conflicts.map((one) => [keyOf(one), take])));
  const columns: TableColumnsType<Conflict> = [
    { title: words.entry, width: 200, render: (_, row) => row.entry.name || row.entry.code },
    {
      title: text.common.field,
      width: 150,
      render: (_, row) => (row.item ? `${text.common.itemOf(row.item.name)}${row.label}` : row.label),
    },
    { title: words.base, dataIndex: 'base', className: 'quiet' },
    { title: words.ours, dataIndex: 'ours' },
    { title: words.theirs, dataIndex: 'theirs' },
    {
      title: words.choice,
      width: 190,
      render: (_, row) => (
        <Radio.Group
          aria-label={`${row.entry.name} ${row.label}`}
          value={takes[keyOf(row)] ?? null}
          onChange={(event) => onTake({ ...takes, [keyOf(row)]: event.target.value as Take })}
          options={(Object.keys(words.takes) as Take[]).map((value) => ({
            value,
            label: words.takes[value],
          }))}
        />
      ),
    },
  ];
  return (
    <section className="page-section">
      <div className="section-head">
        <h2>{words.conflicts(conflicts.length)}</h2>
        <Button size="small" onClick={() => all('ours')}>
          {words.all.ours}
        </Button>
        <Button size="small" onClick={() => all('theirs')}>
          {words.all.theirs}
        </Button>
      </div>
      <Table<Conflict>
        className="plain-table"
        size="small"
        columns={columns}
        dataSource={[...conflicts]}
        rowKey={keyOf}
        pagination={conflicts.length > 50 ? { pageSize: 50, showSizeChanger: false, size: 'small' } : false}
      />
    </section>
  );
}

function Compared({ merged }: { readonly merged: Merged }) {
  return (
    <>
      <p>
        <strong>{words.from(merged.from.department, merged.from.unit)}</strong>　
        {words.counts(merged.created, merged.updated, merged.unchanged, merged.removed)}
      </p>
      {merged.locked.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={words.locked(merged.locked.length)}
          description={merged.locked
            .slice(0, 50)
            .map((one) => words.lockedLine(one.entry.name, one.state))
            .join('、')}
        />
      )}
    </>
  );
}

/** Another desktop's package: compared first, decided where both changed the same, then taken in as one step. */
export function MergePart() {
  const { person } = useLibrary();
  const refusal = useRefusal('package.merge');
  const { go } = useNavigation();
  const work = useWork();
  const confirm = useConfirm();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [compared, setCompared] = useState<Merged | null>(null);
  const [takes, setTakes] = useState<Readonly<Record<string, Take>>>({});
  const [confirmed, setConfirmed] = useState(false);
  const [done, setDone] = useState<Merged | null>(null);
  const [made, setMade] = useState<LatestChange | null>(null);
  const [locked, setLocked] = useState(false);
  const [unlocked, setUnlocked] = useState<Unlock | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const undecided = useMemo(
    () => (compared?.conflicts ?? []).filter((one) => takes[keyOf(one)] === undefined).length,
    [compared, takes],
  );
  if (refusal !== null) return <EmptyState icon={<LockOutlined />} {...refusal} />;
  const inputOf = (chosen: ChosenFile, agreed: boolean, unlock: Unlock | null): InputOf<'package.merge'> => ({
    file: chosen.token,
    ...unlock,
    decisions: (compared?.conflicts ?? []).flatMap((one) => {
      const take = takes[keyOf(one)];
      const item = one.item ? { item: one.item.id } : {};
      return take === undefined ? [] : [{ entry: one.entry.id, field: one.field, ...item, take }];
    }),
    ...(agreed ? { confirm: true } : {}),
    ...(person === '' ? {} : { by: person }),
  });
  /** Runs the merge; where it would change so much that somebody must agree, asks and runs it once more. */
  const run = async (
    chosen: ChosenFile,
    dryRun: boolean,
    agreed: boolean,
    unlock: Unlock | null,
  ): Promise<Merged | null> => {
    setFailure(null);
    const label = dryRun ? words.comparing(chosen.name) : words.merging(chosen.name);
    const outcome = await work.run('package.merge', { ...inputOf(chosen, agreed, unlock), dryRun }, label);
    if (outcome.ok) return outcome.value;
    if (outcome.failure.code === 'merge-implausible' && !agreed) {
      const goOn = await confirm({
        title: words.confirmTitle,
        consequence: failureText(outcome.failure),
        action: dryRun ? words.compare : words.confirmAction,
        dangerous: true,
      });
      if (!goOn) return null;
      setConfirmed(true);
      return run(chosen, dryRun, true, unlock);
    }
    if (isLocked(outcome.failure)) setLocked(true);
    else setFailure(outcome.failure);
    return null;
  };
  const compare = async (chosen: ChosenFile, unlock: Unlock | null) => {
    setUnlocked(unlock);
    setCompared(await run(chosen, true, false, unlock));
  };
  const choose = async () => {
    const chosen = await chooseFile(words.choose, ['package', 'parts', 'any']);
    if (chosen === null) return;
    setFile(chosen);
    setCompared(null);
    setDone(null);
    setTakes({});
    setConfirmed(false);
    await compare(chosen, null);
  };
  const merge = async () => {
    if (file === null) return;
    const merged = await run(file, false, confirmed, unlocked);
    if (merged === null) return;
    setMade(merged.created + merged.updated > 0 ? await latestChange() : null);
    setDone(merged);
    setCompared(null);
  };
  const nothing =
    compared !== null &&
    compared.created + compared.updated + compared.removed + compared.conflicts.length === 0;
  return (
    <>
      <ScrollArea label={words.title}>
        <div className="settings-wide">
          <p className="quiet">{words.hint}</p>
          <div className="import-file">
            <Button icon={<MergeCellsOutlined />} onClick={() => void choose()}>
              {file === null ? words.choose : words.another}
            </Button>
            {file !== null && <strong>{file.name}</strong>}
          </div>
          {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
          {done !== null && (
            <Alert
              type="success"
              showIcon
              role="status"
              title={words.done(done.created, done.updated)}
              action={
                <Button size="small" onClick={() => go(entriesOf(made))}>
                  {text.exchange.done.open}
                </Button>
              }
            />
          )}
          {compared !== null && (
            <>
              <Compared merged={compared} />
              {nothing && <p>{words.nothing}</p>}
              {compared.conflicts.length > 0 && (
                <Conflicts conflicts={compared.conflicts} takes={takes} onTake={setTakes} />
              )}
              {compared.differences.length > 0 && (
                <section className="page-section">
                  <h2>{words.differences}</h2>
                  {compared.differences.slice(0, 200).map((one) => (
                    <details key={one.entry.id}>
                      <summary>
                        {one.entry.name} <span className="code">{one.entry.code}</span>
                      </summary>
                      <DifferenceView
                        differences={{ changes: one.changes, itemsAdded: [], itemsRemoved: [] }}
                      />
                    </details>
                  ))}
                </section>
              )}
            </>
          )}
        </div>
      </ScrollArea>
      {locked && file !== null && (
        <UnlockDialog
          name={file.name}
          onClose={() => setLocked(false)}
          onUnlock={(unlock) => {
            setLocked(false);
            void compare(file, unlock);
          }}
        />
      )}
      {compared !== null && !nothing && (
        <div className="page-bar page-bar-bottom">
          <Button type="primary" onClick={() => void merge()}>
            {words.mergeCounts(compared.created, compared.updated)}
          </Button>
          {undecided > 0 && <span className="warn">{words.undecided(undecided)}</span>}
        </div>
      )}
    </>
  );
}
