import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '#test/kit/chromium.ts';
import { makeCodec } from '#test/standin/codec.mjs';

const root = join(import.meta.dirname, '../..');

/** A data folder for one test file, and how to remove it. */
export function tempData(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-e2e-'));
  const remove = () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    rmSync(`${folder}-anchors.ndjson`, { force: true }); // beside it, where an hour was full
  };
  return { folder, remove };
}

/** How long a page may take for anything before a test gives up on it. */
const PATIENCE_MS = 15_000;

/** What a page complained about: each must stay empty. */
export type Complaints = { readonly policy: string[]; readonly errors: string[] };

/** Whether an address is on this machine: our own page, or no address of a network at all. */
const isAtHome = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return ['data:', 'blob:', 'about:'].includes(protocol) || hostname === '127.0.0.1';
};

/** Notes every violation of the content policy, every uncaught error and every request that leaves the machine, of the pages to come. */
async function listen(context: BrowserContext): Promise<Complaints> {
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints: Complaints = { policy: [], errors: [] };
  await context.exposeFunction('vigilComplains', (text: string) => complaints.policy.push(text));
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      // Safe: exposed above, under this name.
      (globalThis as unknown as { vigilComplains: (text: string) => void }).vigilComplains(
        `${violatedDirective} ${blockedURI}`,
      ),
    ),
  );
  context.on('weberror', (error) => complaints.errors.push(error.error().message));
  context.on('request', (request) => {
    if (!isAtHome(request.url())) complaints.errors.push(`a request left the machine: ${request.url()}`);
  });
  return complaints;
}

export type LoopbackRun = {
  /** The address of the next window: its code is used once. */
  readonly address: () => string;
  readonly port: number;
  readonly stop: () => Promise<void>;
  /** kill -9 */
  readonly kill: () => Promise<void>;
  /** When it ended by itself. */
  readonly ended: Promise<unknown>;
};

/** Runs the built loopback host on a data folder. Rejects when it ends before it listens. */
export async function launchLoopback(
  dataFolder: string,
  port = 0,
  args: readonly string[] = [],
): Promise<LoopbackRun> {
  const child = fork(join(root, 'out/main/web.js'), ['--port', String(port), ...args], {
    env: { ...process.env, VIGIL_DATA: dataFolder },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const addresses: string[] = [];
  // Safe: web.ts sends nothing else.
  child.on('message', (message) => addresses.push((message as { address: string }).address));
  await firstMessage(child);
  const address = () => addresses.at(-1) ?? '';
  return {
    address,
    port: Number(new URL(address()).port),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
    ended: once(child, 'exit'),
  };
}

async function firstMessage(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`it ended with ${code} before it was ready`);
  });
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {}); // it ends some day
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

/** What a browser is started with to have no WebGL, as beside a driver that it does not trust. */
export const WITHOUT_WEBGL = ['--disable-3d-apis', '--disable-gpu'];

/** A real browser of a person, without any rights of ours. */
export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  const { executablePath, args, env } = await findChromium();
  return chromium.launch({
    executablePath,
    args: [...args, ...flags],
    env: { ...process.env, ...env },
    chromiumSandbox: false,
  });
}

/** A fresh window of a browser that notes what goes wrong in it. */
export async function openWindow(browser: Browser): Promise<{ page: Page; complaints: Complaints }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  return { complaints: await listen(context), page: await context.newPage() };
}

type Recorded = { readonly kind: string } & Readonly<Record<string, unknown>>;
export type ElectronRun = {
  readonly page: Page;
  /** The page that took the place of those known so far, when the last one died. */
  readonly nextPage: () => Promise<Page>;
  /** Runs the function in the main process; its first argument is the `electron` module. */
  readonly evaluate: <R, A>(
    work: (electron: typeof import('electron'), argument: A) => R,
    argument?: A,
  ) => Promise<R>;
  /** What main did that no page shows: notifications, dialogs, relaunches. */
  readonly records: readonly Recorded[];
  readonly quit: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** When it ended by itself. */
  readonly ended: Promise<unknown>;
};
/** A program that does not lie in the project, and what its environment says. */
export type Installed = {
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** Runs the real built main, preload and renderer on the stand-in for Electron. */
export async function launchElectron(
  dataFolder: string,
  args: readonly string[] = [],
  { program = root, env = {} }: Installed = {},
): Promise<ElectronRun> {
  const standin = join(root, 'test/standin');
  const child = fork(join(standin, 'run.mjs'), [program, ...args], {
    execArgv: ['--import', join(standin, 'register.mjs')],
    env: { ...process.env, VIGIL_DATA: dataFolder, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const control = controlOf(child);
  const browser = await chromium.connectOverCDP(await control.endpoint);
  const page = await firstWindow(browser, []);
  page.setDefaultTimeout(PATIENCE_MS);
  const known = [page];
  return {
    page,
    async nextPage() {
      const next = await firstWindow(browser, known);
      next.setDefaultTimeout(PATIENCE_MS);
      known.push(next);
      return next;
    },
    evaluate: control.evaluate,
    records: control.records,
    quit: async () => {
      await browser.close().catch(() => {}); // only lets go of it
      await end(child, 'SIGTERM');
    },
    kill: () => end(child, 'SIGKILL'),
    ended: once(child, 'exit'),
  };
}

/** Speaks with the stand-in over the child's own channel. */
function controlOf(child: ChildProcess) {
  const records: Recorded[] = [];
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const endpoint = Promise.withResolvers<string>();
  let last = 0;
  // Safe: test/standin sends nothing else.
  child.on('message', (raw) => {
    const message = raw as {
      ready?: true;
      endpoint: string;
      record?: Recorded;
      id: number;
      error?: string;
      value: string;
    };
    if (message.ready) endpoint.resolve(message.endpoint);
    else if (message.record) records.push(message.record);
    else if (message.error !== undefined) waiting.get(message.id)?.reject(new Error(message.error));
    else waiting.get(message.id)?.resolve(makeCodec().dec(message.value));
  });
  child.once('exit', (code) => endpoint.reject(new Error(`main ended with ${code} before it was ready`)));
  const evaluate: ElectronRun['evaluate'] = (work, argument) => {
    const id = ++last;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(id, answer);
    child.send({ id, evaluate: work.toString(), argument });
    return answer.promise as Promise<never>; // safe: what the function returned, cloned
  };
  return { records, endpoint: endpoint.promise, evaluate };
}

/** The first page that is none of the known ones. */
async function firstWindow(browser: Browser, known: readonly Page[]): Promise<Page> {
  const [context] = browser.contexts();
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const page = context
      ?.pages()
      .find((candidate) => candidate.url() !== 'about:blank' && !known.includes(candidate));
    if (page !== undefined) return page;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('no window opened');
}
