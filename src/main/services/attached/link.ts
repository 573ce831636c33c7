import { EngineFrame, LAN } from '#contract/lan-transport.ts';
import type { LinkState } from '#contract/link.ts';
import type { Reply } from '#contract/reply.ts';
import { readAs } from '#core/kit/read-as.ts';
import { pairingCode } from '#core/people/pairing-code.ts';
import type { LinkConnection, LinkEnd, OpenLink, OpenLinkParts } from '#main/ports/link.ts';
import type { Log } from '#main/ports/log.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Clock, Timers, Undo } from '#main/ports/time.ts';
import { isAction } from './actions.ts';
import { createCalls, LOST, type SentCall } from './calls.ts';
import { waitBefore } from './waits.ts';

export type LinkParts = Pick<OpenLinkParts, 'target' | 'fingerprint'> & {
  /** `HOST:PORT`, for people. */
  readonly address: string;
  readonly open: OpenLink;
  readonly version: string;
  readonly station: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly randomId: RandomId;
  /** From 0 to 1: workstations that lost the same engine do not come back in step. */
  readonly chance: () => number;
  readonly log: Log;
  readonly onState: (state: LinkState) => void;
  readonly onPush: (seat: string, event: string, payload: unknown) => void;
};
export type Link = {
  readonly state: () => LinkState;
  readonly call: (seat: string, method: string, input: unknown) => Promise<Reply<unknown>>;
  /** Begins or ends the pushes for a seat, now and after each loss. */
  readonly hear: (seat: string, wanted: boolean) => void;
  readonly retry: () => void;
  readonly close: () => void;
};
type Standing = Pick<LinkState, 'state' | 'reason' | 'shown_code' | 'retry_at'>;

/** The one connection to the engine that this workstation is attached to: comes back after every loss, and speaks to nobody else. */
export function createLink(parts: LinkParts): Link {
  const { clock, timers, log } = parts;
  const calls = createCalls(timers);
  const heard = new Set<string>();
  let standing: Standing = { state: 'CONNECTING', reason: null, shown_code: null, retry_at: null };
  let since = clock.now();
  let name: string | null = null;
  let run = '';
  let attempts = 0;
  let lastId = 0;
  let connection: LinkConnection | null = null;
  let isClosed = false;
  let stopWaiting: Undo = () => {};
  let stopPing: Undo = () => {};
  let stopSilence: Undo = () => {};

  const state = (): LinkState => ({
    ...standing,
    ...{ address: parts.address, name, since, kept: standing.state === 'CONNECTED' ? 0 : calls.kept() },
    code: pairingCode(parts.fingerprint),
  });
  const become = (next: Standing) => {
    if (next.state !== standing.state) {
      since = clock.now();
      log.info('the connection to the engine', { state: next.state, reason: next.reason });
    }
    standing = next;
    parts.onState(state());
  };
  const send = (frame: unknown) => connection?.send(JSON.stringify(frame));
  const sendCall = (call: SentCall) => send(call);

  const quiet = () => {
    stopPing();
    stopSilence();
  };
  const watchSilence = () => {
    stopSilence();
    stopSilence = timers.after(3 * LAN.pingEveryMs, () => connection?.close());
  };
  const ready = (theirName: string, theirRun: string) => {
    name = theirName;
    run = theirRun;
    attempts = 0;
    stopPing = timers.every(LAN.pingEveryMs, () => send({ ping: true }));
    for (const seat of heard) send({ seat, hear: true });
    for (const call of calls.again(run)) sendCall(call);
    become({ state: 'CONNECTED', reason: null, shown_code: null, retry_at: null });
  };
  const read = (text: string) => {
    watchSilence();
    const frame = readAs(EngineFrame, parse(text));
    if (!frame.success) return connection?.close(); // nothing of ours: what follows would make no sense either
    const { data } = frame;
    if ('ready' in data) ready(data.name, data.run);
    else if ('reply' in data) calls.answered(data.id, data.reply);
    else if ('event' in data) parts.onPush(data.seat, data.event, data.payload);
  };
  const ended = (end: LinkEnd) => {
    connection = null;
    quiet();
    if (isClosed) return;
    calls.lost(() => parts.onState(state()));
    if (end.kind === 'CHANGED') {
      const shown_code = pairingCode(end.fingerprint);
      log.error('another certificate was shown: nothing is said to it', { shown_code });
      return become({ state: 'CHANGED', reason: null, shown_code, retry_at: null });
    }
    const wait = waitBefore(end.kind, attempts, parts.chance());
    attempts += 1;
    stopWaiting = timers.after(wait, connect);
    const retry_at = clock.now() + wait;
    become({ state: end.kind, reason: end.reason, shown_code: null, retry_at });
  };
  function connect(): void {
    if (isClosed) return;
    stopWaiting();
    become({ ...standing, retry_at: null });
    connection = parts.open({
      target: parts.target,
      fingerprint: parts.fingerprint,
      onOpen: () => {
        watchSilence();
        send({ vigil: parts.version, station: parts.station });
      },
      onText: read,
      onEnd: ended,
    });
  }
  connect();

  return {
    state,
    async call(seat, method, input) {
      if (standing.state !== 'CONNECTED') return LOST;
      const id = ++lastId;
      const call: SentCall = {
        seat,
        id,
        method,
        input,
        ...(isAction(method) ? { key: parts.randomId() } : {}),
      };
      const reply = calls.sent(call, run);
      sendCall(call);
      return reply;
    },
    hear(seat, wanted) {
      if (heard.has(seat) === wanted) return;
      if (wanted) heard.add(seat);
      else heard.delete(seat);
      if (standing.state === 'CONNECTED') send({ seat, hear: wanted });
    },
    retry() {
      if (connection === null) connect();
    },
    close() {
      isClosed = true;
      stopWaiting();
      quiet();
      connection?.close();
      calls.end();
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not a frame of ours: the schema refuses it
  }
}
