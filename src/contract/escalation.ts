import { z } from 'zod';
import { DELIVERY_STATES } from '#core/model/action.ts';
import { WEEKDAYS } from '#core/model/audit-config.ts';

/** As runbooks and `escalation_roles` of the configuration name it. */
const role = z.string().trim().min(1).max(64);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected a time such as 22:00');
const minutes = z.number().int().min(1).max(10_080);

/** What is set up for a role that findings are passed on to. */
export const EscalationRoleDto = z.strictObject({
  role,
  chain: z.array(z.strictObject({ role, after_minutes: minutes })).max(8),
  again_minutes: minutes.nullable(),
  /** In the installation's time zone; `days` name the day on which they begin. */
  quiet_hours: z
    .array(z.strictObject({ days: z.array(z.enum(WEEKDAYS)).min(1).max(7), start: clock, end: clock }))
    .max(14),
});
export type EscalationRoleDto = z.output<typeof EscalationRoleDto>;

const instant = z.number().int();

/** To whom a finding goes that nobody acknowledges: the clocks that run, and who was told. */
export const EscalationDto = z.object({
  /** Who is told next and when, as things stand; null: nobody. */
  next: z.object({ kind: z.enum(['NEXT', 'WAITED', 'AGAIN']), role: z.string(), at: instant }).nullable(),
  /** What comes after that while nobody acknowledges: the roles of the chain that were not reached. */
  later: z.array(z.object({ role: z.string(), after_minutes: z.number().int() })),
  again_minutes: z.number().int().nullable(),
  /** Roles that are told when their quiet hours end. */
  waiting: z.array(z.object({ role: z.string(), until: instant })),
  /** Who was told, the last first, 50 at most. */
  told: z.array(
    z.object({
      role: z.string(),
      round: z.number().int(),
      times: z.number().int(),
      due_at: instant,
      at: instant,
      /** What was sent to those who stand behind the role; empty: it was told on the desk alone. */
      messages: z.array(
        z.object({
          action: z.string(),
          to: z.string().nullable(),
          state: z.enum(DELIVERY_STATES),
          outcome: z.string().nullable(),
        }),
      ),
    }),
  ),
});
export type EscalationDto = z.output<typeof EscalationDto>;

export const escalationMethods = {
  /** What is set up for each role, and which other roles runbooks name. */
  'escalation.list': {
    kind: 'query',
    input: z.object({}),
    output: z.object({
      roles: z.array(EscalationRoleDto),
      /** Named by runbooks or set up, in order. */
      known: z.array(z.string()),
      /** In which quiet hours are meant. */
      timezone: z.string(),
    }),
  },
  /** Sets up a role, or changes what is set up for it. */
  'escalation.save': {
    kind: 'command',
    input: EscalationRoleDto,
    output: z.object({ role: z.string() }),
  },
  'escalation.remove': {
    kind: 'command',
    input: z.object({ role }),
    output: z.object({ role: z.string() }),
  },
} as const;
