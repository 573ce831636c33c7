import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket as RawSocket } from 'ws';
import {
  type Complaints,
  type ElectronRun,
  type LoopbackRun,
  launchBrowser,
  launchElectron,
  launchLoopback,
  openWindow,
  tempData,
} from './launch.ts';
import { ask, importSite, quiet, sayName } from './person.ts';

describe('the loopback host', () => {
  const data = tempData();
  let host: LoopbackRun;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    host = await launchLoopback(data.folder);
    browser = await launchBrowser();
    ({ page, complaints } = await openWindow(browser));
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    data.remove();
  });

  it('shows the screens, and takes the code out of the address', async () => {
    await page.goto(host.address());
    await sayName(page);
    await quiet(page).waitFor();
    expect(new URL(page.url()).hash).not.toContain('code');
  });

  it('keeps the session over a reload, without a code', async () => {
    await page.reload();
    await quiet(page).waitFor();
    expect(await page.getByTestId('connection-banner').count()).toBe(0);
  });

  it('knows the name that was told, and takes a command from the command line meanwhile', async () => {
    expect(await ask(data.folder, 'identity.get', {})).toMatchObject({ ok: true, value: { name: 'Ada' } });
    expect(await importSite(data.folder)).toMatchObject({ ok: true });
    expect(await ask(data.folder, 'sites.list', {})).toMatchObject({
      ok: true,
      value: [{ code: 'RIVER-01' }],
    });
  });

  it('lets no other page in: neither framed, nor by socket, nor with a code that was used', async () => {
    const origin = `http://127.0.0.1:${host.port}`;
    const stranger = await openWindow(browser);
    await stranger.page.goto('data:text/html,<h1>elsewhere</h1>');
    const outcome = await stranger.page.evaluate(async (address) => {
      const socket = new Promise<string>((done) => {
        const opened = new WebSocket(`${address.replace('http', 'ws')}/ws`);
        opened.onopen = () => done('open');
        opened.onerror = () => done('refused');
      });
      const read = await fetch(`${address}/`).then(
        () => 'read',
        () => 'refused',
      );
      return [await socket, read];
    }, origin);
    expect(outcome).toEqual(['refused', 'refused']);
    await stranger.page.setContent(`<iframe src="${origin}/"></iframe>`);
    const framed = stranger.page.frames()[1];
    expect(await framed?.getByTestId('feed').count()).toBe(0);
    await stranger.page.context().close();
  });

  it('opens no socket for a program that names another origin', async () => {
    const refused = await new Promise<string>((done) => {
      const socket = new RawSocket(`ws://127.0.0.1:${host.port}/ws`, { origin: 'http://evil.test' });
      socket.on('open', () => done('open'));
      socket.on('error', (error) => done(error.message));
    });
    expect(refused).toMatch('403');
  });

  it('loses nothing when it is killed, and the open page comes back by itself', async () => {
    await host.kill();
    await page.getByTestId('connection-banner').waitFor();
    host = await launchLoopback(data.folder, host.port);
    await page.getByTestId('connection-banner').waitFor({ state: 'detached' });
    expect(await ask(data.folder, 'sites.list', {})).toMatchObject({
      ok: true,
      value: [{ code: 'RIVER-01' }],
    });
    expect(await ask(data.folder, 'engine.verify', {})).toMatchObject({ ok: true, value: { ok: true } });
  });

  it('refuses a second Vigil on the same data', async () => {
    await expect(launchLoopback(data.folder)).rejects.toThrow('ended with 1');
  });

  it('was never complained about by the content policy, and no script failed', () => {
    expect(complaints).toEqual({ policy: [], errors: [] });
  });
});

