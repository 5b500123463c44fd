/**
 * The reference platform: takes packages from a folder, judges them with openssl, and leaves signed receipts.
 *
 * Its folder: `requests/` for certificate requests, `certificates/` with what it issued, `inbox/` for packages,
 * `outbox/` with receipts and sequence heads.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import yazl from 'yazl';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { openAuthority, type Authority } from './authority';
import { judgePackage } from './judge-package';
import { DISTID, openssl } from './openssl';

/** What the platform knows of a unit: the packages it accepted, by id, and the last of them. */
interface UnitState {
  readonly accepted: Record<string, { seq: number; manifestSm3: string; receipt: string }>;
  last: { seq: number; manifestSm3: string } | null;
}

export interface Platform {
  readonly authority: Authority;
  readonly folder: string;
  /** Works through requests and inbox once; answers one line per thing done. */
  work(now?: Date): Promise<string[]>;
  /** Signs a document of the platform (`receipt`, `head`, `opinions`) and writes it as a `.zwmlr`. */
  sign(
    name: string,
    value: unknown,
    out: string,
    signing?: { key: string; certificate: string },
  ): Promise<void>;
  head(unit: string, out: string): Promise<void>;
}

export async function openPlatform(folder: string): Promise<Platform> {
  const at = (...names: string[]): string => join(folder, ...names);
  for (const name of ['requests', 'certificates', 'inbox', 'outbox'])
    await mkdir(at(name), { recursive: true });
  const authority = await openAuthority(at('authority'));
  const stateFile = at('state.json');
  const units: Record<string, UnitState> = existsSync(stateFile)
    ? (JSON.parse(await readFile(stateFile, 'utf8')) as Record<string, UnitState>)
    : {};

  const saveState = async (): Promise<void> => {
    await writeFile(`${stateFile}.part`, JSON.stringify(units, null, 1));
    await rename(`${stateFile}.part`, stateFile);
  };

  const sign: Platform['sign'] = async (name, value, out, signing) => {
    const { key, certificate } = signing ?? {
      key: authority.platformKey,
      certificate: authority.platformCertificate,
    };
    const temp = await mkdtemp(join(tmpdir(), 'mulu-sign-'));
    try {
      const json = join(temp, `${name}.json`);
      const signature = join(temp, `${name}.sig`);
      await writeFile(json, JSON.stringify(value));
      await openssl('dgst', '-sm3', '-sign', key, '-sigopt', DISTID, '-out', signature, json);
      const zip = new yazl.ZipFile();
      zip.addFile(json, `${name}.json`);
      zip.addFile(signature, `${name}.sig`);
      zip.addFile(certificate, 'platform.crt');
      zip.end();
      await pipeline(zip.outputStream, createWriteStream(`${out}.part`));
      await rename(`${out}.part`, out);
    } finally {
      await rm(temp, { recursive: true, force: true });
    }
  };

  const takePackage = async (name: string, now: Date): Promise<string> => {
    const file = at('inbox', name);
    const judged = await judgePackage(file, authority.root);
    await mkdir(at('done'), { recursive: true });
    if (!judged.ok) {
      await rename(file, at('done', name));
      return `${name}：拒收，${judged.reason}`;
    }
    const { manifest, manifestSm3, codes } = judged;
    const unit = (units[manifest.signer.unit] ??= { accepted: {}, last: null });
    const known = unit.accepted[manifest.packageId];
    const receipt = at('outbox', `${manifest.packageId}.zwmlr`);
    const inOrder =
      manifest.seq === (unit.last?.seq ?? 0) + 1 && manifest.prev === (unit.last?.manifestSm3 ?? null);
    const result = known?.manifestSm3 === manifestSm3 || (!known && inOrder) ? 'accepted' : 'rejected';
    // The same package again gets the same receipt.
    if (!known || result === 'rejected') {
      await sign(
        'receipt',
        {
          format: 'zwml-receipt/1',
          packageId: manifest.packageId,
          seq: manifest.seq,
          manifestSm3,
          received: now.toISOString(),
          result,
          items: codes.map((code) => ({
            code,
            status: result,
            reason: result === 'accepted' ? '' : '序号与平台记录不连续',
          })),
        },
        receipt,
      );
    }
    if (result === 'accepted' && !known) {
      unit.accepted[manifest.packageId] = { seq: manifest.seq, manifestSm3, receipt };
      unit.last = { seq: manifest.seq, manifestSm3 };
      await saveState();
    }
    await rename(file, at('done', name));
    return `${name}：${result === 'accepted' ? '已接收' : '退回'}，第${manifest.seq}号，${codes.length}条`;
  };

  return {
    authority,
    folder,
    sign,
    head: (unit, out) =>
      sign(
        'head',
        {
          format: 'zwml-head/1',
          unit,
          seq: units[unit]?.last?.seq ?? 0,
          manifestSm3: units[unit]?.last?.manifestSm3 ?? null,
          issued: new Date().toISOString(),
        },
        out,
      ),
    work: async (now = new Date()) => {
      const done: string[] = [];
      for (const name of (await readdir(at('requests'))).filter((one) => one.endsWith('.csr')).sort()) {
        const certificate = at('certificates', name.replace(/\.csr$/, '.crt'));
        if (existsSync(certificate)) continue;
        await authority.issue(at('requests', name), certificate);
        done.push(`${name}：已签发证书`);
      }
      for (const name of (await readdir(at('inbox'))).filter((one) => /\.(zwml|zip)$/.test(one)).sort()) {
        done.push(await takePackage(name, now));
      }
      return done;
    },
  };
}
