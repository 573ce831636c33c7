/** Channels between the Electron preload and main: `invoke(CALL_CHANNEL, method, input)`, `send(EVENT_CHANNEL, event, payload)`. */
export const CALL_CHANNEL = 'vigil:call';
export const EVENT_CHANNEL = 'vigil:event';

/** The longest input of one call, in bytes of its JSON; the loopback host's frames have the same limit. */
export const LONGEST_INPUT = 1024 * 1024;
