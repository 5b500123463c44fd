/** A package of 100 MB: the memory that judging it takes, and what the window does meanwhile. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '#tests/journeys/drive';
import { endJourneys, launch, makeFolder } from '#tests/journeys/harness';
import type { BenchRow } from './bench-row';
import { runBuilt } from './built';

export async function benchLargePackage(file: string, root: string): Promise<BenchRow[]> {
  return [
    {
      what: '验证100 MB报送包的内存',
      value: runBuilt<number>('verify-run.ts', [file, root]),
      unit: 'MB',
      target: 300,
    },
    await verifyInWindow(file, root),
  ];
}

/** The longest time between two frames of the window while its engine verifies the package. */
async function verifyInWindow(file: string, root: string): Promise<BenchRow> {
  const folder = makeFolder('bench');
  const [packed, trusted] = [join(folder, 'p.zwml'), join(folder, 'root.crt')];
  copyFileSync(file, packed);
  copyFileSync(root, trusted);
  const journey = await launch({ folder });
  await journey.page.getByRole('button', { name: '新建目录库' }).waitFor();
  journey.answerDialogs([packed], [trusted]);
  const choose = async (): Promise<string> => {
    const { files } = await ask<{ files: { token: string }[] }>(journey, 'window.chooseFile', {
      title: '选择文件',
    });
    return files[0]!.token;
  };
  const input = { file: await choose(), roots: [await choose()] };
  const told = await journey.page.evaluate(async (given) => {
    const start = performance.now();
    let answer: { ok: boolean; value?: { valid: boolean } } | null = null;
    void window.mulu.call('package.verify', given, crypto.randomUUID()).then((one) => {
      answer = one as never;
    });
    let longest = 0;
    for (let last = performance.now(); answer === null;) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      longest = Math.max(longest, now - last);
      last = now;
    }
    const judged = answer as { ok: boolean; value?: { valid: boolean } };
    return { longest, whole: performance.now() - start, valid: judged.ok && judged.value?.valid === true };
  }, input);
  await journey.close();
  await endJourneys();
  if (!told.valid) throw new Error('the bench package does not verify in the window');
  return {
    what: '验证100 MB报送包时窗口最长一帧',
    value: told.longest,
    unit: 'ms',
    reference: '验证用时',
    referenceValue: told.whole,
    target: 0.25,
  };
}
