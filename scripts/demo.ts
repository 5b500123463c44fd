/**
 * `npm run demo`: the main job end to end on the shipped sample. Everything it makes lies in `demo-out/`.
 *
 * It uses the program as people do: the command line for the core, the reference platform with the `openssl` program
 * as the other side, and the real window for the screenshots.
 */
import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensureElectron } from './electron-runtime';
import { ensureSystemPackages } from './system-packages';
import { takeScreenshots } from './demo-window';
import { openPlatform } from '#tests/reference-platform/platform';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'demo-out');
const MULU = join(ROOT, 'dist', 'cli', 'mulu.mjs');
const SAMPLES = join(ROOT, 'resources', 'samples');
const TODAY = '2026-11-23';
const PASSPHRASE = '演示口令 2026-mulu';
const at = (name: string): string => join(OUT, name);

type Answer = Record<string, unknown>;

interface Step {
  readonly what: string;
  readonly ms: number;
  readonly result: string;
}
const steps: Step[] = [];

/** Runs `mulu … --json`; exits above `highest` are a failed demo. */
async function mulu(args: readonly string[], highest = 0): Promise<Answer> {
  const env = { ...process.env, MULU_TODAY: TODAY, MULU_PASSPHRASE: PASSPHRASE };
  const { code, stdout, stderr } = await new Promise<{ code: number; stdout: string; stderr: string }>(
    (resolve) => {
      execFile(
        process.execPath,
        [MULU, ...args, '--json'],
        { env, maxBuffer: 256 * 1024 ** 2 },
        (error, out, err) => {
          resolve({ code: error ? Number(error.code ?? 99) : 0, stdout: out, stderr: err });
        },
      );
    },
  );
  if (code > highest) throw new Error(`mulu ${args.join(' ')} ended with ${code}\n${stdout}\n${stderr}`);
  return (JSON.parse(stdout) as { value: Answer }).value;
}

async function step<T>(what: string, work: () => Promise<T>, result: (value: T) => string): Promise<T> {
  const start = performance.now();
  const value = await work();
  const done = { what, ms: Math.round(performance.now() - start), result: result(value) };
  steps.push(done);
  console.log(`${String(done.ms).padStart(7)} ms  ${done.what}：${done.result}`);
  return value;
}

const text = (value: unknown): string => JSON.stringify(value);

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
execFileSync(process.execPath, [join(ROOT, 'scripts', 'prepare.mjs')], { stdio: 'inherit' });
await ensureSystemPackages();
await ensureElectron();

const LIB = at('示例市信用办.mulu');
const init = (library: string): Promise<Answer> =>
  mulu([
    ...['init', library, '--department', '示例市信用办', '--credit-code', '119900009999000119'],
    ...['--region', '610100', '--rules', 'shaanxi-2017'],
  ]);

await step(
  '新建目录库',
  () => init(LIB),
  (v) => text(v['rules']),
);
await step(
  '预检样例（不写入）',
  () => mulu(['import', LIB, join(SAMPLES, 'national-2017.xlsx'), '--dry-run'], 1),
  (v) => text(v['entries']),
);
await step(
  '导入样例',
  () => mulu(['import', LIB, join(SAMPLES, 'national-2017.xlsx'), '--by', '王编制'], 1),
  (v) => `${text(v['entries'])} ${text(v['items'])}`,
);
const checked = await step(
  '校验',
  () => mulu(['check', LIB], 1),
  (v) => text(v['counts']),
);
writeFileSync(at('校验结果.json'), JSON.stringify(checked, null, 1));
await step(
  '导出工作簿',
  () => mulu(['export', LIB, '--to', 'xlsx', '--out', at('目录-再导入.xlsx')]),
  (v) => `${text(v['entries'])}条`,
);
await step(
  '再次导入导出的工作簿',
  () => mulu(['import', LIB, at('目录-再导入.xlsx')], 1),
  (v) => text(v['entries']),
);
await step(
  '按平台模板导出',
  () => mulu(['export', LIB, '--to', 'xlsx', '--upload', '--out', at('目录-上传.xlsx')]),
  (v) => `${text(v['items'])}项`,
);
await step(
  '导出 JSON',
  () => mulu(['export', LIB, '--to', 'json', '--out', at('目录.json')]),
  (v) => `${text(v['entries'])}条`,
);

const FAULTY = at('含错样例.mulu');
await init(FAULTY);
const faulty = await step(
  '导入含错工作簿',
  () =>
    mulu(
      [
        'import',
        FAULTY,
        join(SAMPLES, 'national-2017-faulty.xlsx'),
        '--errors',
        at('含错工作簿-待修改.xlsx'),
      ],
      1,
    ),
  (v) => `${text(v['entries'])}，问题${(v['problems'] as unknown[]).length}处`,
);
writeFileSync(at('含错样例-问题.json'), JSON.stringify(faulty['problems'], null, 1));

await step(
  '计算时限（行政法规2026-09-28调整）',
  () => mulu(['deadline', '--rules', 'shaanxi-2017', '--event', '2026-09-28']),
  (v) =>
    (v['limits'] as { due: string; workingDays: number }[])
      .map((limit) => `${limit.workingDays}个工作日至${limit.due}`)
      .join('，'),
);
await step(
  '登记事项',
  () =>
    mulu([
      'event',
      LIB,
      'add',
      '--kind',
      'law-change',
      '--on',
      '2026-11-12',
      '--about',
      '《示例条例》修订公布',
      '--by',
      '王编制',
    ]),
  (v) => `${(v['duties'] as unknown[]).length}项时限`,
);

