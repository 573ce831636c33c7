import { z } from 'zod';

/** What became of each finding of a bulk command: the ones that changed, and why the others did not. */
export const Workflow = z.object({
  changed: z.array(z.string()),
  refused: z.array(z.object({ id: z.string(), why: z.string() })),
});
export type Workflow = z.output<typeof Workflow>;
