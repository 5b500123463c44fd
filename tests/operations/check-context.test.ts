import { expect, test } from 'vitest';
import { isAcross } from '#app/jurisdictions/check-catalogue';
import { checkEntry } from '#app/jurisdictions/check-entry';
import { settleFindings, settlementsIn } from '#app/jurisdictions/settlement';
import { newLibrary } from '#tests/support/open-workspace';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
/** As it arrives in a page. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test('what a page finds while somebody types is what the library finds when it is saved', async () => {
  const core = await newLibrary(folder);
  const faulty = sampleEntry({
    sharingType: '有条件共享',
    updateCycle: '偶尔',
    summary: '机密★十年的事项',
    formatType: 'xlsx',
    providerCode: '11430000743187451A',
  });
  faulty.items[0]!.name = '';
  const { entry, meta } = await core.call('entries.create', {});
  const draft = { ...faulty, id: entry.id };
  const saved = await core.call('entries.save', { entry: draft, revision: meta.revision });

  const context = sent(await core.call('check.context', {}));
  const found = checkEntry(saved.entry, context);
  expect(found.length).toBeGreaterThanOrEqual(5);
  expect(found).toEqual(sent(saved.findings).filter((finding) => !isAcross(finding)));
  await core.close();
});

test('a reason given for a finding stays in the page as long as the text does that it is about', async () => {
  const core = await newLibrary(folder);
  const { entry, meta } = await core.call('entries.create', {});
  const draft = { ...sampleEntry({ providerCode: '11430000743187451A' }), id: entry.id };
  await core.call('entries.save', { entry: draft, revision: meta.revision });
  const about = (await core.call('entries.read', { entry: entry.id })).findings.find(
    ({ field }) => field === 'providerCode',
  )!;
  await core.call('findings.settle', {
    entry: entry.id,
    findings: [{ rule: about.rule, field: about.field, message: about.message }],
    reason: '证书上就是这个代码',
    by: '李某',
  });

  const read = await core.call('entries.read', { entry: entry.id });
  const context = await core.call('check.context', {});
  const settlements = settlementsIn(read.entry, read.findings);
  const inPage = (changes: object) => {
    const typed = { ...read.entry, ...changes };
    return settleFindings(typed, checkEntry(typed, context), settlements).find(
      ({ field }) => field === 'providerCode',
    );
  };
  expect(inPage({ summary: '另一段摘要，写明主要内容' })?.settled?.reason).toBe('证书上就是这个代码');
  expect(inPage({ providerCode: '11430000743187451B' })).toMatchObject({ severity: 'warning' });
  expect(inPage({ providerCode: '11430000743187451B' })?.settled).toBeUndefined();
  await core.close();
});