const scan = at('签批扫描件.txt');
writeFileSync(scan, '演示用扫描件');
const all = ['--all', '--opinion', '样例演示，未逐条查看'];
await step(
  '提交送审',
  () => mulu(['review', LIB, 'submit', ...all, '--by', '王编制'], 1),
  (v) => `${text(v['entries'])}条`,
);
await step(
  '部门审核',
  () => mulu(['review', LIB, 'approve', ...all, '--by', '李审核']),
  (v) => `${text(v['entries'])}条`,
);
await step(
  '风险评估',
  () =>
    mulu([
      'review',
      LIB,
      'assess',
      ...all,
      '--secrecy',
      '不涉及国家秘密、工作秘密',
      '--personal',
      '涉及个人信息的已按最小必要原则设置共享范围',
      '--by',
      '李审核',
    ]),
  (v) => `${text(v['entries'])}条`,
);
await step(
  '保密审查',
  () => mulu(['review', LIB, 'clear', ...all, '--by', '赵保密']),
  (v) => `${text(v['entries'])}条`,
);
await step(
  '送审单',
  () => mulu(['report', LIB, '--kind', 'submission', '--out', at('送审单.docx')]),
  () => '已生成',
);
await step(
  '负责人审签（线下签批登记）',
  () =>
    mulu([
      'review',
      LIB,
      'consent',
      ...all,
      '--by',
      '陈负责',
      '--offline',
      '--on',
      '2026-11-20',
      '--scan',
      scan,
    ]),
  (v) => `${text(v['entries'])}条`,
);
for (const [kind, name] of [
  ['review', '审核报告'],
  ['changes', '变更对照表'],
  ['list', '目录清单'],
] as const) {
  await step(
    name,
    () => mulu(['report', LIB, '--kind', kind, '--out', at(`${name}.docx`)]),
    () => '已生成',
  );
}

const platform = await step(
  '共享平台（openssl 自建 SM2 根证书）',
  () => openPlatform(at('平台')),
  (p) => basename(p.authority.root),
);
await step(
  '生成密钥',
  () => mulu(['key', 'new', '--out', at('department.key')]),
  () => '已生成',
);
const request = join(platform.folder, 'requests', 'department.csr');
await step(
  '证书申请',
  () =>
    mulu([
      'key',
      'csr',
      '--key',
      at('department.key'),
      '--library',
      LIB,
      '--person',
      '王编制',
      '--out',
      request,
    ]),
  (v) => String(v['subject']),
);
await step(
  '平台签发证书',
  () => platform.work(),
  (lines) => lines.join(),
);
const certificate = at('department.crt');
copyFileSync(join(platform.folder, 'certificates', 'department.crt'), certificate);
await mulu(['trust', LIB, 'add', platform.authority.root, '--role', 'root']);
await mulu(['trust', LIB, 'add', platform.authority.platformCertificate, '--role', 'platform']);
const made = await step(
  '生成报送包',
  () => mulu(['pack', LIB, '--key', at('department.key'), '--cert', certificate, '--out', at('报送包.zwml')]),
  (v) => `第${text(v['seq'])}号，${text(v['entries'])}条`,
);
await step(
  '验证报送包',
  () => mulu(['verify', at('报送包.zwml'), '--root', platform.authority.root]),
  (v) => `valid=${text(v['valid'])}`,
);
await step(
  '复制到介质',
  () => mulu(['deliver', LIB, '--folder', join(platform.folder, 'inbox')]),
  (v) => `${(v['files'] as unknown[]).length}个文件`,
);
await step(
  '平台用 openssl 核验并签回执',
  () => platform.work(),
  (lines) => lines.join(),
);
await step(
  '读取回执',
  () => mulu(['receive', LIB, join(platform.folder, 'outbox', `${String(made['packageId'])}.zwmlr`)]),
  (v) => `${text(v['kind'])} ${text(v['result'])}`,
);
await step(
  '待办与时限',
  () => mulu(['duties', LIB, '--ics', at('待办与时限.ics')]),
  (v) =>
    (v['duties'] as { label: string; due: string; status: string }[])
      .map((duty) => `${duty.due} ${duty.label} ${duty.status}`)
      .join('；'),
);
const shots = await step(
  '界面截图',
  () => takeScreenshots(LIB, OUT, TODAY),
  (names) => `${names.length}张`,
);

const rows = steps.map((one) => `| ${one.what} | ${one.ms} ms | ${one.result.replaceAll('|', '／')} |`);
const files = readdirSync(OUT)
  .sort()
  .map((name) => `- ${name}${statSync(at(name)).isFile() ? `（${statSync(at(name)).size} 字节）` : '/'}`);
writeFileSync(
  at('总结.md'),
  [
    '# 演示总结',
    '',
    `今天按 ${TODAY} 计。`,
    '',
    '| 步骤 | 用时 | 结果 |',
    '|---|---|---|',
    ...rows,
    '',
    '## 文件',
    '',
    ...files,
    '',
  ].join('\n'),
);
if (shots.length === 0 || !existsSync(at('报送包.zwml'))) throw new Error('the demo did not finish its work');
console.log(`\n完成：${OUT}，总结见 总结.md`);
