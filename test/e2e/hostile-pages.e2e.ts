import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Database from 'better-sqlite3';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAN } from '#contract/lan-transport.ts';
import { LOOPBACK } from '#contract/transport.ts';
import { ROUTES } from '#main/services/receiving/routes.ts';
import { type Attacked, attacked, type Endpoint } from '#test/kit/attacked.ts';
import { launchBrowser } from './launch.ts';

/* Pages of strangers in a real browser, at every endpoint of the table of attacks, each with the right secret in its hands: a browser that was talked
   into asking must still read nothing and change nothing. */

/** What one attack is given: the request that whoever may would send. */
type Target = {
  readonly http: string;
  readonly socket: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
/** Run in the page; gives everything that the page came to know. */
type Attempt = (target: Target) => Promise<string>;

/* Each runs in the browser and sees nothing of this file. */
const ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'fetch with everything': async ({ http, method, headers, body }) =>
    (await fetch(http, { method, headers, ...(method === 'GET' ? {} : { body }) })).text(),
  'fetch with cookies': async ({ http, method, body }) =>
    (await fetch(http, { method, credentials: 'include', ...(method === 'GET' ? {} : { body }) })).text(),
  'fetch without asking first': async ({ http, method, body }) =>
    (await fetch(http, { method, mode: 'no-cors', ...(method === 'GET' ? {} : { body }) })).text(),
  'fetch that keeps alive': async ({ http, body }) =>
    (await fetch(http, { method: 'POST', mode: 'no-cors', keepalive: true, body })).text(),
  'fetch of the head': async ({ http, headers }) => {
    const reply = await fetch(http, { method: 'HEAD', headers });
    return JSON.stringify([...reply.headers]);
  },
  'fetch by other methods': async ({ http, headers, body }) => {
    const replies = ['PUT', 'DELETE', 'PATCH'].map((method) => fetch(http, { method, headers, body }));
    const settled = await Promise.allSettled(replies.map(async (reply) => (await reply).text()));
    return settled.map((each) => (each.status === 'fulfilled' ? each.value : '')).join();
  },
  'an old request': ({ http, method, headers, body }) =>
    new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open(method, http);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.withCredentials = true;
      request.onloadend = () => done(request.responseText);
      request.send(body);
    }),
  'a beacon': async ({ http, body }) => {
    navigator.sendBeacon(http, new Blob([body], { type: 'text/plain' }));
    return '';
  },
  'a form in a frame': ({ http, body }) =>
    new Promise((done) => {
      const frame = document.createElement('iframe');
      frame.name = `f${Math.random()}`;
      document.body.append(frame);
      const form = document.createElement('form');
      Object.assign(form, { method: 'POST', action: http, enctype: 'text/plain', target: frame.name });
      const field = document.createElement('input');
      // {"code":"…","x":"=…"}: what a form of plain text can make of JSON.
      Object.assign(field, { name: `${body.slice(0, -1)},"x":"`, value: '"}' });
      form.append(field);
      document.body.append(form);
      frame.onload = () => {
        try {
          done(frame.contentDocument?.documentElement.outerHTML ?? '');
        } catch {
          done('');
        }
      };
      form.submit();
    }),
  'a frame': ({ http }) =>
    new Promise((done) => {
      const frame = document.createElement('iframe');
      frame.onload = () => {
        try {
          done(frame.contentDocument?.documentElement.outerHTML ?? '');
        } catch {
          done('');
        }
      };
      frame.src = http;
      document.body.append(frame);
    }),
  'a frame that answers': ({ http, body }) =>
    new Promise((done) => {
      const frame = document.createElement('iframe');
      const hear = ({ data }: MessageEvent) => done(JSON.stringify(data));
      addEventListener('message', hear);
      frame.onload = () => {
        frame.contentWindow?.postMessage(body, '*');
        // A message that was sent before this one would be here by now.
        postMessage('nothing', '*');
      };
      frame.src = http;
      document.body.append(frame);
    }),
  'a script': ({ http }) =>
    new Promise((done) => {
      const script = document.createElement('script');
      const own = new Set(Object.keys(globalThis));
      script.onload = () => done(JSON.stringify(Object.keys(globalThis).filter((name) => !own.has(name))));
      script.onerror = () => done('');
      script.src = http;
      document.body.append(script);
    }),
  'a module': ({ http }) =>
    new Promise((done) => {
      const script = document.createElement('script');
      script.onload = () => done('screens = true'); // only what may be read is run as a module
      script.onerror = () => done('');
      script.type = 'module';
      script.src = http;
      document.body.append(script);
    }),
  'a worker': ({ http }) =>
    new Promise((done) => {
      const worker = new Worker(http);
      worker.onmessage = ({ data }) => done(JSON.stringify(data));
      worker.onerror = () => done('');
    }),
  'a worker that imports': ({ http }) =>
    new Promise((done) => {
      const text = `try { importScripts(${JSON.stringify(http)}) } catch (error) { } postMessage(Object.keys(self).join())`;
      const worker = new Worker(URL.createObjectURL(new Blob([text])));
      worker.onmessage = ({ data }) => done(String(data));
      worker.onerror = () => done('');
    }),
  'a service worker': async ({ http }) => {
    const registered = await navigator.serviceWorker.register(http);
    return registered.scope;
  },
  'a style sheet': ({ http }) =>
    new Promise((done) => {
      const link = document.createElement('link');
      Object.assign(link, { rel: 'stylesheet', href: http });
      link.onload = () => {
        try {
          done([...(link.sheet?.cssRules ?? [])].map((rule) => rule.cssText).join());
        } catch {
          done('');
        }
      };
      link.onerror = () => done('');
      document.head.append(link);
    }),
  'a picture on a canvas': ({ http }) =>
    new Promise((done) => {
      const picture = new Image();
      picture.onload = () => done(`"ready": ${picture.width}`);
      picture.onerror = () => done('');
      picture.src = http;
    }),
  'a stream of events': ({ http }) =>
    new Promise((done) => {
      const stream = new EventSource(http, { withCredentials: true });
      stream.onmessage = ({ data }) => done(String(data));
      stream.onerror = () => {
        stream.close();
        done('');
      };
    }),
  'a socket': ({ socket, body }) =>
    new Promise((done) => {
      const opened = new WebSocket(socket);
      let heard = '';
      opened.onopen = () => {
        heard += '"ready":'; // whoever is a stranger is not even let in
        opened.send(body);
      };
      opened.onmessage = ({ data }) => {
        heard += String(data);
        opened.close();
      };
      opened.onclose = () => done(heard);
    }),
  'a socket with the secret as its protocol': ({ socket, headers, body }) =>
    new Promise((done) => {
      // The characters that a name of a protocol may have.
      const secrets = [...Object.values(headers), body].map((text) => text.replace(/[^\w.-]/g, ''));
      const opened = new WebSocket(socket, [...new Set(secrets.filter((text) => text !== ''))]);
      opened.onopen = () => opened.close();
      opened.onmessage = ({ data }) => done(String(data));
      opened.onclose = () => done(opened.protocol === '' ? '' : `"ready": ${opened.protocol}`);
    }),
  'a window of its own': ({ http }) =>
    new Promise((done) => {
      const opened = open(http);
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => done(JSON.stringify(data));
      addEventListener('message', ({ data }) => done(JSON.stringify(data)), { once: true });
      opened?.postMessage('session', '*', [channel.port2]);
      try {
        done(opened?.document.documentElement.outerHTML ?? '');
      } catch {
        done('');
      }
      opened?.close();
    }),
  'a form with files': ({ http, body }) =>
    new Promise((done) => {
      const frame = document.createElement('iframe');
      frame.name = `m${Math.random()}`;
      document.body.append(frame);
      const form = document.createElement('form');
      Object.assign(form, { method: 'POST', action: http, target: frame.name });
      form.enctype = 'multipart/form-data';
      for (const [name, value] of Object.entries({ ...JSON.parse(body || '{}'), body })) {
        const field = document.createElement('input');
        Object.assign(field, { name, value: String(value) });
        form.append(field);
      }
      document.body.append(form);
      frame.onload = () => {
        try {
          done(frame.contentDocument?.documentElement.outerHTML ?? '');
        } catch {
          done('');
        }
      };
      form.submit();
    }),
  'a form of its own words': ({ http, body }) =>
    new Promise((done) => {
      const frame = document.createElement('iframe');
      frame.name = `u${Math.random()}`;
      document.body.append(frame);
      const form = document.createElement('form');
      Object.assign(form, { method: 'POST', action: http, target: frame.name });
      const field = document.createElement('input');
      Object.assign(field, { name: body, value: '' });
      form.append(field);
      document.body.append(form);
      frame.onload = () => {
        try {
          done(frame.contentDocument?.documentElement.outerHTML ?? '');
        } catch {
          done('');
        }
      };
      form.submit();
    }),
  'a thing that is embedded': ({ http }) =>
    new Promise((done) => {
      const read = (document: Document | null) => document?.documentElement.outerHTML ?? '';
      const embed = document.createElement('embed');
      const thing = document.createElement('object');
      Object.assign(embed, { type: 'text/html', src: http });
      Object.assign(thing, { type: 'text/html', data: http });
      let left = 2;
      const came = () => {
        left -= 1;
        if (left > 0) return;
        try {
          done(`${read(embed.getSVGDocument())}${read(thing.contentDocument)}`);
        } catch {
          done('');
        }
      };
      for (const each of [embed, thing]) {
        each.onload = came;
        each.onerror = came;
      }
      document.body.append(embed, thing);
    }),
  'what is fetched before it is asked for': ({ http }) =>
    new Promise((done) => {
      let left = 0;
      const came = () => {
        left -= 1;
        if (left > 0) return;
        const seen = performance.getEntriesByName(http) as PerformanceResourceTiming[];
        // How long an answer was is told of what may be read alone.
        done(seen.some(({ decodedBodySize }) => decodedBodySize > 0) ? '"ready": screens = true' : '');
      };
      for (const [rel, as] of [
        ['preload', 'fetch'],
        ['preload', 'script'],
        ['modulepreload', 'script'],
      ] as const) {
        left += 1;
        const link = document.createElement('link');
        Object.assign(link, { rel, as, href: http, crossOrigin: 'use-credentials' });
        link.onload = came;
        link.onerror = came;
        document.head.append(link);
      }
      for (const rel of ['prefetch', 'prerender', 'dns-prefetch', 'preconnect', 'manifest']) {
        const link = document.createElement('link');
        Object.assign(link, { rel, href: http });
        document.head.append(link);
      }
      const rules = document.createElement('script');
      rules.type = 'speculationrules';
      rules.textContent = JSON.stringify({
        prefetch: [{ source: 'list', urls: [http] }],
        prerender: [{ source: 'list', urls: [http] }],
      });
      document.head.append(rules);
    }),
  'a link that tells where one goes': async ({ http }) => {
    const link = document.createElement('a');
    Object.assign(link, { ping: http, href: '#nowhere' });
    document.body.append(link);
    link.click();
    return '';
  },
  'a film and a sound': ({ http }) =>
    new Promise((done) => {
      let left = 2;
      for (const name of ['video', 'audio'] as const) {
        const player = document.createElement(name);
        const came = () => {
          left -= 1;
          if (left === 0) done('');
        };
        player.onerror = came;
        player.onloadedmetadata = () => done('"ready": a film');
        player.crossOrigin = 'use-credentials';
        player.src = http;
        document.body.append(player);
      }
    }),
  'a socket with a protocol': ({ socket }) =>
    new Promise((done) => {
      const opened = new WebSocket(socket, ['vigil', 'chat']);
      opened.onopen = () => opened.close();
      opened.onmessage = ({ data }) => done(String(data));
      opened.onclose = () => done(opened.protocol);
    }),
};

