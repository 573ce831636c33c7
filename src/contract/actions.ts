import { z } from 'zod';
import { ACTION_METHODS, DELIVERY_LISTS, DELIVERY_STATES, MESSAGE_KINDS } from '#core/model/action.ts';

const instant = z.number().int();
const id = z.string().min(1).max(64);
const text = (max: number) => z.string().trim().min(1).max(max);
const name = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, 'expected small letters, digits and _, such as send_sms');
const Header = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'expected the name of a header: letters, digits and -'),
  value: z
    .string()
    .max(1_000)
    .regex(/^[\t\x20-\x7e]*$/, 'expected one line of plain characters'),
});
const address = z
  .string()
  .max(254)
  .regex(/^[^\s<>",;:@]+@[^\s<>",;:@]+$/, 'expected an address such as desk@example.org');
const Server = z.strictObject({
  host: text(253),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['TLS', 'STARTTLS', 'NONE']),
  username: z.string().max(254).nullable(),
});

/** How an action is sent. Templates may hold the fields of `FIELDS` in core/actions. */
export const ActionMeans = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('WEBHOOK'),
    method: z.enum(ACTION_METHODS),
    url: text(2_000),
    headers: z.array(Header).max(20),
    template: text(20_000),
    resolve_template: text(20_000).nullable(),
  }),
  z.strictObject({
    kind: z.literal('MAIL'),
    server: Server,
    from: address,
    to: z
      .array(z.union([z.literal('{{contact.email}}'), address]))
      .min(1)
      .max(20),
    subject: text(500),
    text: text(20_000),
    resolve_text: text(20_000).nullable(),
  }),
]);

export const ActionDto = z.object({
  name: z.string(),
  title: z.string(),
  on: z.boolean(),
  hourly_cap: z.number().int(),
  version: z.number().int(),
  /** null for an account that is limited to a part of the installation. */
  means: ActionMeans.nullable(),
  has_secret: z.boolean(),
  changed_at: instant,
  changed_by: z.string(),
  /** Runbooks that name it, by finding type. */
  used_by: z.array(z.string()),
});
export type ActionDto = z.output<typeof ActionDto>;

const AllowedHost = z.strictObject({
  host: text(253),
  port: z.number().int().min(1).max(65_535).nullable(),
  inside: z.boolean(),
});
export const GuardRailsDto = z.object({
  stopped: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
  automatic: z.boolean(),
  dry_run: z.boolean(),
  allowed: z.array(AllowedHost),
});
export type GuardRailsDto = z.output<typeof GuardRailsDto>;

/** Exactly what is sent, but for the secret. */
export const ContentDto = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('WEBHOOK'),
    method: z.enum(ACTION_METHODS),
    url: z.string(),
    headers: z.array(z.object({ name: z.string(), value: z.string() })),
    body: z.string(),
  }),
  z.object({
    kind: z.literal('MAIL'),
    server: Server,
    from: z.string(),
    to: z.array(z.string()),
    subject: z.string(),
    text: z.string(),
    /** Files that it carries; their bytes are those of the hash. Absent: none. */
    attachments: z
      .array(
        z.object({
          name: z.string(),
          media_type: z.enum(['application/pdf', 'text/html']),
          size: z.number().int(),
          sha256: z.string(),
        }),
      )
      .optional(),
  }),
]);
export type ContentDto = z.output<typeof ContentDto>;

export const DeliveryDto = z.object({
  id: z.string(),
  action: z.string(),
  action_title: z.string(),
  /** What it is about: a finding, or a kept report. */
  finding_id: z.string().nullable(),
  report_id: z.string().nullable(),
  /** In words. */
  about: z.string(),
  site: z.string().nullable(),
  kind: z.enum(MESSAGE_KINDS),
  state: z.enum(DELIVERY_STATES),
  content: ContentDto,
  hash: z.string(),
  authors: z.array(z.string()),
  requested_at: instant,
  reason: z.string(),
  expires_at: instant,
  approval: z
    .object({
      by: z.string(),
      at: instant,
      until: instant,
      automatic: z.boolean(),
      although_over: z.boolean(),
    })
    .nullable(),
  attempts: z.number().int(),
  next_at: instant.nullable(),
  last: z.object({ at: instant, outcome: z.string() }).nullable(),
  /** Of a mail to several: addresses for which it is not tried again. */
  settled: z.array(z.string()),
  moved_at: instant,
  moved_by: z.string(),
  note: z.string().nullable(),
  /** How many findings it lists, of a storm; 0: it is about one. */
  gathered: z.number().int(),
  /** Since when the finding is over; null: it is not. */
  over_since: instant.nullable(),
});
export type DeliveryDto = z.output<typeof DeliveryDto>;

/** A kept report that was released, by mail. `to` absent: whom the one before went to, else whom the action always tells. */
const reportMail = {
  report: id,
  action: name,
  to: z.array(address).min(1).max(20).optional(),
  formats: z
    .array(z.enum(['pdf', 'html']))
    .min(1)
    .max(2)
    .default(['pdf']),
};

