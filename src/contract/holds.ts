import { z } from 'zod';
import { HOLD_KINDS } from '#core/model/hold.ts';

const about = { kind: z.enum(HOLD_KINDS), code: z.string().trim().min(1).max(64) };
const reason = z.string().trim().min(1).max(500);
const HoldDto = z.object({ ...about, reason: z.string(), by: z.string(), at: z.number().int() });
const holds = z.object({ holds: z.array(HoldDto) });

/** Legal holds: what they are about is kept, however old, until they are released. */
export const holdMethods = {
  'holds.list': { kind: 'query', input: z.object({}), output: holds },
  'holds.place': { kind: 'command', input: z.object({ ...about, reason }), output: holds },
  'holds.release': { kind: 'command', input: z.object({ ...about, reason }), output: holds },
} as const;
