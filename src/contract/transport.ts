import { z } from 'zod';
import { Fault } from './reply.ts';

/**
 * The loopback host's protocol.
 *
 * 1. The address that the host prints carries a one-time code: `http://127.0.0.1:PORT/#code=HEX`. The page sends
 *    `POST /session` with `{ code }` (JSON, header `x-vigil: 1`) and gets `{ session }`, which it keeps in sessionStorage
 *    so that a reload works; the code is spent.
 * 2. It opens a WebSocket to `/ws` and sends `{ session }` as the first frame; the answer is `{ ready: true }`, or the
 *    socket closes with code 4401 (the session is not known: open the printed address again).
 * 3. Calls: `{ id, method, input }` → `{ id, reply }`, in any order. Pushes: `{ event, payload }`.
 * 4. `POST /code` with the header `authorization: Bearer SESSION` gives `{ code }` for one more window.
 */
export const LOOPBACK = {
  sessionPath: '/session',
  codePath: '/code',
  socketPath: '/ws',
  /** Every POST carries it, so that no form and no plain request of another page can make one. */
  header: 'x-vigil',
  /** Close code of a socket whose session is not known. */
  unknownSession: 4401,
  /** The longest frame a page may send, in bytes. Files cross in chunks of whole lines (DECISIONS 37). */
  longestFrame: 1024 * 1024,
  /** The page sends `{ ping: true }` this often, in ms; a socket that is silent for three times as long is closed. */
  pingEveryMs: 20_000,
} as const;

export const SessionRequest = z.strictObject({ code: z.string().regex(/^[0-9a-f]{32}$/) });
export const SessionReply = z.strictObject({ session: z.string() });

/** A code for one more window. */
export const CodeReply = z.strictObject({ code: z.string().regex(/^[0-9a-f]{32}$/) });

/** The first frame of a page. */
export const HelloFrame = z.strictObject({ session: z.string().max(128) });
/** A question of a page. */
export const CallFrame = z.strictObject({
  id: z.number().int(),
  method: z.string().max(100),
  input: z.unknown(),
});
export const PingFrame = z.strictObject({ ping: z.literal(true) });
/** What a page may send after the first frame. */
export const PageFrame = z.union([CallFrame, PingFrame]);

const AnyReply = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), fault: Fault }),
]);
/** What the host sends. */
export const HostFrame = z.union([
  z.object({ id: z.number().int(), reply: AnyReply }),
  z.object({ event: z.string(), payload: z.unknown() }),
  z.object({ ready: z.literal(true) }),
  z.object({ pong: z.literal(true) }),
]);
export type HostFrame = z.output<typeof HostFrame>;
export type CallFrame = z.output<typeof CallFrame>;
