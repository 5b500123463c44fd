import { describe, expect, it } from 'vitest';
import { missingColumns, type ImportColumn } from '#renderer/screens/exchange/import-facts';

const column = (target: string): ImportColumn => ({ target }) as ImportColumn;

describe('columns that a sheet lacks', () => {
  const required = ['name', 'summary', 'sharingType', 'provider', 'item.dataType'];

  it('are the required ones of the entry, without what the settings fill in', () => {
    expect(missingColumns([column('entry.name')], required)).toEqual(['summary', 'sharingType']);
  });

  it('what stands with the items is not lacking: the national form has 共享类型 and 更新周期 only there', () => {
    const columns = [column('entry.name'), column('entry.summary'), column('item.sharingType')];
    expect(missingColumns(columns, required)).toEqual([]);
  });
});
