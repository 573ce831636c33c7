import { z } from 'zod';

const instant = z.number().int();
const code = z.string().min(1).max(64);
const reason = z.string().trim().min(1).max(1_000);

/** Somebody who is not expected for a while. Codes; `noted_by` and `withdrawn_by` are actors. */
export const AbsenceDto = z.object({
  id: z.string(),
  site: z.string(),
  person: z.string(),
  start: instant,
  end: instant,
  relief: z.string().nullable(),
  reason: z.string(),
  noted_at: instant,
  noted_by: z.string(),
  withdrawn_at: instant.nullable(),
  withdrawn_by: z.string().nullable(),
});
export type AbsenceDto = z.output<typeof AbsenceDto>;

export const TOUR_STATES = ['COMPLETED', 'BY_HAND', 'INCOMPLETE', 'OVERDUE', 'OPEN'] as const;
/** One scheduled start of a tour. INCOMPLETE: completed without a scan of every checkpoint. */
export const TourStartDto = z.object({
  at: instant,
  /** The scheduled local start, `YYYY-MM-DDTHH:MM`: with the tour it is the subject of its findings. */
  local: z.string(),
  /** Start + duration + grace. */
  deadline: instant,
  state: z.enum(TOUR_STATES),
  completed_at: instant.nullable(),
});
export type TourStartDto = z.output<typeof TourStartDto>;

const Shift = z.object({ start: instant, end: instant });

/** What a dialog of the desk offers to choose from. */
export const DutySite = z.object({
  site: z.string(),
  name: z.string(),
  timezone: z.string(),
  people: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      role: z.string(),
      lone_worker: z
        .object({ check_in_minutes: z.number().int(), grace_minutes: z.number().int() })
        .nullable(),
      /** The shift as planned that runs now, else the next that begins within a day. */
      shift: Shift.nullable(),
    }),
  ),
  /** The newest start of each first. */
  tours: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      mandatory: z.boolean(),
      starts: z.array(TourStartDto),
    }),
  ),
  /** Absences that are not over, or yet to come. */
  absences: z.array(AbsenceDto),
});
export type DutySite = z.output<typeof DutySite>;

const byHand = { person: code.nullable(), completed_at: instant, reason };
const LONGEST_ABSENCE_DAYS = 31;

/** What the desk knows that no device tells: tours completed by hand, absences and reliefs, more time for a lone worker. */
export const dutyMethods = {
  /** The start is named, or taken from an open finding about it. It makes a telemetry record that is marked everywhere. */
  'tours.complete_by_hand': {
    kind: 'command',
    input: z.union([
      z.object({ finding: z.string(), ...byHand }).strict(),
      z.object({ site: code, tour: code, start: instant, ...byHand }).strict(),
    ]),
    output: z.object({ run: z.string() }),
  },
  /** The person is not expected in [start, end); `relief` stands in for as much of a shift as that takes. */
  'people.absence': {
    kind: 'command',
    input: z
      .object({
        site: code,
        person: code,
        start: instant,
        end: instant,
        relief: code.nullable(),
        reason,
        finding: z.string().optional(),
      })
      .refine(({ start, end }) => end > start, 'an end after the start')
      .refine(
        ({ start, end }) => end - start <= LONGEST_ABSENCE_DAYS * 86_400_000,
        `at most ${LONGEST_ABSENCE_DAYS} days`,
      ),
    output: z.object({ id: z.string() }),
  },
  'people.absence_withdraw': {
    kind: 'command',
    input: z.object({ id: z.string(), reason }),
    output: z.object({ id: z.string() }),
  },
  /** The desk spoke with a lone worker: no check-in is owed before now + minutes. Never shortens. */
  'people.extend_check_in': {
    kind: 'command',
    input: z.object({
      site: code,
      person: code,
      minutes: z.number().int().min(1).max(240),
      reason,
      finding: z.string().optional(),
    }),
    /** Until when no check-in is owed now: what was asked, or later. */
    output: z.object({ until: instant }),
  },
  /** The newest first; `active`: only those that are neither over nor withdrawn. */
  'people.absences': {
    kind: 'query',
    input: z.object({ site: z.string().optional(), active: z.boolean() }),
    output: z.array(AbsenceDto),
  },
  'duty.site': { kind: 'query', input: z.object({ site: z.string() }), output: DutySite },
} as const;
