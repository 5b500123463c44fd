import { expect, test } from 'vitest';
import { ENTRY_FIELDS } from '#app/catalogue/entry-fields';
import { choiceReader } from '#app/catalogue/field-values';
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

test('what a library was taught that values mean is read from a key as from a workbook', async () => {
  const core = await newLibrary(folder);
  await core.call('values.save', { values: [{ field: 'updateCycle', from: '每旬', to: '不定期' }] });
  const { codeTables, aliases } = sent(await core.call('check.context', {}));
  const read = (taught: typeof aliases) =>
    choiceReader(codeTables, taught)(ENTRY_FIELDS.updateCycle, '每 旬');
  expect([read(aliases), read([])]).toEqual(['不定期', null]);
  await core.close();
});

test('other names of values in many entries are mended by one batch, for entry and items', async () => {
  const core = await newLibrary(folder);
  for (const name of ['甲类信息', '乙类信息']) {
    const { entry, meta } = await core.call('entries.create', {});
    const sample = sampleEntry({ name, sharingType: '无条件' });
    const items = sample.items.map((item) => ({ ...item, sharingType: '无条件', dataLength: '五十' }));
    await core.call('entries.save', { entry: { ...sample, items, id: entry.id }, revision: meta.revision });
  }
  const change = { kind: 'mend' as const, rules: ['value-alias', 'length-form'] };
  const { token } = await core.call('entries.batch', { entries: {}, change });
  await core.call('entries.batch', { entries: {}, change, apply: true, token });
  for (const { id } of (await core.call('entries.list', {})).entries) {
    const { entry, findings } = await core.call('entries.read', { entry: id });
    expect(entry.sharingType).toBe('无条件共享');
    expect(entry.items.map((item) => [item.sharingType, item.dataLength])).toEqual(
      entry.items.map(() => ['无条件共享', '50']),
    );
    expect(findings.filter(({ rule }) => change.rules.includes(rule))).toEqual([]);
  }
  await core.close();
});
