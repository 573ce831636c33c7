import type { Answer } from '#contract/index.ts';

/** Everything about one finding. */
export type Detail = Answer<'findings.get'>;
