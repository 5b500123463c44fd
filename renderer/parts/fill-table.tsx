import { useCallback, useState } from 'react';
import { Table, type TableProps } from 'antd';

interface Box {
  readonly width: number;
  readonly height: number;
}

/** The size of an element as it is shown; null until it is. */
export function useBox(): readonly [(node: HTMLElement | null) => (() => void) | undefined, Box | null] {
  const [box, setBox] = useState<Box | null>(null);
  const watch = useCallback((node: HTMLElement | null) => {
    if (node === null) return undefined;
    const observer = new ResizeObserver(() => {
      setBox({ width: Math.floor(node.clientWidth), height: Math.floor(node.clientHeight) });
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return [watch, box];
}

const HEAD_HEIGHT = 34;
const FOOT_HEIGHT = 42;

export interface FillTableProps<T> extends Omit<TableProps<T>, 'virtual' | 'scroll' | 'size'> {
  /** Below this width the table scrolls sideways. */
  readonly minWidth: number;
}

/** A table that fills the place it is given; only the rows in view are drawn, so that 100,000 are no burden. */
export function FillTable<T extends object>({ minWidth, ...table }: FillTableProps<T>) {
  const [watch, box] = useBox();
  const foot = table.pagination === false || table.pagination === undefined ? 0 : FOOT_HEIGHT;
  return (
    <div className="fill-table" ref={watch} data-main-list>
      {box !== null && box.height > 0 && (
        <Table<T>
          size="small"
          virtual
          pagination={false}
          {...table}
          scroll={{ x: Math.max(minWidth, box.width), y: Math.max(60, box.height - HEAD_HEIGHT - foot) }}
        />
      )}
    </div>
  );
}
