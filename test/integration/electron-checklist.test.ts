import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CALL_CHANNEL, EVENT_CHANNEL, LONGEST_INPUT } from '#contract/ipc.ts';
import { FUSES } from '#packaging/fuses.ts';
import { linesThat, sourceFiles, withoutComments } from '#test/kit/code-lines.ts';
import { type electronDouble, PageDouble } from '#test/kit/electron-double.ts';

/*
 * Electron's own security checklist (docs/tutorial/security, 20 items) and its nine fuses, in their order. What needs a real page is proven end to
 * end; such an item names its test, and fails when that test is gone.
 */

vi.mock('electron', async () => (await import('#test/kit/electron-double.ts')).electronDouble());

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const sources = sourceFiles();
const electron = (await import('electron')) as unknown as ReturnType<typeof electronDouble>; // safe: mocked above

/** Holds only while a test of that name is there and is not passed over. */
const provenBy = (file: string, name: string) =>
  expect([file, read(file).split(`  it('${name}', `).length - 1]).toEqual([file, 1]);

/** What must never stand in the program, by item, with a line that must be found out. */
const NEVER = {
  remoteContent: [
    /\b(src|href|action)=["'{`]+https?:|@import[^;]*https?:|url\(["']?https?:/i,
    '<script src="https://a.test/x.js">',
  ],
  plainHttp: [
    /loadURL\([^)]*https?:|fetch\(\s*['"`]http:\/\/(?!\$\{host\}:\$\{port\}\/)/,
    "void fetch('http://a.test/');",
  ],
  nodeIntegration: [/\bnodeIntegration\w*\b(?!\s*:\s*false)/, 'nodeIntegrationInWorker: true,'],
  contextIsolation: [/\bcontextIsolation\b(?!\s*:\s*true)/, 'contextIsolation: false,'],
  sandbox: [/\bsandbox\s*:(?!\s*true)|['"`]--?no-sandbox|commandLine\.appendSwitch/, 'sandbox: false,'],
  webSecurity: [/\bwebSecurity\b(?!\s*:\s*true)|disable-web-security/, 'webSecurity: false'],
  insecureContent: [
    /allowRunningInsecureContent|allow-running-insecure/,
    'allowRunningInsecureContent: true',
  ],
  experimental: [/experimentalFeatures|enable-experimental/, 'experimentalFeatures: true'],
  blinkFeatures: [/[eE]nable-?[bB]link-?[fF]eatures/, "enableBlinkFeatures: 'X'"],
  webview: [/<webview|webviewTag|allowpopups|WebContentsView|BrowserView/, 'webviewTag: true'],
  openExternal: [/openExternal|openPath|showItemInFolder/, 'shell.openExternal(url)'],
  markup: [
    /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|srcdoc|DOMParser|\beval\(|new Function\(/i,
    'a.innerHTML = name;',
  ],
  fileScheme: [/loadFile\(|['"`]file:\/\//, "window.loadFile('index.html')"],
  remoteModule: [/@electron\/remote|enableRemoteModule|executeJavaScript/, 'contents.executeJavaScript(x)'],
} as const satisfies Record<string, readonly [RegExp, string]>;
const found = (...names: readonly (keyof typeof NEVER)[]) =>
  names.flatMap((name) => linesThat(NEVER[name][0], sources));

/** Files that import a name from Electron as a value. */
const importersOf = (name: string) =>
  sources.flatMap(({ path, text }) => {
    const imports = [...text.matchAll(/import \{([^}]*)\} from 'electron'/g)];
    const names = imports.flatMap(([, list = '']) =>
      list.split(',').map((each) => each.trim().split(' as ')[0]),
    );
    return names.includes(name) ? [path] : [];
  });

/** Addresses that are not ours, however much they look like it: more than two hundred. */
const FOREIGN = [
  ...[
    'https',
    'http',
    'file',
    'ftp',
    'ws',
    'javascript',
    'data',
    'blob',
    'vscode',
    'ms-settings',
    'smb',
    'search-ms',
    'app2',
    'xapp',
    'APPX',
  ].flatMap((scheme) =>
    [
      '//vigil/',
      '//vigil',
      '//evil.test/',
      '//evil.test/?app://vigil/',
      '//evil.test/#app://vigil/',
      ':app://vigil/',
      '//user:word@vigil/',
      '//vigil:443/',
      '///vigil/',
      '/vigil/',
    ].map((rest) => `${scheme}:${rest}`),
  ),
  ...[
    '.evil',
    '.evil.test',
    'x',
    '-x',
    '%00',
    '%2e',
    '%2eevil',
    '%40evil',
    ':1',
    ':65535',
    '@evil',
    '.',
    '..',
    '\u3002evil',
    '\uff0eevil',
  ].map((tail) => `app://vigil${tail}/`),
  ...[
    'x',
    'evil.',
    'evil@',
    'user@',
    'user:word@',
    'vigil@',
    'vigil:vigil@',
    'vigil%40',
    'vigil.vigil.',
    '%00',
    '%76',
    'V',
    '\u24e5',
  ].map((head) => `app://${head}vigil.x/`),
  ...['user@', 'user:@', ':word@', 'vigil:word@', 'a%3ab@', '%00@'].map((head) => `app://${head}vigil/`),
  ...[
    'app:vigil/',
    'app:/vigil/',
    'app:///vigil/',
    'app:////vigil/',
    'app:',
    'app://',
    'app:///',
    'app://VIGIL/',
    'app://Vigil/',
    'app://[::1]/',
    'app://127.0.0.1/',
    '//vigil/',
    '/',
    '',
    ' ',
    'null',
    'about:blank',
    'about:srcdoc',
    'view-source:app://vigil/',
    'filesystem:app://vigil/',
    'chrome://gpu',
    'devtools://devtools/',
    'intent://vigil/',
    'mailto:a@b.test',
    'tel:112',
  ],
];
const OWN = ['app://vigil/', 'app://vigil/?view=wall', 'app://vigil/assets/a.js#x', 'APP://vigil/safe.html'];

const screens = join(mkdtempSync(join(tmpdir(), 'vigil-checklist-')), 'screens');
beforeAll(async () => {
  mkdirSync(join(screens, 'assets'), { recursive: true });
  writeFileSync(join(screens, 'index.html'), '<!doctype html>');
  writeFileSync(join(screens, 'assets/main.js'), 'export {};');
  writeFileSync(join(screens, '../secret.txt'), 'secret');
});
afterAll(() => rmSync(join(screens, '..'), { recursive: true, force: true }));

describe('the search for what must never be there', () => {
  it.each(Object.entries(NEVER))('finds %s', (_, [pattern, sample]) => {
    expect(linesThat(pattern, [{ path: 'a.ts', text: sample }])).toHaveLength(1);
  });

  it('reads every file of the program, and passes over comments alone', () => {
    expect(sources.length).toBeGreaterThan(800);
    expect(withoutComments("/* eval( */ // eval(\nconst a = 'http://x'; // eval(")).toBe(
      " \nconst a = 'http://x'; ",
    );
  });
});

/** Opens a window of ours and gives what Electron was asked for. */
async function optionsOfWindow() {
  const { openWindow } = await import('#main/hosts/electron/window.ts');
  openWindow(
    { preload: '/p.cjs', icon: '/i.png', log: quiet },
    { page: 'app://vigil/', title: 'Vigil', width: 1, height: 1 },
  );
  return electron.windows.at(-1)?.options.webPreferences;
}

/** A page that our rules have been put on, and what they did with the addresses that it wanted to go to. */
async function confinedPage() {
  const { confinePages } = await import('#main/hosts/electron/harden.ts');
  electron.app.removeAllListeners();
  confinePages(quiet);
  const page = new PageDouble();
  electron.app.emit('web-contents-created', {}, page);
  const goes = (event: string, url: string) => {
    let prevented = false;
    page.emit(event, {
      url,
      preventDefault: () => {
        prevented = true;
      },
    });
    return !prevented;
  };
  return { page, goes };
}

/** The handlers that decide about permissions. */
async function permissions() {
  const { denyPermissions } = await import('#main/hosts/electron/harden.ts');
  type Answer = (yes: boolean) => void;
  let request: (contents: null, name: string, answer: Answer, details: { requestingUrl: string }) => void =
    () => {};
  let check: (contents: null, name: string, origin: string) => boolean = () => true;
  let device: (details: object) => boolean = () => true;
  let display: (request: object, answer: (streams: object) => void) => void = () => {};
  denyPermissions({
    setPermissionRequestHandler: (handler: typeof request) => {
      request = handler;
    },
    setPermissionCheckHandler: (handler: typeof check) => {
      check = handler;
    },
    setDevicePermissionHandler: (handler: typeof device) => {
      device = handler;
    },
    setDisplayMediaRequestHandler: (handler: typeof display) => {
      display = handler;
    },
  } as never);
  const asks = (name: string, requestingUrl: string) => {
    let granted = false;
    request(
      null,
      name,
      (yes) => {
        granted = yes;
      },
      { requestingUrl },
    );
    return granted;
  };
  return { asks, checks: (name: string, origin: string) => check(null, name, origin), device, display };
}

/** Every permission that this Electron knows, by its own types. */
function permissionNames(): readonly string[] {
  const types = read('node_modules/electron/electron.d.ts');
  const [declared = ''] = /setPermissionCheckHandler\(handler: \(\(.*$/m.exec(types) ?? [];
  return [...declared.matchAll(/'([\w-]+)'/g)].map(([, name = '']) => name);
}

describe('Electron’s security checklist', () => {
  it('1: loads only secure content, and none of others', () => {
    expect(found('remoteContent', 'plainHttp')).toEqual([]);
    provenBy(
      'test/e2e/hosts.e2e.ts',
      'was never complained about by the content policy, and no script failed',
    );
  });

  it('2, 3, 4, 6, 8, 9, 10: opens windows with these preferences and no other', async () => {
    expect(await optionsOfWindow()).toEqual({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      spellcheck: false,
      backgroundThrottling: false,
    });
    expect(importersOf('BrowserWindow')).toEqual(['src/main/hosts/electron/window.ts']);
  });

  it('2: gives no page Node', () => {
    expect(found('nodeIntegration', 'remoteModule')).toEqual([]);
    provenBy('test/e2e/hosts.e2e.ts', 'gives the page two functions and nothing of Node or Electron');
  });

  it('3: isolates the preload of every page', () => {
    expect(found('contextIsolation')).toEqual([]);
    provenBy('test/e2e/hosts.e2e.ts', 'runs its window in the sandbox, isolated');
  });

  it('4: runs every page in the sandbox', () => {
    expect(found('sandbox')).toEqual([]);
    expect(linesThat(/^app\.enableSandbox\(\);$/, sources)).toHaveLength(1);
    provenBy('test/e2e/hosts.e2e.ts', 'has a preload that needs nothing but Electron');
  });

  it('5: grants notifications to its own page, and no other permission to anybody', async () => {
    const names = permissionNames();
    expect(names.length).toBeGreaterThan(40);
    const { asks, checks, device, display } = await permissions();
    const granted = [...OWN, ...FOREIGN].flatMap((url) =>
      [...names, 'something-new', 'unknown'].flatMap((name) => [
        ...(asks(name, url) ? [`${name} ${url}`] : []),
        ...(checks(name, url) ? [`check ${name} ${url}`] : []),
      ]),
    );
    expect(granted).toEqual(OWN.flatMap((url) => [`notifications ${url}`, `check notifications ${url}`]));
    for (const deviceType of ['hid', 'serial', 'usb'])
      expect(device({ deviceType, origin: 'app://vigil' })).toBe(false);
    display({}, (streams) => expect(streams).toEqual({}));
    expect.assertions(6);
  });

  it('6: keeps web security', () => expect(found('webSecurity')).toEqual([]));

  it('7: answers every page with a policy that lets nothing in', async () => {
    const { PAGE_HEADERS } = await import('#main/services/page-headers.ts');
    expect(PAGE_HEADERS['content-security-policy']?.split('; ').toSorted()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'none'",
      "font-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "img-src 'self' data: blob:",
      "require-trusted-types-for 'script'",
      "script-src 'self'",
      "style-src 'self'",
      'trusted-types default',
      "worker-src 'self'",
    ]);
    const serve = await schemeHandler();
    for (const path of ['/', '/assets/main.js', '/nothing.js'])
      expect(Object.fromEntries(serve(`app://vigil${path}`).headers)).toMatchObject(PAGE_HEADERS);
    expect(found('markup')).toEqual([]);
    expect(linesThat(/createPolicy\(/, sources).map((line) => line.split(':')[0])).toEqual([
      'src/renderer/features/map/worker-address.ts',
    ]);
    provenBy(
      'test/e2e/hosts.e2e.ts',
      'makes no script and no markup of a text, and runs no worker but the map’s',
    );
  });

  it('8: runs no insecure content', () => expect(found('insecureContent')).toEqual([]));
  it('9: switches no experimental feature on', () => expect(found('experimental')).toEqual([]));
  it('10: enables no feature of Blink', () => expect(found('blinkFeatures')).toEqual([]));
  it('11: has no webview, so none that may open others', () => expect(found('webview')).toEqual([]));

  it('12: attaches no webview that a page makes', async () => {
    const { goes } = await confinedPage();
    for (const url of [...OWN, ...FOREIGN])
      expect([url, goes('will-attach-webview', url)]).toEqual([url, false]);
  });

  it('13: lets a page go to its own addresses alone, in every way of going there', async () => {
    expect(new Set(FOREIGN).size).toBeGreaterThan(200);
    const { goes } = await confinedPage();
    for (const way of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(FOREIGN.filter((url) => goes(way, url))).toEqual([]);
      expect(OWN.filter((url) => !goes(way, url))).toEqual([]);
    }
    provenBy('test/e2e/hosts.e2e.ts', 'keeps the page where it is: no navigation, no new window');
  });

  it('14: opens no window that a page asks for', async () => {
    const { page } = await confinedPage();
    for (const url of [...OWN, ...FOREIGN]) expect(page.openHandler?.({ url })).toEqual({ action: 'deny' });
  });

  it('15: hands no address to the system', () => expect(found('openExternal')).toEqual([]));

  it('16: is pinned to an Electron that is not older than its known holes, and checked again before each release', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number.parseInt(devDependencies.electron ?? '0', 10)).toBeGreaterThanOrEqual(45);
    expect(read('docs/release-checklist.md')).toContain(
      '- [ ] Electron is at most 14 days behind its newest stable release; its advisories since the last release were read.',
    );
  });

  describe('17: answers', () => {
    const asked: string[] = [];
    const ask = async (event: object, method: unknown, input: unknown) => {
      const { answerCalls } = await import('#main/hosts/electron/calls.ts');
      const seat = {
        call: async (name: string) => ({ ok: true as const, value: asked.push(name) }),
        subscribe: () => () => {},
        subscribeTo: () => () => {},
      };
      electron.handled.clear();
      answerCalls(seat, new Set([7]), () => {}, quiet);
      expect([...electron.handled.keys()]).toEqual([CALL_CHANNEL]);
      return (electron.handled.get(CALL_CHANNEL) as (...values: unknown[]) => Promise<unknown>)(
        event,
        method,
        input,
      );
    };
    const own = { sender: { id: 7 }, senderFrame: { url: 'app://vigil/', parent: null } };

    it('by one channel, which one file opens', () => {
      expect(importersOf('ipcMain')).toEqual(['src/main/hosts/electron/calls.ts']);
      expect(linesThat(/\bipcMain\./, sources)).toHaveLength(1);
      expect(importersOf('ipcRenderer')).toEqual(['src/preload/index.ts']);
    });

    it('the main frame of a window of ours, and nobody else', async () => {
      asked.length = 0;
      expect(await ask(own, 'sites.list', {})).toMatchObject({ ok: true });
      const strangers = [
        { ...own, sender: { id: 8 } },
        { ...own, senderFrame: null },
        { ...own, senderFrame: { url: 'app://vigil/', parent: {} } },
        ...FOREIGN.map((url) => ({ ...own, senderFrame: { url, parent: null } })),
      ];
      for (const stranger of strangers)
        expect(await ask(stranger, 'sites.list', {})).toMatchObject({ fault: { code: 'forbidden' } });
      expect(await ask(own, 'sites.list', 'x'.repeat(LONGEST_INPUT))).toMatchObject({
        fault: { code: 'forbidden' },
      });
      expect(asked).toEqual(['sites.list']);
    });

    it('whatever it is sent with a reply, and asks nothing by a name that is no text', async () => {
      asked.length = 0;
      await fc.assert(
        fc.asyncProperty(fc.anything(), fc.anything(), async (method, input) => {
          const before = asked.length;
          const reply = await ask(own, method, input);
          expect(reply).toHaveProperty('ok');
          if (typeof method !== 'string') expect(asked).toHaveLength(before);
        }),
        { numRuns: 500 },
      );
      expect({}).not.toHaveProperty('polluted');
      expect(Object.keys(Object.prototype)).toEqual([]);
    });
  });

  it('18: serves its screens by a scheme of its own, and no spelling of a path reaches outside of them', async () => {
    expect(found('fileScheme')).toEqual([]);
    const serve = await schemeHandler();
    expect(serve('app://vigil/').status).toBe(200);
    expect(serve('app://vigil/assets/main.js').status).toBe(200);
    const ups = [
      '..',
      '%2e%2e',
      '.%2e',
      '%2E.',
      '%252e%252e',
      '..;',
      '...',
      '\u2024\u2024',
      '%c0%ae%c0%ae',
      '%uff0e%uff0e',
    ];
    const slashes = ['/', '%2f', '%5c', '\\', '//', '/./', '%252f', '%c0%af'];
    const corpus = ups.flatMap((up) =>
      slashes.flatMap((slash) => [
        `app://vigil/${up}${slash}secret.txt`,
        `app://vigil/assets${slash}${up}${slash}${up}${slash}secret.txt`,
        `app://vigil${slash}${up}${slash}${up}${slash}etc${slash}passwd`,
      ]),
    );
    const others = [
      '/secret.txt',
      '/C:/secret.txt',
      '/C:%5Csecret.txt',
      '/%00',
      '/assets/main.js%00',
      '/assets/main.js/',
      '/assets/',
      '/assets/MAIN.JS',
      '/./%69ndex.html',
      '/index.html%20',
      '/index.html::$DATA',
      `/${screens}/index.html`,
    ];
    for (const address of [
      ...corpus,
      ...others.map((path) => `app://vigil${path}`),
      'app://evil/',
      'app://user@vigil/',
      'app://vigil:81/',
    ])
      expect([address, serve(address).status]).toEqual([address, 404]);
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])
      expect(serve('app://vigil/', method).status).toBe(404);
    provenBy('test/e2e/hosts.e2e.ts', 'reaches no file outside the screens');
  });

  it('19: checks the nine fuses of what is packaged', () => {
    expect(FUSES.map(([name, wanted]) => [name, wanted])).toEqual([
      ['runAsNode', false],
      ['enableCookieEncryption', true],
      ['enableNodeOptionsEnvironmentVariable', false],
      ['enableNodeCliInspectArguments', false],
      ['enableEmbeddedAsarIntegrityValidation', true],
      ['onlyLoadAppFromAsar', true],
      ['loadBrowserProcessSpecificV8Snapshot', false],
      ['grantFileProtocolExtraPrivileges', false],
      ['wasmTrapHandlers', true],
    ]);
    const packaging = read('test/integration/packaging.test.ts');
    for (const name of [
      'sees every fuse that is as Electron ships it and not as Vigil needs it',
      'reads the fuses from the bytes of a program, in their order',
    ])
      expect(packaging).toContain(`\nit('${name}', `);
  });

  it('20: exposes one question and one ear, and no object of Electron crosses', async () => {
    await import('../../src/preload/index.ts');
    expect(Object.keys(electron.exposed)).toEqual(['vigil']);
    const { call, on, ...rest } = electron.exposed.vigil as Record<string, (...values: unknown[]) => unknown>;
    expect([typeof call, typeof on, rest]).toEqual(['function', 'function', {}]);
    await call?.('sites.list', {}, 'more');
    expect(electron.invoked).toEqual([[CALL_CHANNEL, 'sites.list', {}]]);
    const heard: unknown[][] = [];
    const deaf = on?.((...values: unknown[]) => heard.push(values)) as () => void;
    electron.ears.emit(EVENT_CHANNEL, { sender: 'an object of Electron' }, 'sites.changed', { sites: null });
    expect(heard).toEqual([['sites.changed', { sites: null }]]);
    deaf();
    expect(electron.ears.listenerCount(EVENT_CHANNEL)).toBe(0);
    expect(importersOf('contextBridge')).toEqual(['src/preload/index.ts']);
  });
});

/** Answers addresses as `app:` does. */
async function schemeHandler() {
  const { serveScreens } = await import('#main/hosts/electron/scheme.ts');
  const { createStaticFiles } = await import('#main/adapters/system/static-files.ts');
  serveScreens(createStaticFiles(screens));
  const handler = electron.schemes.get('app') as unknown as (request: {
    url: string;
    method: string;
  }) => Response;
  return (url: string, method = 'GET') => handler({ url, method });
}
