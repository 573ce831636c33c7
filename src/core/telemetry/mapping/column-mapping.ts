import { z } from 'zod';
import { oneOf } from '#core/config/fields.ts';
import { exactly, mapOf } from '#core/config/shapes.ts';
import { EVENT_TYPES } from '#core/model/event.ts';

/** In which order day, month and year are written. */
export const DATE_ORDERS = ['YMD', 'DMY', 'MDY'] as const;
/** Fields of an event that are numbers: their cells may have a decimal comma. */
const NUMBERS: ReadonlySet<string> = new Set([
  'lat',
  'lon',
  'accuracy',
  'speed',
  'heading',
  'altitude',
  'battery',
  'value',
]);
export const isNumberField = (field: string): boolean => NUMBERS.has(field);

const column = z
  .string({ error: 'the header of a column' })
  .min(1, { error: 'the header of a column' })
  .max(200);
const field = z.string().regex(/^[a-z][a-z_]{0,40}$/, { error: 'a field of an event, e.g. checkpoint' });

/** What fills a field: a column, with the words that stand for others in it, or the same text in every row. */
const Filling = z.union(
  [
    exactly({ column, words: mapOf(z.string(), z.string(), 'words and what they stand for').optional() }),
    exactly({ text: z.string().max(200) }),
  ],
  { error: '{ column } or { text }' },
);
export type Filling = z.output<typeof Filling>;

/**
 * How the columns of a CSV become events: a guard-tour system names its columns as it likes, once told it is known. Without `zone`
 * a time is that of the clock on the wall of the event's site.
 */
export const ColumnMapping = exactly({
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, {
    error: 'a name of letters, digits, - and _, at most 64',
  }),
  type: z.union(
    [
      oneOf(EVENT_TYPES),
      exactly({ column, words: mapOf(z.string(), oneOf(EVENT_TYPES), 'words and types') }),
    ],
    {
      error: `one of ${EVENT_TYPES.join(', ')}, or { column, words }`,
    },
  ),
  /** Date and time in one column, or in two. */
  time: z.union([exactly({ column }), exactly({ date: column, time: column })], {
    error: '{ column } or { date, time }',
  }),
  order: oneOf(DATE_ORDERS),
  zone: oneOf(['UTC']).optional(),
  decimal: oneOf(['.', ',']).optional(),
  fields: z.record(field, Filling, { error: 'fields of an event with what fills each' }),
});
export type ColumnMapping = z.output<typeof ColumnMapping>;
