import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigation } from '#renderer/frame/contexts';
import { Loading } from '#renderer/parts/loading';
import { editor } from '#renderer/screens/editor/editor-part';
import { FindingBoard } from '#renderer/screens/findings/finding-board';
import { fieldOf, useFindingBoard } from '#renderer/screens/findings/use-finding-board';
import { EntryList } from './entry-list';
import { neighboursAmong } from './neighbours';
import { useEntryList } from './use-entry-list';
import { useShowEdited } from './use-show-edited';

/** 目录编制: the list or the board of findings, and the editor laid over it, so that one comes back to the same row. */
export function EntriesScreen() {
  const { route, go } = useNavigation();
  const shown = route.screen === 'entries' ? route : null;
  const editing = shown?.entry;
  const [onBoard, setOnBoard] = useState(shown?.part === 'findings');
  if (shown !== null && editing === undefined && onBoard !== (shown.part === 'findings'))
    setOnBoard(!onBoard);
  const list = useEntryList(editing === undefined && !onBoard);
  const board = useFindingBoard(editing === undefined && onBoard);
  const [left, setLeft] = useState(0);

  const showEdited = useShowEdited(list);
  // Wherever it was opened from, new ones too, the list stands on the entry that was edited last.
  const edited = useRef<string | null>(null);
  useEffect(() => {
    if (editing !== undefined) {
      edited.current = editing;
      return;
    }
    setLeft((count) => count + 1);
    if (edited.current !== null && !onBoard) void showEdited(edited.current);
    edited.current = null;
  }, [editing]);
  const target = useMemo(
    () => (shown?.field === undefined ? null : { field: shown.field, item: shown.item ?? null }),
    [shown],
  );
  const close = (entry: string) => {
    const back = shown?.among?.back;
    if (back?.screen === 'review') go({ ...back, entry });
    else go(back ?? (onBoard ? { screen: 'entries', part: 'findings' } : { screen: 'entries' }));
  };
  const under = (hidden: boolean) => ({
    className: 'entries-list',
    inert: hidden || editing !== undefined,
    'data-hidden': hidden || editing !== undefined,
  });

  return (
    <>
      <div {...under(onBoard)}>
        <EntryList list={list} focusOn={left} />
      </div>
      {onBoard && (
        <div {...under(false)}>
          <FindingBoard
            board={board}
            active={editing === undefined}
            onOpen={(finding) => go(fieldOf(finding))}
            onBack={() => go({ screen: 'entries' })}
          />
        </div>
      )}
      {editing !== undefined && shown !== null && (
        <div className="entries-editor">
          <Suspense fallback={<Loading rows={12} />}>
            <editor.Part
              key={editing}
              entry={editing}
              target={target}
              made={shown.made === true}
              neighbours={
                neighboursAmong(shown, go) ?? (onBoard ? board.neighbours(editing) : list.neighbours(editing))
              }
              onClose={() => close(editing)}
            />
          </Suspense>
        </div>
      )}
    </>
  );
}
