/** The command line is held to the same table of transitions as the window: no step passes there that would not here. */
import { describe, expect, test } from 'vitest';
import { REVIEW_STEPS } from '#app/contract/calls';
import { ROLES } from '#app/review/roles';
import { mulu } from '#tests/support/mulu';
import { nameOf, PASSWORD } from '#tests/support/staff';
import { tempFolder } from '#tests/support/temp-folder';
import { arrange, statesNow, transitionLibrary, tryEachStep, WORDS } from '#tests/support/transitions';

const STEPS = REVIEW_STEPS.filter((step) => step !== 'countersign');
const library = transitionLibrary(tempFolder(), 'closed');

const take = (account: string, ...more: readonly string[]) =>
  mulu(['review', library().staff.file, ...more], { MULU_ACCOUNT: account, MULU_PASSWORD: PASSWORD });

describe('mulu review under accounts', () => {
  test.each(ROLES)('%s takes a step exactly where the table says', { timeout: 120_000 }, async (role) => {
    const words = ['--opinion', WORDS.opinion, '--secrecy', WORDS.secrecy, '--personal', WORDS.personal];
    await tryEachStep(
      library(),
      role,
      (step, entries) => take(nameOf(role), step, ...entries.flatMap((id) => ['--entry', id]), ...words),
      ({ code, json }, step, allowed) => {
        // Where it is allowed some were left alone: a negative answer, with the reasons.
        expect(code, `${step} by ${role}`).toBe(allowed ? 1 : 3);
        if (allowed) expect(json.value).toMatchObject({ step });
        else expect(json.failure).toMatchObject({ code: 'not-permitted' });
      },
      STEPS,
    );
  });

  test('nobody acts in the name of another, and nobody without signing in', async () => {
    await arrange(library(), 'approve');
    const one = ['approve', '--entry', library().ids.待审核, '--opinion', '已核对'];
    const forged = await take(nameOf('编制人'), ...one, '--by', nameOf('审核人'));
    expect(forged.json.ok).toBe(false);
    const nobody = await mulu(['review', library().staff.file, ...one, '--by', nameOf('审核人')]);
    expect(nobody.json.ok).toBe(false);
    expect((await statesNow(library()))['待审核']).toBe('待审核');
  });

  test('会签 is no step of the command line, and consent without it is refused with where to go', async () => {
    await arrange(library(), 'countersign');
    const entry = ['--entry', library().ids.待负责人审签];
    const unknown = await take(nameOf('共享工作机构负责人'), 'countersign', ...entry);
    expect([unknown.code, unknown.json.failure?.code]).toEqual([2, 'usage']);
    const { json } = await take(nameOf('部门负责人'), 'consent', ...entry);
    expect(JSON.stringify(json.value)).toContain('先在“审核审签”中办理或登记会签');
  });
});
