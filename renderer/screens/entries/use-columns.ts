import { useState } from 'react';
import { readPreference, writePreference } from '#renderer/parts/preference';
import { ENTRY_COLUMNS, usualColumns } from './entry-columns';

/** The columns shown, as the person chose them at this computer. */
export function useColumns() {
  const [shown, setShown] = useState<readonly string[]>(() =>
    readPreference('entries.columns', usualColumns(innerWidth)),
  );
  const choose = (next: readonly string[]) => {
    setShown(next);
    writePreference('entries.columns', next);
  };
  return { shown, choose, columns: ENTRY_COLUMNS.filter((column) => shown.includes(column.key)) };
}
