import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '#contract/index.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from '#contract/ipc.ts';

/** All that a page gets of Electron: one question and one ear. No event object crosses. */
const bridge: Bridge = {
  call: (method, input) => ipcRenderer.invoke(CALL_CHANNEL, method, input),
  on: (listener) => {
    const hear = (_event: unknown, event: string, payload: unknown) => listener(event, payload);
    ipcRenderer.on(EVENT_CHANNEL, hear);
    return () => void ipcRenderer.off(EVENT_CHANNEL, hear);
  },
};

contextBridge.exposeInMainWorld('vigil', bridge);
