import type { Neighbours } from '#renderer/screens/entries/use-entry-list';

export interface EntryEditorProps {
  readonly entry: string;
  readonly target: { readonly field: string; readonly item: string | null } | null;
  readonly neighbours: Neighbours | null;
  readonly onClose: () => void;
}

export function EntryEditor({ onClose }: EntryEditorProps) {
  return <button onClick={onClose}>close</button>;
}
