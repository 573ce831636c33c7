import { z } from 'zod';
import { Fault } from './reply.ts';

/**
 * How an attached workstation speaks to the engine: JSON frames of a WebSocket over TLS 1.3, whose certificate the workstation has pinned.
 *
 * 1. The workstation says `{ vigil, station }`: its version and its name. The engine answers `{ ready, name, run }`, or closes with a
 *    reason. `run` is another one after each start of the engine's program.
 * 2. Everything else carries `seat`: 64 hexadecimal digits that only one window (or one session of a browser) of the workstation can show. Nobody sits there
 *    until somebody signs in.
 * 3. `{ seat, hear: true }` begins the pushes `{ seat, event, payload }`, `{ seat, hear: false }` ends them.
 * 4. Calls: `{ seat, id, method, input, key? }` → `{ seat, id, reply }`, in any order. A call with a `key` that the seat has shown before
 *    is not done again: its first reply comes once more.
 */
export const LAN = {
  path: '/lan',
  /** The longest frame of a workstation, in bytes: the longest of a page, with its envelope. */
  longestFrame: 1024 * 1024 + 1_024,
  /** The workstation sends `{ ping: true }` this often, in ms; either side gives a silent one up after three times as long. */
  pingEveryMs: 4_000,
  /** Close code of whoever is not taken; the reason is for people. */
  refused: 4403,
} as const;

const seat = z.string().regex(/^[0-9a-f]{64}$/);

export const LanHello = z.strictObject({
  vigil: z.string().max(64),
  station: z.string().trim().min(1).max(64),
});
export const LanCall = z.strictObject({
  seat,
  id: z.number().int(),
  method: z.string().max(100),
  input: z.unknown(),
  key: z
    .string()
    .regex(/^[0-9a-f-]{36}$/)
    .optional(),
});
export type LanCall = z.output<typeof LanCall>;
export const LanHear = z.strictObject({ seat, hear: z.boolean() });
export const LanPing = z.strictObject({ ping: z.literal(true) });
/** What a workstation may send after its first frame. */
export const StationFrame = z.union([LanCall, LanHear, LanPing]);

const AnyReply = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), fault: Fault }),
]);
/** What the engine sends. */
export const EngineFrame = z.union([
  z.object({ ready: z.literal(true), name: z.string(), run: z.string() }),
  z.object({ seat, id: z.number().int(), reply: AnyReply }),
  z.object({ seat, event: z.string(), payload: z.unknown() }),
  z.object({ pong: z.literal(true) }),
]);
export type EngineFrame = z.output<typeof EngineFrame>;
