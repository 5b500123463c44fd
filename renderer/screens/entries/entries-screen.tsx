import { useEffect, useState } from 'react';
import { useNavigation } from '#renderer/frame/contexts';
import { EntryEditor } from '#renderer/screens/editor/entry-editor';
import { EntryList } from './entry-list';
import { useEntryList } from './use-entry-list';

/** 目录编制: the list, and the editor laid over it, so that one comes back to the same row. */
export function EntriesScreen() {
  const { route, go } = useNavigation();
  const editing = route.screen === 'entries' ? route.entry : undefined;
  const list = useEntryList(editing === undefined);
  const [left, setLeft] = useState(0);

  useEffect(() => {
    if (editing === undefined) setLeft((count) => count + 1);
  }, [editing]);

  return (
    <>
      <div className="entries-list" inert={editing !== undefined} data-hidden={editing !== undefined}>
        <EntryList list={list} focusOn={left} />
      </div>
      {editing !== undefined && route.screen === 'entries' && (
        <div className="entries-editor">
          <EntryEditor
            key={editing}
            entry={editing}
            target={route.field === undefined ? null : { field: route.field, item: route.item ?? null }}
            neighbours={list.neighbours(editing)}
            onClose={() => go({ screen: 'entries' })}
          />
        </div>
      )}
    </>
  );
}
