import type { TableProps } from 'antd';
import { text } from '#renderer/text/zh-cn';

type Selection<T> = NonNullable<TableProps<T>['rowSelection']>;

/** Rows to tick, kept through the pages and by their keys; each box is heard by the name of its row. */
export function tickBoxes<T>(
  chosen: readonly string[],
  onChoose: (chosen: readonly string[]) => void,
  nameOf: (row: T) => string,
): Selection<T> {
  return {
    selectedRowKeys: [...chosen],
    preserveSelectedRowKeys: true,
    onChange: (keys) => onChoose(keys.map(String)),
    columnWidth: 36,
    // The kit's own names for them are English; its types know no names.
    getCheckboxProps: (row) => ({ 'aria-label': text.parts.table.rowCheck(nameOf(row)) }) as object,
    getTitleCheckboxProps: () => ({ 'aria-label': text.common.selectShown }) as object,
  };
}
