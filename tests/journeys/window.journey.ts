import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '#main/app-scheme';
import { endJourneys, launch, type Journey } from './harness';

let journey: Journey;

beforeAll(async () => {
  journey = await launch({ today: '2026-11-21' });
});

afterAll(async () => {
  await journey.close();
  await endJourneys();
});

describe('the window opens and shows the frame', () => {
  it('names the program and offers a library to open before anything else', async () => {
    await journey.page.getByText('政务信息资源目录').first().waitFor();
    expect(new URL(journey.page.url()).protocol).toBe('mulu:');
    const picture = await journey.screenshot('window-start');
    expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');
  });

  it('the engine runs beside the window and answers', async () => {
    const answer = await journey.page.evaluate(() => window.mulu.call('library.summary', {}, 'a1'));
    expect(answer).toMatchObject({ ok: false, failure: { code: 'library-not-found' } });
  });

  it('the start tells the fixed day', async () => {
    const answer = await journey.page.evaluate(() => window.mulu.call('window.start', {}, 'a2'));
    expect(answer).toMatchObject({ ok: true, value: { today: '2026-11-21', opened: false, failure: null } });
  });

  it('writes no complaint to the console', () => {
    expect(journey.complaints).toEqual([]);
  });
});

describe('the page is locked in', () => {
  it('sends the content security policy as a header with every answer', async () => {
    const header = await journey.page.evaluate(async () =>
      (await fetch('mulu://app/index.html')).headers.get('content-security-policy'),
    );
    expect(header).toBe(CONTENT_SECURITY_POLICY);
  });

  it('refuses script that is not a file of our own', async () => {
    const ran = await journey.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), {
            once: true,
          });
          const script = document.createElement('script');
          script.textContent = 'window.intruder = true';
          document.head.append(script);
        }),
    );
    expect(ran).toContain('script-src');
    expect(await journey.page.evaluate(() => 'intruder' in window)).toBe(false);
  });

  it('gives the page no Node and no Electron: only calls, events and cancelling by name', async () => {
    const seen = await journey.page.evaluate(() => ({
      require: typeof (globalThis as Record<string, unknown>)['require'],
      process: typeof (globalThis as Record<string, unknown>)['process'],
      electron: typeof (globalThis as Record<string, unknown>)['electron'],
      mulu: Object.keys(window.mulu).sort(),
    }));
    expect(seen).toEqual({
      require: 'undefined',
      process: 'undefined',
      electron: 'undefined',
      mulu: ['call', 'cancel', 'on'],
    });
  });

  it('runs the page in Chromium’s sandbox with its own world', async () => {
    const preferences = await journey.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag: webviewTag === true };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    if (!journey.sandbox) return;
    const pid = await journey.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    // Seccomp mode 2 is a filter: the kernel itself confirms that the page's process is sandboxed.
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
  });

  it('does not navigate, neither by script nor by a link, and opens no second window', async () => {
    const before = 'mulu://app/index.html';
    await journey.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'https://example.org/?mulu://app/';
      document.body.append(link);
      link.click();
      link.target = '_blank';
      link.click();
      window.open('mulu://app/index.html');
      location.href = 'https://example.org/';
    });
    await journey.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    expect(journey.page.url()).toBe(before);
    expect(journey.app.windows()).toHaveLength(1);
  });

  it('reaches no network, no file outside the program and no device', async () => {
    const reached = await journey.page.evaluate(async () => {
      const attempt = (url: string) =>
        fetch(url).then(
          (answer) => answer.status,
          () => 'refused',
        );
      return {
        https: await attempt('https://example.org/'),
        http: await attempt('http://127.0.0.1:9/'),
        file: await attempt('file:///etc/passwd'),
        escape: await attempt('mulu://app/..%2f..%2fpackage.json'),
        source: await attempt('mulu://app/%2e%2e/main/main.mjs'),
        geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
        notification: Notification.permission,
      };
    });
    expect(reached).toEqual({
      https: 'refused',
      http: 'refused',
      file: 'refused',
      escape: 404,
      source: 404,
      geolocation: 'denied',
      notification: 'denied',
    });
  });

  it('answers no call outside the contract and none whose input does not fit', async () => {
    const answers = await journey.page.evaluate(async () => [
      await window.mulu.call('process.exit', {}, 'b1'),
      await window.mulu.call('entries.list', { limit: -1 }, 'b2'),
      await window.mulu.call('library.open', { library: '/etc/passwd' }, 'b3'),
    ]);
    expect(answers).toMatchObject([
      { ok: false, failure: { code: 'not-available' } },
      { ok: false, failure: { code: 'invalid-input' } },
      {
        ok: false,
        failure: { code: 'invalid-input', details: { field: 'library', reason: 'token' } },
      },
    ]);
  });
});

describe('files are chosen in dialogs of the program', () => {
  it('a dialog answers a token, a cancelled one nothing', async () => {
    journey.answerDialogs(['/tmp/某市目录.mulu'], []);
    const ask = () =>
      journey.page.evaluate(() => window.mulu.call('window.chooseFile', { title: '打开' }, 'c1'));
    expect(await ask()).toMatchObject({
      ok: true,
      value: { files: [{ name: '某市目录.mulu', folder: '/tmp' }] },
    });
    expect(await ask()).toEqual({ ok: true, value: { files: [] } });
  });
});
