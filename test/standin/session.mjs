// `session`: keeps the handlers that main sets, so that a test can ask them.
import { EventEmitter } from 'node:events';
import { strict } from './strict.mjs';

class Session extends EventEmitter {
  /** What main has set, by name; only the stand-in has this. */
  handlers = {};
  setPermissionRequestHandler(handler) {
    this.handlers.request = handler;
  }
  setPermissionCheckHandler(handler) {
    this.handlers.check = handler;
  }
  setDevicePermissionHandler(handler) {
    this.handlers.device = handler;
  }
  setDisplayMediaRequestHandler(handler) {
    this.handlers.display = handler;
  }
}
export const session = strict('session', { defaultSession: strict('session', new Session()) });
