import type { Fault } from '#contract/index.ts';
import { Refused } from './handlers.ts';

/** The fault that tells a person what was refused and why. */
export const faultOf = (refused: Refused): Fault => ({
  code: refused.code,
  message: refused.message,
  ...(refused.problems.length > 0 ? { problems: [...refused.problems] } : {}),
});

/** What was refused in a thread, as it was thrown there. */
export function refusedAs({ code, message, problems }: Fault): Refused {
  // `internal` is made by dispatch alone; a thread never refuses with it.
  return new Refused(code === 'internal' ? 'unavailable' : code, message, problems);
}