/** From where the pages come: another site, another port of this machine, and a page of no origin. */
const STRANGERS = ['another site', 'another port', 'no origin'] as const;
type Stranger = (typeof STRANGERS)[number];

let world: Attacked;
let database: Database.Database;
let hostile: Server;
let browser: Browser;
let context: BrowserContext;
const pages = new Map<Stranger, Page>();

beforeAll(async () => {
  world = await attacked();
  database = new Database(world.lan.program.bench.file, { readonly: true });
  hostile = createServer(({ url }, response) => {
    const sandbox =
      url === '/sandbox' ? { 'content-security-policy': 'sandbox allow-scripts allow-forms' } : {};
    response.writeHead(200, { 'content-type': 'text/html', ...sandbox }).end('<!doctype html><body>');
  });
  hostile.listen(0, '127.0.0.1');
  await once(hostile, 'listening');
  const { port } = hostile.address() as AddressInfo; // safe: it listens on TCP
  // Every protection of ours must hold without what browsers have of late for networks inside.
  browser = await launchBrowser([
    '--host-resolver-rules=MAP *.test 127.0.0.1',
    '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
  ]);
  context = await browser.newContext({ ignoreHTTPSErrors: true });
  const addresses = {
    'another site': `http://evil.test:${port}/`,
    'another port': `http://127.0.0.1:${port}/`,
    'no origin': `http://evil.test:${port}/sandbox`,
  };
  for (const stranger of STRANGERS) {
    const page = await context.newPage();
    await page.goto(addresses[stranger]);
    pages.set(stranger, page);
  }
});
afterAll(async () => {
  await browser?.close();
  hostile?.close();
  database?.close();
  await world?.[Symbol.asyncDispose]();
});

