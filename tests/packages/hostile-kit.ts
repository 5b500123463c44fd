/** Hostile packages: each is built by openssl and by hand, and must be refused with one code. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { VerifyOptions } from '#app/packages/open-package';
import type { PackageProblemCode } from '#app/packages/package-problem';
import { verifyPackage } from '#app/packages/verify-package';
import { AT, buildPackage, certificateOf, changed, newKit, type BuildOptions, type Kit } from './package-kit';
import type { RawMember } from './raw-zip';

export interface Hostile {
  readonly build: (kit: Kit) => BuildOptions;
  readonly options?: (kit: Kit) => Partial<VerifyOptions>;
}
export type Case = readonly [
  title: string,
  code: PackageProblemCode,
  hostile: Hostile | ((kit: Kit) => BuildOptions),
];

/** One authority for a test file. */
export function hostileSuite() {
  let kit: Kit;
  let options: VerifyOptions;
  beforeAll(() => {
    kit = newKit();
    options = { roots: [certificateOf(kit.root.crt)], at: AT };
  });
  afterAll(() => rmSync(kit.folder, { recursive: true, force: true }));

  const judge = (build: BuildOptions, more: Partial<VerifyOptions> = {}) =>
    verifyPackage(buildPackage(kit, build), { ...options, ...more });

  function refused(cases: readonly Case[]): void {
    it.each(cases)('%s → %s', async (_, code, hostile) => {
      const { build, options: more } = typeof hostile === 'function' ? { build: hostile } : hostile;
      const outcome = await judge(build(kit), more?.(kit));
      expect(outcome.ok ? outcome.value.problems.map((one) => one.code) : outcome.failure).toEqual([code]);
      if (outcome.ok) {
        expect(outcome.value.valid).toBe(false);
        // What was found, then what to do, in whole Chinese sentences.
        expect(outcome.value.problems[0]!.message).toMatch(/^[^。]+。[^。]+。$/);
      }
    });
  }

  return { judge, refused, theKit: () => kit };
}

export const members = (change: (members: RawMember[]) => readonly RawMember[]) => (): BuildOptions => ({
  members: change,
});
export const change = (name: string, part: Partial<RawMember>) => members((all) => changed(all, name, part));
export const add = (member: RawMember) => members((all) => [...all, member]);
export const drop = (name: string) => members((all) => all.filter((member) => member.name !== name));
export const dataOf = (all: readonly RawMember[], name: string): Buffer =>
  Buffer.from(all.find((member) => member.name === name)!.data as string);
