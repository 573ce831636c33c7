import type { RawData, WebSocket } from 'ws';
import { type EngineFrame, LAN } from '#contract/lan-transport.ts';

/** The frame as JSON; undefined when it is none, which no schema accepts. */
export function parse(data: RawData): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}

export const send = (socket: WebSocket, frame: EngineFrame): void => {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
};

/** Says why, in at most 123 bytes, and closes. */
export const refuse = (socket: WebSocket, why: string): void => socket.close(LAN.refused, why);
