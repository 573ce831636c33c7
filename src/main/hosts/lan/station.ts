import type { WebSocket } from 'ws';
import { LAN, type LanCall, StationFrame } from '#contract/lan-transport.ts';
import type { Reply } from '#contract/reply.ts';
import { readAs } from '#core/kit/read-as.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers, Undo } from '#main/ports/time.ts';
import type { Seat, Seats } from '#main/services/people/seats.ts';
import { createBucket } from './bucket.ts';
import { parse, send } from './frames.ts';
import type { Guesses } from './guesses.ts';
import type { Replies } from './replies.ts';

const MOST_SEATS = 16;
const MOST_CALLS_AT_ONCE = 64;
/** A workstation that is this far behind is let go; it comes back and asks anew. */
const MOST_UNSENT_BYTES = 16 * 1024 * 1024;
const PROTOCOL_ERROR = 1008;

export type StationParts = {
  readonly seatAfar: Seats['seatAfar'];
  readonly name: string;
  readonly run: string;
  readonly guesses: Guesses;
  readonly replies: Replies;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
};
type Station = { readonly name: string; readonly address: string };
type Chair = { readonly seat: Seat; deaf: Undo | null };

/** Speaks with one workstation, from its greeting to its end: each frame names the seat that it is from or for. */
export function serveStation(parts: StationParts, socket: WebSocket, station: Station): void {
  const { timers, log } = parts;
  const chairs = new Map<string, Chair>();
  const mayCome = createBucket(parts.clock);
  let calls = 0;
  let idle: Undo = () => {};
  const heard = () => {
    idle();
    idle = timers.after(3 * LAN.pingEveryMs, () => socket.terminate());
  };
  const giveUp = (why: string) => {
    log.warn('a workstation was sent away', { ...station, why });
    socket.close(PROTOCOL_ERROR, why);
  };
  const chairOf = (key: string): Chair | null => {
    const known = chairs.get(key);
    if (known !== undefined || chairs.size >= MOST_SEATS) return known ?? null;
    const chair: Chair = { seat: parts.seatAfar(key, station.name), deaf: null };
    chairs.set(key, chair);
    return chair;
  };
  const tell = (seat: string) => (event: string, payload: unknown) => {
    if (socket.bufferedAmount > MOST_UNSENT_BYTES) socket.terminate();
    else send(socket, { seat, event, payload });
  };
  const hear = (seat: string, wanted: boolean) => {
    const chair = wanted ? chairOf(seat) : chairs.get(seat);
    if (chair === null) return giveUp('too many windows');
    chair?.deaf?.();
    if (chair !== undefined) chair.deaf = wanted ? chair.seat.subscribe(tell(seat)) : null;
    if (!wanted) chairs.delete(seat);
  };
  const answer = async (call: LanCall) => {
    const chair = chairOf(call.seat);
    if (chair === null || calls >= MOST_CALLS_AT_ONCE) return giveUp('too much at once');
    calls += 1;
    const reply = await ask(parts, chair.seat, call, station);
    calls -= 1;
    send(socket, { seat: call.seat, id: call.id, reply });
  };
  socket.on('message', (data) => {
    heard();
    const frame = readAs(StationFrame, parse(data));
    if (!frame.success) return giveUp('not a frame of the protocol');
    if (!mayCome()) return giveUp('too many frames');
    if ('ping' in frame.data) send(socket, { pong: true });
    else if ('hear' in frame.data) hear(frame.data.seat, frame.data.hear);
    else void answer(frame.data);
  });
  socket.once('close', () => {
    idle();
    for (const { deaf } of chairs.values()) deaf?.();
  });
  heard();
  send(socket, { ready: true, name: parts.name, run: parts.run });
}

/** One call of a seat: an action with a key once, a sign-in only from where not too many were wrong. */
function ask(
  { guesses, replies }: StationParts,
  seat: Seat,
  { seat: place, method, input, key }: LanCall,
  { address }: Station,
): Promise<Reply<unknown>> {
  const work = async () => {
    if (method !== 'session.sign_in') return seat.call(method, input);
    if (guesses.isClosed(address)) return TOO_MANY_GUESSES;
    guesses.count(address);
    const reply = await seat.call(method, input);
    if (reply.ok) guesses.forgive(address);
    return reply;
  };
  return key === undefined ? work() : replies.once(place, key, work);
}

const TOO_MANY_GUESSES: Reply<never> = {
  ok: false,
  fault: {
    code: 'forbidden',
    message: 'Too many wrong tries from this workstation: wait five minutes, or sign in at another one.',
  },
};
