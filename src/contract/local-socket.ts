import { z } from 'zod';
import { Fault } from './reply.ts';

/** The local socket, by which the command line reaches a running engine: JSON lines, first the key, then calls. */

/** The first line of a client. */
export const KeyFrame = z.strictObject({ key: z.string().length(32) });
/** A call: `name` is who asks while accounts are off, unverified (DECISIONS 34); `session` proves who does while they are on. */
export const LocalCall = z.strictObject({
  id: z.number().int(),
  name: z.string().trim().min(1).max(64),
  session: z.string().max(128).optional(),
  method: z.string().max(100),
  input: z.unknown(),
});
export const LocalReply = z.object({
  id: z.number().int(),
  reply: z.union([
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), fault: Fault }),
  ]),
});
