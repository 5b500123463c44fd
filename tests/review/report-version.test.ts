import { describe, expect, test } from 'vitest';
import {
  approvalBatches,
  approvedVersion,
  catalogueSm3,
  currentVersion,
  type ApprovalRecord,
} from '#app/review/catalogue-version';

let id = 0;
const record = (changes: Partial<ApprovalRecord>): ApprovalRecord => ({
  id: ++id,
  step: 'consent',
  onDate: '2026-09-15',
  atMs: id * 1000,
  approved: 0,
  retired: 0,
  ...changes,
});
const submit = (): ApprovalRecord => record({ step: 'submit' });
const consent = (approved = 1): ApprovalRecord => record({ approved });
const retire = (onDate = '2026-09-15'): ApprovalRecord => record({ step: 'retire', retired: 1, onDate });
const numbers = (records: ApprovalRecord[], delivered: number[] = []): number[] =>
  approvalBatches(records, delivered).map((batch) => batch.number);
const none = { pending: 0, inReview: 0 };

describe('目录版本号 counts approvals of the whole catalogue', () => {
  test('a head who signs entry by entry makes one version, not thirty', () => {
    expect(numbers([submit(), consent(), consent(), consent()])).toEqual([1]);
  });

  test('what is sent for review again and approved makes the next version', () => {
    expect(numbers([submit(), consent(), submit(), consent()])).toEqual([1, 2]);
  });

  test('steps that approve nothing make no version', () => {
    expect(numbers([submit(), record({ step: 'approve' }), record({ step: 'clear' })])).toEqual([]);
  });

  test('停用 belongs to the version that is approved next', () => {
    const batches = approvalBatches([submit(), consent(), submit(), retire(), consent()]);
    expect(batches.map((batch) => batch.number)).toEqual([1, 2]);
    expect(currentVersion(batches, none).base?.lastRecord).toBe(batches[0]!.lastRecord);
  });

  test('停用 on the day of the approval belongs to it, on a later day to the next version', () => {
    expect(numbers([submit(), consent(), retire()])).toEqual([1]);
    expect(numbers([submit(), consent(), retire('2026-10-09')])).toEqual([1, 2]);
  });

  test('a version that was packed or published never grows', () => {
    const records = [submit(), consent(), consent()];
    expect(numbers(records, [records[1]!.atMs + 1])).toEqual([1, 2]);
    expect(approvalBatches(records, [records[2]!.atMs])[0]!.open).toBeNull();
    expect(numbers([submit(), consent(), record({ step: 'publish' }), consent()])).toEqual([1, 2]);
  });

  test('the submission that approves at once, all steps being waived, makes a version each time', () => {
    const direct = (): ApprovalRecord => record({ step: 'submit', approved: 1 });
    expect(numbers([direct(), direct()])).toEqual([1, 2]);
  });
});

describe('the version printed on paper', () => {
  test('before the first approval it is V1（草案） against nothing', () => {
    const version = currentVersion([], { pending: 5, inReview: 0 });
    expect(version).toMatchObject({ label: 'V1（草案）', draft: true, base: null, onDate: null });
  });

  test('all approved: V2 of its day, against V1 of its day', () => {
    const batches = approvalBatches([
      submit(),
      record({ approved: 1, onDate: '2026-03-02' }),
      submit(),
      consent(),
    ]);
    expect(currentVersion(batches, none)).toMatchObject({
      label: 'V2',
      draft: false,
      onDate: '2026-09-15',
      base: { label: 'V1', onDate: '2026-03-02' },
    });
  });

  test('an edit after the approval is a draft of the next version', () => {
    const batches = approvalBatches([submit(), consent()]);
    expect(currentVersion(batches, { pending: 1, inReview: 0 })).toMatchObject({
      label: 'V2（草案）',
      base: { label: 'V1' },
    });
  });

  test('the rest of a batch that the head has begun to sign belongs to that version', () => {
    const batches = approvalBatches([submit(), consent()]);
    expect(currentVersion(batches, { pending: 2, inReview: 2 })).toMatchObject({
      label: 'V1（草案）',
      base: null,
    });
  });

  test('drafts beside an only 停用 belong to its version', () => {
    const batches = approvalBatches([submit(), consent(), retire('2026-10-09')]);
    expect(currentVersion(batches, { pending: 1, inReview: 0 }).label).toBe('V2（草案）');
  });

  test('the package holds the approved version, whatever is being edited beside it', () => {
    expect(approvedVersion([])).toBeNull();
    expect(approvedVersion(approvalBatches([submit(), consent()]))).toMatchObject({
      label: 'V1',
      draft: false,
    });
  });
});

describe('文件校验码（SM3） of the catalogue', () => {
  const entries = [
    { id: 'b', version: 2, sm3: '2'.repeat(64) },
    { id: 'a', version: 1, sm3: '1'.repeat(64) },
  ];

  test('is the same whatever the order on paper', () => {
    expect(catalogueSm3(entries)).toBe(catalogueSm3([...entries].reverse()));
    expect(catalogueSm3(entries)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('changes with an id, a version or a content', () => {
    const [first, second] = entries;
    const other = new Set([
      catalogueSm3(entries),
      catalogueSm3([first!]),
      catalogueSm3([first!, { ...second!, id: 'c' }]),
      catalogueSm3([first!, { ...second!, version: 3 }]),
      catalogueSm3([first!, { ...second!, sm3: '3'.repeat(64) }]),
    ]);
    expect(other.size).toBe(5);
  });
});
