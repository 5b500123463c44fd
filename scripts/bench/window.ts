/**
 * The window with the list of 100,000 entries: the time until it stands, beside an empty window of the same Electron
 * and beside the same program with an empty library; and the memory of all processes beside the latter. The list is
 * what was shown when the window closed, as on any morning after the first.
 */
import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { endJourneys, launch, makeFolder, type Journey } from '#tests/journeys/harness';
import { goTo } from '#tests/journeys/drive';
import { median, type BenchRow } from './bench-row';
import { inEmptyWindow } from './empty-window';
import { memoryOf } from './process-memory';

const RUNS = 5;
const TODAY = '2026-11-23';
/** The engine has built its index over the catalogue by then, and the rest has calmed down. */
const SETTLED_MS = 15_000;

interface Opened {
  readonly ms: number;
  readonly megabytes: number;
}

interface Morning {
  readonly library: string;
  readonly folder: string;
  readonly profile: string;
  readonly ready: (journey: Journey) => Promise<void>;
}

/** The first day: the library is opened, the list looked at, the window closed. */
async function firstDay(library: string, ready: Morning['ready']): Promise<Morning> {
  const folder = makeFolder('bench');
  const copy = join(folder, basename(library));
  copyFileSync(library, copy);
  const morning = { library: copy, folder, profile: makeFolder('bench-profile'), ready };
  const journey = await launch({ ...morning, today: TODAY });
  await goTo(journey, '目录编制');
  await ready(journey);
  await journey.page.waitForTimeout(SETTLED_MS);
  await journey.close();
  return morning;
}

async function open({ ready, ...morning }: Morning, weigh: boolean): Promise<Opened> {
  const start = performance.now();
  const journey = await launch({ ...morning, today: TODAY });
  await ready(journey);
  const ms = performance.now() - start;
  if (weigh) await journey.page.waitForTimeout(SETTLED_MS);
  const megabytes = weigh ? memoryOf(journey.app.process().pid!) : 0;
  await journey.close();
  return { ms, megabytes };
}

async function emptyWindow(): Promise<number> {
  const start = performance.now();
  return inEmptyWindow('<p id="up">up</p>', async (page) => {
    await page.waitForSelector('#up');
    return performance.now() - start;
  });
}

export async function benchWindow(big: string, empty: string): Promise<BenchRow[]> {
  const listed = (journey: Journey): Promise<void> =>
    journey.page.getByRole('grid', { name: '信息资源列表' }).locator('.row-table-row').first().waitFor();
  const nothing = (journey: Journey): Promise<void> =>
    journey.page.getByText('目录中还没有信息资源').first().waitFor();
  const bare: number[] = [];
  const shell: Opened[] = [];
  const full: Opened[] = [];
  const emptyMorning = await firstDay(empty, nothing);
  const fullMorning = await firstDay(big, listed);
  // In turns, so that a busy minute of the machine weighs on all.
  for (let run = 0; run < RUNS; run++) {
    const weigh = run === RUNS - 1;
    bare.push(await emptyWindow());
    shell.push(await open(emptyMorning, weigh));
    full.push(await open(fullMorning, weigh));
  }
  await endJourneys();
  const opening = median(full.map(({ ms }) => ms));
  const what = '窗口打开10万条的列表';
  return [
    { what, value: opening, unit: 'ms', reference: '空窗口', referenceValue: median(bare), target: 2.2 },
    {
      what,
      value: opening,
      unit: 'ms',
      reference: '空目录库的列表',
      referenceValue: median(shell.map(({ ms }) => ms)),
      target: 1.3,
    },
    {
      what: '全部进程的内存（10万条）',
      value: full.at(-1)!.megabytes,
      unit: 'MB',
      reference: '空目录库',
      referenceValue: shell.at(-1)!.megabytes,
      target: 1.3,
    },
  ];
}
