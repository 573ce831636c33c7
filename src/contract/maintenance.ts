import { z } from 'zod';
import { ScopeTarget } from './configuration.ts';

const instant = z.number().int();
const LONGEST_SPAN = 62 * 24 * 60 * 60_000;

/** One time at which a window holds, for the sites of one time zone. */
const Occurrence = z.object({
  start: instant,
  end: instant,
  timezone: z.string(),
  sites: z.number().int(),
  /** Shorter than it is written, because the clocks change in it. */
  clock_changes: z.boolean(),
  /** Breaches that it held back, each as often as it was seen. */
  suppressed: z.number().int(),
});

/** One written window with when it holds. */
export const MaintenanceEntry = z.object({
  target: ScopeTarget,
  /** Position in the list of its scope. */
  index: z.number().int(),
  /** As it is written in the configuration. */
  window: z.record(z.string(), z.unknown()),
  reason: z.string(),
  kind: z.enum(['ABSOLUTE', 'WEEKLY', 'RECURRING']),
  sites: z.number().int(),
  times: z.array(Occurrence),
  /** What it held back at these times, by type of finding, the most first. */
  held: z.array(z.object({ finding_type: z.string(), count: z.number().int() })),
});
export type MaintenanceEntry = z.output<typeof MaintenanceEntry>;

export const maintenanceMethods = {
  /** Every window of the places that the caller may see, with the times at which it holds in [from, to). */
  'maintenance.calendar': {
    kind: 'query',
    input: z
      .object({ from: instant, to: instant })
      .refine(({ from, to }) => to > from && to - from <= LONGEST_SPAN, { error: 'at most 62 days' }),
    output: z.object({ version: z.number().int(), entries: z.array(MaintenanceEntry) }),
  },
} as const;
