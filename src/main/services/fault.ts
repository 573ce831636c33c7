import type { Fault } from '#contract/index.ts';
import type { Refused } from './handlers.ts';

/** The fault that tells a person what was refused and why. */
export const faultOf = (refused: Refused): Fault => ({
  code: refused.code,
  message: refused.message,
  ...(refused.problems.length > 0 ? { problems: [...refused.problems] } : {}),
});