/** The endpoint's own rightful request, as far as a page can be made to send it. */
function targetOf(endpoint: Endpoint): Target {
  const { wire, authority } = endpoint.aim();
  const isTls = endpoint.name.startsWith('lan ');
  // Headers that a page may set at all; the browser sets the others itself.
  const mine = wire.headers.filter(([name]) => /^(x-|authorization|content-type)/.test(name));
  const [first = ''] = /\{[^{}]*\}/.exec(wire.body) ?? [];
  return {
    http: `${isTls ? 'https' : 'http'}://${authority}${wire.target}`,
    socket: `${isTls ? 'wss' : 'ws'}://${authority}${wire.target}`,
    method: wire.method,
    headers: Object.fromEntries(mine),
    body: first,
  };
}

/** What a page came to know; an attempt that the browser refuses knows nothing. */
const attempt = (page: Page, work: Attempt, target: Target): Promise<string> =>
  page.evaluate(work, target).catch((error: unknown) => {
    const refused =
      /Failed to (fetch|register|construct)|NetworkError|SecurityError|TypeError|dynamically imported/;
    if (error instanceof Error && refused.test(error.message)) return '';
    throw error;
  });

/** Another number or other counts whenever anybody has written. */
const written = (): unknown => [
  database.pragma('data_version', { simple: true }),
  ...['event_hot', 'finding', 'quarantine', 'trail', 'intake_key'].map((table) =>
    world.intake.rows(`SELECT count(*) AS count FROM ${table}`),
  ),
];

