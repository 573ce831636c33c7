import { z } from 'zod';

const UNREADABLE = 'expected plain values: an object in it says that it has a length, and none can be read';

/**
 * What a schema makes of a value from outside: the only way to ask one that may fail. A check of a length compares whatever says that it has one, of an
 * object too, and throws for `{"length":{"toString":1}}`, which JSON can say: it is refused like any other.
 */
export function readAs<S extends z.ZodType>(schema: S, value: unknown): z.ZodSafeParseResult<z.output<S>> {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (!(error instanceof TypeError && error.message.includes('primitive value'))) throw error;
    return z.custom<z.output<S>>(() => false, UNREADABLE).safeParse(undefined);
  }
}
