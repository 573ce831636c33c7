import { z } from 'zod';

const instant = z.number().int();

/** One thread of the program. */
const WorkerState = z.object({
  name: z.enum(['engine', 'reader', 'parser']),
  /** ON_DEMAND: it is started for each file and ended after it. */
  state: z.enum(['ALIVE', 'LOST', 'ON_DEMAND', 'NOT_STARTED']),
  /** How often it was started anew since the program began. */
  restarts: z.number().int().nullable(),
  /** When it was heard last: it beats once a second. */
  heard_at: instant.nullable(),
});

/** What starts it after its machine was started anew: somebody who signs in to the system, the system itself, or nobody but a person. */
export const STARTS = ['AT_LOGIN', 'BY_SERVICE', 'BY_HAND'] as const;

/** What only the running program knows about itself. */
export const ShellFacts = z.object({
  at: instant,
  started_at: instant,
  version: z.string(),
  host: z.enum(['electron', 'loopback', 'cli']),
  /** Of Node. */
  runtime: z.string(),
  platform: z.string(),
  /** Bytes, of the whole process with its threads. */
  memory_bytes: z.number(),
  /** null: an older program that does not say. */
  starts: z.enum(STARTS).nullable().default(null),
  workers: z.array(WorkerState),
  /** The outside watchdog. TOLD: it heard from us. WITHHELD: it was not told, since sites are not being audited. FAILED: it could not be told. */
  watchdog: z.object({
    state: z.enum(['OFF', 'TOLD', 'WITHHELD', 'FAILED']),
    told_at: instant.nullable(),
    reason: z.string().nullable(),
    /** How far this machine's clock is ahead of the watchdog's, ms; null while nobody knows. Known to a second. */
    clock_ahead_ms: z.number().nullable(),
  }),
});
export type ShellFacts = z.output<typeof ShellFacts>;

/** A page says this often that it is alive, ms; one that is silent for `SCREEN_BLIND_AFTER_MS` is loaded again. */
export const SCREEN_BEAT_MS = 2_000;
export const SCREEN_BLIND_AFTER_MS = 10_000;

/** Answered by the process that keeps the windows, never by the engine's threads. */
export const shellMethods = {
  'shell.facts': { kind: 'shell', input: z.object({}), output: ShellFacts },
  /** The page draws and answers. Heard by the host whose window it is. */
  'shell.beat': { kind: 'shell', input: z.object({}), output: z.object({}) },
  /** Opens the wall board in a window of its own. `opened` is false where the page has to do it: in a browser. */
  'shell.open_wall': { kind: 'shell', input: z.object({}), output: z.object({ opened: z.boolean() }) },
} as const;
