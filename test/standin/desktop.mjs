// What a desktop gives beside windows: notifications, the tray, menus, power, dialogs.
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { record, strict } from './strict.mjs';

export class Notification extends EventEmitter {
  /** Those on screen, newest last; only the stand-in has this. */
  static shown = [];
  static isSupported() {
    return true;
  }
  constructor(options = {}) {
    super();
    Object.assign(this, options);
  }
  show() {
    Notification.shown.push(this);
    record('notification', { title: this.title, body: this.body });
    this.emit('show', {});
  }
  close() {
    Notification.shown = Notification.shown.filter((other) => other !== this);
    this.emit('close', {});
  }
}

export const nativeImage = strict('nativeImage', {
  createFromPath(path) {
    if (!existsSync(path)) throw new Error(`Failed to load image from path '${path}'`);
    return { path };
  },
});

class StandinTray extends EventEmitter {
  constructor(image) {
    super();
    if (!existsSync(image)) throw new Error(`Failed to load image from path '${image}'`);
    Tray.last = this;
    return strict('Tray', this);
  }
  setToolTip(text) {
    this.toolTip = text;
  }
  setContextMenu(menu) {
    this.menu = menu;
  }
  destroy() {}
}
/** `Tray.last` is the newest one; only the stand-in has this. */
export const Tray = StandinTray;

class Item {
  constructor(options) {
    Object.assign(this, { enabled: true, visible: true }, options);
    if (Array.isArray(options.submenu)) this.submenu = StandinMenu.buildFromTemplate(options.submenu);
  }
}
class StandinMenu extends EventEmitter {
  static #application = null;
  items = [];
  static buildFromTemplate(template) {
    const menu = new StandinMenu();
    menu.items = template.map((options) => new Item(options));
    return menu;
  }
  static setApplicationMenu(menu) {
    StandinMenu.#application = menu;
  }
  static getApplicationMenu() {
    return StandinMenu.#application;
  }
}
export const Menu = strict('Menu', StandinMenu);

export const powerMonitor = strict('powerMonitor', new EventEmitter());

const blockers = new Map();
export const powerSaveBlocker = strict('powerSaveBlocker', {
  start(kind) {
    const id = blockers.size + 1;
    blockers.set(id, kind);
    record('power-save-blocker', { blocks: kind });
    return id;
  },
  stop: (id) => blockers.delete(id),
  isStarted: (id) => blockers.has(id),
});

export const dialog = strict('dialog', {
  showErrorBox: (title, content) => record('error-box', { title, content }),
});

export const shell = strict('shell', {
  beep() {
    record('beep');
  },
});
