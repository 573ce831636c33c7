import { EventEmitter } from 'node:events';

type Options = Readonly<Record<string, unknown>> & { readonly webPreferences?: object };
type OpenHandler = (details: { readonly url: string }) => { readonly action: string };

/** A page as our code sees it: hears events, and keeps what was set. */
export class PageDouble extends EventEmitter {
  readonly id = 7;
  openHandler: OpenHandler | null = null;
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
}

class WindowDouble extends EventEmitter {
  static readonly opened: WindowDouble[] = [];
  readonly webContents = new PageDouble();
  readonly options: Options;
  constructor(options: Options) {
    super();
    this.options = options;
    WindowDouble.opened.push(this);
  }
  show(): void {}
  loadURL(): Promise<void> {
    return Promise.resolve();
  }
}

type Handler = (...values: never[]) => unknown;

/** What our code has set on Electron, in a process that has none: for asking it every question. Nothing else of Electron is there. */
export function electronDouble() {
  const handled = new Map<string, Handler>();
  const schemes = new Map<string, Handler>();
  const exposed: Record<string, unknown> = {};
  const declared: unknown[] = [];
  const invoked: unknown[][] = [];
  const ears = new EventEmitter();
  return {
    handled,
    schemes,
    exposed,
    declared,
    invoked,
    ears,
    windows: WindowDouble.opened,
    app: new EventEmitter(),
    BrowserWindow: WindowDouble,
    ipcMain: { handle: (channel: string, handler: Handler) => handled.set(channel, handler) },
    protocol: {
      registerSchemesAsPrivileged: (list: readonly unknown[]) => declared.push(...list),
      handle: (scheme: string, handler: Handler) => schemes.set(scheme, handler),
    },
    contextBridge: {
      exposeInMainWorld: (name: string, value: unknown) => {
        exposed[name] = value;
      },
    },
    ipcRenderer: {
      invoke: (...values: unknown[]) => Promise.resolve(invoked.push(values)),
      on: (channel: string, listener: (...values: unknown[]) => void) => ears.on(channel, listener),
      off: (channel: string, listener: (...values: unknown[]) => void) => ears.off(channel, listener),
    },
  };
}
