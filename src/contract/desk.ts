import { z } from 'zod';
import { CALL_OUTCOMES } from '#core/model/desk.ts';
import { Workflow } from './workflow.ts';

const instant = z.number().int();
const ids = z.array(z.string()).min(1).max(1_000);
const note = z.string().trim().min(1).max(4_000);
const reason = z.string().trim().min(1).max(1_000);
/** A code, a role, or whatever a person calls somebody. */
const who = z.string().trim().min(1).max(200);

/** A ticked step of the checklist; `step` counts from 0 in the version that the finding was opened with. */
export const StepTickDto = z.object({
  step: z.number().int(),
  done_at: instant,
  done_by: z.string(),
  verified: z.boolean(),
  note: z.string().nullable(),
});

/** Somebody who was sent; on the way until arrived or called off. */
export const DispatchDto = z.object({
  id: z.string(),
  who: z.string(),
  note: z.string().nullable(),
  sent_at: instant,
  sent_by: z.string(),
  arrived_at: instant.nullable(),
  arrived_by: z.string().nullable(),
  called_off_at: instant.nullable(),
  called_off_by: z.string().nullable(),
  called_off_reason: z.string().nullable(),
});

/** Whom to call about a finding. Personal data: in the answer for one finding and nowhere else. */
export const Contacts = z.object({
  /** The site's own list, in its order. */
  site: z.array(
    z.object({
      role: z.string(),
      name: z.string(),
      phone: z.string().nullable(),
      hours: z.string().nullable(),
    }),
  ),
  /** Who works there, those on duty now first. */
  people: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      role: z.string(),
      phone: z.string().nullable(),
      on_duty: z.boolean(),
    }),
  ),
  /** Who stands behind a role that findings are escalated to, from the nearest scope that names it. */
  escalation: z.array(
    z.object({
      role: z.string(),
      name: z.string().nullable(),
      phone: z.string().nullable(),
      email: z.string().nullable(),
      action: z.string().nullable(),
    }),
  ),
});
export type Contacts = z.output<typeof Contacts>;

const role = z.string().trim().min(1).max(64);
/** Who sees to findings from now on: a colleague, or whoever of a role takes them first. */
export const Taker = z.union([z.strictObject({ person: who }), z.strictObject({ role })], {
  error: 'expected { person } or { role }',
});
export type Taker = z.output<typeof Taker>;

/** Says that what was asked has been done. */
const Done = z.object({ id: z.string() });

export const deskMethods = {
  'findings.note': { kind: 'command', input: z.object({ ids, text: note }), output: Workflow },
  /** A call that was made about a finding. */
  'findings.call': {
    kind: 'command',
    input: z.object({ id: z.string(), who, outcome: z.enum(CALL_OUTCOMES), note: note.optional() }),
    output: Done,
  },
  /** Gives findings to a colleague; null: to nobody in particular. Acknowledges nothing. */
  'findings.assign': {
    kind: 'command',
    input: z.object({ ids, to: who.nullable(), note: note.optional() }),
    output: Workflow,
  },
  /** Hands over what the caller sees to, all of it or these, in one step; to a role it waits there until somebody takes it. */
  'findings.hand_over': {
    kind: 'command',
    input: z.object({ ids: z.union([ids, z.literal('all')]), to: Taker, note: reason }),
    output: Workflow,
  },
  /** Open findings that wait for somebody of a role, by role. */
  'findings.waiting': {
    kind: 'query',
    input: z.object({}),
    output: z.array(z.object({ role: z.string(), count: z.number().int() })),
  },
  /** Escalates to the runbook's role now. */
  'findings.escalate': { kind: 'command', input: z.object({ ids, reason }), output: Workflow },
  /** Ticks a step of the checklist (from 0), or takes the tick back. */
  'findings.step': {
    kind: 'command',
    input: z.object({
      id: z.string(),
      step: z.number().int().min(0).max(1_000),
      done: z.boolean(),
      note: note.optional(),
    }),
    output: Done,
  },
  /** Somebody was sent, now unless said otherwise. */
  'dispatch.send': {
    kind: 'command',
    input: z.object({ finding: z.string(), who, note: note.optional(), sent_at: instant.optional() }),
    output: Done,
  },
  'dispatch.arrived': {
    kind: 'command',
    input: z.object({ id: z.string(), at: instant.optional() }),
    output: Done,
  },
  'dispatch.call_off': { kind: 'command', input: z.object({ id: z.string(), reason }), output: Done },
  /** Who has worked here lately (30 days), by name, whoever was seen last first. */
  'desk.colleagues': {
    kind: 'query',
    input: z.object({}),
    output: z.array(z.object({ name: z.string(), last_at: instant })),
  },
} as const;
