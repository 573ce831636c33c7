import { z } from 'zod';
import { LocalTimeError } from '#core/schedule/local-date.ts';
import { UnknownTimeZone } from '#core/schedule/local-time.ts';
import { parseRecurrence } from '#core/schedule/recurrence.ts';
import { RecurrenceError } from '#core/schedule/recurrence-rule.ts';
import { clockTime, code, endTime, localDate, textUpTo, timeZone, weekday } from './fields.ts';
import { minutesBetween, readMoment } from './moments.ts';
import { type LookedForm, shapes } from './shape-registry.ts';
import { byLook, distinct, exactly, listOf, someOf } from './shapes.ts';

/** Whether a time without offset can be read: only inside a site, whose zone is known. */
export type ZoneKnown = 'zone-known' | 'zone-unknown';

const MOMENT = { kind: 'text', as: 'moment', longest: 40 } as const;

const dateTime = (zone: ZoneKnown) => {
  const expected =
    zone === 'zone-known'
      ? 'a date and time YYYY-MM-DDTHH:MM with or without offset'
      : 'a date and time with its offset, because several zones may be meant here';
  return z
    .string({ error: expected })
    .refine(
      (text) => {
        const moment = readMoment(text);
        return moment !== null && (zone === 'zone-known' || moment.kind === 'INSTANT');
      },
      { error: expected },
    )
    .register(shapes, MOMENT);
};

const localDateTime = z
  .string({ error: 'a local date and time YYYY-MM-DDTHH:MM' })
  .refine((text) => readMoment(text)?.kind === 'LOCAL', { error: 'a local date and time YYYY-MM-DDTHH:MM' })
  .register(shapes, MOMENT);

const days = distinct(weekday, 'days').min(1, { error: 'at least one day' });
const weekly = { days, start: clockTime, end: endTime };
const absolute = (zone: ZoneKnown) => ({ start: dateTime(zone), end: dateTime(zone) });
const recurring = (zone: ZoneKnown) => ({
  start: localDateTime,
  end: localDateTime,
  rrule: textUpTo(500),
  exdate: listOf(textUpTo(40), 'dates and times').optional(),
  timezone: zone === 'zone-known' ? timeZone.optional() : timeZone,
});

type Finding = { readonly field: string; readonly found: string; readonly expected: string };

/** Adds what is wrong between the fields of a window to the field that should change, once each of them is right. */
const across =
  <Value extends object>(check: (value: Value) => Finding | null) =>
  (context: z.core.ParsePayload<Value>): void => {
    const finding = context.issues.length > 0 ? null : check(context.value);
    if (finding === null) return;
    const { field, found, expected } = finding;
    context.issues.push({ code: 'custom', path: [field], message: expected, input: found });
  };

function weeklyProblem({ start, end }: { start: string; end: string }): Finding | null {
  return start === end ? { field: 'end', found: end, expected: 'a time other than the start' } : null;
}

function absoluteProblem({ start, end }: { start: string; end: string }): Finding | null {
  const minutes = minutesBetween(start, end);
  if (minutes === null)
    return { field: 'end', found: end, expected: 'an offset at both the start and the end, or at neither' };
  return minutes > 0 ? null : { field: 'end', found: end, expected: 'a time after the start' };
}

type RecurringFields = z.output<z.ZodObject<ReturnType<typeof recurring>>>;

/** Any zone serves to check a rule whose own zone is the site's. */
const ANY_ZONE = 'UTC';

function recurringProblem({ start, end, rrule, exdate, timezone }: RecurringFields): Finding | null {
  try {
    parseRecurrence({ start, end, rrule, exdate: exdate ?? [], timezone: timezone ?? ANY_ZONE });
    return null;
  } catch (error) {
    if (error instanceof RecurrenceError) {
      const field = error.field === 'start' || error.field === 'end' ? error.field : 'rrule';
      return { field, found: error.found, expected: field === 'rrule' ? ruleHint(error) : error.expected };
    }
    if (error instanceof LocalTimeError)
      return { field: 'exdate', found: error.message, expected: 'dates and times' };
    if (error instanceof UnknownTimeZone)
      return { field: 'timezone', found: error.timezone, expected: 'an IANA time zone' };
    throw error;
  }
}

const ruleHint = ({ field, expected }: RecurrenceError): string => `a rule with ${field} ${expected}`;

/** A weekly span of local time, as in `active_hours`. */
export const WeeklyWindowDocument = exactly(weekly).check(across(weeklyProblem));

/** The forms of a window, each with the field by which it is known. */
const windowForms = (byWeek: z.ZodType, byInstant: z.ZodType, byRule: z.ZodType): readonly LookedForm[] => [
  { name: 'weekly', sign: 'days', schema: byWeek },
  { name: 'rule', sign: 'rrule', schema: byRule },
  { name: 'absolute', sign: null, schema: byInstant },
];

/** A span of maintenance: absolute, weekly, or by an iCalendar rule. */
export const maintenanceWindow = (zone: ZoneKnown) => {
  const reason = { reason: textUpTo(200) };
  const byRule = exactly({ ...recurring(zone), ...reason }).check(across(recurringProblem));
  const except = distinct(localDate, 'dates').optional();
  const byWeek = exactly({ ...weekly, except, ...reason }).check(across(weeklyProblem));
  const byInstant = exactly({ ...absolute(zone), ...reason }).check(across(absoluteProblem));
  return byLook(
    (fields): typeof byRule | typeof byWeek | typeof byInstant =>
      has(fields, 'rrule') ? byRule : has(fields, 'days') ? byWeek : byInstant,
    windowForms(byWeek, byInstant, byRule),
  );
};

const person = { person: code };
const shiftByRule = exactly({ ...person, ...recurring('zone-known') }).check(across(recurringProblem));
const shiftByWeek = exactly({ ...person, ...weekly }).check(across(weeklyProblem));
const shiftByInstant = exactly({ ...person, ...absolute('zone-known') }).check(across(absoluteProblem));

/** When one person is rostered. */
export const ShiftDocument = byLook(
  (fields): typeof shiftByRule | typeof shiftByWeek | typeof shiftByInstant =>
    has(fields, 'rrule') ? shiftByRule : has(fields, 'days') ? shiftByWeek : shiftByInstant,
  windowForms(shiftByWeek, shiftByInstant, shiftByRule),
);

/** When a tour starts. */
export const TourStartDocument = exactly({ days, at: clockTime });

export const weeklyWindows = listOf(WeeklyWindowDocument, 'weekly windows');
export const tourStarts = someOf(TourStartDocument, 'starts');
export type WeeklyWindowDocument = z.output<typeof WeeklyWindowDocument>;
export type MaintenanceWindowDocument = z.output<ReturnType<typeof maintenanceWindow>>;
export type ShiftDocument = z.output<typeof ShiftDocument>;

const has = (fields: Readonly<Record<string, unknown>>, name: string): boolean => Object.hasOwn(fields, name);
