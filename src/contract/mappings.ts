import { z } from 'zod';

const name = z.string().min(1).max(64);
const instant = z.number().int();

/** How the columns of a CSV become events, kept under a name; checked in full by the engine, which owns the words. */
const Mapping = z.looseObject({ name });
export const SavedMapping = z.object({ mapping: Mapping, saved_at: instant, saved_by: z.string() });
export type SavedMapping = z.output<typeof SavedMapping>;

export const mappingMethods = {
  'mappings.list': { kind: 'query', input: z.object({}), output: z.array(SavedMapping) },
  /** Saves under the mapping's own name; refused with every problem, with its place. */
  'mappings.save': {
    kind: 'command',
    input: z.object({ mapping: z.record(z.string(), z.unknown()) }),
    output: z.object({ name, replaced: z.boolean() }),
  },
  'mappings.remove': { kind: 'command', input: z.object({ name }), output: z.object({}) },
} as const;
