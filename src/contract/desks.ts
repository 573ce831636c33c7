import { z } from 'zod';
import { DESK_WAYS } from '#core/model/watch-desk.ts';

const instant = z.number().int();
const code = z.string().min(1).max(64);
const account = z.string().trim().min(1).max(64);
const note = z.string().trim().min(1).max(1_000);

/** Which sites a desk watches. Who names a site nearest has it: by itself, by a group, by its client, by its tenant. */
export const DeskPlaces = z.strictObject({
  tenants: z.array(code).max(1_000),
  clients: z.array(z.strictObject({ tenant: code, client: code })).max(1_000),
  groups: z.array(z.strictObject({ tenant: code, group: code })).max(1_000),
  sites: z.array(code).max(1_000),
});

export const WatchDesk = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/, 'expected letters, digits, and . _ - between them'),
  name: z.string().trim().min(1).max(60),
  places: DeskPlaces,
  /** Accounts that hold it by signing in; none: any operator who sees all of its sites. */
  holders: z.array(account).max(100),
});

export const DeskHolding = z.strictObject({
  desk: z.string(),
  holder: z.string(),
  since: instant,
  way: z.enum(DESK_WAYS),
});
export const DeskHandover = z.strictObject({
  id: z.string(),
  desks: z.array(z.string()),
  from: z.string(),
  to: z.string(),
  note: z.string(),
  at: instant,
});

/** A desk as it stands. */
export const DeskRow = WatchDesk.extend({
  /** Who holds it; null: nobody has yet, or nobody any more. */
  holder: z.string().nullable(),
  since: instant.nullable(),
  way: z.enum(DESK_WAYS).nullable(),
  /** Its holder has a screen open: alarms sound there and nowhere else. */
  attended: z.boolean(),
  /** Sites of it that whoever asks may see. */
  sites: z.number().int(),
  /** Findings at them: open, not acknowledged though announced, and how many of those are CRITICAL. */
  open: z.number().int(),
  alarms: z.number().int(),
  critical: z.number().int(),
  /** Whoever asks holds it. */
  mine: z.boolean(),
  /** Whoever asks can take it now. */
  may_take: z.boolean(),
});
export type DeskRow = z.output<typeof DeskRow>;

export const DesksState = z.object({
  /** False: accounts are off, or there are no desks: every alarm sounds on every screen. */
  on: z.boolean(),
  desks: z.array(DeskRow),
  /** Desks that colleagues offer to whoever asks, or that this one offers. */
  offers: z.array(DeskHandover),
  /** Who could hold which desks, whoever is there first. */
  people: z.array(z.object({ name: z.string(), is_here: z.boolean(), desks: z.array(z.string()) })),
});
export type DesksState = z.output<typeof DesksState>;

const Done = z.object({ code: z.string() });
/** How many findings went with them. */
const Moved = z.object({ findings: z.number().int() });

export const watchDeskMethods = {
  'desks.state': { kind: 'query', input: z.object({}), output: DesksState },
  /** Makes a desk, or changes the one of that code. */
  'desks.save': { kind: 'command', input: WatchDesk, output: Done },
  'desks.remove': { kind: 'command', input: z.object({ code: z.string() }), output: Done },
  /** Takes a desk that nobody attends. */
  'desks.take': { kind: 'command', input: z.object({ desk: z.string() }), output: Moved },
  /** Holds it no longer, without anybody who takes it. */
  'desks.put_down': { kind: 'command', input: z.object({ desk: z.string() }), output: Done },
  /** Offers desks to a colleague who is signed in elsewhere: what is owned at them goes along when that one accepts. */
  'desks.offer': {
    kind: 'command',
    input: z.object({ desks: z.array(z.string()).min(1).max(200), to: account, note }),
    output: z.object({ id: z.string() }),
  },
  /** Accepts what a colleague offers; or turns it down, or takes it back. */
  'desks.answer': {
    kind: 'command',
    input: z.object({ id: z.string(), accept: z.boolean() }),
    output: Moved,
  },
  /** Hands desks over to a colleague who stands here: that one's secret accepts, and signs in at this place. */
  'desks.hand_over': {
    kind: 'command',
    input: z.object({
      desks: z.array(z.string()).min(1).max(200),
      to: account,
      secret: z.string().min(1).max(1_000),
      note,
    }),
    output: z.object({ account: z.string(), revision: z.number().int() }),
  },
} as const;

export const watchDeskEvents = {
  /** Somebody came to a desk or left it, or desks were changed: ask again. */
  'desks.changed': z.object({}),
} as const;
