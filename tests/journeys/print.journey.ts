import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { endJourneys, makeFolder, runAlone } from './harness';

const FIXTURE = fileURLToPath(new URL('./print-fixture.ts', import.meta.url));
const A4_POINTS = { width: 595, height: 842 };

afterAll(endJourneys);

function pagesOf(pdf: string): number {
  return [...pdf.matchAll(/\/Type \/Page\b(?!s)/g)].length;
}

async function print(body: string): Promise<{ status: number | null; folder: string; pdf: string }> {
  const folder = makeFolder('print');
  const html = join(folder, 'report.html');
  const out = join(folder, '审核报告.pdf');
  const style = '@page{size:A4;margin:37mm 26mm 35mm 28mm} section{break-after:page}';
  writeFileSync(html, `<!doctype html><meta charset="utf-8"><style>${style}</style>${body}`);
  const status = await runAlone(FIXTURE, folder, html, out);
  return { status, folder, pdf: existsSync(out) ? readFileSync(out, 'latin1') : '' };
}

describe('a report’s page becomes a PDF', () => {
  it('on A4 as its own style says, a page for each break, with nothing left beside it', async () => {
    const { status, folder, pdf } = await print('<section>一</section><section>二</section><p>三</p>');
    expect(status).toBe(0);
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect(pagesOf(pdf)).toBe(3);
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
    expect(Math.round(Number(width))).toBe(A4_POINTS.width);
    expect(Math.round(Number(height))).toBe(A4_POINTS.height);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('runs no script and asks nobody for anything, whatever an entry’s text contains', async () => {
    const asked: string[] = [];
    const server = createServer((request, answer) => {
      asked.push(request.url ?? '');
      answer.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const place = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { status, pdf } = await print(
      `<script>document.write('<section>x</section>'.repeat(50))</script>
       <img src="${place}/picture.png"><link rel="stylesheet" href="${place}/style.css">
       <iframe src="${place}/frame.html"></iframe><object data="file:///etc/passwd"></object><p>正文</p>`,
    );
    server.close();
    expect(status).toBe(0);
    expect(pagesOf(pdf)).toBe(1);
    expect(asked).toEqual([]);
  });

  it('a place that cannot be written is a failure with its code, not a half-written report', async () => {
    const folder = makeFolder('print');
    const html = join(folder, 'report.html');
    writeFileSync(html, '<p>正文</p>');
    mkdirSync(join(folder, '是文件夹.pdf'));
    expect(await runAlone(FIXTURE, folder, html, join(folder, '是文件夹.pdf'))).toBe(3);
    expect(await runAlone(FIXTURE, folder, html, join(folder, '没有', 'a.pdf'))).toBe(3);
    expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([]);
  });
});
