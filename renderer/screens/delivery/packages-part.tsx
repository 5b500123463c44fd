import { useState } from 'react';
import { Alert, Button } from 'antd';
import type { Failure } from '#app/contract/failure';
import type { ChosenFile } from '#app/contract/window-calls';
import { call, useCall, type OutputOf } from '#renderer/call';
import { useNavigation, useWork } from '#renderer/frame/contexts';
import { useMayWrite } from '#renderer/frame/use-may-write';
import { EmptyState } from '#renderer/parts/empty-state';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { chooseFile, chooseFolder } from '#renderer/parts/file-picker';
import { Loading } from '#renderer/parts/loading';
import { PapersButton } from '#renderer/parts/papers-button';
import { ScrollArea } from '#renderer/parts/scroll-area';
import { isLocked, UnlockDialog, type Unlock } from '#renderer/parts/unlock-dialog';
import { text } from '#renderer/text/zh-cn';
import { ByHandDialog } from './by-hand-dialog';
import { CarriedNotice, type Carried } from './carried-notice';
import { ExpiryNotice } from './expiry-notice';
import { MakeDialog } from './make-dialog';
import { PackageTable, type PackageAction, type PackageRow } from './package-table';
import { PublishDialog } from './publish-dialog';
import { ReturnDialog } from './return-dialog';
import { SplitDialog } from './split-dialog';
import { SyncDialog, type Synced } from './sync-dialog';
import { Ways } from './ways';
import type { EntryState } from '#app/contract/entry-states';

const words = text.delivery;
/** Handed over, and the authority has not said its last word. */
const AT_AUTHORITY: readonly EntryState[] = ['已报送', '已接收', '主管部门审核中'];

/** What the last thing done has to say. */
type Told =
  | { readonly kind: 'made'; readonly value: OutputOf<'package.make'> }
  | { readonly kind: 'carried'; readonly value: Carried }
  | { readonly kind: 'synced'; readonly value: Synced }
  | { readonly kind: 'said'; readonly sentence: string };

function useCount(states: readonly EntryState[]): number {
  return useCall('entries.list', { states: [...states], limit: 1 }).value?.total ?? 0;
}

function receivedText({ kind, result, entries }: OutputOf<'delivery.receive'>): string {
  const said = words.table.results[result] ?? result;
  if (kind === '签名回执') return words.receive.receipt(said, entries);
  if (kind === '审核意见') return words.receive.opinions(result, entries);
  if (kind === '序号文件') return words.receive.head(result);
  return `${kind} ${result}`;
}

