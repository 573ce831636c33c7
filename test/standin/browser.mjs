// The Chromium behind the windows, and the schemes that the app serves.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../kit/chromium.ts';
import { record, strict } from './strict.mjs';

const switches = [];
const handlers = new Map();
const routes = [];
let context = null;
let firstPage = null;
let ready = false;

export const appendSwitch = (name, value) =>
  switches.push(value === undefined ? `--${name}` : `--${name}=${value}`);

/** Starts Chromium on a profile inside the app's data; resolves with the address to drive it by. */
export async function startBrowser(userData) {
  const { executablePath, args, env } = await findChromium();
  const profile = join(userData, 'standin-profile');
  mkdirSync(profile, { recursive: true });
  context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    chromiumSandbox: false,
    viewport: null,
    env: { ...process.env, ...env },
    args: [...args, ...switches, '--remote-debugging-port=0'],
  });
  firstPage = context.pages()[0] ?? null;
  const portFile = join(profile, 'DevToolsActivePort');
  for (let attempt = 0; attempt < 250 && !existsSync(portFile); attempt += 1)
    await new Promise((done) => setTimeout(done, 20));
  const [port, path] = readFileSync(portFile, 'utf8').split('\n');
  ready = true;
  return `ws://127.0.0.1:${port}${path}`;
}

export async function closeBrowser() {
  await context?.close().catch(() => {});
}

/** A fresh page with a debugging session. */
export async function newPage() {
  const page = firstPage ?? (await context.newPage());
  firstPage = null;
  await Promise.all(routes);
  return { page, session: await context.newCDPSession(page) };
}

/** Chromium does not navigate to a scheme it does not know: app://host/x is served as https://host.app.standin/x. */
export const toWeb = (url) => {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url);
  return parts !== null && handlers.has(parts[1])
    ? `https://${parts[2]}.${parts[1]}.standin${parts[3] || '/'}`
    : url;
};
export const fromWeb = (url) => url.replace(/^https:\/\/([^/]*)\.([a-z0-9+.-]+)\.standin\//, '$2://$1/');

async function answer(route, scheme) {
  const asked = route.request();
  const body = asked.postDataBuffer();
  try {
    const response = await handlers.get(scheme)(
      new Request(fromWeb(asked.url()), {
        method: asked.method(),
        headers: asked.headers(),
        ...(body ? { body } : {}),
      }),
    );
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  } catch (error) {
    record('protocol-error', { message: String(error) });
    await route.abort().catch(() => {});
  }
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged() {
    if (ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
  },
  handle(scheme, handler) {
    if (!ready) throw new Error('stand-in: protocol.handle before ready');
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    handlers.set(scheme, handler);
    routes.push(
      context.route(
        (url) => url.hostname.endsWith(`.${scheme}.standin`),
        (route) => answer(route, scheme),
      ),
    );
  },
});
