import { z } from 'zod';
import { LANES } from '#core/model/lane.ts';

const instant = z.number().int();
const count = z.number().int();
const name = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'expected 1 to 64 of A-Z a-z 0-9 . _ -');

/** One lane of telemetry, since the engine started. */
const LaneState = z.object({
  lane: z.enum(LANES),
  /** Events that wait to be committed. */
  waiting: count,
  committed: count,
  /** Turned away for want of room, to be sent again. */
  refused: count,
  /** Lost for want of room: their source cannot send again. */
  shed: count,
});

export const DropFileDto = z.object({
  name: z.string(),
  state: z.enum(['READING', 'DONE', 'REJECTED']),
  size: count,
  lines: count,
  accepted: count,
  duplicates: count,
  quarantined: count,
  reason: z.string().nullable(),
  at: instant,
});

/** How telemetry comes in from outside, as of the engine's last look (every 5 s). */
export const IntakeState = z.object({
  /** null: no engine has told it yet. */
  at: instant.nullable(),
  http: z.object({
    on: z.boolean(),
    address: z.string(),
    port: count,
    /** STOPPED: no engine runs. */
    state: z.enum(['OFF', 'LISTENING', 'FAILED', 'STOPPED']),
    reason: z.string().nullable(),
    requests: count,
    /** By HTTP status. */
    refused: z.array(z.object({ status: count, requests: count })),
  }),
  drop: z.object({
    on: z.boolean(),
    folder: z.string(),
    state: z.enum(['OFF', 'WATCHING', 'FAILED', 'STOPPED']),
    reason: z.string().nullable(),
    reading: z.string().nullable(),
    /** The newest 20. */
    files: z.array(DropFileDto),
  }),
  lanes: z.array(LaneState),
  /** When a live event was committed last. */
  last_event_at: instant.nullable(),
});
export type IntakeState = z.output<typeof IntakeState>;

/** A key by which a sender delivers; the key itself is shown once, when it is made. */
export const KeyDto = z.object({
  name: z.string(),
  tenant: z.string(),
  created_at: instant,
  created_by: z.string(),
  last_used_at: instant.nullable(),
  revoked_at: instant.nullable(),
  revoked_by: z.string().nullable(),
});
export type KeyDto = z.output<typeof KeyDto>;

export const intakeMethods = {
  'intake.state': { kind: 'query', input: z.object({}), output: IntakeState },
  /** What is absent stays as it is. Refused when it cannot be put into effect; then nothing changes. */
  'intake.configure': {
    kind: 'command',
    input: z.strictObject({
      http: z.boolean().optional(),
      /** An address of this machine: the loopback one unless others shall deliver. */
      address: z.union([z.ipv4(), z.ipv6()]).optional(),
      port: z.number().int().min(0).max(65_535).optional(),
      drop: z.boolean().optional(),
      /** An absolute path; '' for `drop` in the data folder. */
      folder: z.string().max(1_000).optional(),
    }),
    output: z.object({
      http: z.object({ on: z.boolean(), address: z.string(), port: count }),
      drop: z.object({ on: z.boolean(), folder: z.string() }),
      /** False: it takes effect when Vigil runs. */
      in_effect: z.boolean(),
    }),
  },
  'keys.list': { kind: 'query', input: z.object({}), output: z.array(KeyDto) },
  /** Gives the key this once. */
  'keys.add': {
    kind: 'command',
    input: z.strictObject({ tenant: z.string(), name }),
    output: z.object({ name: z.string(), tenant: z.string(), key: z.string() }),
  },
  'keys.revoke': {
    kind: 'command',
    input: z.strictObject({ name }),
    output: z.object({ name: z.string() }),
  },
} as const;
