/** The review report inside a 报送包: all of its volumes, and only what is approved. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { docxParts, docxText, zipParts } from '#tests/documents/docx-parts';
import { approveAll, reportLibrary, type ReportLibrary } from '#tests/documents/report-library';
import { openPlatform } from '#tests/reference-platform/platform';
import { sampleEntry } from '#tests/support/sample-entry';
import { tempFolder } from '#tests/support/temp-folder';

const folder = tempFolder();
const PASSPHRASE = 'lan tian bai yun 2026';

/** Packs and answers the text of each report in the package, by its name. */
async function packedReports(library: ReportLibrary, name: string): Promise<Map<string, string[]>> {
  const at = (file: string): string => join(folder, `${name}-${file}`);
  const platform = await openPlatform(at('platform'));
  await library.call('key.create', { out: at('key'), passphrase: PASSPHRASE });
  const request = join(platform.folder, 'requests', 'department.csr');
  await library.call('key.request', { key: at('key'), passphrase: PASSPHRASE, out: request, person: '张某' });
  await platform.work();
  // The certificate is valid from this very moment on; the library works a day later.
  library.setToday(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
  const certificate = join(platform.folder, 'certificates', 'department.crt');
  const out = at('p.zwml');
  await library.call('package.make', { key: at('key'), certificate, passphrase: PASSPHRASE, out });
  const roots = [platform.authority.root];
  const verdict = await library.call('package.verify', { file: out, roots });
  expect(verdict.problems).toEqual([]);
  const reports = [...(await zipParts(readFileSync(out)))].filter(([member]) => member.endsWith('.docx'));
  return new Map(
    await Promise.all(
      reports.map(
        async ([member, content]) =>
          [member, docxText((await docxParts(content)).get('word/document.xml')!)] as const,
      ),
    ),
  );
}

describe('the report in the package', () => {
  test('speaks of the approved version: a draft beside it stays in the house', async () => {
    const library = await reportLibrary(join(folder, 'draft.mulu'));
    await library.add([sampleEntry({ name: '已审定资源' })]);
    await approveAll(library);
    await library.add([sampleEntry({ name: '仍在起草的资源' })]);
    const reports = await packedReports(library, 'draft');
    expect([...reports.keys()]).toEqual(['payload/review-report.docx']);
    const text = reports.get('payload/review-report.docx')!.join('\n');
    expect(text).toContain('已审定资源');
    expect(text).not.toContain('仍在起草的资源');
    expect(text).toContain('目录版本：V1');
    expect(text).not.toContain('草案');
  });

  test('has all volumes of a large catalogue, each a member of its own', async () => {
    const library = await reportLibrary(join(folder, 'large.mulu'));
    const model = sampleEntry({}, 1);
    await library.add(
      Array.from({ length: 5200 }, (_, i) => ({
        ...model,
        id: `e${i}`,
        code: `307999/${String(i).padStart(6, '0')}`,
        name: `第${i}号资源`,
      })),
    );
    await approveAll(library);
    const reports = await packedReports(library, 'large');
    expect([...reports.keys()].sort()).toEqual([
      'payload/review-report-2.docx',
      'payload/review-report.docx',
    ]);
    const listed = [...reports.values()].flat().filter((line) => /^第\d+号资源$/.test(line));
    expect(new Set(listed).size).toBe(5200);
  });
});