describe('the Electron host', () => {
  const data = tempData();
  let run: ElectronRun;

  beforeAll(async () => {
    run = await launchElectron(data.folder);
  });
  afterAll(async () => {
    await run?.quit();
    data.remove();
  });

  it('shows the same screens from its own scheme', async () => {
    await sayName(run.page);
    await quiet(run.page).waitFor();
    expect(
      await run.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL()),
    ).toMatch(/^app:\/\/vigil\//);
  });

  it('gives the page two functions and nothing of Node or Electron', async () => {
    const seen = await run.page.evaluate(() => ({
      bridge: Object.keys(window.vigil ?? {}).sort(),
      frozen: Object.isFrozen(window.vigil),
      require: typeof (globalThis as Record<string, unknown>).require,
      process: typeof (globalThis as Record<string, unknown>).process,
    }));
    expect(seen).toEqual({
      bridge: ['call', 'on'],
      frozen: true,
      require: 'undefined',
      process: 'undefined',
    });
  });

  it('has a preload that needs nothing but Electron', () => {
    const preload = readFileSync(join(import.meta.dirname, '../../out/preload/index.cjs'), 'utf8');
    const needed = [...preload.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name);
    expect(new Set(needed)).toEqual(new Set(['"electron"']));
    expect(preload).not.toMatch(/\bimport\b|\bprocess\b|\beval\b|\bFunction\(/);
  });

  it('makes no script and no markup of a text, and runs no worker but the map’s', async () => {
    const outcome = await run.page.evaluate(() => {
      const tried = (attempt: () => unknown) => {
        try {
          attempt();
          return 'done';
        } catch (error) {
          return error instanceof Error ? error.name : 'refused';
        }
      };
      const script = document.createElement('script');
      script.append('globalThis.vigilWasHere = true;');
      document.body.append(script);
      const made = [
        tried(() => {
          document.createElement('p').innerHTML = '<img src=x onerror="globalThis.vigilWasHere = true">';
        }),
        tried(() => document.createElement('p').insertAdjacentHTML('beforeend', '<b>x</b>')),
        tried(() => new DOMParser().parseFromString('<b>x</b>', 'text/html')),
        tried(() => new Worker('/assets/nothing.js')),
      ];
      return [...made, 'vigilWasHere' in globalThis];
    });
    expect(outcome).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError', false]);
  });

  it('runs its window in the sandbox, isolated', async () => {
    const options = await run.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0] as unknown as { options: { webPreferences: object } };
      return window.options.webPreferences;
    });
    expect(options).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
    });
    expect(run.records).toContainEqual({ kind: 'sandbox' });
  });

  it('grants its own page notifications, and nothing else to anybody', async () => {
    const granted = await run.evaluate(({ session }) => {
      const { request, check, device } = (
        session.defaultSession as unknown as {
          handlers: {
            request: (c: unknown, p: string, answer: (yes: boolean) => void, d: object) => void;
            check: (c: unknown, p: string, origin: string) => boolean;
            device: () => boolean;
          };
        }
      ).handlers;
      const names = [
        'notifications',
        'media',
        'geolocation',
        'midi',
        'fullscreen',
        'openExternal',
        'clipboard-read',
        'usb',
      ];
      const answers: string[] = [];
      for (const requestingUrl of ['app://vigil/', 'https://evil.test/'])
        for (const name of names) {
          request(null, name, (yes) => yes && answers.push(`${name} ${requestingUrl}`), { requestingUrl });
          if (check(null, name, requestingUrl)) answers.push(`check ${name} ${requestingUrl}`);
        }
      return [...answers, device()];
    });
    expect(granted).toEqual(['notifications app://vigil/', 'check notifications app://vigil/', false]);
  });

  it('keeps the page where it is: no navigation, no new window', async () => {
    const before = run.page.url();
    await run.page.evaluate(() => {
      location.href = 'https://evil.test/';
    });
    await run.page.evaluate(() => window.open('https://evil.test/'));
    await expect.poll(() => run.page.context().pages().length).toBe(1);
    expect(run.page.url()).toBe(before);
  });

  it('reaches no file outside the screens', async () => {
    const status = await run.page.evaluate(async () => {
      const paths = ['/..%2f..%2fpackage.json', '/assets/../../main/index.js', '/nothing.js'];
      return Promise.all(paths.map(async (path) => (await fetch(path)).status));
    });
    expect(status).toEqual([404, 404, 404]);
  });

  it('refuses a call that is too long or whose method is unknown', async () => {
    const faults = await run.page.evaluate(async () => {
      const codeOf = async (method: string, input: unknown) => {
        const reply = await window.vigil?.call(method, input);
        return reply?.ok === false ? reply.fault.code : 'answered';
      };
      return [await codeOf('sites.list', 'x'.repeat(1024 * 1024 + 1)), await codeOf('__proto__', {})];
    });
    expect(faults).toEqual(['forbidden', 'not-found']);
  });

  it('goes on auditing when its window is closed, and comes back from the tray', async () => {
    const visible = () =>
      run.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
    await run.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await visible()).toEqual([false]);
    expect(await ask(data.folder, 'engine.status', {})).toMatchObject({
      ok: true,
      value: { state: 'RUNNING' },
    });
    await run.evaluate(({ Tray }) => {
      const { last } = Tray as unknown as {
        last: { menu: { items: { label?: string; click: () => void }[] } };
      };
      last.menu.items.find(({ label }) => label === 'Open Vigil')?.click();
    });
    expect(await visible()).toEqual([true]);
  });

  it('asks the engine at once when the machine wakes up', async () => {
    await run.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
    expect(await ask(data.folder, 'engine.status', {})).toMatchObject({
      ok: true,
      value: { state: 'RUNNING' },
    });
    expect(run.records).toContainEqual({ kind: 'power-save-blocker', blocks: 'prevent-app-suspension' });
  });

  it('loses nothing when it is killed', async () => {
    expect(await importSite(data.folder)).toMatchObject({ ok: true });
    await run.kill();
    run = await launchElectron(data.folder);
    expect(await ask(data.folder, 'sites.list', {})).toMatchObject({
      ok: true,
      value: [{ code: 'RIVER-01' }],
    });
    expect(run.records.filter(({ kind }) => kind === 'pageerror' || kind === 'preload-error')).toEqual([]);
  });
});
