import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expiryOf } from '#app/packages/expiry';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

test.each([
  [
    'a certificate of two years is told half a year ahead',
    '2025-01-01',
    '2027-01-01',
    '2026-07-04',
    'valid',
    181,
  ],
  [
    'a certificate of two years is told half a year ahead',
    '2025-01-01',
    '2027-01-01',
    '2026-07-05',
    'due-soon',
    180,
  ],
  [
    'a certificate of one year is told three months ahead',
    '2026-01-01',
    '2027-01-01',
    '2026-10-15',
    'due-soon',
    78,
  ],
  [
    'a root of ten years is told half a year ahead, not years',
    '2020-01-01',
    '2030-01-01',
    '2028-01-01',
    'valid',
    731,
  ],
  [
    'a list of thirty days is not told for its whole life',
    '2026-11-01',
    '2026-12-01',
    '2026-11-10',
    'valid',
    21,
  ],
  ['a list of thirty days is told in its last week', '2026-11-01', '2026-12-01', '2026-11-25', 'due-soon', 6],
  ['the last instant still counts', '2026-11-01', '2026-12-01', '2026-12-01', 'due-soon', 0],
  ['what has ended has ended', '2026-11-01', '2026-12-01', '2026-12-02', 'expired', -1],
] as const)('%s (%s to %s, at %s)', (_, from, until, at, state, days) => {
  expect(expiryOf(day(from), day(until), day(at))).toEqual({ state, days });
});

test('it goes from valid over due-soon to expired and never back', () => {
  const order = ['valid', 'due-soon', 'expired'];
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20_000 }),
      fc.array(fc.double({ min: 0, max: 1.5, noNaN: true })),
      (life, steps) => {
        const from = day('2000-01-01');
        const until = new Date(from.getTime() + life * 86_400_000);
        const at = steps
          .sort((a, b) => a - b)
          .map((step) => new Date(from.getTime() + step * life * 86_400_000));
        const found = at.map((time) => order.indexOf(expiryOf(from, until, time).state));
        expect(found).toEqual([...found].sort((a, b) => a - b));
      },
    ),
  );
});
