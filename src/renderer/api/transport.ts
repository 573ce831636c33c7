import type { Bridge, Reply } from '#contract/index.ts';

/** How questions leave the page and pushes come in; the same for Electron's bridge and the loopback's socket. */
export type Transport = {
  readonly call: (method: string, input: unknown) => Promise<Reply<unknown>>;
  readonly onPush: (listener: (event: string, payload: unknown) => void) => () => void;
  readonly onConnection: (listener: (connected: boolean) => void) => () => void;
};

/** A question that could not be asked or was not answered. */
export const unavailable = (message: string): Reply<never> => ({
  ok: false,
  fault: { code: 'unavailable', message },
});

/** The preload's bridge. The shell lives as long as the window, so it is always connected. */
export const bridgeTransport = (bridge: Bridge): Transport => ({
  call: (method, input) =>
    bridge
      .call(method, input)
      .catch((error: unknown) => unavailable(error instanceof Error ? error.message : String(error))),
  onPush: (listener) => bridge.on(listener),
  onConnection(listener) {
    listener(true);
    return () => undefined;
  },
});
