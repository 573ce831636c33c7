// `ipcMain`: one handler per channel, a second one is refused as in Electron.
import { EventEmitter } from 'node:events';
import { strict } from './strict.mjs';

class IpcMain extends EventEmitter {
  handlers = new Map();
  handle(channel, handler) {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }
  removeHandler(channel) {
    this.handlers.delete(channel);
  }
}
export const ipcMain = strict('ipcMain', new IpcMain());
