/** Calls forged in the page are held to the table of transitions like any other: the screen is not what refuses. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REVIEW_STEPS } from '#app/contract/calls';
import { ROLES, type Role } from '#app/review/roles';
import { nameOf, PASSWORD } from '#tests/support/staff';
import {
  arrange,
  mayTake,
  statesNow,
  transitionLibrary,
  tryEachStep,
  WORDS,
} from '#tests/support/transitions';
import { ask, goTo, sight } from './drive';
import { endJourneys, launch, makeFolder, type Journey } from './harness';

const folder = makeFolder('transitions');
const library = transitionLibrary(folder, 'closed');
let journey: Journey;

beforeAll(async () => {
  journey = await launch({ library: library().staff.file, folder, today: '2026-11-21' });
  await journey.page.locator('#sign-in-account').waitFor();
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

/** What the page gets when it makes the call by hand, past its own buttons. */
function forge(input: Record<string, unknown>): Promise<{ ok: boolean; failure?: { code: string } }> {
  return journey.page.evaluate(
    (content) => window.mulu.call('review.take', content, crypto.randomUUID()) as Promise<never>,
    input,
  );
}

describe('review.take, called by the page past its buttons', () => {
  it('nobody signed in: every step is refused', async () => {
    for (const step of REVIEW_STEPS) {
      await arrange(library(), step);
      const answer = await forge({ step, entries: Object.values(library().ids), by: '某', ...WORDS });
      expect(answer, step).toMatchObject({ ok: false, failure: { code: 'sign-in-required' } });
    }
  });

  it.each(ROLES)('%s: in another name nothing, in the own name what the table lets', async (role) => {
    await ask(journey, 'session.signIn', { account: nameOf(role), password: PASSWORD });
    await tryEachStep(
      library(),
      role,
      async (step, entries) => {
        const input = { step, entries, ...WORDS };
        const owner = ROLES.find((one): one is Role => one !== role && mayTake(one, step))!;
        expect(await forge({ ...input, by: nameOf(owner) }), `${step} for ${owner} by ${role}`).toMatchObject(
          { ok: false, failure: { code: 'not-permitted' } },
        );
        return forge(input);
      },
      (answer, step, allowed) => expect(answer.ok, `${step} by ${role}`).toBe(allowed),
    );
  });

  it('共享工作机构负责人会签 stands among the steps, and its entry is countersigned in the window', async () => {
    const { page } = journey;
    await arrange(library(), 'countersign');
    await ask(journey, 'session.signOut', {});
    await page.reload();
    await page.locator('#sign-in-account').fill(nameOf('共享工作机构负责人'));
    await page.locator('#sign-in-password').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await goTo(journey, '审核审签');
    const steps = page.getByRole('navigation', { name: '办理环节' });
    await steps.getByRole('button', { name: '机构负责人会签' }).click();
    await page.locator('.row-open-link').first().click();
    await page.getByText('办理点开的这一条，已查看').waitFor();
    await sight(journey, 'countersign');
    await page.getByRole('button', { name: '会签同意' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '会签同意' }).click();
    await page.getByText('会签同意：已办理1条').waitFor();
    await steps.getByRole('button', { name: /机构负责人会签.*0/ }).waitFor();
    await steps
      .getByRole('button', { name: /负责人审签.*1/ })
      .last()
      .waitFor();
    expect((await statesNow(library()))['待负责人审签']).toBe('待负责人审签');
    await page.getByRole('button', { name: '办理记录', exact: true }).click();
    await page.getByText('共享工作机构负责人会签').first().waitFor();
    await sight(journey, 'countersign-history');
  });
});