/** Every endpoint of the table of attacks. */
const ENDPOINTS = [
  ...['GET /', 'GET /index.html', 'GET /assets/main.js', 'POST /session', 'POST /code', 'socket /ws'].map(
    (name) => `loopback ${name}`,
  ),
  `lan socket ${LAN.path}`,
  ...[...ROUTES.keys()].map((path) => `intake POST ${path}`),
];

it(`tries every endpoint of the table, in ${Object.keys(ATTEMPTS).length} ways`, () => {
  expect(world.endpoints.map(({ name }) => name)).toEqual(ENDPOINTS);
  expect(Object.keys(ATTEMPTS).length).toBeGreaterThanOrEqual(29);
});

describe('a page of a stranger', () => {
  it.each(STRANGERS.flatMap((stranger) => ENDPOINTS.map((endpoint) => [stranger, endpoint] as const)))(
    'from %s reads nothing and changes nothing at %s, whatever it tries',
    async (stranger, at) => {
      const page = pages.get(stranger);
      const endpoint = world.endpoints.find(({ name }) => name === at);
      if (page === undefined || endpoint === undefined) throw new Error(`${stranger}, ${at}: not there`);
      const told: string[] = [];
      const before = written();
      for (const [name, work] of Object.entries(ATTEMPTS)) {
        world.wait(); // or what is refused would be refused for the guesses before it
        if (endpoint.told.test(await attempt(page, work, targetOf(endpoint)))) told.push(name);
      }
      await page.goto(page.url()); // its frames and workers are gone
      expect([told, written()]).toEqual([[], before]);
    },
  );

  it('under another name of this machine is not even there: no name of a stranger leads to the screens', async () => {
    const page = await context.newPage();
    const loopback = world.endpoints.filter(({ name }) => name.startsWith('loopback '));
    for (const host of ['rebound.test', 'vigil.test', 'localhost', '127.0.0.1.nip.test']) {
      const base = `http://${host}:${world.loopback.port}`;
      for (const endpoint of loopback) {
        const response = await page.goto(`${base}${endpoint.aim().wire.target}`).catch(() => null);
        expect([host, endpoint.name, response?.ok() ?? false]).toEqual([host, endpoint.name, false]);
        // What answers there is nobody's page: a page that was rebound has no script to go on with.
        expect(endpoint.told.test((await response?.text()) ?? '')).toBe(false);
      }
    }
    await page.close();
  });
});

it('is compared with a page of ours, which is told by the same requests', async () => {
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${world.loopback.port}/`);
  const tell = async (name: string, way: string) => {
    const endpoint = world.endpoints.find((each) => each.name === `loopback ${name}`);
    const work = ATTEMPTS[way];
    if (endpoint === undefined || work === undefined) throw new Error(`${name}, ${way}: not in the table`);
    world.wait();
    return endpoint.told.test(await attempt(page, work, targetOf(endpoint)));
  };
  expect(await tell('GET /assets/main.js', 'fetch with everything')).toBe(true);
  expect(await tell('GET /', 'an old request')).toBe(true);
  expect(await tell(`POST ${LOOPBACK.codePath}`, 'fetch with everything')).toBe(true);
  expect(await tell(`socket ${LOOPBACK.socketPath}`, 'a socket')).toBe(true);
  expect(await tell(`POST ${LOOPBACK.sessionPath}`, 'fetch with everything')).toBe(true);
  await page.close();
});
