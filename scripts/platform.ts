/**
 * `npm run platform [-- --folder DIR] [--http PORT] [--once]`: the reference platform over a folder and, with a port,
 * over HTTP on this machine. It makes its own SM2 authority at first start, answers certificate requests and packages
 * with the `openssl` program, and leaves signed receipts.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { servePlatform } from '#tests/reference-platform/http-server';
import { openPlatform } from '#tests/reference-platform/platform';

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    http: { type: 'string' },
    once: { type: 'boolean', default: false },
  },
});
const folder = values.folder ?? join(process.cwd(), 'platform');
const platform = await openPlatform(folder);
console.log(`平台文件夹：${folder}`);
console.log(`根证书 ${platform.authority.root}，回执证书 ${platform.authority.platformCertificate}`);
console.log('证书申请放入 requests，报送包放入 inbox，证书在 certificates，回执在 outbox。');
const server =
  values.http === undefined ? null : await servePlatform(platform, { port: Number(values.http) });
if (server) console.log(`网络报送地址：${server.url}`);
do {
  for (const line of await platform.work()) console.log(line);
  if (!values.once) await new Promise((resolve) => setTimeout(resolve, 1000));
} while (!values.once);
await server?.close();
await platform.close();