/** What one round with the platform brought, and what did not work with the reason. */
function SyncedNotice({ synced }: { readonly synced: Synced }) {
  const { delivered, receipts, waiting, opinions, failed, notices } = synced;
  return (
    <Alert
      type={failed.length > 0 ? 'warning' : 'success'}
      showIcon
      role="status"
      title={words.network.result(delivered, receipts, waiting, opinions)}
      description={
        failed.length + notices.length > 0 && (
          <ul>
            {failed.map((one, index) => (
              <li key={index}>{one.message}</li>
            ))}
            {notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        )
      }
    />
  );
}

/** Both ways of handing over, and every package with its next step. */
export function PackagesPart({ onKeys }: { readonly onKeys: () => void }) {
  const mayMake = useMayWrite('package.make');
  const maySync = useMayWrite('delivery.sync');
  const mayReceive = useMayWrite('delivery.receiveByHand');
  const { go } = useNavigation();
  const work = useWork();
  const packages = useCall('package.list', {});
  const trust = useCall('trust.list', {});
  const platform = useCall('platform.settings', {});
  const settled = useCount(['已审定']);
  const atAuthority = useCount(AT_AUTHORITY);
  const [making, setMaking] = useState(false);
  const [byHand, setByHand] = useState<PackageRow | 'none' | null>(null);
  const [publishing, setPublishing] = useState(false);
  const [returning, setReturning] = useState(false);
  const [syncing, setSyncing] = useState(false);
  const [splitting, setSplitting] = useState<string | null>(null);
  const [locked, setLocked] = useState<ChosenFile | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const tell = (next: Told) => {
    setTold(next);
    setFailure(null);
    packages.reload();
  };
  const carry = async (packageId: string, partBytes?: number) => {
    const folder = await chooseFolder(words.carry.title);
    if (folder === null) return;
    const outcome = await work.run(
      'delivery.carry',
      { folder: folder.token, packageId, ...(partBytes === undefined ? {} : { partBytes }) },
      words.carry.running,
    );
    if (outcome.ok) tell({ kind: 'carried', value: { packageId, folder, files: outcome.value.files } });
    else setFailure(outcome.failure);
  };
  const receive = async () => {
    const file = await chooseFile(words.receive.title, ['receipt', 'crl', 'any']);
    if (file !== null) await receiveFile(file);
  };
  const receiveFile = async (file: ChosenFile, unlock?: Unlock) => {
    const outcome = await call('delivery.receive', { file: file.token, ...unlock });
    if (outcome.ok) tell({ kind: 'said', sentence: receivedText(outcome.value) });
    else if (isLocked(outcome.failure)) setLocked(file);
    else setFailure(outcome.failure);
  };
  const withdraw = async (packageId: string) => {
    const outcome = await call('package.withdraw', { packageId });
    if (outcome.ok) tell({ kind: 'said', sentence: words.actions.withdrawn });
    else setFailure(outcome.failure);
  };
  const act = (row: PackageRow, action: PackageAction) => {
    if (action === 'carry') void carry(row.packageId);
    if (action === 'split') setSplitting(row.packageId);
    if (action === 'receive') void receive();
    if (action === 'byHand') setByHand(row);
    if (action === 'withdraw') void withdraw(row.packageId);
    if (action === 'returned') go({ screen: 'entries', states: ['退回补正'] });
  };

  if (packages.failure) return <FailureNotice failure={packages.failure} onRetry={packages.reload} />;
  if (packages.value === null) return <Loading />;
  const rows = packages.value.packages;
  const waiting = rows.some((row) => row.state === '已报送待回执');
  const pinned = trust.value?.certificates.some((one) => one.role === 'platform') ?? true;
  const nothing = settled === 0 && rows.length === 0 && atAuthority === 0;

  return (
    <ScrollArea label={words.parts.packages}>
      <div className="delivery">
        <p>
          {settled > 0 ? words.ways.settled(settled) : words.ways.none}{' '}
          {settled === 0 && (
            <Button type="link" className="bare-link" onClick={() => go({ screen: 'review' })}>
              {words.ways.goReview}
            </Button>
          )}
        </p>
        {mayMake && (
          <Ways
            settled={settled}
            ready={trust.value !== null && trust.value.certificates.length > 0}
            onMake={() => setMaking(true)}
            onKeys={onKeys}
            onByHand={() => setByHand('none')}
          />
        )}
        <div className="form-buttons">
          {maySync && (platform.value?.platform ?? '') !== '' && (
            <Button onClick={() => setSyncing(true)}>{words.network.sync}</Button>
          )}
          {rows.length > 0 && <PapersButton papers={[{ kind: 'dossier' }]} />}
        </div>
        <ExpiryNotice />
        {failure !== null && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
        {waiting && !pinned && <Alert type="warning" showIcon title={words.receive.needPlatform} />}
        {told?.kind === 'made' && (
          <Alert
            type="success"
            showIcon
            role="status"
            title={words.make.done(told.value.seq, told.value.entries)}
            description={
              <>
                {told.value.removed > 0 && words.make.removed(told.value.removed)}
                {words.make.next}
              </>
            }
            action={
              <Button type="primary" size="small" onClick={() => void carry(told.value.packageId)}>
                {words.actions.carry}
              </Button>
            }
          />
        )}
        {told?.kind === 'carried' && <CarriedNotice carried={told.value} onClose={() => setTold(null)} />}
        {told?.kind === 'synced' && <SyncedNotice synced={told.value} />}
        {told?.kind === 'said' && <Alert type="success" showIcon role="status" title={told.sentence} />}
        {atAuthority > 0 && mayReceive && (
          <p className="delivery-authority">
            {words.publish.open(atAuthority)}
            <Button size="small" onClick={() => setPublishing(true)}>
              {words.actions.publish}
            </Button>
            <Button size="small" onClick={() => setReturning(true)}>
              {words.actions.returnedByHand}
            </Button>
          </p>
        )}
        {rows.length > 0 ? (
          <PackageTable rows={rows} readOnly={!mayMake} onAct={act} />
        ) : (
          <EmptyState
            title={nothing ? words.empty.first : words.empty.title}
            hint={nothing ? words.empty.firstHint : words.empty.hint}
          />
        )}
      </div>
      {making && (
        <MakeDialog
          onClose={() => setMaking(false)}
          onMade={(value) => {
            setMaking(false);
            tell({ kind: 'made', value });
          }}
        />
      )}
      {byHand !== null && (
        <ByHandDialog
          row={byHand === 'none' ? null : byHand}
          settled={settled}
          onClose={() => setByHand(null)}
          onDone={({ entries }) => {
            setByHand(null);
            tell({ kind: 'said', sentence: words.receive.byHand(entries) });
          }}
        />
      )}
      {syncing && (
        <SyncDialog
          address={platform.value?.platform ?? ''}
          onClose={() => setSyncing(false)}
          onDone={(value) => {
            setSyncing(false);
            tell({ kind: 'synced', value });
          }}
        />
      )}
      {returning && (
        <ReturnDialog
          states={AT_AUTHORITY}
          onClose={() => setReturning(false)}
          onDone={(entries) => {
            setReturning(false);
            tell({ kind: 'said', sentence: words.returned.done(entries) });
          }}
        />
      )}
      {splitting !== null && (
        <SplitDialog
          onClose={() => setSplitting(null)}
          onChosen={(partBytes) => {
            setSplitting(null);
            void carry(splitting, partBytes);
          }}
        />
      )}
      {locked !== null && (
        <UnlockDialog
          name={locked.name}
          onClose={() => setLocked(null)}
          onUnlock={(unlock) => {
            setLocked(null);
            void receiveFile(locked, unlock);
          }}
        />
      )}
      {publishing && (
        <PublishDialog
          states={AT_AUTHORITY}
          count={atAuthority}
          onClose={() => setPublishing(false)}
          onDone={(entries) => {
            setPublishing(false);
            tell({ kind: 'said', sentence: words.publish.done(entries) });
          }}
        />
      )}
    </ScrollArea>
  );
}
