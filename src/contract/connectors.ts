import { z } from 'zod';
import { EVENT_TYPES } from '#core/model/event.ts';

const instant = z.number().int();
const count = z.number().int();
const name = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'expected 1 to 64 of A-Z a-z 0-9 . _ -');
const pem = z
  .string()
  .max(64 * 1024)
  .regex(/^-----BEGIN [A-Z0-9 ]+-----/, 'expected PEM text');

export const TOPIC_FORMATS = ['auto', 'owntracks', 'traccar', 'ndjson', 'fields'] as const;
/** How messages of some topics become events. */
export const TopicMapDto = z.strictObject({
  /** As in `sensors/{site}/{device}/{metric}`. */
  topic: z.string().min(1).max(500),
  format: z.enum(TOPIC_FORMATS),
  /** Of `fields`. */
  type: z.enum(EVENT_TYPES).default('metric'),
  /** Of `fields`: a field of FORMATS section 2 and the path to it; '' for the whole payload, `=word` for a constant. */
  fields: z.record(z.string().regex(/^[a-z_]{1,40}$/), z.string().max(200)).default({}),
});
export type TopicMapDto = z.output<typeof TopicMapDto>;

/** What a connector brought since the engine started. */
const Health = z.object({
  accepted: count,
  duplicates: count,
  quarantined: count,
  refused: count,
  last_at: instant.nullable(),
  last_event_at: instant.nullable(),
  /** Between its newest event and when that was stored. */
  lag_ms: z.number().nullable(),
  per_minute: count,
});

/** What a connector brought in a quarter of an hour of the last day. */
const DayPartDto = z.object({
  at: instant,
  accepted: count,
  duplicates: count,
  quarantined: count,
  refused: count,
  errors: count,
  /** The longest time between an event and when it was stored. */
  lag_ms: z.number().nullable(),
});

export const MqttDto = z.object({
  name,
  on: z.boolean(),
  url: z.string(),
  version: z.literal([4, 5]),
  client_id: z.string(),
  username: z.string().nullable(),
  /** Secrets are never told, only whether there are any. */
  has_password: z.boolean(),
  has_key: z.boolean(),
  ca: z.string().nullable(),
  certificate: z.string().nullable(),
  tenant: z.string().nullable(),
  maps: z.array(TopicMapDto),
});
export type MqttDto = z.output<typeof MqttDto>;

export const TraccarDto = z.object({
  name,
  on: z.boolean(),
  url: z.string(),
  user: z.string().nullable(),
  has_password: z.boolean(),
  has_token: z.boolean(),
  ca: z.string().nullable(),
  tenant: z.string().nullable(),
  /** Unique identifiers; none: every device that the user may see. */
  devices: z.array(z.string()),
  every_minutes: count,
  back_hours: count,
});
export type TraccarDto = z.output<typeof TraccarDto>;

/** A way by which telemetry comes from outside. */
export const ConnectorDto = z.object({
  /** `http`, `drop`, `mqtt:NAME` or `traccar:NAME`. */
  id: z.string(),
  kind: z.enum(['http', 'drop', 'mqtt', 'traccar']),
  on: z.boolean(),
  /** The address or the folder. */
  where: z.string(),
  /** STOPPED: no engine runs. WAITING: it tries again soon. */
  state: z.enum(['OFF', 'WORKING', 'CONNECTING', 'WAITING', 'FAILED', 'STOPPED']),
  reason: z.string().nullable(),
  since: instant.nullable(),
  /** Connections that failed, or requests that were refused. */
  errors: count,
  /** Messages of no known time that a broker had kept: old, and not counted. */
  left_out: count,
  health: Health,
  /** Every quarter of an hour of the last day, the oldest first. */
  day: z.array(DayPartDto),
  /** Of a server that is asked: its devices, and when the last round ended in which all was answered. */
  pull: z.object({ devices: count, complete_at: instant.nullable() }).nullable(),
  /** What a person set; null for what is of another kind. */
  mqtt: MqttDto.nullable(),
  traccar: TraccarDto.nullable(),
});
export type ConnectorDto = z.output<typeof ConnectorDto>;

export const TRIAL_STEPS = [
  'LISTEN',
  'ANSWER',
  'WRITE',
  'READ',
  'DELETE',
  'CONNECT',
  'SUBSCRIBE',
  'DEVICES',
  'HISTORY',
] as const;
export const TrialStepDto = z.object({
  step: z.enum(TRIAL_STEPS),
  ok: z.boolean(),
  /** Why not, or what was found. */
  detail: z.string().nullable(),
});
export type TrialStepDto = z.output<typeof TrialStepDto>;

export const connectorMethods = {
  'connectors.list': {
    kind: 'query',
    input: z.object({}),
    output: z.object({ at: instant.nullable(), connectors: z.array(ConnectorDto) }),
  },
  /** Adds a broker or changes it. What is absent stays as it is; a secret is kept until another one or null is given. */
  'mqtt.save': {
    kind: 'command',
    input: z.strictObject({
      name,
      on: z.boolean().optional(),
      url: z.string().max(300).optional(),
      version: z.literal([4, 5]).optional(),
      username: z.string().min(1).max(500).nullable().optional(),
      password: z.string().min(1).max(2_000).nullable().optional(),
      ca: pem.nullable().optional(),
      certificate: pem.nullable().optional(),
      key: pem.nullable().optional(),
      tenant: z.string().max(64).nullable().optional(),
      maps: z.array(TopicMapDto).min(1).max(100).optional(),
    }),
    output: MqttDto,
  },
  'mqtt.remove': {
    kind: 'command',
    input: z.strictObject({ name }),
    output: z.object({ name: z.string() }),
  },
  /** Adds a Traccar server whose history is asked for, or changes it. As of a broker. */
  'traccar.save': {
    kind: 'command',
    input: z.strictObject({
      name,
      on: z.boolean().optional(),
      url: z.string().max(300).optional(),
      user: z.string().min(1).max(500).nullable().optional(),
      password: z.string().min(1).max(2_000).nullable().optional(),
      token: z.string().min(1).max(4_000).nullable().optional(),
      ca: pem.nullable().optional(),
      tenant: z.string().max(64).nullable().optional(),
      devices: z.array(z.string().min(1).max(200)).max(2_000).optional(),
      every_minutes: z.number().int().min(1).max(1_440).optional(),
      back_hours: z.number().int().min(0).max(720).optional(),
    }),
    output: TraccarDto,
  },
  'traccar.remove': {
    kind: 'command',
    input: z.strictObject({ name }),
    output: z.object({ name: z.string() }),
  },
  /** Really tries it, as it is set, and tells step by step what happened. Nothing is taken in and nothing is left behind. */
  'connectors.test': {
    kind: 'command',
    input: z.strictObject({ id: z.string().max(80) }),
    output: z.object({ steps: z.array(TrialStepDto) }),
  },
} as const;
