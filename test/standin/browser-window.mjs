// `BrowserWindow`: a page with the outward life of a window.
import { EventEmitter } from 'node:events';
import { app } from './app.mjs';
import { preventable, record, strict } from './strict.mjs';
import { WebContents } from './web-contents.mjs';

const windows = new Set();
let nextId = 1;

export class BrowserWindow extends EventEmitter {
  static getAllWindows() {
    return [...windows];
  }
  id = nextId++;
  #destroyed = false;
  #visible;
  #minimized = false;
  #ready = false;
  #self;

  constructor(options = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.options = options;
    this.#visible = options.show !== false;
    this.webContents = strict('webContents', new WebContents(this, options.webPreferences ?? {}));
    this.#self = strict('BrowserWindow', this);
    windows.add(this.#self);
    app.emit('web-contents-created', {}, this.webContents);
    queueMicrotask(() => app.emit('browser-window-created', {}, this.#self));
    return this.#self;
  }
  shown() {
    if (this.#ready) return;
    this.#ready = true;
    this.emit('ready-to-show');
  }
  gone() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this.#self);
    this.webContents.emit('destroyed');
    this.emit('closed');
    if (windows.size > 0) return;
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
    else app.quit();
  }
  loadURL(url) {
    return this.webContents.load(url);
  }
  show() {
    this.#visible = true;
    this.#minimized = false;
    this.emit('show');
  }
  hide() {
    this.#visible = false;
    this.emit('hide');
  }
  #focused = false;
  focus() {
    this.#focused = true;
    this.emit('focus');
  }
  isFocused() {
    return this.#focused;
  }
  blur() {
    this.#focused = false;
    this.emit('blur');
  }
  flashFrame(flag) {
    record('flash', { flag });
  }
  setOverlayIcon(image, description) {
    record('overlay', { shown: image !== null, description });
  }
  isVisible() {
    return this.#visible && !this.#destroyed;
  }
  minimize() {
    this.#minimized = true;
    this.emit('minimize');
  }
  restore() {
    this.#minimized = false;
    this.emit('restore');
  }
  isMinimized() {
    return this.#minimized;
  }
  isDestroyed() {
    return this.#destroyed;
  }
  close() {
    if (this.#destroyed) return;
    const event = preventable();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }
  destroy() {
    if (this.#destroyed) return;
    this.gone();
    void this.webContents.close();
  }
}

app.windows = () => [...windows];
