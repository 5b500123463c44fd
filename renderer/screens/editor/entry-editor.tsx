import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Alert, Button } from 'antd';
import type { CatalogueEntry } from '#app/catalogue/entry';
import { certainlyMended } from '#app/jurisdictions/certain-mend';
import { rolesForStep } from '#app/review/roles';
import { AttachmentList } from '#renderer/parts/attachments';
import { FailureNotice } from '#renderer/parts/failure-notice';
import { Loading } from '#renderer/parts/loading';
import { Panes } from '#renderer/parts/panes';
import { RefusalNotice } from '#renderer/parts/refusal-notice';
import { useConfirm } from '#renderer/parts/use-confirm';
import { useLeaveGuard } from '#renderer/parts/use-leave-guard';
import type { Neighbours } from '#renderer/screens/entries/neighbours';
import { text } from '#renderer/text/zh-cn';
import { ConflictNotice } from './conflict-notice';
import { EditorHead, type EditorTab } from './editor-head';
import { EntryForm, fieldId } from './entry-form';
import { FindingPanel } from './finding-panel';
import { ChangesTab, OpinionsTab } from './history-tabs';
import { ItemGrid, type ItemGridHandle } from './item-grid';
import { useEntryDraft, type EntryDraft, type EntryMeta } from './use-entry-draft';
import { VersionsTab } from './versions-tab';
import { useEditorKeys } from './use-editor-keys';

const words = text.editor;

export interface EntryEditorProps {
  readonly entry: string;
  /** Field, and item, that the cursor goes to once the entry is there; another one sends it there again. */
  readonly target: { readonly field: string; readonly item: string | null } | null;
  /** It was made just now: the cursor marks its name. */
  readonly made: boolean;
  readonly neighbours: Neighbours | null;
  readonly onClose: () => void;
}

function LockNotice({ draft, meta }: { readonly draft: EntryDraft; readonly meta: EntryMeta }) {
  switch (draft.lock) {
    case 'none':
      return null;
    case 'read-only':
      return <RefusalNotice of="entries.save" />;
    case 'state': {
      const roles = rolesForStep('return', { state: meta.state });
      const next =
        words.lock.next[meta.state] ?? (roles.length > 0 ? words.lock.returns(roles.join('、')) : '');
      return <Alert type="info" showIcon title={`${words.lock.state(meta.state)}${next}`} />;
    }
    case 'settled':
      return (
        <Alert
          type="info"
          showIcon
          title={words.lock.settled(meta.state, meta.version)}
          action={
            <Button size="small" onClick={draft.begin}>
              {words.lock.begin}
            </Button>
          }
        />
      );
  }
}

function Notices({
  draft,
  entry,
  meta,
  editing,
}: {
  readonly draft: EntryDraft;
  readonly entry: CatalogueEntry;
  readonly meta: EntryMeta;
  /** What could be edited is in sight. */
  readonly editing: boolean;
}) {
  return (
    <div className="editor-notices">
      {editing && <LockNotice draft={draft} meta={meta} />}
      {draft.conflict !== null ? (
        <ConflictNotice
          mine={entry}
          theirs={draft.conflict}
          onMine={draft.keepMine}
          onTheirs={draft.takeTheirs}
        />
      ) : (
        draft.saveFailure !== null && (
          <FailureNotice failure={draft.saveFailure} onRetry={() => void draft.flush()} />
        )
      )}
    </div>
  );
}

/** Saves on leaving; asks where that cannot be done. */
function useSaveOnLeave({ flush }: EntryDraft): void {
  const confirm = useConfirm();
  useLeaveGuard(async () => {
    // What has the focus may hand over its value on losing it.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (await flush()) return true;
    return confirm({
      title: words.leave.title,
      consequence: words.leave.consequence,
      action: words.leave.action,
      dangerous: true,
    });
  });
}

