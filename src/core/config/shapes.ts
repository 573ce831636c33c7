import { z } from 'zod';
import { readAs } from '../kit/read-as.ts';
import { type LookedForm, looks } from './shape-registry.ts';

/**
 * An object with exactly these fields. The message of an unknown one is the list of the known ones: whoever tells the
 * problem makes the "did you mean" out of it (schema-problems.ts).
 */
export const exactly = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? Object.keys(shape).join(', ') : `an object with ${listed(shape)}`,
  });

const listed = (shape: Readonly<Record<string, unknown>>): string =>
  Object.keys(shape).slice(0, 4).join(', ');

/** A list whose entries all have the form of `entry`. */
export const listOf = <Entry extends z.ZodType>(entry: Entry, of: string) =>
  z.array(entry, { error: `a list of ${of}` });

/** A list of at least one. */
export const someOf = <Entry extends z.ZodType>(entry: Entry, of: string) =>
  listOf(entry, of).min(1, { error: `a list of at least one of ${of}` });

/** A list of plain words, none of them twice. */
export const distinct = <Word extends z.ZodType<string>>(word: Word, of: string) =>
  listOf(word, of).check((context) => {
    const seen = new Set<string>();
    context.value.forEach((value, index) => {
      if (seen.has(value))
        context.issues.push({ code: 'custom', path: [index], message: 'every entry once', input: value });
      seen.add(value);
    });
  });

/** A map from names to values of one form. */
export const mapOf = <Value extends z.ZodType>(name: z.ZodType<string, string>, value: Value, of: string) =>
  z.record(name, value, { error: of });

/**
 * A value that may have several forms, told apart by a look at its fields. Unlike a union, the problems are those of
 * the form that was meant.
 */
export const byLook = <Forms extends z.ZodType>(
  choose: (value: Readonly<Record<string, unknown>>) => Forms,
  forms: readonly LookedForm[] = [],
) => {
  const schema = z.unknown().transform((value, context): z.output<Forms> => {
    const fields = value !== null && typeof value === 'object' ? { ...value } : {};
    const result = readAs(choose(fields), value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const { code, path, message } = issue;
      if (code === 'unrecognized_keys')
        context.issues.push({ code, path, message, keys: issue.keys, input: fields });
      else context.issues.push({ code: 'custom', path, message, input: value });
    }
    return z.NEVER;
  });
  looks.set(schema, forms);
  return schema;
};
