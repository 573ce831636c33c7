import { z } from 'zod';
import { WEEKDAYS } from '#core/model/audit-config.ts';
import { BUILT_IN_SIGNALS } from '#core/model/event.ts';
import type { TextForm } from '#core/model/field-shape.ts';
import { dayOfDate, LocalTimeError } from '#core/schedule/local-date.ts';
import { isTimeZone } from '#core/schedule/local-time.ts';
import { shapes } from './shape-registry.ts';
import { didYouMean } from './spelling.ts';

/*
 * The leaves of the configuration file. Every schema's message is what a person should have written ("a whole number
 * from 5 to 60"), so that a problem reads: found 3, expected a whole number from 5 to 60.
 */

const CODE = /^[A-Za-z0-9._-]{1,64}$/;
const METRIC_NAME = /^[a-z][a-z0-9_]{0,39}$/;
const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** Names that would shadow a built-in signal, the common value of `sensitivity`, or every object's own property. */
const RESERVED_METRICS: ReadonlySet<string> = new Set([...BUILT_IN_SIGNALS, 'default', 'constructor']);

const checkedText = (
  isValid: (text: string) => boolean,
  expected: string,
  as: TextForm,
  longest: number | null = null,
) =>
  z
    .string({ error: expected })
    .refine(isValid, { error: expected })
    .register(shapes, { kind: 'text', as, longest });

/** A text of 1 to `longest` characters. */
export const textUpTo = (longest: number) =>
  checkedText(
    (text) => text.trim() !== '' && text.length <= longest,
    `a text of 1 to ${longest} characters`,
    'text',
    longest,
  );

/** A whole number in [least, most]. */
export const wholeNumber = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z
    .number({ error })
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, { error })
    .register(shapes, { kind: 'number', whole: true, least, most });
};

/** A number in [least, most]. */
export const numberBetween = (least: number, most: number) => {
  const error = `a number from ${least} to ${most}`;
  return z
    .number({ error })
    .refine((value) => value >= least && value <= most, { error })
    .register(shapes, { kind: 'number', whole: false, least, most });
};

/** One of the given words, exactly so written. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z
    .enum(words, { error: (issue) => didYouMean(`one of ${words.join(', ')}`, issue.input, words) })
    .register(shapes, { kind: 'one-of', words });

export const yesOrNo = z.boolean({ error: 'true or false' }).register(shapes, { kind: 'yes-no' });

export const code = checkedText(
  (text) => CODE.test(text),
  'a code of 1 to 64 characters out of A-Z a-z 0-9 . _ -',
  'code',
  64,
);

export const metricName = checkedText(
  (text) => METRIC_NAME.test(text) && !RESERVED_METRICS.has(text),
  'a new name of 1 to 40 characters out of a-z 0-9 _, a letter first, that no built-in signal has',
  'metric',
  40,
);

/** A signal's name; whether it exists in the scope is checked across the document. */
export const signalName = checkedText(
  (text) => METRIC_NAME.test(text),
  'the name of a signal or custom metric',
  'signal',
  40,
);

/** HH:MM in the site's time. */
export const clockTime = checkedText(
  (text) => CLOCK_TIME.test(text),
  'a time HH:MM from 00:00 to 23:59, in quotes',
  'clock',
);

/** HH:MM at which something ends, 24:00 included. */
export const endTime = checkedText(
  (text) => CLOCK_TIME.test(text) || text === '24:00',
  'a time HH:MM from 00:00 to 24:00, in quotes',
  'clock',
);

export const timeZone = checkedText(isTimeZone, 'an IANA time zone such as Europe/Berlin', 'zone');

export const localDate = checkedText(isDate, 'a date YYYY-MM-DD', 'date');

export const weekday = oneOf(WEEKDAYS);

export const latitude = numberBetween(-90, 90);
export const longitude = numberBetween(-180, 180);

function isDate(text: string): boolean {
  try {
    dayOfDate(text);
    return true;
  } catch (error) {
    if (error instanceof LocalTimeError) return false;
    throw error;
  }
}