/** The editor of one entry: form and findings above, the items below. */
export function EntryEditor({ entry: id, target, made, neighbours, onClose }: EntryEditorProps) {
  const draft = useEntryDraft(id);
  const [tab, setTab] = useState<EditorTab>('edit');
  const [maximized, setMaximized] = useState(false);
  const grid = useRef<ItemGridHandle>(null);
  const arrived = useRef<EntryEditorProps['target'] | 'nowhere'>('nowhere');
  const root = useRef<HTMLDivElement>(null);
  useSaveOnLeave(draft);
  useEditorKeys({ draft, neighbours, onItems: () => grid.current?.focus(), onClose });

  const goTo = useCallback((field: string, item: string | null, value?: string) => {
    setTab('edit');
    if (item !== null) {
      grid.current?.show(item, field);
      return;
    }
    setMaximized(false);
    requestAnimationFrame(() => {
      const control = document.getElementById(fieldId(field));
      if (control === null) grid.current?.show(null, field, value);
      control?.closest('.field')?.scrollIntoView({ block: 'center' });
      control?.focus();
    });
  }, []);

  const openFindings = useMemo(
    () => draft.findings.filter((finding) => finding.settled === undefined),
    [draft.findings],
  );
  const loaded = draft.loaded !== null;
  // Before it is seen: done a moment later, it would take the focus from where a first key has put it.
  useLayoutEffect(() => {
    if (!loaded || arrived.current === target) return;
    arrived.current = target;
    if (target !== null) {
      goTo(target.field, target.item);
      return;
    }
    const name = document.getElementById(fieldId('name'));
    name?.focus();
    if (made && name instanceof HTMLInputElement) name.select();
  }, [loaded, target, made, goTo]);

  if (draft.loadFailure !== null) {
    return (
      <div className="page">
        <FailureNotice failure={draft.loadFailure} onRetry={draft.reload} />
        <Button onClick={onClose}>{words.back}</Button>
      </div>
    );
  }
  if (draft.loaded === null) return <Loading rows={12} />;
  const { entry, meta, versions } = draft.loaded;
  const readOnly = draft.lock !== 'none' || draft.conflict !== null;

  const items = (
    <ItemGrid
      ref={grid}
      entry={entry}
      findings={openFindings}
      readOnly={readOnly}
      edit={draft.edit}
      reading={draft.reading}
      maximized={maximized}
      onMaximize={() => setMaximized(!maximized)}
    />
  );
  const form = (
    <Panes
      name="editor.form"
      panes={[
        {
          key: 'form',
          min: 480,
          content: (
            <EntryForm
              entry={entry}
              findings={draft.findings}
              readOnly={readOnly}
              edit={draft.edit}
              reading={draft.reading}
            />
          ),
        },
        {
          key: 'findings',
          size: 280,
          min: 200,
          content: (
            <FindingPanel
              entry={entry}
              findings={draft.findings}
              onGo={goTo}
              beforeAnswer={draft.flush}
              codeTables={draft.reading.codeTables}
              onMend={
                readOnly
                  ? null
                  : (finding) =>
                      draft.edit(
                        (now) => certainlyMended(now, finding, draft.reading.codeTables) ?? now,
                        finding.field,
                      )
              }
            />
          ),
        },
      ]}
    />
  );

  return (
    <div className="editor" ref={root}>
      <EditorHead
        entry={entry}
        meta={meta}
        draft={draft}
        tab={tab}
        onTab={(next) => void draft.flush().then(() => setTab(next))}
        neighbours={neighbours}
        onClose={onClose}
      />
      <Notices draft={draft} entry={entry} meta={meta} editing={tab === 'edit'} />
      {tab === 'edit' && (
        <Panes
          name={maximized ? 'editor.maximized' : 'editor'}
          orientation="vertical"
          panes={[
            ...(maximized ? [] : [{ key: 'form', min: 150, content: form }]),
            maximized
              ? { key: 'items', min: 140, content: items }
              : { key: 'items', size: 262, min: 120, content: items },
          ]}
        />
      )}
      {tab === 'changes' && <ChangesTab entry={id} />}
      {tab === 'versions' && (
        <VersionsTab
          entry={id}
          versions={versions}
          revision={meta.revision}
          open={draft.lock === 'none' || draft.lock === 'settled'}
          onRestored={draft.reload}
        />
      )}
      {tab === 'opinions' && <OpinionsTab entry={id} />}
      {tab === 'attachments' && (
        <div className="page">
          <AttachmentList of={{ kind: 'entry', id }} />
        </div>
      )}
    </div>
  );
}
