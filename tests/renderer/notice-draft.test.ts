/** A holiday notice typed in from paper: what is sent, and at which row a fault stands. */
import { describe, expect, test } from 'vitest';
import type { Failure } from '#app/contract/failure';
import {
  composeInput,
  emptyNotice,
  emptyOff,
  emptyWorking,
  noticeGaps,
  placedProblems,
  type NoticeDraft,
} from '#renderer/screens/settings/notice-draft';

const worked = (date: string) => ({ ...emptyWorking(), date });
const draft: NoticeDraft = {
  ...emptyNotice('full', 2027, ['元旦', '春节', '国庆节']),
  publishedOn: '2026-11-10',
  off: [
    { ...emptyOff('元旦'), from: '2027-01-01' },
    emptyOff('春节'),
    { ...emptyOff('国庆节'), from: '2027-10-01', to: '2027-10-07' },
  ],
  working: ['', '2027-10-09', '2027-09-26'].map(worked),
};
const refused = (...problems: { path: string; message: string }[]): Failure => ({
  code: 'calendar-invalid',
  details: { place: '录入的通知', problems },
});

describe('照通知录入', () => {
  test('没有填日期的行不送出，只放一天的不写结束日期，文号没填的不写', () => {
    expect(composeInput(draft)).toEqual({
      kind: 'full',
      year: 2027,
      title: '',
      publishedOn: '2026-11-10',
      off: [
        { name: '元旦', from: '2027-01-01' },
        { name: '国庆节', from: '2027-10-01', to: '2027-10-07' },
      ],
      working: ['2027-10-09', '2027-09-26'],
    });
  });

  test('缺公布日期、没有任何日期、哪一段放假没有名称，各自说得出来', () => {
    const complete = { published: false, days: false, unnamed: null };
    const bare = { ...emptyOff(' '), from: '2027-01-01' };
    expect(noticeGaps(draft)).toEqual(complete);
    expect(noticeGaps({ ...draft, publishedOn: '' })).toEqual({ ...complete, published: true });
    expect(noticeGaps({ ...draft, off: [], working: [worked('')] })).toEqual({ ...complete, days: true });
    expect(noticeGaps({ ...draft, off: [...draft.off, bare] })).toEqual({ ...complete, unnamed: 3 });
    expect(noticeGaps({ ...draft, off: [], working: [worked('2027-09-26')] })).toEqual(complete);
  });

  test('有误之处标在录入的那一行：空行不计，上班日期按先后送出', () => {
    const placed = placedProblems(
      refused({ path: 'off[1]', message: '太长' }, { path: 'working[0]', message: '不是周末' }),
      draft,
    );
    expect([...placed.off]).toEqual([[2, '太长']]);
    expect([...placed.working]).toEqual([[2, '不是周末']]);
    expect(placed.all).toBe(true);
  });

  test('不在某一行的问题另外说明，其他原因的拒绝不标在行上', () => {
    expect(placedProblems(refused({ path: 'year', message: '须为年份' }), draft).all).toBe(false);
    expect(placedProblems({ code: 'not-permitted', details: {} }, draft)).toEqual({
      off: new Map(),
      working: new Map(),
      all: false,
    });
    expect(placedProblems(null, draft).all).toBe(false);
  });
});
