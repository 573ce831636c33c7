import { events, methods } from '#contract/index.ts';
import type { LinkState } from '#contract/link.ts';
import type { Transport } from './transport.ts';

/**
 * A page of an attached workstation is connected as long as its own host is, and that host's connection to the engine: with either of them gone
 * what it shows is old, and with both back it asks again.
 */
export function linkedTransport(transport: Transport): Transport {
  const listeners = new Set<(connected: boolean) => void>();
  let hasHost: boolean | undefined;
  let hasEngine: boolean | undefined;
  let told: boolean | undefined;
  const tell = () => {
    const connected = hasHost === true ? hasEngine : hasHost;
    if (connected === undefined || connected === told) return;
    told = connected;
    for (const listener of listeners) listener(connected);
  };
  const hear = (link: LinkState | null) => {
    hasEngine = link === null || link.state === 'CONNECTED';
    tell();
  };
  const ask = async () => {
    const reply = await transport.call('link.state', {});
    const answer = reply.ok ? methods['link.state'].output.safeParse(reply.value) : undefined;
    hear(answer?.success === true ? answer.data.link : null);
  };
  transport.onPush((event, payload) => {
    if (event !== 'link.changed') return;
    const changed = events['link.changed'].safeParse(payload);
    if (changed.success) hear(changed.data.link);
  });
  transport.onConnection((connected) => {
    hasHost = connected;
    if (connected) void ask();
    else {
      hasEngine = undefined; // it may be another one by the time that the host is back
      tell();
    }
  });
  return {
    call: transport.call,
    onPush: transport.onPush,
    onConnection(listener) {
      listeners.add(listener);
      if (told !== undefined) listener(told);
      return () => void listeners.delete(listener);
    },
  };
}
