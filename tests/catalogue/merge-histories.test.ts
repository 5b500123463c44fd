/** Two desktops of one department, edited and merged in any order: in the end both hold the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyEntry, type CatalogueEntry } from '#app/catalogue/entry';
import {
  isImplausibleRemoval,
  likelyVersion,
  matchEntries,
  provenVersion,
} from '#app/catalogue/merge-catalogue';
import { mergeVersions, sameContent, type Version } from '#app/catalogue/merge-entry';
import type { Decide, Take } from '#app/catalogue/merge-fields';
import { canonicalJson } from '#app/digest/canonical-json';
import { sm3Hex } from '#app/digest/sm3';
import { editArb, RUNS, seed, type Edit } from './merge-kit';

interface Copy {
  now: Version;
  versions: { sm3: string; content: CatalogueEntry }[];
  merged: Set<string>;
  base: { agreed: Version; ownVersion: number } | null;
}
type Desktop = Map<string, Copy>;
interface Sent {
  id: string;
  content: CatalogueEntry | null;
  ancestry: string[];
}

const sm3Of = (entry: CatalogueEntry): string => sm3Hex(canonicalJson(entry));

/** Approves everything and hands out what a package would hold. */
function pack(desktop: Desktop): Sent[] {
  return [...desktop].flatMap(([id, copy]) => {
    if (copy.now === undefined) return [];
    const last = copy.versions.at(-1);
    if (copy.now !== null && (!last || !sameContent(last.content, copy.now))) {
      copy.versions.push({ sm3: sm3Of(copy.now), content: copy.now });
    }
    return [{ id, content: copy.now, ancestry: [...copy.versions.map((one) => one.sm3), ...copy.merged] }];
  });
}

function take(desktop: Desktop, sent: readonly Sent[], decide: Decide): number {
  let changes = 0;
  for (const { id, content, ancestry } of sent) {
    const copy = desktop.get(id) ?? { now: undefined, versions: [], merged: new Set<string>(), base: null };
    desktop.set(id, copy);
    const own = copy.versions.slice(copy.base?.ownVersion ?? 0).reverse();
    const now = copy.now ? [{ sm3: sm3Of(copy.now), content: copy.now }] : [];
    const proven = provenVersion([...now, ...own], ancestry);
    const likely = (): Version =>
      copy.now && content
        ? likelyVersion(
            own.map((one) => one.content),
            copy.now,
            content,
          )
        : undefined;
    const base = proven ?? (copy.base ? copy.base.agreed : likely());
    const result = mergeVersions(base, copy.now, content, decide);
    const same = copy.now && result.entry ? sameContent(copy.now, result.entry) : copy.now === result.entry;
    if (!same) changes++;
    copy.now = result.entry;
    if (result.agreed === undefined) continue;
    copy.base = { agreed: result.agreed, ownVersion: copy.versions.length };
    if (result.conflicts.length === 0 && content) copy.merged.add(sm3Of(content));
  }
  return changes;
}

type Step =
  | { kind: 'edit'; at: 0 | 1; which: number; edit: Edit }
  | { kind: 'retire' | 'revive'; at: 0 | 1; which: number }
  | { kind: 'merge'; into: 0 | 1; take: Take | undefined };

const side = fc.constantFrom(0 as const, 1 as const);
const stepArb: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: side.chain((at) =>
      fc.record({
        kind: fc.constant('edit' as const),
        at: fc.constant(at),
        which: fc.nat(3),
        edit: editArb(`${at}.`),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('retire' as const, 'revive' as const),
      at: side,
      which: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('merge' as const),
      into: side,
      take: fc.constantFrom('ours' as const, 'theirs' as const, undefined),
    }),
  },
);

test(`any history of edits and merges on two desktops converges (${RUNS} histories, seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(stepArb, { maxLength: 40 }), (steps) => {
      const desktops: [Desktop, Desktop] = [new Map(), new Map()];
      for (let i = 0; i < 4; i++) {
        // Two entries known to both from the start, one new on either side.
        const content = { ...emptyEntry(`e${i}`), name: `资源${i}`, code: `307999/00000${i}` };
        for (const at of [0, 1] as const) {
          if (i < 2 || i === at + 2) {
            const versions = [{ sm3: sm3Of(content), content }];
            desktops[at].set(content.id, { now: content, versions, merged: new Set(), base: null });
          }
        }
      }
      for (const step of steps) {
        if (step.kind === 'merge') {
          take(desktops[step.into], pack(desktops[1 - step.into]!), () => step.take);
          continue;
        }
        const copies = [...desktops[step.at].values()];
        const copy = copies[step.which % copies.length]!;
        if (step.kind === 'edit' && copy.now) copy.now = step.edit(copy.now);
        if (step.kind === 'retire' && copy.versions.length > 0) copy.now = null;
        if (step.kind === 'revive' && copy.now === null) copy.now = copy.versions.at(-1)!.content;
      }
      // One round each way with every question answered, and nothing is left to be taken over.
      take(desktops[0], pack(desktops[1]), () => 'ours');
      take(desktops[1], pack(desktops[0]), () => 'theirs');
      for (const [id, { now }] of desktops[0]) {
        const other = desktops[1].get(id)?.now;
        expect(now === null || now === undefined ? (now ?? null) : 'live').toBe(
          other === null || other === undefined ? (other ?? null) : 'live',
        );
        if (now && other) expect(canonicalJson(other)).toBe(canonicalJson(now));
      }
      expect(take(desktops[0], pack(desktops[1]), () => undefined)).toBe(0);
      expect(take(desktops[1], pack(desktops[0]), () => undefined)).toBe(0);
    }),
    { numRuns: RUNS, seed },
  );
});

test('entries are found by id, then by a code that only one entry carries; an id claims before a code', () => {
  const ours = [
    { id: 'a', code: '1', removed: false },
    { id: 'b', code: '2', removed: false },
    { id: 'c', code: '3', removed: false },
    { id: 'd', code: '3', removed: false },
    { id: 'e', code: '5', removed: true },
  ];
  const theirs = [
    { id: 'x', code: '2' },
    { id: 'y', code: '2' },
    { id: 'z', code: '3' },
    { id: 'w', code: '' },
    { id: 'v', code: '1' },
    { id: 'a', code: '2' },
    { id: 'u', code: '5' },
  ];
  expect(matchEntries(theirs, ours).map((one) => one.ownId)).toEqual([
    'b',
    null,
    null,
    null,
    null,
    'a',
    null,
  ]);
});

test('a former content is taken for the start only where theirs is nearer to it; the present one never is', () => {
  const was = { ...emptyEntry('e'), name: '甲', summary: '乙' };
  const now = { ...was, name: '本机改' };
  const theirs = { ...was, summary: '来件改' };
  expect(likelyVersion([was], now, theirs)).toBe(was);
  expect(likelyVersion([], now, theirs)).toBeUndefined();
  expect(likelyVersion([now], now, { ...now, summary: '来件改' })).toBeUndefined();
});

test('more than half of the catalogue going is implausible', () => {
  expect([isImplausibleRemoval(5, 10), isImplausibleRemoval(6, 10), isImplausibleRemoval(0, 0)]).toEqual([
    false,
    true,
    false,
  ]);
});