const one = <Rest extends z.ZodRawShape>(rest: Rest) => ({
  kind: 'command' as const,
  input: z.object({ id, ...rest }),
  output: z.object({ id: z.string(), state: z.enum(DELIVERY_STATES) }),
});

export const actionMethods = {
  /** What Vigil may do outside of itself, the guard-rails, and whether secrets can be kept. */
  'actions.list': {
    kind: 'query',
    input: z.object({}),
    output: z.object({
      actions: z.array(ActionDto),
      rails: GuardRailsDto,
      /** Why no secret can be kept; null: it can. */
      no_secrets: z.string().nullable(),
    }),
  },
  /** Adds an action or changes one. A `secret` that is absent stays as it is; null takes it away. */
  'actions.save': {
    kind: 'command',
    input: z.object({
      name,
      title: text(80),
      on: z.boolean(),
      hourly_cap: z.number().int().min(1).max(1_000),
      means: ActionMeans,
      secret: z.string().min(1).max(4_000).nullable().optional(),
    }),
    output: z.object({ name: z.string(), version: z.number().int() }),
  },
  'actions.remove': { kind: 'command', input: z.object({ name }), output: z.object({ name: z.string() }) },
  /**
   * Sends one marked message to where the action goes, by the way of every other, and tells what came of it. It is no delivery.
   * `to`: where whoever is told is reached, for an action that each finding tells so.
   */
  'actions.test': {
    kind: 'command',
    input: z.object({ name, to: z.string().trim().max(254).optional() }),
    output: z.object({ arrived: z.boolean(), outcome: z.string() }),
  },
  'actions.set_rails': {
    kind: 'command',
    input: z.object({
      automatic: z.boolean().optional(),
      dry_run: z.boolean().optional(),
      allowed: z.array(AllowedHost).max(200).optional(),
    }),
    output: GuardRailsDto,
  },
  /** The kill switch: nothing leaves from now on. */
  'actions.stop': { kind: 'command', input: z.object({ reason: text(500) }), output: GuardRailsDto },
  /** What waits goes on. */
  'actions.resume': { kind: 'command', input: z.object({}), output: GuardRailsDto },
  /** Exactly what an action would send about a finding now. */
  'actions.preview': {
    kind: 'query',
    input: z.object({ finding: id, action: name }),
    output: z.object({
      content: ContentDto,
      /** Why it could not be sent as things are; null: it could. */
      hindrance: z.string().nullable(),
      /** It says so when the finding is over. */
      tells_end: z.boolean(),
    }),
  },
  /** The key of the secrets, shut with words in base64, for a move to another machine; null where there is none. */
  'secrets.hand_over': {
    kind: 'command',
    input: z.object({ words: z.string().min(16).max(500) }),
    output: z.object({ sealed: z.base64().nullable() }),
  },
  /** Asks that an action be done about a finding: somebody else reads exactly what is sent, and approves it. */
  'deliveries.request': {
    kind: 'command',
    input: z.object({ finding: id, action: name, reason: text(500) }),
    output: z.object({ id: z.string() }),
  },
  /** Exactly what would be sent of a released report, the hashes of the files too. Writes nothing. */
  'deliveries.preview_report': {
    kind: 'command',
    input: z.object(reportMail),
    output: z.object({
      content: ContentDto,
      /** Why it could not be sent as things are; null: it could. */
      hindrance: z.string().nullable(),
    }),
  },
  /** Asks that a released scorecard or dashboard be sent to its client: somebody else looks at exactly what is sent, and approves it. */
  'deliveries.request_report': {
    kind: 'command',
    input: z.object({ ...reportMail, reason: text(500) }),
    output: z.object({ id: z.string() }),
  },
  /** A file that a message carries, in base64. */
  'deliveries.attachment': {
    kind: 'query',
    input: z.object({ id, sha256: z.string().length(64) }),
    output: z.object({ bytes: z.base64() }),
  },
  /** Changes what is sent: whatever was approved is not any more. A webhook's body, or a letter's text. */
  'deliveries.edit': one({ text: text(20_000) }),
  /** Leave to send exactly what has this hash. `although_over`: also when the finding is over. */
  'deliveries.approve': one({ hash: z.string().length(64), although_over: z.boolean().default(false) }),
  'deliveries.decline': one({ note: text(500) }),
  'deliveries.withdraw': one({ note: text(500) }),
  /** Tries what has ended without arriving once more, under the same key. */
  'deliveries.retry': one({}),
  /** Messages, the newest first; of one finding where `finding` is given, of one kept report where `report` is. */
  'deliveries.list': {
    kind: 'query',
    input: z.object({
      list: z.enum(DELIVERY_LISTS).optional(),
      finding: id.optional(),
      report: id.optional(),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    output: z.object({
      at: instant,
      deliveries: z.array(DeliveryDto),
      /** How many there are in each list. */
      counts: z.record(z.enum(DELIVERY_LISTS), z.number().int()),
    }),
  },
} as const;

export const actionEvents = {
  /** Messages or actions are not as they were: ask again. */
  'actions.changed': z.object({}),
} as const;
