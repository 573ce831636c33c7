import { z } from 'zod';
import { ROLES, SEAT_KINDS } from '#core/model/account.ts';

const instant = z.number().int();
const name = z.string().trim().min(1).max(64);
const code = z.string().min(1).max(64);
/** A PIN or password. Its own limits are told in words that do not repeat it. */
const secret = z.string().min(1).max(1_000);

const Role = z.enum(ROLES);

/** What of the installation an account may see: all of it, or tenants, clients and sites. */
export const AccountScope = z.union([
  z.literal('all'),
  z.strictObject({
    tenants: z.array(code).max(1_000),
    clients: z.array(z.strictObject({ tenant: code, client: code })).max(1_000),
    sites: z.array(code).max(1_000),
  }),
]);
export type AccountScope = z.output<typeof AccountScope>;

/** An account as the administrator sees it. */
export const AccountRow = z.object({
  name: z.string(),
  role: Role,
  scope: AccountScope,
  made_at: instant,
  made_by: z.string(),
  /** When its PIN or password was set. */
  secret_at: instant,
  /** Until when no try to sign in is looked at; null: tries are. */
  closed_until: instant.nullable(),
  disabled_at: instant.nullable(),
  disabled_by: z.string().nullable(),
  /** Where it is signed in now. */
  signed_in: z.number().int(),
});
export type AccountRow = z.output<typeof AccountRow>;

export const SESSION_STATES = ['OPEN', 'LOCKED', 'SIGNED_OUT'] as const;

/** Who sits here, and what that person may do. */
export const SessionState = z.object({
  /** False: nobody signs in, everybody may do everything, and what is done is not verified. */
  accounts: z.boolean(),
  state: z.enum(SESSION_STATES),
  /** The account that is signed in, or that has locked this screen; null: nobody, or accounts are off. */
  account: z.string().nullable(),
  role: Role.nullable(),
  /** False: the account sees only a part of the installation. */
  whole: z.boolean(),
  /** Names of the contract's methods that this person may use. */
  may: z.array(z.string()),
  idle_minutes: z.number().int(),
  /** Who can sign in here. */
  names: z.array(z.string()),
});
export type SessionState = z.output<typeof SessionState>;

const Signed = z.object({ account: z.string(), revision: z.number().int() });
const Named = z.object({ name: z.string() });

export const peopleMethods = {
  /** Everything that decides who may what. Of no use, and not answered, to anybody but Vigil itself. */
  'accounts.state': {
    kind: 'query',
    input: z.object({}),
    output: z.object({
      on: z.boolean(),
      idle_minutes: z.number().int(),
      local_name: z.string().nullable(),
      accounts: z.array(
        z.object({
          name: z.string(),
          role: Role,
          scope: AccountScope,
          revision: z.number().int(),
          disabled_at: instant.nullable(),
        }),
      ),
      sign_ins: z.array(
        z.object({
          seat: z.string(),
          kind: z.enum(SEAT_KINDS),
          account: z.string(),
          revision: z.number().int(),
          at: instant,
          active_at: instant,
          locked_at: instant.nullable(),
        }),
      ),
    }),
  },
  'accounts.list': {
    kind: 'query',
    input: z.object({}),
    output: z.object({
      on: z.boolean(),
      idle_minutes: z.number().int(),
      accounts: z.array(AccountRow),
      /** What an account can be limited to. */
      tenants: z.array(z.object({ code: z.string(), clients: z.array(z.string()) })),
    }),
  },
  /** From now on everybody signs in. Makes the first administrator, or lets one that there is do it, and signs that one in here. */
  'accounts.turn_on': { kind: 'command', input: z.object({ name, secret }), output: Signed },
  /** From now on nobody signs in; the accounts are kept. */
  'accounts.turn_off': { kind: 'command', input: z.object({}), output: z.object({}) },
  'accounts.add': {
    kind: 'command',
    input: z.object({ name, role: Role, scope: AccountScope.default('all'), secret }),
    output: Named,
  },
  /** Ends everything that the account has open, at once. */
  'accounts.change': {
    kind: 'command',
    input: z.object({ name, role: Role.optional(), scope: AccountScope.optional() }),
    output: Named,
  },
  /** Gives it another PIN or password, forgets its wrong tries, and ends everything that it has open. */
  'accounts.set_secret': { kind: 'command', input: z.object({ name, secret }), output: Named },
  'accounts.disable': { kind: 'command', input: z.object({ name }), output: Named },
  'accounts.enable': { kind: 'command', input: z.object({ name }), output: Named },
  /** After how many minutes without a key or the pointer a screen locks. */
  'accounts.set_idle': {
    kind: 'command',
    input: z.object({ minutes: z.number().int() }),
    output: z.object({ minutes: z.number().int() }),
  },
  'session.state': { kind: 'shell', input: z.object({}), output: SessionState },
  /** Signs in here, in the place of whoever was; the person who locked this screen opens it again by it. */
  'session.sign_in': { kind: 'command', input: z.object({ name, secret }), output: Signed },
  'session.sign_out': { kind: 'command', input: z.object({}), output: z.object({}) },
  /** `idle`: nobody had touched it for too long. */
  'session.lock': {
    kind: 'command',
    input: z.object({ idle: z.boolean().default(false) }),
    output: z.object({}),
  },
  /** The person has touched a key or the pointer since it was said last. */
  'session.active': { kind: 'command', input: z.object({}), output: z.object({}) },
  /** Changes one's own PIN or password. */
  'session.set_secret': { kind: 'command', input: z.object({ current: secret, secret }), output: Signed },
} as const;

export const peopleEvents = {
  /** Accounts were made or changed, turned on or off. */
  'accounts.changed': z.object({}),
  /** Somebody signed in here, or the screen was locked. Goes to the windows of one seat only. */
  'session.changed': SessionState,
} as const;
