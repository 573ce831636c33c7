// `webContents`: one page of the real Chromium, with the preload in its own isolated world.
import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { fromWeb, newPage, toWeb } from './browser.mjs';
import { makeCodec } from './codec.mjs';
import { ipcMain } from './ipc-main.mjs';
import { session } from './session.mjs';
import { preventable, record } from './strict.mjs';
import { isolatedWorld, mainWorld } from './worlds.mjs';

const WORLD = 'Electron Isolated Context';
const codec = makeCodec();
let nextId = 1;

export class WebContents extends EventEmitter {
  id = nextId++;
  session = session.defaultSession;
  #window;
  #preferences;
  #page = null;
  #devtools = null;
  #world;
  #order = Promise.resolve();
  #openHandler = () => ({ action: 'allow' });
  #loading = null;
  #crashed = false;

  constructor(window, preferences) {
    super();
    this.#window = window;
    this.#preferences = preferences;
    this.opened = this.#open();
    this.opened.catch((error) => console.error('stand-in: a window failed', error));
  }

  async #open() {
    const { page, session: devtools } = await newPage();
    this.#page = page;
    this.#devtools = devtools;
    const { width = 800, height = 600 } = this.#window.options;
    await page.setViewportSize({ width, height });
    await this.#watchWorlds();
    await this.#injectPreload();
    await page.route('**/*', (route) => this.#guard(route));
    page.on('pageerror', (error) => record('pageerror', { message: error.message, stack: error.stack }));
    page.on('load', () => {
      this.emit('did-finish-load', {});
      this.#window.shown();
    });
    page.on('crash', () => {
      this.#crashed = true;
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
    page.on('close', () => page === this.#page && this.#window.gone());
    page.on('popup', (popup) => void this.#judgePopup(popup));
  }

  async #watchWorlds() {
    const devtools = this.#devtools;
    const frame = (await devtools.send('Page.getFrameTree')).frameTree.frame.id;
    devtools.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD && context.auxData?.frameId === frame) this.#world = context.id;
    });
    devtools.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (this.#world === executionContextId) this.#world = undefined;
    });
    devtools.on('Runtime.executionContextsCleared', () => {
      this.#world = undefined;
    });
    devtools.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === '__standin_ipc') this.#hear(JSON.parse(payload), executionContextId);
    });
    await devtools.send('Page.enable');
    await devtools.send('Runtime.enable');
  }

  async #injectPreload() {
    const { preload, contextIsolation, nodeIntegration, sandbox } = this.#preferences;
    if (contextIsolation !== true || nodeIntegration !== false || sandbox !== true)
      throw new Error('stand-in: only contextIsolation and sandbox on, nodeIntegration off');
    const source = readFileSync(preload, 'utf8');
    if (!preload.endsWith('.cjs') || /^\s*(import|export)\s/m.test(source))
      throw new Error('stand-in: a sandboxed preload must be CommonJS');
    const channel = `__standin_${randomBytes(8).toString('hex')}`;
    const environment = { platform: process.platform, versions: { ...process.versions }, argv: [], env: {} };
    const send = (method, parameters) => this.#devtools.send(method, parameters);
    await send('Runtime.addBinding', { name: '__standin_ipc', executionContextName: WORLD });
    await send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorld(channel) });
    await send('Page.addScriptToEvaluateOnNewDocument', {
      source: isolatedWorld(channel, makeCodec.toString(), source, environment),
      worldName: WORLD,
    });
  }

  /** A navigation that the page itself began may be prevented, as in Electron; a load by main may not. */
  async #guard(route) {
    const request = route.request();
    const own = request.url() === this.#loading || !request.isNavigationRequest();
    if (own) return route.fallback();
    const event = preventable({
      url: fromWeb(request.url()),
      isMainFrame: request.frame().parentFrame() === null,
    });
    this.emit('will-frame-navigate', event);
    if (event.isMainFrame) this.emit('will-navigate', event);
    // "No content" leaves the page where it is; an aborted request would show an error page.
    return event.defaultPrevented ? route.fulfill({ status: 204 }) : route.fallback();
  }

  async #judgePopup(popup) {
    const { action } = this.#openHandler({ url: popup.url(), frameName: '', disposition: 'foreground-tab' });
    if (action === 'deny') await popup.close();
  }

  #hear(message, world) {
    if (message.t === 'preload-error') return record('preload-error', { message: message.message });
    const event = { sender: this, senderFrame: { url: this.getURL(), parent: null }, type: 'frame' };
    const values = codec.dec(message.args);
    if (message.t === 'send') return ipcMain.emit(message.channel, event, ...values);
    const handler = ipcMain.handlers.get(message.channel);
    const reply = (result) => this.#deliver({ t: 'reply', id: message.id, ...result }, world);
    if (handler === undefined)
      return reply({ error: `Error: No handler registered for '${message.channel}'` });
    return (async () => handler(event, ...values))()
      .then((value) => reply({ value: codec.enc(value) }))
      .catch((error) => reply({ error: String(error) }));
  }

  #deliver(message, world = this.#world) {
    if (world === undefined || this.isDestroyed()) return; // nobody is there: Electron drops it too
    const expression = `__standin_deliver(${JSON.stringify(message)})`;
    this.#order = this.#order
      .then(() => this.#devtools.send('Runtime.evaluate', { contextId: world, expression }))
      .catch(() => {});
  }

  send(channel, ...values) {
    this.#deliver({ t: 'msg', channel, args: codec.enc(values) });
  }
  async load(url) {
    await this.opened;
    this.#loading = toWeb(url);
    if (this.#crashed) await this.#replaceProcess();
    await this.#page.goto(this.#loading, { waitUntil: 'load' });
  }
  /** Electron loads into a new process; here a new page takes the place of the dead one. */
  async #replaceProcess() {
    this.#crashed = false;
    const dead = this.#page;
    await this.#open();
    await dead.close().catch(() => {});
  }
  forcefullyCrashRenderer() {
    void this.#devtools.send('Page.crash').catch(() => {}); // answers never
  }
  getURL() {
    return this.#page === null ? '' : fromWeb(this.#page.url());
  }
  isDestroyed() {
    return this.#window.isDestroyed();
  }
  reload() {
    if (this.#crashed) return void this.load(this.getURL()).catch(() => {});
    this.#loading = this.#page.url();
    void this.#page.reload().catch(() => {});
  }
  setWindowOpenHandler(handler) {
    this.#openHandler = handler;
  }
  async close() {
    await this.opened.catch(() => {});
    await this.#page?.close().catch(() => {});
  }
}
