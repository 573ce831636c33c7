import { z } from 'zod';

export const screenEvents = {
  /** A person clicked a notification of the system: the screen selects this finding. Goes to one window only. */
  'screen.show_finding': z.object({ finding_id: z.string() }),
  /** Files were opened with Vigil from outside: a screen takes them. */
  'screen.take_brought': z.object({}),
} as const;
